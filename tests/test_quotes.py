"""Which quotations present someone's words."""

from __future__ import annotations

import pytest

from checker.document import Document, Paragraph, ParagraphRole
from checker.quotation import scan
from checker.quotes import presents_words
from checker.readers import read_string


def presents(text: str) -> bool:
    document = read_string(text)
    return presents_words(document, scan(document)[0])


@pytest.mark.parametrize(
    "text",
    [
        "“We will not risk a second collapse.”",
        "“It is all over now,” and with that the meeting closed.",
        "The room went quiet. “They have taken the lot.” Nobody moved.",
        "“nobody told us a thing about it.”",
        "“We will not risk it.\n\n“We never have.”",
        "‘We will not risk a second collapse.’",
        "“… and we never saw him again.”",
        "“[They] have had enough of this!”",
    ],
)
def test_a_clause_marked_off_as_someones(text: str) -> None:
    assert presents(text)


@pytest.mark.parametrize(
    "text",
    [
        # titles of works
        "Her novel “The Long Way to a Small Town” came out in May.",
        "The song “I Want to Hold Your Hand” was played.",
        # nicknames, signs, scare quotes
        "Al “Scarface” Capone was never tried.",
        "A sign said “No entry”.",
        "The “free” lunch was dear.",
        "The so-called “war on sleep” went on.",
        # a phrase that the paper borrows for its own sentence
        "The plan to “make the river safe again” has failed.",
        # nothing that could be a sentence
        "“A long and windy road by the sea.”",
    ],
)
def test_titles_nicknames_and_borrowed_phrases(text: str) -> None:
    assert not presents(text)


@pytest.mark.parametrize(
    ("role", "expected"), [("body", True), ("caption", True), ("headline", False), ("byline", False)]
)
def test_a_headline_quotes_what_the_article_says(role: ParagraphRole, expected: bool) -> None:
    text = "“We will not risk a second collapse.”"
    (body,) = read_string(text).paragraphs
    document = Document(text, (Paragraph(body.span, role),))
    assert presents_words(document, scan(document)[0]) is expected


def test_a_quotation_inside_another_is_not_the_articles() -> None:
    text = "“He said ‘We will not risk a second collapse.’ and left.”"
    document = read_string(text)
    assert [presents_words(document, q) for q in scan(document)] == [True, False]
