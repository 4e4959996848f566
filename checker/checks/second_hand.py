"""ATT208."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading, words
from checker.checks.vocabulary import MOUTHPIECES
from checker.config import Config
from checker.document import hull
from checker.findings import Finding, Severity
from checker.names import fold
from checker.speakers import Speaker
from checker.statements import Statement

_QUOTES_OTHERS = re.compile(
    r"\b(?:report|letter|statement|transcript|filing|affidavit|indictment|lawsuit|memo|email|e-mail)s?\b", re.I
)


class SecondHand(Check):
    """What someone said, known only through someone else.

    ## What it flags

    “Lee said Kim told him that …”: the inner statement, where the article quotes Kim nowhere itself.

    Silent where the other is quoted directly too, where the one who passes it on speaks for the other (a spokesman, a
    lawyer), is a news outlet or a document, and where it is the speaker's own thought.

    ## Why

    Hearsay has two witnesses, and only one was asked. The reader should know that the other was not, or the paper
    should ask.

    ## Example

    Flagged:

    > Brandt said **Okafor had told him that the crane was never inspected**.

    Not flagged:

    > Brandt said Okafor had told him that the crane was never inspected. “That is what I told him,” Okafor said.
    """

    code = "ATT208"
    name = "second-hand"
    severity = Severity.INFO
    needs = "model"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.statements:
            outer = reading.outer(statement)
            if outer is None or statement.act != "speech" or outer.act != "speech" or not statement.source:
                continue
            told, teller = reading.speaker(statement), reading.speaker(outer)
            if told is None or teller is None or told.kind not in ("person", "unnamed", "organization", "group"):
                continue
            if _is_same(told, teller) or _speaks_for(reading, outer, teller, told) or _is_cited(reading, told):
                continue
            message = f"What {told.name} said is known only through {teller.name}."
            yield self.finding(reading.of(statement), message, related=[hull(outer.source)] if outer.source else [])


def _is_same(a: Speaker, b: Speaker) -> bool:
    return a.id == b.id or fold(a.name) == fold(b.name)


def _is_cited(reading: Reading, told: Speaker) -> bool:
    """Whether the article has any statement of theirs at first hand."""
    return any(s.speaker == told.id and s.nested_in is None and s.act == "speech" for s in reading.statements)


def _speaks_for(reading: Reading, outer: Statement, teller: Speaker, told: Speaker) -> bool:
    """Whether the teller passes on words by profession: a spokesman, a lawyer, a news outlet, a document."""
    if teller.kind == "document":
        return True
    said = " ".join([teller.name, teller.role or "", *(s.of(reading.text) for s in outer.source)])
    if MOUTHPIECES & set(words(said)) or _QUOTES_OTHERS.search(said):
        return True
    return teller.kind == "organization" and told.kind in ("organization", "group")
