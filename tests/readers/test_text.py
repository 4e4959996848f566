"""Reading plain text: encodings, refusals, and offsets that survive everything."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Place
from checker.errors import AttribError
from checker.readers import read, read_string
from checker.readers.decode import CP1252_LIMIT, MAX_BYTES

# Line ends of all kinds, a byte-order mark inside, no-break space, mojibake, emoji with joiners, combining marks.
PIECES = st.sampled_from(
    [
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        "\ufeff",
        "\u00a0",
        "\u200b",
        "\u2028",
        "\t",
        " ",
        "â€œNoâ€\u009d",
        "👩‍🚒",
        "é",
        "e\u0301",
        "“",
        "”",
    ]
)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
TEXTS = st.lists(PIECES | WORDS, max_size=40).map("".join)


def write(tmp_path: Path, data: bytes, name: str = "story.txt") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def places(text: str) -> list[Place]:
    """Line and column of every position, counted the slow way."""
    found, line, column = [], 1, 1
    for i, c in enumerate(text):
        found.append(Place(line, column))
        if c == "\n" or (c == "\r" and text[i + 1 : i + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1
    return [*found, Place(line, column)]


@given(TEXTS)
def test_text_is_untouched_and_places_are_right(text: str) -> None:
    document = read_string(text)
    assert document.text == text
    assert [document.place(i) for i in range(len(text) + 1)] == places(text)


@given(TEXTS)
def test_paragraphs_are_in_order_and_hold_every_letter(text: str) -> None:
    document = read_string(text)
    covered = set()
    end = 0
    for paragraph in document.paragraphs:
        assert end <= paragraph.span.start < paragraph.span.end
        words = paragraph.span.of(text)
        assert words == words.strip()
        assert words.strip("\ufeff\u200b\u2060") == words
        end = paragraph.span.end
        covered.update(range(*paragraph.span))
    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered


@given(
    TEXTS.filter(lambda t: t.strip()),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
)
def test_files_round_trip(tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str) -> None:
    text = re.sub(r"[\x00-\x08\x0e-\x1f]", "", text).lstrip("\ufeff<") + "x"
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    path = write(tmp_path_factory.mktemp("files"), (mark + text).encode(encoding))
    document = read(path)
    assert (document.text, document.path, document.limits) == (text, path, ())


def test_windows_1252_is_the_last_resort_and_says_so(tmp_path: Path) -> None:
    document = read(write(tmp_path, "“Café,” she said.".encode("cp1252")))
    assert document.text == "“Café,” she said."
    assert document.limits == (CP1252_LIMIT,)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"PK\x03\x04" + bytes(30), "is a zip or Office file"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a broken PDF"),
        (b"{\\rtf1\\ansi hello}", "is a rich-text"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b'<?xml version="1.0"?><rss/>', "is XML, but neither NITF nor HTML"),
        (b"one\x00two", "is binary"),
        (b"\x01\x02\x03 mostly control", "is binary"),
        ("no mark".encode("utf-16-le"), "is binary"),
        (b"\xff\xfea", "is marked as UTF-16 but breaks off at byte 2"),
        (b"caf\xe9 \x81", "is neither UTF-8 nor Windows-1252 (byte 3)"),
        (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(AttribError) as refused:
        read(path)
    message = str(refused.value)
    assert message.startswith(f"{path}: {reason}")
    assert "\n" not in message
    assert message.endswith(".")


def test_missing_folder_and_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="no such file"):
        read(str(tmp_path / "none.txt"))
    with pytest.raises(AttribError, match="is a folder"):
        read(str(tmp_path))
    with pytest.raises(AttribError, match="cannot be read"):
        read("a\0b")
    with pytest.raises(AttribError, match=r"unknown format 'word'\. Known: text, markdown"):
        read_string("x", format="word")
    with pytest.raises(AttribError, match="half a character at 1"):
        read_string("a\ud800")


def test_endless_device_is_refused() -> None:
    with pytest.raises(AttribError, match="larger than 20 MB"):
        read("/dev/zero")


@pytest.mark.parametrize(("format", "text"), [(None, "# Port shuts"), ("markdown", "Port shuts")])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, format: str | None, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf# Port shuts")))
    document = read("-", format=format)
    assert (document.text, document.path) == (text, "-")


def test_empty_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(AttribError, match="standard input: is empty"):
        read("-")


def test_empty_string_is_a_document_without_paragraphs() -> None:
    assert read_string("").paragraphs == ()
