"""ATT305."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.checks.wording import Wording, is_part_of, overlap, pairs, wordings
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.names import fold
from checker.quotation import scan
from checker.speakers import Speaker

_LEAST_WORDS = 5
_LEAST_STEMS = 2
_OVERLAP = 0.85
_REPEATS = re.compile(
    r"\b(?:quot(?:ed|es|ing)|repeat(?:ed|s|ing)|echo(?:ed|es|ing)|cit(?:ed|es|ing)|recall(?:ed|s|ing)|read(?:s"
    r"|ing)? (?:out|aloud)|"
    r"borrow(?:ed|ing)|in the words of|slogan|motto|chant(?:ed|s|ing)?|sign(?:s)?|mock(?:ed|ing)|paraphras\w+"
    r"|refer(?:red|ring) to|words of)\b",
    re.IGNORECASE,
)


class ConflictingAttribution(Check):
    """The same quotation, given to two speakers.

    ## What it flags

    A quotation that stands a second time, in the same or nearly the same words, with another speaker's name. The
    finding is the later one; `related` is the other.

    Silent where someone repeats or quotes the other, on chants and slogans, on a nameless speaker who may be the named
    one, and on a body and its spokesman.

    ## Why

    One of the two did not say it. It happens when a caption, a summary or a later paragraph is written from memory.

    ## Example

    Flagged:

    > “We will not risk a second collapse,” said Maria Okafor.
    >
    > **“We will not risk a second collapse,”** Jon Brandt said.

    Not flagged:

    > “We will not risk a second collapse,” said Maria Okafor.
    >
    > Jon Brandt repeated her words: “We will not risk a second collapse.”
    """

    code = "ATT305"
    name = "conflicting-attribution"
    severity = Severity.ERROR
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        seen: set[Span] = set()
        for earlier, later in pairs(wordings(reading), _LEAST_WORDS):
            a, b = _speaker(reading, earlier), _speaker(reading, later)
            if a is None or b is None or not _conflict(a, b) or later.span in seen:
                continue
            if _is_same_quotation(earlier, later) and not _is_repeated(reading, earlier, later):
                seen.add(later.span)
                yield self.finding(
                    later.span, f"Given to {b.name} here, and to {a.name} there.", related=[earlier.span]
                )


def _speaker(reading: Reading, wording: Wording) -> Speaker | None:
    """Whose a quotation is where the text says so; one without a source may be a subheading or a pulled quote."""
    statement = wording.statement
    return reading.speaker(statement) if statement is not None and statement.source else None


def _conflict(a: Speaker, b: Speaker) -> bool:
    """Whether two speakers cannot be one, nor one speak for the other."""
    if a.id == b.id or a.kind != b.kind or a.kind not in ("person", "organization"):
        return False
    first, second = fold(a.name), fold(b.name)
    return first.split()[-1] != second.split()[-1] and first not in second and second not in first


def _is_same_quotation(earlier: Wording, later: Wording) -> bool:
    short, long = sorted((earlier, later), key=lambda w: len(w.said))
    alone = replace(long, utterance=long.said)  # the quotation itself, not another piece of what its speaker says
    return len(short.stems) >= _LEAST_STEMS and (is_part_of(short, alone) or overlap(earlier, later) >= _OVERLAP)


def _is_repeated(reading: Reading, earlier: Wording, later: Wording) -> bool:
    """Whether one of the two is told as a repetition, or stands in another's words."""
    nested = [q.span for q in scan(reading.document) if q.depth > 0]
    return any(
        any(w.span.contains(inner) for inner in nested)
        or (w.statement is not None and w.statement.nested_in is not None)
        or _REPEATS.search(reading.sentence(w.span).of(reading.narration))
        for w in (earlier, later)
    )
