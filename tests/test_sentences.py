"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.sentences import sentence_at, sentence_spans


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in sentence_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "She left. | He stayed. | Why? | Because!",
        "Wait!! | What?! | Go.",
        # abbreviations, titles and initials
        "Mr. Smith met Dr. Jones at St. Paul's on Monday. | He ran.",
        "J. K. Rowling wrote. | She left.",
        "The U.S. said nothing. | Then it rained.",
        "Acme Inc. said so.",
        "Sen. J. Doe, R-Miss., said. | Then nothing.",
        "No. 5 is alive. | Yes, it is.",
        "They met in Jan. 2020. | Then it was over.",
        "It was, e.g. this, or i.e. that. | So it goes.",
        "It opens at 5 p.m. on Monday.",
        # an abbreviation that ends the sentence too
        "It opens at 5 p.m. | The gates close.",
        "He works for Acme Inc. | The firm is old.",
        # the pronoun is no initial
        "So do I. | You do not.",
        # numbers and names with a stop in them
        "It cost $3.5 million. | That is 4.2 percent.",
        "See example.com for more. | It is good.",
        # quotation marks and brackets belong to the sentence that they close
        "“No.” | “Yes.” | She left.",
        "“Stop!” he said. | “Go.”",
        "“Why?” he asked.",
        "“A,” she said. | “B.” | He left.",
        "He went (see p. 5). | Then he ran.",
        # ellipses
        "He paused... | Then he left.",
        "He paused… then he left.",
        "He paused... then he left.",
        "A last line without a stop",
    ],
)
def test_sentences(text: str) -> None:
    assert sentences(text.replace(" | ", " ")) == text.split(" | ")


@pytest.mark.parametrize(
    "text",
    [
        # a letter after an apostrophe is no initial
        "It was Mary’s. | He left.",
        "She said she didn't. | He left.",
        # small words that are abbreviations only with a capital or before a number
        "They said no. | He left.",
        "He went to mass. | She stayed.",
        # an abbreviation before what begins a sentence
        "He lives in the U.S. | His wife does not.",
    ],
)
def test_sentences_that_look_like_abbreviations(text: str) -> None:
    assert sentences(text.replace(" | ", " ")) == text.split(" | ")


def test_only_the_span_is_read() -> None:
    text = "One. Two. Three. Four."
    assert [s.of(text) for s in sentence_spans(text, Span(5, 15))] == ["Two.", "Three"]
    assert sentence_spans("  \n ", Span(0, 4)) == ()


def test_sentence_at_a_position() -> None:
    text = " One. Two."
    span = Span(0, len(text))
    assert sentence_at(text, span, 2).of(text) == "One."
    assert sentence_at(text, span, 5).of(text) == "One."
    assert sentence_at(text, span, 6).of(text) == "Two."
    assert sentence_at(text, span, 0) == span


_PROSE = st.lists(st.sampled_from([*"aBI .!?…,”“’)\u00a0\n\u0301🚢", "Mr. ", "U.S. ", "... ", "p.m. The "])).map(
    "".join
)


@given(_PROSE | st.text())
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text, Span(0, len(text)))
    covered = [i for s in spans for i in range(*s)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    for s in spans:
        assert s.of(text) and s.of(text) == s.of(text).strip()
