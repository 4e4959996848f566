"""ATT202."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.names import is_honorific, is_office
from checker.nouns import kind_of
from checker.speakers import Speaker

_AFTER = re.compile(
    r"\s*,?\s*(?:\(|,\s*(?:\d|aged?\b|an?\b|the\b|who\b|whose\b|of\b|from\b|then\b|now\b|then|his\b|her\b|their\b"
    r"|its\b|[a-z]\w+|"
    r"[A-Z][\w’'-]+[’']s?\b|[A-Z][\w.]+\s*,)|\b(?:of|from|at|with|who|whose|leads?|heads?|runs?|owns?|chairs?)\b"
    r"|[’']s\s+[a-z])"
)
_TELLS = re.compile(r"\b(?:is|was|are|were|has been|works?|worked|leads?|led|runs?|heads?|owns?|lives?|lived"
                    r"|serves?|served|teaches|"
                    r"represents?|plays?|joined|studies|chairs|owner|founder|resident|aged)\b")  # fmt: skip


class UnidentifiedSpeaker(Check):
    """A speaker who is named, but not told.

    ## What it flags

    Someone who speaks and is named at first reference with no role, age, place or tie, there or in the next sentence.
    Off unless selected.

    Silent on a name with a title or a role, with anything in apposition (“Ana Reyes, 34,”; “Lee, of Harbour Road”), and
    on the people whom a speaker's record gives a role.

    ## Why

    A name alone tells the reader nothing of why this person is quoted.

    ## Example

    Flagged:

    > **Ana Reyes** said that nobody had inspected the crane.

    Not flagged:

    > Ana Reyes, who drove the crane until March, said that nobody had inspected it.
    """

    code = "ATT202"
    name = "unidentified-speaker"
    severity = Severity.OFF
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        speaking = {s.speaker for s in reading.statements if s.act == "speech"}
        for speaker in reading.article.speakers:
            first = reading.first_mention(speaker)
            if speaker.kind != "person" or speaker.id not in speaking or speaker.role is not None or first is None:
                continue
            if len(speaker.name.split()) > 1 and not _is_told(reading, speaker, first):
                yield self.finding(first, f"Nothing says who {speaker.name} is.")


def _is_told(reading: Reading, speaker: Speaker, first: Span) -> bool:
    sentence = reading.sentence(first)
    surname = speaker.name.split()[-1]
    end = reading.text.find(surname, first.start, sentence.end)
    end = end + len(surname) if end >= 0 else first.end
    if _AFTER.match(reading.text, end) or " " in first.of(reading.text)[len(speaker.name) :].strip():
        return True
    before = re.findall(r"[\w’'.-]+", reading.text[sentence.start : first.start])[-1:]
    if before and (kind_of(before[0].lower()) or is_office(before[0]) or is_honorific(before[0])):
        return True
    if first.of(reading.text)[:1].islower() or is_office(first.of(reading.text).split()[0]):
        return True
    own = reading.narration[end : sentence.end]
    return bool(re.match(r"\s*(?:is|was)\b", own)) or _is_told_next(reading, surname, sentence)


def _is_told_next(reading: Reading, surname: str, sentence: Span) -> bool:
    """Whether the next sentence of the paragraph says who it is (“She is the harbour master”)."""
    sentences = reading.sentences(reading.paragraph_span(reading.paragraph(sentence)))
    following = next((s for s in sentences if s.start >= sentence.end), None)
    if following is None:
        return False
    subject = re.match(
        rf"(?:He|She|They|The|(?:(?:Mr|Ms|Mrs|Dr)\.? )?{re.escape(surname)})\b", following.of(reading.text)
    )
    return subject is not None and _TELLS.search(following.of(reading.narration)) is not None
