"""What decides a pair beside its meaning: the words that both sides share, their numbers and their negations."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checker.modeling.pieces import Ints

#: How many values each feature takes: how a word stands towards the other side, and what kind of word it is.
PAIR_FEATURE_SIZES = (10, 7)
#: 0 is left to what is no text (special tokens, padding).
(
    _MARK,  # punctuation
    _SAME,  # the word stands in the other side as it is
    _CASE,  # in another case
    _STEM,  # in another form
    _EQUAL,  # a number that the other side has
    _BELOW,  # a number; the nearest of its kind in the other side is greater
    _ABOVE,  # a number; the nearest of its kind in the other side is less
    _ALONE,  # a number; the other side has none of its kind
    _ABSENT,  # the word is not in the other side
) = range(1, 10)
_PUNCTUATION, _LOWER, _CAPITAL, _FIRST_CAPITAL, _NUMBER, _NEGATION = range(1, 7)
#: Towards the other side: the word itself, or a number equal to it, is there.
SHARED = (_SAME, _CASE, _STEM, _EQUAL)

_WORD = re.compile(
    r"(?P<digits>\d+(?:[,.]\d+)*)(?P<suffix>st\b|nd\b|rd\b|th\b|s\b|[kmKM]\b|[mb]n\b)?|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_UNITS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = {
    word: 10.0 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = {
    word: float(value)
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9,
    "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9,
}  # fmt: skip
_NEGATIONS = frozenset(
    "no not none never nobody nothing neither nor nowhere without cannot unable fail fails failed refuse refuses refused"
    " deny denies denied hardly barely".split()
)
_CONTRACTED_NOT = re.compile(r"n['’]t$", re.IGNORECASE)
_YEARS = range(1000, 2100)


@dataclass(frozen=True, slots=True)
class Number:
    """A value and what it counts: `year`, `ordinal` or `cardinal`."""

    value: float
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its code points in its side; `number` where it is one, or part of one (“13 million”)."""

    start: int
    end: int
    text: str
    stem: str
    number: Number | None


def words(text: str) -> list[Word]:
    """The words of one side, in text order; punctuation is none."""
    matches = list(_WORD.finditer(text))
    numbers = [_number(m) for m in matches]
    for i in range(1, len(matches)):
        before, between = numbers[i - 1], text[matches[i - 1].end() : matches[i].start()]
        scale, word = _SCALES.get(matches[i][0].lower()), matches[i][0].lower()
        if before is None or between not in (" ", "-"):
            continue
        if scale is not None:
            joined = Number(before.value * scale, "cardinal")
        elif matches[i - 1][0].lower() in _TENS and 0 < _UNITS.get(word, 0) < 10:
            joined = Number(before.value + _UNITS[word], "cardinal")
        else:
            continue
        numbers[i] = joined
        # “Twenty-three million” is one number: all of its words have the whole value.
        k = i - 1
        while k >= 0 and numbers[k] is before:
            numbers[k] = joined
            k -= 1
    return [Word(m.start(), m.end(), m[0], stem(m[0]), n) for m, n in zip(matches, numbers, strict=True)]


def stem(word: str) -> str:
    """A word without case and common endings: “claims”, “claimed” and “claim's” are one. Rough, and the same on both sides."""
    word = re.sub(r"['’]s?$", "", word.lower())
    for ending, put in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def features(side: Sequence[Word], other: Sequence[Word], starts: Sequence[int], text: str) -> Ints:
    """[pieces, 2] how the word of each piece of one side stands towards the other side, and of which kind it is.

    starts: where each piece begins in `text`, the side that it is of. Values are below `PAIR_FEATURE_SIZES`, never 0.
    """
    exact, lower = {w.text for w in other}, {w.text.lower() for w in other}
    stems = {w.stem for w in other}
    numbers = [w.number for w in other if w.number is not None]
    rows = [(_alignment(w, exact, lower, stems, numbers), _kind(w, text)) for w in side]
    begins = [w.start for w in side]
    out = np.empty((len(starts), 2), np.int64)
    for k, start in enumerate(starts):
        i = bisect_right(begins, start) - 1
        out[k] = rows[i] if i >= 0 and start < side[i].end else (_MARK, _PUNCTUATION)
    return out


def _alignment(word: Word, exact: set[str], lower: set[str], stems: set[str], numbers: Sequence[Number]) -> int:
    if word.number is None:
        if word.text in exact:
            return _SAME
        if word.text.lower() in lower:
            return _CASE
        return _STEM if word.stem in stems else _ABSENT
    own = word.number
    others = [n.value for n in numbers if n.kind == own.kind]
    if not others:
        return _ALONE
    nearest = min(others, key=lambda value: abs(math.log1p(value) - math.log1p(own.value)))
    if nearest == own.value:
        return _EQUAL
    return _BELOW if nearest > own.value else _ABOVE


def _kind(word: Word, text: str) -> int:
    if word.number is not None:
        return _NUMBER
    if word.text.lower() in _NEGATIONS or _CONTRACTED_NOT.search(word.text):
        return _NEGATION
    if not word.text[0].isupper():
        return _LOWER
    before = text[: word.start].rstrip(" \"'“‘([")
    return _FIRST_CAPITAL if not before or before[-1] in ".?!:" else _CAPITAL


def _number(match: re.Match[str]) -> Number | None:
    word = match[0].lower()
    if match["digits"] is None:
        if word in _ORDINALS:
            return Number(_ORDINALS[word], "ordinal")
        value = _UNITS.get(word, _TENS.get(word))
        return None if value is None else Number(value, "cardinal")
    digits, suffix = match["digits"], (match["suffix"] or "").lower()
    value = _value(digits)
    if suffix in ("st", "nd", "rd", "th"):
        return Number(value, "ordinal")
    if digits.isdecimal() and len(digits) == 4 and int(digits) in _YEARS and suffix in ("", "s"):
        return Number(value, "year")
    return Number(value * _SCALES.get(suffix, 1.0), "cardinal")


def _value(digits: str) -> float:
    plain = digits.replace(",", "")
    whole, _, rest = plain.partition(".")
    # “1.2.2019” is no decimal fraction; what stands before the second stop tells it from most others.
    return float(f"{whole}.{rest.replace('.', '') or '0'}")
