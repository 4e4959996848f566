"""ATT207."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nameless import head_of, is_anonymous, is_definite, person_near
from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.nouns import is_plural, singular


class PluralSingleSource(Check):
    """“Sources” that turn out to be one.

    ## What it flags

    “Sources said”, “officials told”, where the article goes on with “the source”, one person, without having met a second.

    Silent where a single one was introduced on their own (“one of the officials”, “a second source”), or where “the
    official” may be someone named.

    ## Why

    A plural claims that the report was confirmed. If one person said it, the reader was told that two did.

    ## Example

    Flagged:

    > **Sources** said the crane was never inspected. The source, who works at the port, said that two reports were missing.

    Not flagged:

    > Two sources said the crane was never inspected. One of the sources said that two reports were missing.
    """

    code = "ATT207"
    name = "plural-single-source"
    severity = Severity.WARNING
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        sources = [
            source
            for s in reading.statements
            if s.nested_in is None and s.act != "other"
            for source in s.source
            if reading.in_body(source) and is_anonymous(source.of(reading.text))
        ]
        reported: set[str] = set()
        for k, plural in enumerate(sources):
            head = head_of(plural.of(reading.text))
            if not is_plural(head) or head in reported:
                continue
            later = [s for s in sources[k + 1 :] if head_of(s.of(reading.text)) == singular(head)]
            one = next((s for s in later if is_definite(s.of(reading.text))), None)
            if one is not None and not _is_one_of_them(reading, singular(head), one):
                reported.add(head)
                message = f"“{plural.of(reading.text)}” is plural, and then there is one: “{one.of(reading.text)}”."
                yield self.finding(plural, message, related=[one])


def _is_one_of_them(reading: Reading, head: str, one: Span) -> bool:
    """Whether the text before has met a single one, or a person whom the noun may take up."""
    before = reading.narration[: one.start]
    single = rf"\b(?:a|an|one|another|second|first|third|other|each|every|either|no)\s+(?:[\w’'-]+\s+){{0,4}}{head}\b|\bone of\b"
    if re.search(single, before, re.IGNORECASE):
        return True
    return head not in ("source", "insider") and person_near(reading, one)
