from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.readers import read_string
from checker.reports.cells import cells, shorten, width_of, wrap_text
from checker.reports.excerpt import Line, excerpt

# What a reader sees as one character, and the columns it takes on a terminal. Written out by hand: the oracle.
WIDTHS = {
    "a": 1,
    "Q": 1,
    "“": 1,
    ".": 1,
    "é": 1,
    "e\u0301": 1,
    "o\u0308\u0323": 1,
    "東": 2,
    "ｗ": 2,
    "🙂": 2,
    "👍🏽": 2,
    "👩\u200d🚒": 2,
    "❤\ufe0f": 2,
    "🇳🇴": 2,
}
SPACES = (" ", "  ", "\u00a0", "\t", "\r\n", "\n\n", "\r")
ATOM = re.compile("|".join(sorted(map(re.escape, WIDTHS), key=len, reverse=True)) + "| ")

atoms = st.lists(st.sampled_from([*WIDTHS, *WIDTHS, *SPACES]), min_size=1, max_size=80)


def under_carets(lines: list[Line]) -> str:
    """The characters that have carets under all of their columns; fails where one has them under a part."""
    out = []
    for line in lines:
        column = 0
        for match in ATOM.finditer(line.words):
            width = WIDTHS.get(match.group(), 1)
            carets = line.carets[column : column + width].strip()
            assert carets in ("", "^" * width)
            out.append(match.group() if carets else "")
            column += width
        assert len(line.carets) <= column
    return "".join(out)


@given(atoms, st.data(), st.integers(20, 90))
def test_carets_stand_under_the_very_words(parts: list[str], data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(parts) - 1))
    end = data.draw(st.integers(start + 1, len(parts)))
    span = Span(len("".join(parts[:start])), len("".join(parts[:end])))
    document = read_string("".join(parts))
    lines = excerpt(document, [span], width, most=10_000)
    marked = "".join(part for part in parts[start:end] if part in WIDTHS)
    assert under_carets(lines).replace(" ", "") == marked
    for line in lines:
        assert sum(WIDTHS.get(m.group(), 1) for m in ATOM.finditer(line.words)) <= width


@given(st.text(max_size=200), st.data())
def test_any_text_and_place_can_be_shown(text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "replace").decode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for line in excerpt(read_string(text), [Span(start, end)], 30):
        assert "\n" not in line.words and "\r" not in line.words and width_of(line.words) <= 30


@pytest.mark.parametrize(("text", "width"), list(WIDTHS.items()))
def test_width_of_one_character(text: str, width: int) -> None:
    assert width_of(text) == width
    assert len(cells(text)) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("so\u00adft\u200b hy\ufeffphen", "soft hyphen"),  # invisible hints
        ("\u0301a", "◌\u0301a"),  # an accent without a letter
        ("\x1b[31mred", "�[31mred"),
        ("left\u202eright", "left�right"),
        ("a \t\r\n\u00a0 b", "a b"),
    ],
)
def test_what_is_printed(text: str, shown: str) -> None:
    assert "".join(c.text for c in cells(text)) == shown


def test_long_word_is_broken_and_short_ones_kept_whole() -> None:
    assert wrap_text("one two threefourfive", 8) == ["one two", "threefou", "rfive"]
    assert wrap_text("東京港東京港", 5) == ["東京", "港東", "京港"]


def test_shorten_cuts_by_columns() -> None:
    assert shorten("東京港の話", 7) == "東京港…"
    assert shorten("just fits", 9) == "just fits"
    assert shorten("just not quite", 9) == "just not…"


def test_only_the_sentence_around_is_shown() -> None:
    text = "First one. Then Mr. Lee spoke of it. Last one."
    start = text.index("spoke")
    lines = excerpt(read_string(text), [Span(start, start + 5)], 76)
    assert lines == [Line("Then Mr. Lee spoke of it.", " " * 13 + "^^^^^")]


def test_long_context_gives_way_on_both_sides() -> None:
    text = "before " * 40 + "HERE " + "after " * 40
    start = text.index("HERE")
    lines = excerpt(read_string(text), [Span(start, start + 4)], 40, most=4)
    assert len(lines) == 3
    assert lines[0].words.startswith("… before") and lines[-1].words.endswith("after …")
    [marked] = [line for line in lines if line.carets]
    assert marked.words[marked.carets.index("^") :][:4] == "HERE"


def test_middle_of_a_long_quote_gives_way() -> None:
    text = "“One two three " + "and on " * 60 + "to the end.”"
    lines = excerpt(read_string(text), [Span(0, len(text))], 40, most=4)
    assert len(lines) == 4
    assert lines[0].words.startswith("“One two three") and Line("…") in lines and lines[-1].words.endswith("end.”")
