"""ATT102."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nearby import has_source, is_attributed_beside, is_record_or_witness
from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity


class UnattributedClaim(Check):
    """A disputable assertion in the paper's own voice, no source near.

    ## What it flags

    A sentence of the paper's own that accuses, blames, names a cause or a motive, gives a contested figure or forecast,
    or judges somebody, where neither it nor a sentence beside it says who holds that.

    Silent on what the sentence before or after attributes, what a document, a court or an official record carries, what
    the reporter saw, common knowledge, scores, prices, votes and weather, and in headlines.

    ## Why

    A paper that asserts what somebody may dispute has to prove it. Mostly the source was in the notes and got lost on
    the way; sometimes there was none.

    ## Example

    Flagged:

    > The crane fell at noon. **The port had ignored every warning to save money.**
    >
    > Forty ships are waiting outside the harbour.

    Not flagged:

    > The crane fell at noon. The port had ignored every warning to save money. That is the conclusion of the labour
    > inspectorate, whose report came out on Friday.
    """

    code = "ATT102"
    name = "unattributed-claim"
    severity = Severity.WARNING
    needs = "model"
    least = 0.65

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        least = self.threshold(config)
        for claim in reading.article.evidence.claims:
            if claim.probability >= least and needs_source(reading, claim.span):
                yield self.finding(
                    claim.span,
                    "A possible claim in the paper's own voice; nothing near says who holds it.",
                    confidence=claim.probability,
                )


def needs_source(reading: Reading, sentence: Span) -> bool:
    """Whether nothing in or beside a sentence that asserts something says on whose word."""
    return (
        reading.in_prose(sentence)
        and not has_source(reading, sentence)
        and not is_attributed_beside(reading, sentence)
        and not is_record_or_witness(reading, sentence)
    )
