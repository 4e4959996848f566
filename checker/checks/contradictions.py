"""Two places of an article that cannot both hold: whose words stand at either end, and how a finding tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checker.checks.reading import Reading
from checker.document import Span
from checker.evidence import Clash
from checker.speakers import Speaker
from checker.statements import Statement

_LONGEST = 90

Sides = Literal["one speaker", "two speakers", "paper"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A clash with the statement at either end, None where the paper itself speaks.

    earlier, later: what a finding points at: a statement's content, or the paper's words that clash.
    """

    clash: Clash
    sides: Sides
    earlier: Span
    later: Span
    first_speaker: Speaker | None
    second_speaker: Speaker | None

    @property
    def certainty(self) -> float:
        return self.clash.probability


def contradictions(reading: Reading, sides: Sides, least: float) -> Iterator[Contradiction]:
    """The clashes of an article of a probability of `least` or more whose ends are held so, likeliest first.

    A stretch that clashes with several others for the same reason is one defect: only its likeliest clash is given.
    """
    used: set[tuple[str, Span]] = set()
    for clash in sorted(reading.article.evidence.clashes, key=lambda c: (-c.probability, c.second, c.first)):
        if clash.probability < least:
            break
        ends = {(clash.kind, clash.first), (clash.kind, clash.second)}
        if used & ends:
            continue
        used |= ends
        found = _contradiction(reading, clash)
        if found is not None and found.sides == sides:
            yield found


def _contradiction(reading: Reading, clash: Clash) -> Contradiction | None:
    a, b = _statement(reading, clash.first), _statement(reading, clash.second)
    first = reading.speaker(a) if a else None
    second = reading.speaker(b) if b else None
    sides: Sides = "paper"
    if a is not None and b is not None:
        if first is None or second is None:
            return None  # who knows whether it is one voice
        sides = "one speaker" if first.id == second.id else "two speakers"
    earlier = reading.of(a) if a else clash.first_words
    later = reading.of(b) if b else clash.second_words
    return Contradiction(clash, sides, earlier, later, first, second)


def _statement(reading: Reading, span: Span) -> Statement | None:
    """The innermost statement that a stretch is said in."""
    holding = [
        s for s in reading.statements if reading.of(s).contains(span) and any(c.overlaps(span) for c in s.content)
    ]
    return min(holding, key=lambda s: reading.of(s).end - reading.of(s).start, default=None)


def told(reading: Reading, contradiction: Contradiction) -> str:
    """Both ends in their words: “12 people dead” here, “at least 15 people were killed” there."""
    clash = contradiction.clash
    here = _excerpt(reading.text, clash.second, clash.second_words)
    there = _excerpt(reading.text, clash.first, clash.first_words)
    return f"“{here}” here, “{there}” there"


def _excerpt(text: str, span: Span, words: Span) -> str:
    """The words that clash with some of those around them, whole words, on one line, without marks."""
    if span.end - span.start > _LONGEST:
        spare = max(0, _LONGEST - (words.end - words.start)) // 2
        start, end = max(span.start, words.start - spare), min(span.end, words.end + spare, words.start + _LONGEST)
        while start > span.start and start < words.start and not text[start - 1].isspace():
            start += 1
        while end < span.end and end > words.start + 1 and not text[end].isspace():
            end -= 1
        span = Span(start, end)
    return re.sub(r"\s+", " ", re.sub(r"[“”\"«»]", "", span.of(text))).strip(" ,;:")
