"""ATT204."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nameless import head_of, is_anonymous, is_definite
from checker.checks.reading import Reading, words
from checker.checks.vague_source import is_vague
from checker.checks.vocabulary import MOUTHPIECES
from checker.config import Config
from checker.findings import Finding, Severity
from checker.nouns import is_plural
from checker.speakers import Speaker

_UNNAMED = (
    r"anonym\w+|not (?:to )?be (?:named|identified|quoted by name)|un(?:named|identified)|named publicly"
    r"|identified publicly|background|with(?:held|hold)\w* \w+ names?|not (?:give|use|publish)\w* \w+ names?"
    r"|without (?:being )?(?:named|attribution)"
)
_ASKED = re.compile(
    r"\banonymity\b|\banonymously\b|\bnot (?:to )?be (?:named|identified)\b|\brefused to be named\b", re.IGNORECASE
)
# “Obama's strategist”, “his aides”: the tie says who it is, or nearly.
_OWN = re.compile(r"^(?:his|her|its|their|our|my)\b|[’']s?\s", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:at least |more than )?(?:two|three|four|five|six|several|\d+|both|a (?:couple|number|handful)|people)\b",
    re.IGNORECASE,
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
    r"|\bbound by\b|\bfear(?:s|ed|ing)? (?:of )?(?:retaliation|reprisals?|retribution|repercussions?|losing|being \w+ed)\b"
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
        nameless = [s for s in reading.article.speakers if _is_nameless(reading, s)]
        explained = _explained(reading, nameless)
        for speaker in nameless:
            if (
                speaker.id in explained
                or is_vague(speaker.name)
                or (speaker.kind == "group" and not _is_asked_of(reading, speaker))
            ):
                continue
            sources = [
                s.source[0] for s in reading.statements if s.speaker == speaker.id and s.source and s.act != "other"
            ]
            sources = [s for s in sources if reading.in_body(s)]
            # “The source” was met before, under another mention.
            if sources and not is_definite(sources[0].of(reading.text)):
                said = " ".join(sources[0].of(reading.text).split())
                yield self.finding(sources[0], f"No reason is given for not naming {said[:1].lower()}{said[1:]}.")


def _is_nameless(reading: Reading, speaker: Speaker) -> bool:
    """Whether a speaker is somebody who chose to be nameless: by the noun, or because the text says so."""
    if speaker.kind not in ("unnamed", "group") or len(speaker.name.split()) < 2 or _OWN.search(speaker.name):
        return False
    if is_anonymous(speaker.name):
        return True
    return speaker.kind == "unnamed" and _asked(reading, speaker) and not MOUTHPIECES & set(words(speaker.name))


def _asked(reading: Reading, speaker: Speaker) -> bool:
    """Whether the text says that a speaker asked not to be named."""
    return any(_ASKED.search(reading.sentence(m).of(reading.text)) for m in speaker.mentions)


def _is_asked_of(reading: Reading, speaker: Speaker) -> bool:
    """Whether a group is some people who were asked (“two officials”), not a body of them (“ministry officials”)."""
    counted = _COUNTED.match(speaker.name) is not None
    return counted or not is_plural(head_of(speaker.name)) or _asked(reading, speaker)


def _explained(reading: Reading, nameless: list[Speaker]) -> set[str]:
    """Speakers whose namelessness the text gives a reason for; a reason beside none of them is for all."""
    ids: set[str] = set()
    for m in _REASON.finditer(reading.text):
        index = reading.document.paragraph_at(m.start())
        paragraph = reading.paragraph_span(index)
        beside = {s.id for s in nameless if any(paragraph.contains(mention) for mention in s.mentions)}
        ids |= beside or {s.id for s in nameless}
    return ids
