"""Dates, weekdays and times of day, as far as an article tells them, compared with each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from checker.comparing.numbers import worded
from checker.document import Span

MomentKind = Literal["date", "weekday", "clock", "year"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})(?!\w)"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d|%)"
    r"|(?<=the\s)(?P<day3>\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:century|floor|time|minute|district|edition"
    r"|anniversary|season)))"
)
_DATELINE = re.compile(r"\s(?:\([A-Z]{2,}\)|[–—-]{1,2}\s)")  # “PASADENA, Jan. 1 (UPI) —”: the day of writing
_YEAR = re.compile(r"\b(?:in|since|until|of|by|from|before|after)\s(?P<year>(?:1[89]|20)\d\d)\b(?!s)")
_WEEKDAY = re.compile(r"\b(?P<name>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!s)")
_HOUR = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CLOCK = re.compile(
    rf"\b(?P<name>noon|midday|midnight)\b"
    rf"|(?<![\d.:£$€])(?P<h>\d{{1,2}})(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)(?!\s?:)"
    rf"|\b(?:at|after|before|until|till|by|from|about|around)\s(?P<h2>\d{{1,2}})[.:](?P<m2>[0-5]\d)(?![\d%])(?:\s?(?P<half2>a\.?m\b\.?|p\.?m\b\.?))?"
    rf"|\b(?P<past>half|a quarter|quarter|ten|twenty|five)\s(?P<way>past|to)\s(?P<h3>{_HOUR})\b"
    rf"|\b(?:at|after|before|until|till|by|since)\s(?P<h4>{_HOUR}|\d{{1,2}})"
    r"(?=\s(?:on|in the|that|o['’]clock|this|and|from)\b|[,.;])",
    re.IGNORECASE,
)
_MINUTES = {"half": 30, "a quarter": 15, "quarter": 15, "ten": 10, "twenty": 20, "five": 5}
_LATE = re.compile(r"\s?(?:in the (?:afternoon|evening)|that (?:afternoon|evening|night)|at night)", re.IGNORECASE)
_EARLY = re.compile(r"\s?(?:on \w+ morning|in the morning|that morning)", re.IGNORECASE)
_NEAR = 20


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as it is told.

    value: for a date (day, month or 0), for a weekday (0 for Monday to 6,), for a clock (minutes of the day, 1 where the
    half of the day is told, else 0), for a year (year,).
    """

    span: Span
    kind: MomentKind
    value: tuple[int, ...]


def moments(text: str, within: Span) -> tuple[Moment, ...]:
    """The points in time that a stretch of text names, in order."""
    found: list[Moment] = []
    for m in _DATE.finditer(text, *within):
        month = (m["month"] or m["month2"] or "")[:3].lower()
        day = int(m["day"] or m["day2"] or m["day3"])
        if _DATELINE.match(text, m.end()):
            continue
        if day <= 31 and (day, month) != (11, "sep"):  # more often the attack than the day
            found.append(Moment(Span(*m.span()), "date", (day, _MONTHS.index(month) + 1 if month else 0)))
    found += (Moment(Span(*m.span("year")), "year", (int(m["year"]),)) for m in _YEAR.finditer(text, *within))
    weekdays = "Mon Tues Wednes Thurs Fri Satur Sun".split()
    found += (
        Moment(Span(*m.span()), "weekday", (weekdays.index(m["name"]),)) for m in _WEEKDAY.finditer(text, *within)
    )
    for m in _CLOCK.finditer(text, *within):
        if (value := _clock(m, text)) is not None:
            start = next(m.start(g) for g in ("name", "h", "h2", "past", "h4") if m[g] is not None)
            found.append(Moment(Span(start, m.end()), "clock", value))
    return tuple(sorted(found, key=lambda f: f.span))


def _clock(m: re.Match[str], text: str) -> tuple[int, int] | None:
    if m["name"]:
        return (0 if m["name"].lower() == "midnight" else 720, 1)
    told = m["h"] or m["h2"] or m["h3"] or m["h4"]
    hour = float(told) if told.isdigit() else worded(told)
    if hour is None or hour > 23:
        return None
    minutes = int(hour) * 60 + int(m["m"] or m["m2"] or 0)
    if m["past"]:
        minutes += _MINUTES[m["past"].lower()] * (1 if m["way"].lower() == "past" else -1)
    half = (m["half"] or m["half2"] or "")[:1].lower()
    after = text[m.end() : m.end() + 22]
    late = half == "p" or (not half and _LATE.match(after) is not None)
    early = half == "a" or (not half and _EARLY.match(after) is not None)
    if late and minutes < 720:
        minutes += 720
    if early and minutes >= 720:
        minutes -= 720
    return minutes % 1440, int(late or early or minutes >= 780)


def same_moment(a: Moment, b: Moment) -> bool | None:
    """Whether two points in time can be one; None where they are of different kinds and cannot be compared."""
    if a.kind != b.kind:
        return None
    if a.kind == "date":
        return a.value[0] == b.value[0] and (a.value[1] == b.value[1] or 0 in (a.value[1], b.value[1]))
    if a.kind == "clock":
        span = 1440 if a.value[1] and b.value[1] else 720
        apart = abs(a.value[0] - b.value[0]) % span
        return min(apart, span - apart) <= _NEAR
    return a.value == b.value
