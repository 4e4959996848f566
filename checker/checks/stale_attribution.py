"""ATT106."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Severity
from checker.statements import Statement

_MOST = 1


class StaleAttribution(Check):
    """A speaker who has not been named for paragraphs.

    ## What it flags

    The second and every later paragraph in a row of quotations that follow on without an attribution of their own.

    Silent on the first that follows on, and on a quotation that was left open and opens anew.

    ## Why

    One unattributed paragraph is a pause. After two, a reader has to look back to know who speaks; and if a paragraph
    is moved or cut, the quotation is lost.

    ## Example

    Flagged: the third paragraph.

    > “We will not risk a second collapse,” said Maria Okafor.
    >
    > “Nobody wants that.”
    >
    > **“We have seen what it does.”**

    Not flagged:

    > “We will not risk a second collapse,” said Maria Okafor.
    >
    > “Nobody wants that.”
    >
    > “We have seen what it does,” she said.
    """

    code = "ATT106"
    name = "stale-attribution"
    severity = Severity.INFO
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        by_paragraph: dict[int, list[Statement]] = {}
        for statement in reading.quotes:
            by_paragraph.setdefault(reading.paragraph(statement.content[0]), []).append(statement)
        row: dict[int, int] = {}
        for index, statements in sorted(by_paragraph.items()):
            statement = statements[0]
            if any(not _follows_on(s) for s in statements) or not reading.in_body(statement.content[0]):
                continue
            before = reading.body_neighbour(index, -1)
            same = before is not None and any(s.speaker == statement.speaker for s in by_paragraph.get(before, ()))
            if before is None or not same:
                continue
            row[index] = row.get(before, 0) + (not _is_reopened(reading, statement, index))
            if row[index] > _MOST and not _is_reopened(reading, statement, index):
                name = getattr(reading.speaker(statement), "name", "The speaker")
                message = f"{name} was last named {row[index]} paragraphs ago; attribute again."
                yield self.finding(reading.of(statement), message)


def _follows_on(statement: Statement) -> bool:
    return statement.kind == "direct" and statement.speaker is not None and not statement.source and not statement.cue


def _is_reopened(reading: Reading, statement: Statement, index: int) -> bool:
    return any(
        q.reopened and q.paragraph == index and q.span.overlaps(statement.content[0]) for q in reading.quotations
    )
