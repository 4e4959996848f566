"""ATT402."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Related, Severity

_SAYS = {
    "altered": "The source has other words",
    "meaning": "The source says something else",
    "paraphrase": "Possibly a paraphrase in quotation marks: the source has not these words",
    "contradicted": "Possibly contradicted by what this speaker says in the source",
}


class AlteredAgainstSource(Check):
    """With `--source`: a quotation that the source has in other words.

    ## What it flags

    A quotation with words changed, added or dropped against its source, a “not”, a number, a name or a “may” above all; two
    answers run together without a mark; and a summary of what was said, set in quotation marks. The message shows the
    difference, `[-words of the source-] {+words of the quotation+}`, `related` the passage. An indirect statement is flagged
    only where a model is sure that the speaker's own words contradict it.

    Silent on marked ellipses and brackets, trimmed fillers (“um”, “you know”) and false starts, typography, contractions,
    on a listener's name or title (“, Madam Chair,”), and on what a machine misheard: homophones, misspelt names, missing
    punctuation. Whether words that no source has are a summary (this check) or an invention (ATT401) is an estimate.

    ## Why

    Quotation marks promise the words that were said. A summary may be true and still be no quotation.

    ## Example

    The transcript has “um we will not you know close the port”.

    Flagged:

    > **“We may close the port,”** Maria Okafor said.

    Not flagged:

    > “We will not close the port,” Maria Okafor said.
    """

    code = "ATT402"
    name = "altered-against-source"
    severity = Severity.ERROR
    needs = "model"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.statements:
            found = statement.verification
            if found is None or found.verdict not in _SAYS:
                continue
            near = (Related(found.span, found.path),) if found.span else ()
            message = f"{_SAYS[found.verdict]}: {found.diff}" if found.diff else f"{_SAYS[found.verdict]}."
            yield replace(self.finding(reading.of(statement), message), related=near)
