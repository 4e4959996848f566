"""Other days, months and years; the twins write the same date differently, or leave it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.drafts import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    Draft,
    Sentence,
    claims_plainly,
    put,
)

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
_SHORT = {m[:3]: m for m in MONTHS} | {"Sept": "September"}
_DAY = re.compile(r"\b[Oo]n (" + "|".join(DAYS) + r")\b(?! (?:and|or|through|to|night|morning|evening|afternoon))")
_DATE = re.compile(
    r"\b(" + "|".join([*MONTHS, *(f"{s}\\." for s in _SHORT)]) + r") ([1-9]|[12]\d|3[01])\b(?![\d-]|, \d)"
)
_MONTH = re.compile(r"\b[Ii]n (" + "|".join(MONTHS) + r")\b(?! \d)")
_YEAR = re.compile(
    r"(?<!beginning )(?<!starting )(?<!early )(?<!late )\b[Ii]n ((?:19|20)\d\d)\b(?![-–]|[’']s| and| or)"
)
_PUNCTUAL = re.compile(r"\b(?:\w+ed|was|were|won|lost|met|said|told|began|left|held|made|took|gave|spoke|ran|became)\b")


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Changes one date of something that happened, once, on it."""
    text = sentence.text
    if not claims_plainly(text) or not _PUNCTUAL.search(text):
        return
    for find, change in ((_DAY, _day), (_DATE, _date), (_MONTH, _month), (_YEAR, _year)):
        m = find.search(text)
        if m and len(find.findall(text)) == 1:
            yield from change(text, m, rng)


def _left_out(text: str, m: re.Match[str]) -> Iterator[Draft]:
    """A date that closes its clause can go; put back, it says more than was known."""
    if m.start() and text[m.end() : m.end() + 1] in ".":
        shorter = put(text, m.start(), m.end(), "")
        yield Draft(text, shorter, ENTAILMENT)
        yield Draft(shorter, text, NEUTRAL)


def _another(all_: list[str], one: str, rng: Random) -> str:
    return rng.choice([x for x in all_ if x != one])


def _day(text: str, m: re.Match[str], rng: Random) -> Iterator[Draft]:
    yield Draft(text, put(text, m.start(1), m.end(1), _another(DAYS, m[1], rng)), CONTRADICTION)
    yield from _left_out(text, m)


def _date(text: str, m: re.Match[str], rng: Random) -> Iterator[Draft]:
    month = _SHORT.get(m[1].rstrip("."), m[1])
    day = int(m[2])
    other_day = rng.choice([d for d in range(1, 29) if d != day])
    wrong = rng.choice(
        [f"{month} {other_day}", f"{m[1]} {other_day}", f"{_another(MONTHS, month, rng)} {min(day, 28)}"]
    )
    yield Draft(text, put(text, m.start(), m.end(), wrong), CONTRADICTION)
    same = [f"{day} {month}", f"{month} {_ordinal(day)}"] + ([f"{month} {day}"] if month != m[1] else [])
    yield Draft(text, put(text, m.start(), m.end(), rng.choice(same)), ENTAILMENT)


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _month(text: str, m: re.Match[str], rng: Random) -> Iterator[Draft]:
    yield Draft(text, put(text, m.start(1), m.end(1), _another(MONTHS, m[1], rng)), CONTRADICTION)
    yield from _left_out(text, m)


def _year(text: str, m: re.Match[str], rng: Random) -> Iterator[Draft]:
    year, gap = int(m[1]), rng.randint(1, 6)
    wrong = rng.choice([f"in {year - gap}", f"in {year - gap}", f"in {year + gap}", f"before {year - gap}"])
    wrong = wrong.capitalize() if m.group()[0] == "I" else wrong
    yield Draft(text, put(text, m.start(), m.end(), wrong), CONTRADICTION)
    right = rng.choice([f"before {year + gap}", f"after {year - gap - 1}"])
    right = right.capitalize() if m.group()[0] == "I" else right
    yield Draft(text, put(text, m.start(), m.end(), right), ENTAILMENT)
    yield from _left_out(text, m)
