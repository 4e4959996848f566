"""ATT301."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.contradictions import contradictions, told
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Severity


class SelfContradiction(Check):
    """One speaker, two statements that cannot both hold.

    ## What it flags

    The later of two statements by the same speaker that differ in a number, a date, a “not” or in what happened, so
    that only one of them can be true; `related` is the earlier one.

    Silent where the number is merely rounded, where the speaker hedges, asks or supposes, where the text tells that the
    speaker changed course or that the count moved, and where the two speak of different times or places.

    ## Why

    Either the speaker was misquoted or misheard, or the story is that they contradict themselves, and should say so.

    ## Example

    Flagged:

    > Four people were injured, Okafor said on Monday.
    >
    > The crane fell at noon, when the quay is full.
    >
    > **Nobody was injured**, Okafor said.

    Not flagged:

    > Okafor had first said that four people were injured. By evening she had revised the figure to seven.
    """

    code = "ATT301"
    name = "self-contradiction"
    severity = Severity.ERROR
    needs = "model"
    least = 0.4

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for found in contradictions(reading, "one speaker", self.threshold(config)):
            name = found.second_speaker.name if found.second_speaker else "The speaker"
            message = f"A possible contradiction of {name} with what they say elsewhere: {told(reading, found)}."
            yield self.finding(found.later, message, related=[found.earlier], confidence=found.certainty)
