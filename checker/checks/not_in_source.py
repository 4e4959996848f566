"""ATT401."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.findings import Finding, Related, Severity


class NotInSource(Check):
    """With `--source`: a quotation that none of the sources has, nor anything that it could have been made from.

    ## What it flags

    A direct or mixed quotation of three words or more whose words stand in no source, and which seems to be made of nothing
    there either: no passage shares enough of its sense, or its speaker has no voice in the sources and no name.
    `related` is the nearest passage there is. Every quotation of the article is looked for in all the sources that are
    given, whoever speaks: name them all, or the quotes of whoever is missing are flagged.

    Silent on one or two words, on indirect statements, without `--source`, and where a source is not in English: the quote
    may be a translation.

    ## Why

    A quotation that nobody said is what costs a paper most: an assistant's invention, a line of another story, a note
    that was a thought of the reporter's.

    ## Example

    The interview has “um there are you know other oceans”, and nothing of telephones.

    Flagged:

    > **“Some of them answer the telephone,”** Maria Okafor said.

    Not flagged:

    > “There are other oceans,” Maria Okafor said.
    """

    code = "ATT401"
    name = "not-in-source"
    severity = Severity.ERROR
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.statements:
            found = statement.verification
            if found is None or found.verdict != "absent":
                continue
            near = (Related(found.span, found.path),) if found.span else ()
            message = "In none of the sources" + (f"; the nearest passage is in {found.path}." if near else ".")
            yield replace(self.finding(reading.of(statement), message), related=near)
