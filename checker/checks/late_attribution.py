"""ATT104."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading, words
from checker.config import Config
from checker.document import Span, hull
from checker.findings import Finding, Severity
from checker.statements import Statement

_MOST_SENTENCES = 1
_LEAST_WORDS = 3


class LateAttribution(Check):
    """The speaker is named only after more than one quoted sentence.

    ## What it flags

    A quotation of two or more whole sentences before its paragraph first says who speaks.

    Silent where the speaker stands earlier in the paragraph, where the quotation follows on from one by the same
    speaker, and on very short sentences (“No. Never.”).

    ## Why

    A reader, and a listener even more, should know whose words they are by the end of the first sentence.

    ## Example

    Flagged:

    > **“We will not risk a second collapse. Nobody wants that. We have seen what it does,”** Maria Okafor said.

    Not flagged:

    > “We will not risk a second collapse,” Maria Okafor said. “Nobody wants that. We have seen what it does.”
    """

    code = "ATT104"
    name = "late-attribution"
    severity = Severity.INFO
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.quotes:
            if statement.kind != "direct" or not statement.source or not reading.in_body(statement.content[0]):
                continue
            source = statement.source[0]
            before = [c for c in statement.content if c.end <= source.start]
            if not before or reading.paragraph(before[-1]) != reading.paragraph(source):
                continue
            sentences = sum(_sentences(reading, piece) for piece in before)
            if sentences > _MOST_SENTENCES and not _is_given_before(reading, statement, before[0]):
                message = f"{sentences} quoted sentences come before the reader learns who is speaking."
                yield self.finding(hull(before), message, related=[source])


def _sentences(reading: Reading, piece: Span) -> int:
    """Whole sentences of a quoted piece, those of one or two words aside."""
    return sum(len(words(s.of(reading.text))) >= _LEAST_WORDS for s in reading.sentences(piece))


def _is_given_before(reading: Reading, statement: Statement, first: Span) -> bool:
    """Whether the paragraph has named the speaker already, or the quotation follows on from theirs."""
    paragraph = reading.paragraph(first)
    start = reading.paragraph_span(paragraph).start
    speaker = reading.speaker(statement)
    if speaker is not None and any(start <= m.start < first.start for m in speaker.mentions):
        return True
    near = (paragraph, reading.body_neighbour(paragraph, -1))
    return any(
        s.speaker == statement.speaker
        and any(c.start < first.start and reading.paragraph(c) in near for c in s.content)
        for s in reading.quotes
        if statement.speaker is not None
    )
