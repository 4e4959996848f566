"""WebVTT and SubRip: sources, not articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.readers import read
from checker.sources.reading import read_source

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Maria Okafor>We will not risk a second collapse.\n"
SRT = "1\r\n00:00:01,000 --> 00:00:04,000\r\nOKAFOR: We will not risk a second collapse.\r\n"


@pytest.mark.parametrize(
    ("name", "content"), [("a.vtt", VTT), ("a.srt", SRT), ("a.txt", VTT), ("a", SRT), ("b.vtt", "Hello.")]
)
def test_as_an_article_one_line_says_what_to_do(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(AttribError) as refused:
        read(str(path))
    assert str(refused.value) == (
        f"{path}: is a transcript, not an article. Check an article against it with --source {path}."
    )


@pytest.mark.parametrize(("name", "content"), [("a.vtt", VTT), ("a.srt", SRT.replace("\r\n", "\n"))])
def test_as_a_source_it_has_turns(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    source = read_source(str(path))
    assert [t.span.of(source.document.text) for t in source.turns] == ["We will not risk a second collapse."]


def test_an_article_that_begins_with_a_number_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1\n00:00 was when the crane fell.", encoding="utf-8")
    assert read(str(path)).format == "text"
