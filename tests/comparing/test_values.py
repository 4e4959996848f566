"""Numbers, dates and times, compared by value."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.comparing.numbers import numbers
from checker.comparing.times import moments, same_moment
from checker.comparing.values import compare, values
from checker.document import Span


def all_of(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 people", 12, 12),
        ("two hundred and six goats", 206, 206),
        ("a dozen eggs", 12, 12),
        ("£3bn", 2.5e9, 3.5e9),
        ("1.2m homes", 1.15e6, 1.25e6),
        ("Rs 47.6 crore", 4.755e8, 4.765e8),
        ("nobody", 0, 0),
        ("at least 15 people", 15, math.inf),
        ("no more than fifty", -math.inf, 50),
        ("two-thirds of voters", 62.7, 70.7),
        ("between 40 and 45 per cent", 40, 45),
    ],
)
def test_a_number_is_the_interval_of_what_it_allows(text: str, low: float, high: float) -> None:
    found = values(text, all_of(text)).quantities
    assert len(found) == 1
    ours = found[0].number
    if "bn" in text:  # a leading figure may be rounded, by some per cent and not by more than half of its last place
        assert low < ours.low < 3e9 < ours.high < high
    else:
        assert (ours.low, ours.high) == pytest.approx((low, high), rel=1e-3)


@given(st.integers(min_value=2, max_value=99_999))
def test_digits_with_and_without_commas_are_one_number(n: int) -> None:
    plain, grouped = (numbers(text, all_of(text)) for text in (f"{n} goats", f"{n:,} goats"))
    assert [x.low for x in plain] == [x.low for x in grouped]
    assert plain[0].low <= n <= plain[0].high


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("12 people dead", "at least 15 people were killed", "incompatible"),
        ("killing six workers", "the families of all five dead", "incompatible"),
        ("at least 15 people were killed", "17 bodies were found", "compatible"),
        ("about 1,200 tonnes", "1,194 tonnes", "compatible"),
        ("12 people dead", "two of the dead", "incomparable"),
        ("12 people dead", "another 15 people were killed", "incomparable"),
        ("12 people dead", "15 people were injured", "incomparable"),
        ("nine patients", "eleven trucks", "incomparable"),
        ("71 per cent", "£71", "incomparable"),
        ("the boy, 12, was killed", "15 people were killed", "incomparable"),
        ("a depth of 700 metres", "400 metres down", "incompatible"),
    ],
)
def test_quantities_rival_each_other_only_where_they_count_one_thing(a: str, b: str, verdict: str) -> None:
    first, second = (values(text, all_of(text)).quantities[0] for text in (a, b))
    assert compare(first, second) == compare(second, first) == verdict


def test_a_vote_has_two_sides() -> None:
    text = "The council backed the motion by 14 to nine"
    assert [(q.thing, q.number.low) for q in values(text, all_of(text)).quantities] == [
        ("votes for", 14),
        ("votes against", 9),
    ]
    text = "They won 3-1"
    assert not values(text, all_of(text)).quantities


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("on 6 May", "on May 6", True),
        ("on the 14th of August", "on 16 August", False),
        ("on the 14th", "on 14 August", True),
        ("on Monday", "on Tuesday", False),
        ("at ten past three", "at 3.10am", True),
        ("at 4.12 in the afternoon", "at 6.40", False),
        ("at noon", "at midnight", False),
        ("in 1991", "in 1992", False),
        ("on Monday", "at noon", None),
    ],
)
def test_moments(a: str, b: str, same: bool | None) -> None:
    (first,), (second,) = (moments(text, all_of(text)) for text in (a, b))
    assert same_moment(first, second) is same_moment(second, first) is same


def test_dates_are_no_quantities() -> None:
    text = "At 6.40 on 14 August 1991 nobody slept"
    assert [q.number.high for q in values(text, all_of(text)).quantities if q.span.start < 20] == []


@given(st.text(alphabet="0123456789 ,.:-£$%nobdyxt\n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = values(text, all_of(text))
    for q in found.quantities:
        assert 0 <= q.span.start < q.span.end <= len(text)
        assert q.number.low <= q.number.high
