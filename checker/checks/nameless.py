"""Speakers without a name, and what the words for them tell."""

from __future__ import annotations

import re

from checker.checks.reading import Reading
from checker.checks.vocabulary import ANONYMOUS_HEADS
from checker.document import Span
from checker.nouns import is_person, singular

_HEAD_ENDS = re.compile(
    r"\s*(?:,|\(|—|–)|\s+(?:who|whom|whose|that|which|of|in|at|on|from|with|for|to|by|inside|within|close|familiar"
    r"|briefed|near|"
    r"speaking|involved|working|not|and|or|knowledgeable|aware|present|privy|directly|here)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:the|that|this|these|those)\s", re.IGNORECASE)


def head_of(source: str) -> str:
    """The head noun in lower case: “source” of “a senior source close to the minister”; empty where there is none."""
    m = _HEAD_ENDS.search(source)
    front = re.findall(r"[\w’'-]+", source[: m.start()] if m else source)
    return front[-1].lower() if front else ""


def is_anonymous(source: str) -> bool:
    """Whether a source is somebody who is nameless by choice: “a senior official”, “people familiar with the talks”."""
    return singular(head_of(source)) in ANONYMOUS_HEADS


def is_definite(source: str) -> bool:
    return _DEFINITE.match(source) is not None


def is_introduced(reading: Reading, head: str, before: int) -> bool:
    """Whether the body has the noun, singular or plural, before a position."""
    one = singular(head)
    pattern = re.compile(rf"\b{re.escape(one)}(?:e?s)?\b|\b{re.escape(head)}\b", re.IGNORECASE)
    return any(
        pattern.search(reading.text, p.span.start, min(p.span.end, before))
        for p in reading.document.paragraphs
        if p.role == "body" and p.span.start < before
    )


def person_near(reading: Reading, at: Span) -> bool:
    """Whether the same or the paragraph before has met a person, whom “the official” may take up."""
    index = reading.paragraph(at)
    before = reading.body_neighbour(index, -1)
    start = reading.paragraph_span(index if before is None else before).start
    return any(
        start <= m.start < at.start
        for speaker in reading.article.speakers
        if speaker.kind == "person" or (speaker.kind == "unnamed" and is_person(singular(head_of(speaker.name))))
        for m in speaker.mentions
        if not m.overlaps(at)
    )
