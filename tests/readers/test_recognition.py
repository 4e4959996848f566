"""A file is read for what it holds, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_malformed import GOOD

from checker.errors import AttribError
from checker.readers import read

FORMATS = {
    "page.html": "html",
    "a.json": "ninjs",
    "a.xml": "nitf",
    "a.pdf": "pdf",
    "a.docx": "docx",
}
ENDINGS = ["", ".txt", ".md", ".html", ".json", ".xml", ".TXT", ".story"]
IN_EVERY_FORM = {"page.html": "Port shuts", "a.json": "Port shuts"}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", FORMATS)
def test_content_decides(tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(GOOD[name])
    document = read(str(path))
    assert document.format == FORMATS[name]
    assert "“We will not risk a second collapse,” said Maria Okafor." in document.text
    assert IN_EVERY_FORM.get(name, "") in document.text


@pytest.mark.parametrize("ending", ["", ".txt", ".html", ".htm", ".story"])
def test_a_cms_body_is_html(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(GOOD["a.html"])
    assert read(str(path)).format == "html"


@pytest.mark.parametrize(
    ("ending", "format"), [("", "text"), (".txt", "text"), (".md", "markdown"), (".markdown", "markdown")]
)
def test_plain_words_are_what_their_ending_says(tmp_path: Path, ending: str, format: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(GOOD["a.txt"])
    assert read(str(path)).format == format


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".json", ".xml"])
def test_an_ending_that_promises_more_than_words_gets_one_line(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"story{ending}"
    path.write_bytes(GOOD["a.txt"])
    with pytest.raises(AttribError) as refused:
        read(str(path))
    assert str(refused.value).startswith(f"{path}: is ") and "\n" not in str(refused.value)


def test_ninjs_under_any_name_that_is_no_item_is_told(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text('{"a": 1}')
    with pytest.raises(AttribError, match="is JSON, but no ninjs item"):
        read(str(path))


def test_braces_around_prose_are_no_json(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("{“Sources said so.” It was a long day.}")
    assert read(str(path)).format == "text"
