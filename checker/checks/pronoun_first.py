"""ATT201."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.nameless import head_of, is_introduced, person_near
from checker.checks.reading import Reading
from checker.checks.vocabulary import DEFINITE_HEADS
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.names import is_given_name, is_honorific, is_place
from checker.nouns import kind_of
from checker.speakers import Speaker

_PRONOUNS = ("he", "she")
_SURNAME = re.compile(r"(?:(?:van|von|de|der|den|da|di|al|el|bin|le|la|O[’'])[\s-]?)*[A-Z][\w’'-]+")
_NAME = re.compile(r"\b([A-Z][\w’'-]+\.?) (?:[A-Z][\w.’'-]*\s)?[A-Z][\w’'-]+")
_APPOSITION = re.compile(r"\s*(?:\(|,\s+(?:\d|(?:an?|the|who|whose|of|from|then|now|aged?)\b|([a-z]+)\b))")


class PronounFirst(Check):
    """A speaker who has not been introduced.

    ## What it flags

    A speaker whom the body first meets as “he” or “she”, as a bare surname, or as “the official” whom nothing
    introduces. A headline or a caption introduces no one.

    Silent on offices that are known by themselves (“the president”, “police”), on a speaker whom the same sentence
    introduces (“When she spoke, Okafor said”), and on a name that follows a title or a role (“Sergeant Okafor”).

    ## Why

    Mostly a paragraph was moved or cut: the introduction went, and the reader meets a stranger.

    ## Example

    Flagged:

    > The port will stay shut until Friday, **Okafor** said.

    Not flagged:

    > The port will stay shut until Friday, harbour master Maria Okafor said. Okafor spoke after a second crane fell.
    """

    code = "ATT201"
    name = "pronoun-first"
    severity = Severity.WARNING
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for speaker in reading.article.speakers:
            first = reading.first_mention(speaker)
            if first is None or not _speaks(reading, speaker, first):
                continue
            words = first.of(reading.text)
            if words.lower() in _PRONOUNS:
                if not _is_named_in_sentence(reading, speaker, first) and not _is_anyone_met(reading, speaker, first):
                    yield self.finding(first, f"“{words}” stands here before the article has said who that is.")
            elif speaker.kind == "person" and _is_bare_surname(reading, speaker, first):
                yield self.finding(first, f"{words} is met here for the first time, by surname alone.")
            elif speaker.kind == "unnamed" and _is_unknown_nominal(reading, first):
                yield self.finding(first, f"Nothing has introduced {words[:1].lower()}{words[1:]}.")


def _speaks(reading: Reading, speaker: Speaker, first: Span) -> bool:
    """Whether a mention is the source of a statement, all of it: who is met in passing is another matter."""
    return any(
        s.speaker == speaker.id and s.nested_in is None and s.act != "other" and first in s.source
        for s in reading.statements
    )


def _is_named_in_sentence(reading: Reading, speaker: Speaker, first: Span) -> bool:
    sentence = reading.sentence(first)
    return any(
        sentence.contains(m) and m.of(reading.text)[:1].isupper() for m in speaker.mentions if m.start > first.start
    )


def _is_bare_surname(reading: Reading, speaker: Speaker, first: Span) -> bool:
    """Whether a mention is a surname that stands alone: no given name, title or role with it, here or before."""
    words = re.sub(r"[’']s?$", "", first.of(reading.text))
    known_word = is_given_name(words) or is_place(words) or kind_of(words.lower()) is not None
    if not _SURNAME.fullmatch(words) or known_word or words.isupper():
        return False
    if speaker.role is not None and speaker.role in reading.sentence(first).of(reading.text):
        return False
    before = re.search(r"([\w’'.-]+)\s+$", reading.text[reading.sentence(first).start : first.start])
    if before is not None and ((before.group(1)[0].isupper() and before.start() > 0) or is_honorific(before.group(1))):
        return False
    if before is not None and kind_of(before.group(1).lower()) is not None:
        return False
    if _has_apposition(reading, first) or _is_named_in_full(reading, words, first):
        return False
    return not re.search(rf"[A-Z][\w’'.-]+\s+{re.escape(words)}\b", reading.sentence(first).of(reading.text))


def _is_anyone_met(reading: Reading, speaker: Speaker, at: Span) -> bool:
    """Whether the body has met a person shortly before, whom the pronoun may take up though nobody linked the two."""
    if len(speaker.name.split()) > 1:
        return person_near(reading, at)
    index = reading.paragraph(at)
    before = reading.body_neighbour(index, -1)
    start = reading.paragraph_span(index if before is None else before).start
    found = _NAME.finditer(reading.text, start, at.start)
    return person_near(reading, at) or any(is_given_name(m.group(1)) or is_honorific(m.group(1)) for m in found)


def _has_apposition(reading: Reading, first: Span) -> bool:
    """Whether what follows says who it is (“Okafor, the harbour master”), not what happened (“Okafor, to applause”)."""
    m = _APPOSITION.match(reading.text, first.end)
    return m is not None and (m.group(1) is None or kind_of(m.group(1)) is not None)


def _is_named_in_full(reading: Reading, surname: str, first: Span) -> bool:
    """Whether the body has the surname with a name or a title in front of it before this mention."""
    pattern = re.compile(
        rf"(?:[A-Z][\w’'.-]*|\b(?:van|von|de|der|den|da|di|del|al|el|bin|le|la))\s+{re.escape(surname)}\b|\b{re.escape(surname)},\s+(?:a|an|the|who|\d)\b"
    )
    return any(
        pattern.search(reading.text, p.span.start, min(p.span.end, first.end))
        for p in reading.document.paragraphs
        if p.role == "body" and p.span.start <= first.start
    )


def _is_unknown_nominal(reading: Reading, first: Span) -> bool:
    """Whether a mention is “the official” and no more, of a noun that the body did not have before."""
    words = re.fullmatch(r"the\s+([a-z]+)", first.of(reading.text), re.IGNORECASE)
    if words is None or head_of(words.group()) not in DEFINITE_HEADS:
        return False
    if re.match(r",?\s+(?:who|whom|whose|that|of|in|from|at|with|for)\b", reading.text[first.end : first.end + 10]):
        return False
    return not is_introduced(reading, words.group(1), first.start) and not person_near(reading, first)
