"""ATT403."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Related, Severity


class MisattributedAgainstSource(Check):
    """With `--source`: a quotation that the source gives to someone else.

    ## What it flags

    A quotation of four words or more that a source has, in the mouth of another person than the article's. An interviewer's
    question counts as somebody else's. The message says who said it, `related` where.

    Silent where names agree but for titles, initials or spelling, where a source does not say who speaks, where the voices
    are numbered and nothing tells who they are, and on bodies, which speak through people.

    ## Why

    Right words in the wrong mouth are a false quotation of one person and a theft from another.

    ## Example

    The transcript has “MS OKAFOR: Cows don't read forecasts.”

    Flagged:

    > **“Cows don't read forecasts,”** said Jon Brandt.

    Not flagged:

    > “Cows don't read forecasts,” said Maria Okafor.
    """

    code = "ATT403"
    name = "misattributed-against-source"
    severity = Severity.ERROR
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.statements:
            found = statement.verification
            if found is None or found.verdict != "misattributed":
                continue
            near = (Related(found.span, found.path),) if found.span else ()
            said = found.turn or "someone else"
            message = f"The source gives these words to {said}."
            yield replace(self.finding(reading.of(statement), message), related=near)
