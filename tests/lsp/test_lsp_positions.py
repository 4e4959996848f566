"""Positions in UTF-8, UTF-16 and UTF-32, on emoji, combining marks and every line end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the lsp extra is not installed")

from lsprotocol.types import Position

from checker.lsp.positions import Lines

_TEXT = "“Olé 🦊 e\u0301t”,\r\nsaid\u2028Zoë\r\r\n🇫🇷 x\n"
_ANY = st.text(st.one_of(st.sampled_from("\r\n\u2028\x0c\x85🦊é\u0301“ a"), st.characters(exclude_categories=["Cs"])))
_ENCODINGS = pytest.mark.parametrize(
    ("encoding", "units"),
    [
        ("utf-8", lambda s: len(s.encode())),
        ("utf-16", lambda s: sum(1 + (ord(c) > 0xFFFF) for c in s)),
        ("utf-32", len),
    ],
)


@pytest.mark.parametrize(
    ("encoding", "word", "line", "character"),
    [
        ("utf-8", "t”", 0, 16),
        ("utf-16", "t”", 0, 10),
        ("utf-32", "t”", 0, 9),
        ("utf-16", "Zoë", 1, 5),
        ("utf-16", "x", 3, 5),
        ("utf-8", "x", 3, 9),
    ],
)
def test_a_word_stands_where_an_editor_counts_it(encoding: str, word: str, line: int, character: int) -> None:
    text = _TEXT
    assert Lines(text, encoding).position(text.index(word)) == Position(line, character)


@_ENCODINGS
@given(text=_ANY, data=st.data())
def test_the_way_there_and_back(encoding: str, units: object, text: str, data: st.DataObject) -> None:
    lines = Lines(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    inside_line_end = 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n"
    assert lines.offset(lines.position(offset)) == offset - inside_line_end


@_ENCODINGS
@given(text=_ANY, data=st.data())
def test_lines_and_columns_are_the_protocols(encoding: str, units: object, text: str, data: st.DataObject) -> None:
    assert callable(units)
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n":
        before = text[: offset - 1].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert Lines(text, encoding).position(offset) == Position(len(before) - 1, units(before[-1]))


@_ENCODINGS
@given(text=_ANY, line=st.integers(0, 50), character=st.integers(0, 200))
def test_no_position_leads_out_of_the_text(encoding: str, units: object, text: str, line: int, character: int) -> None:
    lines = Lines(text, encoding)
    offset = lines.offset(Position(line, character))
    assert 0 <= offset <= len(text)
    at = lines.position(offset)
    assert at.line == line or offset == len(text)
    assert at.line < line or at.character <= character


def test_half_a_character_is_its_beginning() -> None:
    assert Lines("a🦊b", "utf-16").offset(Position(0, 2)) == 1
    assert Lines("a🦊b", "utf-8").offset(Position(0, 4)) == 1
