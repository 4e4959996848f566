"""Where paragraphs break, and what they are."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.readers.paragraphs import paragraphs, split

LEAD = "PORTHAVEN, March 3 (Wire) — The port will stay shut until Friday after a crane fell on Monday, officials said."
QUOTE = "“We will not risk a second collapse,” Maria Okafor, the harbour master, told reporters. “Nobody wants that.”"
CLOSE = "The crane, which was built in 1987, had passed its yearly inspection in January, records show."


def roles(text: str) -> list[tuple[str, str]]:
    return [(p.role, p.span.of(text)) for p in paragraphs(text)]


def broken(text: str) -> list[str]:
    return [s.of(text) for s in split(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("between", [1, 2, 3])
def test_newlines_and_blank_lines_both_separate(newline: str, between: int) -> None:
    assert broken((newline * between).join([LEAD, QUOTE, CLOSE])) == [LEAD, QUOTE, CLOSE]


def test_white_space_around_a_paragraph_is_left_out() -> None:
    assert broken(f"\ufeff\u00a0 {LEAD}\t\n \t\n\u200b{QUOTE}\u00a0\n") == [LEAD, QUOTE]


@pytest.mark.parametrize("width", [50, 65, 72, 80])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_hard_wrapped_text_is_joined(width: int, newline: str) -> None:
    text = newline.join(
        [*textwrap.wrap(LEAD, width), "", *textwrap.wrap(QUOTE, width), "", *textwrap.wrap(CLOSE, width)]
    )
    assert [" ".join(p.split()) for p in broken(text)] == [LEAD, QUOTE, CLOSE]


def test_wrapped_text_breaks_at_indents_and_at_lines_that_end_early() -> None:
    lines = textwrap.wrap(LEAD, 60)
    indented = ["  " + line if i == 0 else line for i, line in enumerate(textwrap.wrap(CLOSE, 60))]
    text = "\n".join(["By Jane Doe", *lines, *indented])
    assert [" ".join(p.split()) for p in broken(text)] == ["By Jane Doe", LEAD, CLOSE]


def test_short_lines_of_dialogue_are_paragraphs() -> None:
    lines = ["Q: Will it open?", "A: Not before Friday.", "Q: Why not?", "A: Ask the inspector.", "Q: iPads were lost?"]
    assert broken("\n".join(lines)) == lines


def test_an_article_with_everything() -> None:
    text = "\n\n".join(
        [
            "Port shuts after crane collapse",
            "Harbour master says no ship will enter before Friday",
            "By Jane Doe and Ana de la Cruz",
            "Updated 10:32 GMT, 3 March 2024",
            "Photo: the fallen crane on Monday. Lee Min-jun/The Porthaven Gazette",
            LEAD,
            QUOTE,
            "‘A matter of days’",
            CLOSE,
            "Read more: How the crane was built",
            "Follow Jane Doe on Twitter @janedoe",
            "© 2024 The Porthaven Gazette. All rights reserved.",
        ]
    )
    expected = ["headline", "headline", "byline", "byline", "caption", "body", "body", "body", "body"]
    assert [role for role, _ in roles(text)] == [*expected, "boilerplate", "boilerplate", "boilerplate"]


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Port shuts after crane collapse", "headline"),
        ("“We will not risk it,” says harbour master", "headline"),
        ("Who let the crane fall?", "headline"),
        ("Mayor And Council Clash Over The Fallen Crane.", "headline"),
        ("Port shuts as crane falls.", "headline"),
        ("The port is shut.", "body"),
        ("“We will not risk it,” she said.", "body"),
        ("Maria Okafor said on Monday:", "body"),
        (LEAD, "body"),
        ("PORTHAVEN (Wire) — The port", "body"),
    ],
)
def test_first_paragraph(first: str, role: str) -> None:
    assert roles(f"{first}\n\n{QUOTE}\n\n{CLOSE}")[0] == (role, first)


def test_a_single_paragraph_is_body() -> None:
    assert roles("“We will not risk it” is all they said") == [("body", "“We will not risk it” is all they said")]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("By Tuesday, the water had reached the quay.", "body"),
        ("By Jane Doe, Staff Writer", "byline"),
        ("By JANE DOE and RAHUL MEHTA", "byline"),
        ("Reporting by Jane Doe; editing by Rahul Mehta", "boilerplate"),
        ("Jane Doe contributed to this report.", "boilerplate"),
        ("Editor’s note: This story was updated on Tuesday.", "boilerplate"),
        ("Sign up for our newsletter", "boilerplate"),
        ("* * *", "boilerplate"),
        ("Read more books, the minister told pupils on Tuesday.", "body"),
        ("Follow the money, the prosecutor told jurors on Tuesday.", "body"),
        ("This report was wrong, the harbour master said.", "body"),
        ("Copyright is dead, she said.", "boilerplate"),
        ("A ship in the port on Monday. (AP Photo/Jane Doe)", "caption"),
        ("Photos of the crane spread within minutes, the police said.", "body"),
        ("What happens next", "headline"),
        ("She shook her head.", "body"),
        ("Okafor: No comment", "body"),
    ],
)
def test_later_paragraph(words: str, role: str) -> None:
    found = roles("\n\n".join([LEAD, QUOTE, words, CLOSE]))
    assert found[2] == (role, words)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_text_has_roles(text: str) -> None:
    assert [p.span for p in paragraphs(text)] == list(split(text))
