"""Reading PDF: lines put together again, and what cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pdf_building import pdf

pypdf = pytest.importorskip("pypdf", reason="the pdf extra is not installed")

from checker.errors import AttribError  # noqa: E402
from checker.readers import read  # noqa: E402
from checker.readers.pdf import BEST_EFFORT  # noqa: E402
from checker.readers.pdf_lines import flowed  # noqa: E402

FIRST = [
    "The Harbour Post 3 May 2026",
    "Port shuts after crane collapse",
    "The port of Porthaven closed on Tuesday after a loading crane fell across its east-",
    "ern quay, injuring two dock workers and blocking the only berth that is deep enough",
    "for ships.",
    "“We will not risk a second collapse,” said Maria Okafor, the well-known harbour mas-",
    "ter, who closed the quay an hour after the accident and sent the workers of the early",
    "1",
]
SECOND = [
    "The Harbour Post 3 May 2026",
    "shift home. A well-",
    "known union secretary said so.",
    "2",
]


def write(tmp_path: Path, data: bytes, name: str = "story.pdf") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", ["story.pdf", "story.txt", "story"])
def test_lines_become_paragraphs(tmp_path: Path, packed: bool, name: str) -> None:
    document = read(write(tmp_path, pdf([FIRST, SECOND], packed=packed), name))
    assert [(p.role, p.span.of(document.text)) for p in document.paragraphs] == [
        ("headline", "Port shuts after crane collapse"),
        (
            "body",
            "The port of Porthaven closed on Tuesday after a loading crane fell across its eastern quay, injuring two dock "
            "workers and blocking the only berth that is deep enough for ships.",
        ),
        (
            "body",
            "“We will not risk a second collapse,” said Maria Okafor, the well-known harbour master, who closed the quay an "
            "hour after the accident and sent the workers of the early shift home. A well-known union secretary said so.",
        ),
    ]
    assert (document.format, document.limits, document.segments) == ("pdf", (BEST_EFFORT,), ())


def test_a_line_that_stands_once_at_the_edge_is_kept() -> None:
    text, spans = flowed(
        ["Port shuts\nfor a week after the crane fell on the quay.\nPage 3 of 9", "He said so in 2019.\n- 4 -"]
    )
    assert text.replace("\n\n", " ") == "Port shuts for a week after the crane fell on the quay. He said so in 2019."
    assert "".join(s.of(text) for s in spans) == text.replace("\n\n", "")


def test_pages_without_words_are_said(tmp_path: Path) -> None:
    document = read(write(tmp_path, pdf([SECOND, []])))
    assert document.limits == (BEST_EFFORT, "1 of 2 pages hold no words that can be read.")


def locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([FIRST])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    assert "Maria Okafor" in read(write(tmp_path, locked(""))).text


BAD = {
    "locked": (locked("secret"), "is locked with a password. Save it without one."),
    "a scan": (pdf([[], []]), "holds no words, only pictures of them. Run text recognition (OCR) over it first."),
    "cut short": (pdf([FIRST])[:60], "is a broken PDF"),
    "head alone": (b"%PDF-1.7\n", "is a broken PDF"),
    "another file": (b"Critics say so.", "is no PDF, whatever its ending says"),
    "empty": (b"", "is no PDF"),
    "many pages": (pdf([["a"]] * 201), "has more than 200 pages"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_gets_one_line(tmp_path: Path, case: str) -> None:
    data, reason = BAD[case]
    path = write(tmp_path, data)
    with pytest.raises(AttribError) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: {reason}")
    assert "\n" not in str(refused.value)
