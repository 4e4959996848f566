"""ATT302."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.contradictions import contradictions, told
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Severity


class DisputedClaim(Check):
    """Two speakers contradict each other on a fact, and the article does not say so.

    ## What it flags

    The later of two statements by different speakers that cannot both be true of one checkable matter; `related` is the
    other one.

    Silent where a word tells of the disagreement (“but”, “denied”, “disputed”, “by contrast”), where the two stand next
    to each other, as news sets two sides against each other, and on hopes, beliefs and forecasts.

    ## Why

    A reader who notices is left to wonder who is right, and one who does not believes both. The article should say that
    accounts differ.

    ## Example

    Flagged:

    > Four people were injured, Okafor said.
    >
    > The crane fell at noon, when the quay is full.
    >
    > **“Nobody was injured,”** said Jon Brandt.

    Not flagged:

    > Four people were injured, Okafor said. But Jon Brandt disputed that: “Nobody was injured.”
    """

    code = "ATT302"
    name = "disputed-claim"
    severity = Severity.WARNING
    needs = "model"
    least = 0.4

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for found in contradictions(reading, "two speakers", self.threshold(config)):
            names = [s.name for s in (found.second_speaker, found.first_speaker) if s is not None]
            message = (
                f"A possible contradiction between {' and '.join(names)} that the copy does not mention: "
                f"{told(reading, found)}."
            )
            yield self.finding(found.later, message, related=[found.earlier], confidence=found.certainty)
