"""Words in the form in which they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.sources.alignment import align
from checker.sources.sound import alike
from checker.sources.words import GAP, quote_words


def keys(text: str) -> list[str]:
    return [w.key for w in quote_words(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("$210 million", "two hundred and ten million dollars"),
        ("21.4%", "twenty-one point four per cent"),
        ("in 1994", "in nineteen ninety-four"),
        ("the 28th", "the twenty-eighth"),
        ("at 22:15", "at twenty-two fifteen"),
        ("1,200 men", "one thousand two hundred men"),
        ("We don’t", "we dont"),
        ("We’re ill, it’ll pass", "we are ill it will pass"),
        ("[W]e wait", "we wait"),
    ],
)
def test_the_same_words(a: str, b: str) -> None:
    assert keys(a) == keys(b)


@pytest.mark.parametrize(("a", "b"), [("12", "20"), ("$5", "£5"), ("can", "can't"), ("1.5 million", "15 million")])
def test_other_words(a: str, b: str) -> None:
    assert keys(a) != keys(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("hymns", "hims"), ("colour", "collar"), ("colour", "color"), ("their", "there"), ("cupboard", "cupboard")],
)
def test_words_that_sound_alike(a: str, b: str) -> None:
    assert alike(a, b) and alike(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("firm", "farm"), ("ship", "sheep"), ("employed", "employer"), ("not", "knot"), ("may", "will"), ("12", "20")],
)
def test_words_that_do_not(a: str, b: str) -> None:
    assert not alike(a, b)


@given(st.lists(st.sampled_from("port crane ship diver friday the of we".split()), min_size=1, max_size=12))
def test_a_quote_fits_its_own_words_at_no_cost(said: list[str]) -> None:
    quote = " ".join(said)
    whole = f"before it {quote} after it"
    found = align(quote_words(quote, Span(0, len(quote))), quote_words(whole, Span(0, len(whole))))
    assert found.cost == 0
    assert found.matched == len(said)


def test_a_bracket_is_a_gap() -> None:
    assert keys("We [the owners] wait") == ["we", GAP, "wait"]


@given(st.text(max_size=80))
def test_any_text_has_words_inside_it(text: str) -> None:
    for word in quote_words(text, Span(0, len(text))):
        assert 0 <= word.span.start < word.span.end <= len(text)
