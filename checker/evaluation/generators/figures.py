"""Numbers as news writes them: finding them, and writing others alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from checker.grammar import CALENDAR

WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
HEDGES = {
    "at least": "more", "more than": "more", "over": "more", "no fewer than": "more", "about": "near",
    "around": "near", "roughly": "near", "approximately": "near", "some": "near", "nearly": "less", "almost": "less",
    "fewer than": "less", "less than": "less", "under": "less", "up to": "less", "as many as": "less", "close to": "near",
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,$£€/:#-])(?P<money>[$£€])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?P<scale> million| billion| trillion| percent| per cent|%)?(?![\w/:]|[.,]\d|[-–]\w|%|['’]s)"
    r"|(?<![\w-])(?P<word>" + "|".join(WORDS[2:]) + r")(?![\w-])",
    re.IGNORECASE,
)
_HEDGE = re.compile(r"(?:" + "|".join(sorted(HEDGES, key=len, reverse=True)) + r") $", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"(?:\b(?:the|these|those|other|first|last|past|next|every|of|than|to|and|or|from|between|by|top|age|aged|since"
    r"|until|another|after|before|no|number|version|is|was|then|one in|his|her|their|its) |, )$",
    re.IGNORECASE,
)


class Figure(NamedTuple):
    """A number in a text at [start, end), hedge not included; `hedge` starts at `hedge_start` (= start without one)."""

    start: int
    end: int
    value: float
    money: str
    scale: str
    is_word: bool
    hedge: str
    hedge_start: int

    def written(self, value: float) -> str:
        """Another value in the same manner: “$1,200”, “4.5 million”, “twelve”."""
        if self.is_word and value == int(value) and 2 <= value <= 20:
            return WORDS[int(value)]
        if self.is_word or value == int(value):
            digits = f"{int(value):,}" if value >= 10000 or not self.is_word else str(int(value))
        else:
            digits = f"{value:,.2f}".rstrip("0").rstrip(".")
        return f"{self.money}{digits}{self.scale}"


def figures(text: str) -> Iterator[Figure]:
    """The counted quantities of a text; dates, ages in apposition, ranges, scores and names with numbers are left out."""
    for m in _NUMBER.finditer(text):
        before = text[: m.start()]
        hedge = _HEDGE.search(before)
        word = before.split()[-1] if before.split() else ""
        if not hedge and (_NOT_COUNTED.search(before) or re.search(r"-and-\w+$", text[m.start() : m.end() + 10])):
            continue
        if word.lower().rstrip(".") in CALENDAR or (word[:1].isupper() and len(before.split()) > 1):
            continue
        value = float(WORDS.index(m["word"].lower())) if m["word"] else float(m["digits"].replace(",", ""))
        plain = not (m["money"] or m["scale"] or m["word"])
        if value < 2 or (plain and 1500 <= value <= 2100 and "," not in m["digits"]):
            continue
        if re.match(
            r" (?:and|or|to|-|–) (?:[$£€]?\d|\w+ (?:million|percent))| years? old|(?:st|nd|rd|th)\b| [A-Z]",
            text[m.end() :],
        ):
            continue
        start = hedge.start() if hedge else m.start()
        name = hedge.group().strip().lower() if hedge else ""
        yield Figure(m.start(), m.end(), value, m["money"] or "", m["scale"] or "", bool(m["word"]), name, start)


def other(figure: Figure, rng: Random, larger: bool | None = None) -> float:
    """A value that is plainly not the figure's: 15% to 300% away, larger or smaller where that is asked for."""
    value = figure.value
    up = rng.random() < 0.5 if larger is None else larger
    if "percent" in figure.scale or "cent" in figure.scale or figure.scale == "%":
        up = up if larger is not None else (up and value < 80)
        far = value * (rng.uniform(1.15, 1.8) if up else rng.uniform(0.4, 0.85))
        far = min(far, (value + 100) / 2) if up else far
    else:
        far = value * (rng.uniform(1.2, 3) if up else rng.uniform(0.35, 0.8))
    return alike(value, far, up)


def alike(value: float, far: float, up: bool) -> float:
    """`far`, as round as `value` is, at least one step from it and from zero."""
    if value != int(value):
        places = len(f"{value:.2f}".rstrip("0").partition(".")[2])
        return round(far, places) if round(far, places) != value else value + (1 if up else -value / 2)
    step = 1
    while value % (step * 10) == 0 and step * 10 <= value / 2:
        step *= 10
    near = round(far / step) * step
    if near == value or near <= 1:
        return value + step if up or value <= 2 * step else value - step
    return float(near)
