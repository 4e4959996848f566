"""ATT105."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading, words
from checker.config import Config
from checker.document import hull
from checker.findings import Finding, Severity
from checker.names import fold
from checker.speakers import Speaker
from checker.statements import Statement

_LEAST_WORDS = 4
_GOING_ON = {"added", "adds", "continued", "continues"}


class MergedSpeakers(Check):
    """Two speakers' quotations in one paragraph.

    ## What it flags

    A paragraph that quotes a clause or more from each of two speakers.

    Silent where each quotation has its own attribution in front of it (dialogue), on an indirect aside, on a few quoted
    words, and on a quotation within a quotation.

    ## Why

    A new speaker needs a new paragraph: run together, the second quotation is read as the first speaker's until its
    attribution comes.

    ## Example

    Flagged:

    > “We will not risk a second collapse,” said Maria Okafor. **“They have left us to starve,”** said Jon Brandt.

    Not flagged:

    > “We will not risk a second collapse,” said Maria Okafor. The dockers' union says its members have not been paid.
    """

    code = "ATT105"
    name = "merged-speakers"
    severity = Severity.WARNING
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        by_paragraph: dict[int, list[Statement]] = {}
        for statement in reading.quotes:
            if (
                statement.source
                and statement.kind == "direct"
                and _quotes_a_clause(reading, statement)
                and reading.in_body(statement.content[0])
            ):
                by_paragraph.setdefault(reading.paragraph(statement.content[0]), []).append(statement)
        for statements in by_paragraph.values():
            if all(s.source[0].start < s.content[0].start for s in statements):
                continue
            first = statements[0]
            for statement in statements[1:]:
                a, b = reading.speaker(first), reading.speaker(statement)
                if a is None or b is None or _may_be_same(a, b) or _goes_on(reading, statement):
                    continue
                message = f"{b.name} is quoted in the same paragraph as {a.name}."
                yield self.finding(reading.of(statement), message, related=[hull(first.content)])
                break


def _quotes_a_clause(reading: Reading, statement: Statement) -> bool:
    return statement.act != "other" and any(
        len(words(q.inner.of(reading.text))) >= _LEAST_WORDS for q in reading.quotations_of(statement)
    )


def _goes_on(reading: Reading, statement: Statement) -> bool:
    """Whether it may still be the speaker who was quoted before: a pronoun, or “added” by someone met before."""
    source = statement.source[0].of(reading.text).lower()
    cue = {w for c in statement.cue for w in words(c.of(reading.text))}
    speaker = reading.speaker(statement)
    is_new = speaker is not None and reading.first_mention(speaker) in statement.source
    return source in ("he", "she", "they", "it", "who") or (bool(cue & _GOING_ON) and not is_new)


def _may_be_same(a: Speaker, b: Speaker) -> bool:
    """Whether two speakers may be one: the same, or of one name, or one of them nameless."""
    if a.id == b.id or "unnamed" in (a.kind, b.kind):
        return True
    return fold(a.name.split()[-1]) == fold(b.name.split()[-1])
