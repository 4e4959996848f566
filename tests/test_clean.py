"""`attrib clean`: our comments out, everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_building import comment, p, package, r, ranged
from docx_reading import commented, unzipped
from lxml import etree

from checker.clean import clean
from checker.errors import AttribError

BODY = p(ranged(0, r("Critics say")), " it ", ranged(1, r("leaked")), ".") + p(ranged(2, r("So")), " they say.")
COMMENTS = (
    comment(0, "attrib", "Who?")
    + comment(1, "Sub", "attrib: ignore ATT203 known")
    + comment(2, "Sub", "attrib is right")
)
STORY = package(BODY, comments=COMMENTS)


def texts(data: bytes) -> list[str]:
    return ["".join(c.itertext()) for c in etree.fromstring(unzipped(data)["word/comments.xml"])]


def test_in_place(tmp_path: Path) -> None:
    path = tmp_path / "story.docx"
    path.write_bytes(STORY)
    assert clean(path) == 1
    after = path.read_bytes()
    assert texts(after) == ["attrib: ignore ATT203 known", "attrib is right"]
    assert commented(after, "Sub") == commented(STORY, "Sub")
    own = ranged(0, "X").split("X")
    expected = unzipped(STORY)["word/document.xml"].decode()
    for mark in own:
        expected = expected.replace(mark, "")
    assert unzipped(after)["word/document.xml"].decode() == expected
    assert clean(path) == 0
    assert path.read_bytes() == after


def test_all_notes_to_another_file(tmp_path: Path) -> None:
    path, output = tmp_path / "story.docx", tmp_path / "out.docx"
    path.write_bytes(STORY)
    assert clean(path, output, all_notes=True) == 2
    assert path.read_bytes() == STORY
    assert texts(output.read_bytes()) == ["attrib is right"]


def test_a_part_that_was_there_before_us_stays(tmp_path: Path) -> None:
    path = tmp_path / "story.docx"
    path.write_bytes(package(p(ranged(0, r("Critics")), " say."), comments=comment(0, "attrib", "Who?")))
    assert clean(path) == 1
    assert texts(path.read_bytes()) == []


def test_a_reference_beside_words_goes_alone(tmp_path: Path) -> None:
    path = tmp_path / "story.docx"
    path.write_bytes(
        package(p("<w:r><w:t>So</w:t><w:commentReference w:id='0'/></w:r>"), comments=comment(0, "attrib", "Who?"))
    )
    assert clean(path) == 1
    assert b"<w:r><w:t>So</w:t></w:r>" in unzipped(path.read_bytes())["word/document.xml"]


def test_a_file_without_comments_is_copied_as_it_is(tmp_path: Path) -> None:
    path, output = tmp_path / "story.docx", tmp_path / "out.docx"
    path.write_bytes(package(p("Critics say.")))
    assert clean(path, output) == 0
    assert output.read_bytes() == path.read_bytes()


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="cannot be read"):
        clean(tmp_path / "none.docx")
    with pytest.raises(AttribError, match="cannot be read"):
        clean(tmp_path)
    (tmp_path / "story.docx").write_text("Critics say.")
    with pytest.raises(AttribError, match="is no Word file"):
        clean(tmp_path / "story.docx")
    (tmp_path / "story.docx").write_bytes(STORY)
    with pytest.raises(AttribError, match="cannot be written"):
        clean(tmp_path / "story.docx", tmp_path / "no" / "out.docx")
