"""ATT205."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.checks.unnamed import likelihood, unnamed_statements
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity


class AnonymousOpinion(Check):
    """An unnamed source attacks, judges or mocks someone.

    ## What it flags

    A statement by “critics”, “an insider”, “a former colleague”, or by nobody at all (“he is said to be”), that passes
    judgement on a person or a body.

    Silent where an unnamed source states facts, numbers or plans, and on those who are known by their office or speak
    for a named body.

    ## Why

    Anonymity protects people who tell what happened. It is not for insults: nobody can answer an attacker without a
    name, and most style guides forbid it.

    ## Example

    Flagged:

    > A former colleague said **Okafor was a coward who could not read a chart**.

    Not flagged:

    > A former colleague said Okafor had signed the last two inspection reports.
    """

    code = "ATT205"
    name = "anonymous-opinion"
    severity = Severity.WARNING
    needs = "model"
    least = 0.6

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        least = self.threshold(config)
        judged: set[Span] = set()
        for statement in unnamed_statements(reading):
            probability = likelihood(reading, statement, "judgement")
            sentence = reading.sentence(statement.content[0])
            if probability >= least and sentence not in judged:
                judged.add(sentence)  # “…,” she said, adding that …: it is judged by its first statement
                yield self.finding(
                    reading.of(statement),
                    "A possible attack or judgement by a source that is not named.",
                    confidence=probability,
                )
