"""Where quotations begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.quotation import scan, scan_paragraphs, stray_marks
from checker.readers import read_string


def found(text: str) -> list[tuple[int, str]]:
    """Depth and words of every quotation, marks and all."""
    return [(q.depth, q.span.of(text)) for q in scan(read_string(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A,” she said. “B.”", ["“A,”", "“B.”"]),
        ('"Plain," he said. "Second."', ['"Plain,"', '"Second."']),
        ('"One" "two" "three"', ['"One"', '"two"', '"three"']),
        ('("So be it")', ['"So be it"']),
        ('He said:"No"', ['"No"']),
        ("“A”—“B”", ["“A”", "“B”"]),
        ("``As TeX has it,'' he said.", ["``As TeX has it,''"]),
        ("«Non», he said.", ["«Non»"]),
        ("No marks here.", []),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert found(text) == [(0, words) for words in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “she told me ‘go away’ twice”.", [(0, "“she told me ‘go away’ twice”"), (1, "‘go away’")]),
        ("He said, “She said, ‘No.’”", [(0, "“She said, ‘No.’”"), (1, "‘No.’")]),
        ("“‘No,’ she said,” he said.", [(0, "“‘No,’ she said,”"), (1, "‘No,’")]),
        ("\"'Why?' she asked,\" he said.", [(0, "\"'Why?' she asked,\""), (1, "'Why?'")]),
    ],
)
def test_a_quotation_inside_another_is_one_deeper(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'Single,' he said. 'And more.'", ["'Single,'", "'And more.'"]),
        ("‘I don't know,’ she said, ‘if it's the boys’ fault.’", ["‘I don't know,’", "‘if it's the boys’ fault.’"]),
        ("'I don't know,' she said, 'if it's the boys' fault.'", ["'I don't know,'", "'if it's the boys' fault.'"]),
        ("the boss's 'plan' wasn't one", ["'plan'"]),
        ("O'Brien said 'no'.", ["'no'"]),
        ("‘O’Brien’s dog’ barked.", ["‘O’Brien’s dog’"]),
        ("“The ’90s were good,” he said.", ["“The ’90s were good,”"]),
    ],
)
def test_single_marks_are_told_from_apostrophes(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "the teachers' union and the boys' dogs' food",
        "It's the '80s; rock 'n' roll, 'em and 'tis, ’cause I won't.",
        "Rock ‘n’ roll, ‘90s music and ‘tis",
        'A man of 6\' 2" with a 12" ruler, 5\'10" tall',
        "He is 6’2” tall and the screen is 27” wide.",
    ],
)
def test_apostrophes_possessives_decades_and_inches_are_no_marks(text: str) -> None:
    assert found(text) == []
    assert stray_marks(read_string(text)) == ()


def test_a_quotation_over_paragraphs_opens_anew_in_each() -> None:
    text = "“First of all.\n\n“Then this.\n\n“And that,” he said. “Yes.”\n\n“Another.”"
    pieces = scan(read_string(text))
    assert [q.span.of(text) for q in pieces] == ["“First of all.", "“Then this.", "“And that,”", "“Yes.”", "“Another.”"]
    assert [q.continues for q in pieces] == [True, True, False, False, False]
    assert [q.reopened for q in pieces] == [False, True, True, False, False]
    assert [q.closed for q in pieces] == [False, False, True, True, True]
    assert [q.paragraph for q in pieces] == [0, 1, 2, 2, 3]


def test_single_marks_open_anew_too() -> None:
    pieces = scan(read_string("‘First of all.\n\n‘Then this.’"))
    assert [(q.continues, q.reopened, q.closed) for q in pieces] == [(True, False, False), (False, True, True)]


def test_an_unclosed_quotation_goes_to_the_end_of_its_paragraph_and_no_further() -> None:
    text = "He said: “Never closed, and so on.\n\nThe next paragraph “quotes” on its own."
    first, second = scan(read_string(text))
    assert first.span.of(text) == "“Never closed, and so on."
    assert (first.closed, first.continues) == (False, False)
    assert second.span.of(text) == "“quotes”"
    assert not second.reopened


def test_a_closing_mark_without_an_opening_one_is_stray() -> None:
    text = "Nobody opened this,” he said. “This is fine,” she said."
    assert found(text) == [(0, "“This is fine,”")]
    assert [s.span.of(text) for s in stray_marks(read_string(text))] == ["”"]


@pytest.mark.parametrize("opening", ["the class of ‘08", "a ‘63 Chevy", "‘Ello again"])
def test_an_apostrophe_set_the_wrong_way_round_holds_no_quotation(opening: str) -> None:
    """The mark is never closed, so what follows stands in no other quotation."""
    assert found(f"He met {opening} and said “we won the cup”.") == [(0, "“we won the cup”")]


def test_a_later_possessive_does_not_draw_out_a_single_quotation() -> None:
    assert found("The plan was 'good' for the kids' shows.") == [(0, "'good'")]


_TEXTS = st.lists(st.sampled_from([*"ab9 .,’‘“”\"'«»\r\u00a0🚢", "s ", "\n\n"]), max_size=60).map("".join)


@given(_TEXTS)
def test_every_quotation_lies_in_its_paragraph_with_its_inside(text: str) -> None:
    document = read_string(text)
    quotations, stray = scan_paragraphs(text, document.paragraphs)
    assert (quotations, stray) == (scan(document), stray_marks(document))
    assert list(quotations) == sorted(quotations, key=lambda q: (q.span.start, -q.span.end))
    for q in quotations:
        paragraph = document.paragraphs[q.paragraph].span
        assert paragraph.contains(q.span) and q.span.contains(q.inner)
        assert q.span.start < q.inner.start
        assert (q.inner.end < q.span.end) == q.closed
        assert not (q.continues and q.closed)


@given(_TEXTS)
def test_quotations_nest_and_never_cross(text: str) -> None:
    quotations = scan(read_string(text))
    for a in quotations:
        for b in quotations:
            assert not a.span.start < b.span.start < a.span.end < b.span.end
        if a.depth == 0:
            assert not any(b is not a and b.span.contains(a.span) for b in quotations)
