"""ATT306."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.contradictions import contradictions, told
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Severity


class ContradictedByText(Check):
    """The paper's own words contradict themselves, or a statement in the article.

    ## What it flags

    A number, a date, a place, a “not” or a deed that the headline, a caption or the body gives in one way and another
    part of the article, the paper's own or somebody's statement, in another. The finding is the later place, `related`
    the earlier.

    Silent on rounded figures, on a part and its whole, on an update told as one (“had risen to”), on different times
    and places, and where the copy says that accounts differ.

    ## Why

    It is the correction that papers print most often: a headline or an opening written from an earlier version.

    ## Example

    Flagged:

    > Twelve people were killed when a crane fell in the port on Monday.
    >
    > The families of **all 15 dead** were told by nightfall.

    Not flagged:

    > Twelve people were killed when a crane fell in the port on Monday.
    >
    > Two of the dead were crane drivers. By Wednesday the toll had risen to 15.
    """

    code = "ATT306"
    name = "contradicted-by-text"
    severity = Severity.ERROR
    needs = "model"
    least = 0.4

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for found in contradictions(reading, "paper", self.threshold(config)):
            message = f"A possible contradiction within the article: {told(reading, found)}."
            yield self.finding(found.later, message, related=[found.earlier], confidence=found.certainty)
