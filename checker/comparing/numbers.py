"""Numbers in news prose, read by value: digits, words, fractions, rounded and bounded ones."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from checker.document import Span

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_UNITS += "seventeen eighteen nineteen".split()
_SMALL = {word: n for n, word in enumerate(_UNITS)}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES: Mapping[str, float] = MappingProxyType(
    {
        "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "crore": 1e7, "crores": 1e7,
        "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "b": 1e9, "dozen": 12,
        "million-pound": 1e6, "million-dollar": 1e6,
    }
)  # fmt: skip
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "two-thirds": 2 / 3}
_FRACTIONS |= {"three-quarters": 0.75, "three-fifths": 0.6, "two-fifths": 0.4, "four-fifths": 0.8}

_SMALL_WORDS = "|".join(sorted(_SMALL, key=len, reverse=True))
_TENS_WORDS = "|".join(_TENS)
_BELOW_100 = rf"(?:(?:{_TENS_WORDS})(?:[-\s](?:{_SMALL_WORDS}))?|{_SMALL_WORDS})"
_BIG = r"hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen"
_WORDED = rf"(?:{_BELOW_100}|an?(?=\s(?:{_BIG})\b))(?:(?:[-\s]and)?[-\s](?:{_BELOW_100}|{_BIG}))*"
_DIGITS = r"\d{1,3}(?:[, ]\d{2,3})*(?:,\d{3})(?:\.\d+)?|\d{1,3}(?: \d{3})+|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?:(?:(?P<money>[£$€¥₹]\s?|\b(?:Rs\.?\s?|US\$|A\$|R|N)(?=\d))|(?<![\w.,:/])(?<![^\d\s]-))"
    rf"(?P<digits>(?:{_DIGITS})(?![\d:/]))(?:(?P<glued>bn|mn|tn|[mkb])\b|[-\s](?P<scale>{_BIG})\b)?"
    rf"|\b(?P<word>{_WORDED})\b)"
    r"(?P<percent>\s?%|[-\s]per\s?cent\b|\spercentage\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:(?:one|a)[-\s])?(?P<share>half|third|quarter|fifth|tenth|two[-\s]thirds|three[-\s]quarters|three[-\s]fifths"
    r"|two[-\s]fifths|four[-\s]fifths)\s(?:of|the)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\b(?:nobody|no one|none|not (?:a single|one)|no(?=\s[a-z]))\b", re.IGNORECASE)
_I = re.IGNORECASE
_LEADS = (
    (re.compile(r"\b(?:no (?:more|fewer|less) than|at (?:least|most)|up to|as many as|a maximum of|not more than)\s$", _I), ""),
    (re.compile(r"\b(?:more than|over|upwards? of|above|in excess of|better than)\s(?:the\s)?$", re.I), "above"),
    (re.compile(r"\b(?:fewer than|less than|under|below|short of)\s(?:the\s)?$", re.I), "below"),
    (re.compile(r"\b(?:nearly|almost|just under|not quite|close to)\s(?:the\s)?$", re.I), "nearly"),
    (re.compile(r"\b(?:about|around|some|roughly|approximately|an estimated|estimated|perhaps|circa)\s(?:the\s)?$", _I), "about"),
)  # fmt: skip
_BOUNDS = {"no more than": "most", "not more than": "most", "at most": "most", "up to": "most", "as many as": "most"}
_BOUNDS |= {"a maximum of": "most", "no fewer than": "least", "no less than": "least", "at least": "least"}
_ABOUT = 0.12


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands: the closed interval [low, high] of values that it allows.

    unit: “money”, “percent” or “” for a bare number. loose: whether it is bounded or rounded by a word (“about”).
    lead: where the words that loosen it begin, or else its own start.
    """

    span: Span
    low: float
    high: float
    unit: str = ""
    loose: bool = False
    lead: int = 0


def numbers(text: str, within: Span) -> tuple[Number, ...]:
    """The numbers in a stretch of text, in order; “nobody” and “no” + noun are nought. Dates are not told apart."""
    found = sorted(_read(text, within), key=lambda n: (n.span.start, -n.span.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.span.start >= kept[-1].span.end:
            kept.append(number)
    return tuple(kept)


def _read(text: str, within: Span) -> Iterator[Number]:
    for m in _NUMBER.finditer(text, *within):
        value = _digits(m) if m["digits"] else worded(m["word"])
        if value is None or (m["word"] and m["word"].lower() == "one" and not m["percent"]):
            continue  # “one” is as often a pronoun
        unit = "money" if m["money"] else "percent" if m["percent"] else ""
        yield _bounded(text, within, Span(*m.span()), value, unit)
    for m in _SHARE.finditer(text, *within):
        share = 100 * _FRACTIONS[re.sub(r"\s", "-", m["share"].lower())]
        yield Number(Span(m.start(), m.end("share")), share - 4, share + 4, "percent", True, m.start())
    for m in _NOTHING.finditer(text, *within):
        if not re.match(r"\s(?:more|fewer|less|longer|doubt)\b", text[m.end() : m.end() + 8], re.IGNORECASE):
            yield Number(Span(*m.span()), 0, 0, "", False, m.start())


def _digits(m: re.Match[str]) -> float | None:
    value = float(m["digits"].replace(",", "").replace(" ", ""))
    scale = (m["glued"] or m["scale"] or "").lower()
    return value * _SCALES[scale] if scale else value


def worded(words: str) -> float | None:
    """The value of number words (“two hundred and six”); None where they make none (“five six”)."""
    total = part = 0.0
    last = ""
    for word in re.split(r"[-\s]+", words.lower()):
        if word in ("a", "an"):
            part = 1
        elif word in _SMALL:
            if last == "small":
                return None
            part, last = part + _SMALL[word], "small"
        elif word in _TENS:
            part, last = part + _TENS[word], "tens"
        elif word in ("hundred", "dozen"):
            part, last = (part or 1) * _SCALES[word], "scale"
        elif word in _SCALES:
            total, part, last = total + (part or 1) * _SCALES[word], 0, "scale"
    return total + part


def _bounded(text: str, within: Span, span: Span, value: float, unit: str) -> Number:
    before = text[max(within.start, span.start - 24) : span.start]
    for pattern, kind in _LEADS:
        if m := pattern.search(before):
            words = m.group().strip().lower()
            low, high = _interval(value, kind or _BOUNDS[re.sub(r"\s+", " ", words)])
            return Number(span, low, high, unit, True, span.start - len(before) + m.start())
    if re.match(r"\s(?:or so|or more)\b", text[span.end : span.end + 9], re.IGNORECASE):
        return Number(span, value * (1 - _ABOUT), math.inf, unit, True, span.start)
    slack = _slack(value)
    return Number(span, value - slack, value + slack, unit, slack > 0, span.start)


def _interval(value: float, kind: str) -> tuple[float, float]:
    slack = _slack(value)
    match kind:
        case "least" | "above":
            return value, math.inf
        case "most" | "below":
            return -math.inf, value
        case "nearly":
            return value * (1 - _ABOUT), value + slack
        case _:
            return min(value * (1 - _ABOUT), value - 1), max(value * (1 + _ABOUT), value + 1)


def _slack(value: float) -> float:
    """Half of the last place that is not nought, from the tens on: “1,200” may be 1,194; 12 is 12; 2.1 may be 2.14."""
    if value != int(value):
        places = len(f"{value:.6f}".rstrip("0").partition(".")[2])
        return float(0.5 * 10**-places) if value < 1e3 else value * 0.03
    if value < 100 or value % 10:
        return 0.0
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return float(min(0.5 * 10**zeros, 0.05 * value))
