"""ATT206."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nearby import denies, shared_stems
from checker.checks.reading import Reading
from checker.checks.unnamed import likelihood, unnamed_statements
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.statements import Statement

# The share of a claim's stems, and how many at the least, that a statement has too which bears it out.
_SHARE, _LEAST_STEMS = 0.4, 2
_CONFIRMS = re.compile(
    r"\b(?:confirm(?:s|ed|ing)?|corroborat(?:es?|ed)|agree[sd]?|admit(?:s|ted)?|acknowledge[sd]?|concede[sd]?|found the same"
    r"|b(?:ears?|ore) (?:\w+ )?out|back(?:s|ed) up)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?:\w+ ){0,3}(?:reports?|records?|documents?|e-?mails?|minutes|letters?|memos?|tests?|videos?|footage|audits?"
    r"|filings?|logs?|receipts?|inquiry)\b",
    re.IGNORECASE,
)


class SingleAnonymousSource(Check):
    """A serious claim that rests on one unnamed source.

    ## What it flags

    An accusation of crime, corruption, abuse, a death, a danger or a dismissal for which the article has one unnamed
    source and nothing else.

    Silent where another speaker, a document or a record in the article bears it out. A denial by the accused does not.

    ## Why

    It is the kind of claim that ruins people and gets papers sued, on the word of somebody who answers for nothing. Most
    newsrooms ask for a second source.

    ## Example

    Flagged:

    > A port official, who asked not to be named because the inquiry is not over, said **the harbour master had been paid
    > to skip the inspection**. The harbour master denied it.

    Not flagged:

    > A port official said the harbour master had been paid to skip the inspection. Bank records that were shown in court
    > list two payments to the harbour master for the inspection.
    """

    code = "ATT206"
    name = "single-anonymous-source"
    severity = Severity.WARNING
    needs = "model"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        least = self.threshold(config)
        for statement in unnamed_statements(reading):
            probability = likelihood(reading, statement, "serious")
            if probability >= least and not is_borne_out(reading, statement):
                yield self.finding(
                    reading.of(statement),
                    "A possibly serious claim that rests on one unnamed source.",
                    confidence=probability,
                )


def is_borne_out(reading: Reading, claim: Statement) -> bool:
    """Whether another speaker says the same, or the next sentence gives a record of it or somebody who confirms it."""
    after = _next_sentence(reading, claim)
    if after is not None and not _denies(reading, after) and _is_backing(reading, claim, after):
        return True
    return any(_says_same(reading, claim, s) for s in reading.statements)


def _is_backing(reading: Reading, claim: Statement, after: Span) -> bool:
    """Whether the sentence behind a claim is of someone else who confirms it, or of a document or a test."""
    own = [s for s in reading.statements if any(p.overlaps(after) for p in s.content + s.cue + s.source)]
    if any(s.speaker == claim.speaker for s in own):
        return False
    speakers = [reading.speaker(s) for s in own]
    return (
        _CONFIRMS.search(after.of(reading.narration)) is not None
        or any(s is not None and s.kind == "document" for s in speakers)
        or _RECORD.match(after.of(reading.narration)) is not None
    )


def _says_same(reading: Reading, claim: Statement, other: Statement) -> bool:
    if other.act == "other" or other.nested_in is not None or other.speaker in (None, claim.speaker):
        return False
    if denies(reading, other) and not denies(reading, claim):
        return False
    own, shared = shared_stems(reading, claim.content, other.content)
    return shared >= _LEAST_STEMS and shared >= _SHARE * own


def _next_sentence(reading: Reading, claim: Statement) -> Span | None:
    end = reading.sentence(claim.hull).end
    paragraph = reading.paragraph_span(reading.paragraph(claim.hull))
    return next((s for s in reading.sentences(paragraph) if s.start >= max(end, claim.hull.end)), None)


def _denies(reading: Reading, sentence: Span) -> bool:
    return any(denies(reading, s) for s in reading.statements if any(c.overlaps(sentence) for c in s.content))
