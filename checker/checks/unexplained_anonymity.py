"""ATT204."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nameless import head_of, is_anonymous, is_definite
from checker.checks.reading import Reading
from checker.checks.vague_source import is_vague
from checker.config import Config
from checker.findings import Finding, Severity
from checker.nouns import is_plural
from checker.speakers import Speaker

_UNNAMED = (
    r"anonym\w+|not (?:to )?be (?:named|identified|quoted by name)|un(?:named|identified)|named publicly"
    r"|identified publicly|background|with(?:held|hold)\w* \w+ names?|not (?:give|use|publish)\w* \w+ names?"
    r"|without (?:being )?(?:named|attribution)"
)
_BECAUSE = (
    r"because|since|for fear|fearing|so (?:as )?(?:that )?|citing|owing to|due to|lest|in order"
    r"|to (?:discuss|describe|speak|talk|protect|avoid|reveal|share|disclose)"
)
_REASON = re.compile(
    rf"(?:{_UNNAMED})[^.!?]{{0,80}}?\b(?:{_BECAUSE})\b"
    rf"|\b(?:because|since)\b[^.!?]{{0,120}}(?:{_UNNAMED})"
    r"|\b(?:not|n[’']t|no one (?:is|was)) (?:authori[sz]ed|allowed|permitted|cleared|supposed) to\b"
    r"|\b(?:unauthori[sz]ed to|without being (?:authori[sz]ed|allowed|permitted|cleared))\b"
    r"|\bfear(?:s|ed|ing)? (?:of )?(?:retaliation|reprisals?|retribution|repercussions?|losing|being \w+ed)\b"
    r"|\b(?:to protect|protecting|fear(?:s|ed|ing)? for) (?:his|her|their)"
    r" (?:identit|famil|job|safety|privacy|career|life|lives|position)",
    re.IGNORECASE,
)


class UnexplainedAnonymity(Check):
    """An unnamed source, and no reason given.

    ## What it flags

    An official, an insider, a source who is quoted without a name, once each, where the article gives no reason for it.

    Silent where a reason stands anywhere in the article (“because she was not authorised to speak”), and on people who
    are
    not nameless by choice: passers-by, witnesses, police, the spokesman of a named body. Vague plural sources are
    ATT203.

    ## Why

    Readers trust an unnamed source as far as they understand why the name is missing. Most style guides ask for the
    reason in the text.

    ## Example

    Flagged:

    > **A senior port official** said the crane was never inspected.

    Not flagged:

    > A senior port official, who asked not to be named because the inquiry is not over, said the crane was never
    > inspected.
    """

    code = "ATT204"
    name = "unexplained-anonymity"
    severity = Severity.INFO
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        nameless = [s for s in reading.article.speakers if s.kind in ("unnamed", "group") and is_anonymous(s.name)]
        explained = _explained(reading, nameless)
        for speaker in nameless:
            if (
                speaker.id in explained
                or is_vague(speaker.name)
                or (speaker.kind == "group" and not _is_counted(speaker))
            ):
                continue
            sources = [
                s.source[0] for s in reading.statements if s.speaker == speaker.id and s.source and s.act != "other"
            ]
            sources = [s for s in sources if reading.in_body(s) and is_anonymous(s.of(reading.text))]
            # “The source” was met before, under another mention.
            if sources and not is_definite(sources[0].of(reading.text)):
                said = " ".join(sources[0].of(reading.text).split())
                yield self.finding(sources[0], f"No reason is given for not naming {said[:1].lower()}{said[1:]}.")


def _is_counted(speaker: Speaker) -> bool:
    """Whether a group is a number of people who were asked (“two officials”), not a body (“ministry officials”)."""
    name = speaker.name.lower()
    counted = re.match(
        r"(?:at least |more than )?(?:two|three|four|five|six|several|\d+|both|a (?:couple|number|handful)|people)\b",
        name,
    )
    return counted is not None or not is_plural(head_of(name))


def _explained(reading: Reading, nameless: list[Speaker]) -> set[str]:
    """Speakers whose namelessness the text gives a reason for; a reason beside none of them is for all."""
    ids: set[str] = set()
    for m in _REASON.finditer(reading.text):
        index = reading.document.paragraph_at(m.start())
        paragraph = reading.paragraph_span(index)
        beside = {s.id for s in nameless if any(paragraph.contains(mention) for mention in s.mentions)}
        ids |= beside or {s.id for s in nameless}
    return ids
