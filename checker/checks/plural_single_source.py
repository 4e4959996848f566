"""ATT207."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nameless import head_of, is_anonymous
from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.nouns import is_plural, singular

_TAKES_UP = re.compile(r"(?:the|that|this|our|the same)\s", re.IGNORECASE)
_NUMBER = re.compile(r"(?:at least |more than )?(?:two|three|four|five|six|several|\d+|both)\b", re.IGNORECASE)


class PluralSingleSource(Check):
    """“Sources” that turn out to be one.

    ## What it flags

    “Sources said”, “officials told”, where the article goes on with “the source”, one person, without having met a
    second.

    Silent where a single one was introduced on their own (“one of the officials”, “a second source”), or where “the
    official” may be someone named.

    ## Why

    A plural claims that the report was confirmed. If one person said it, the reader was told that two did.

    ## Example

    Flagged:

    > **Sources** said the crane was never inspected. The source, who works at the port, said that two reports were
    > missing.

    Not flagged:

    > Two sources said the crane was never inspected. One of the sources said that two reports were missing.
    """

    code = "ATT207"
    name = "plural-single-source"
    severity = Severity.WARNING
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        sources = [
            (source, s.speaker)
            for s in reading.statements
            if s.nested_in is None and s.act != "other"
            for source in s.source
            if reading.in_body(source) and is_anonymous(source.of(reading.text))
        ]
        reported: set[str] = set()
        for k, (plural, speaker) in enumerate(sources):
            head = head_of(plural.of(reading.text))
            if not is_plural(head) or head in reported or _NUMBER.match(plural.of(reading.text)):
                continue
            later = [x for x in sources[k + 1 :] if head_of(x[0].of(reading.text)) == singular(head)]
            one = next((x for x in later if _TAKES_UP.match(x[0].of(reading.text))), None)
            if one is None:
                continue
            same = speaker is not None and speaker == one[1]
            if same or not _is_one_of_them(reading, singular(head), plural, one[0]):
                reported.add(head)
                message = f"“{_short(plural, reading)}” is plural, and then there is one: “{_short(one[0], reading)}”."
                yield self.finding(plural, message, related=[one[0]])


def _short(source: Span, reading: Reading) -> str:
    return source.of(reading.text).split(",")[0]


def _is_one_of_them(reading: Reading, head: str, plural: Span, one: Span) -> bool:
    """Whether the text before has met a single one, or a person whom the noun may take up rather than the plural."""
    before = reading.narration[: one.start]
    single = (
        rf"\b(?:a|an|one|another|second|first|third|other|each|every|either|no)\s+(?:[\w’'-]+\s+){{0,4}}{head}\b"
        rf"|\bone of (?:the|those|them|its|his|her|their|these)\b"
    )
    if re.search(single, before, re.IGNORECASE):
        return True
    return head not in ("source", "insider") and any(
        plural.end <= m.start < one.start for s in reading.article.speakers if s.kind == "person" for m in s.mentions
    )
