"""Whose words a place in a source is: labels, introductions, quotations inside a source, and what the article bears out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from checker.document import Span
from checker.names import fold
from checker.quotation import Quotation, scan
from checker.sources.people import Same, compare, is_generic, is_numbered
from checker.sources.sound import alike
from checker.sources.source import Source
from checker.speakers import Speaker

_INTRODUCES = re.compile(r"\b(?:i am|i'm|i’m|im|this is|my name is|my name's)\s+((?:\w+[ ,.]*){1,5})", re.IGNORECASE)
_ANSWERS = re.compile(r"^(\w+) (?:yes|here|speaking)\b", re.IGNORECASE)
_SAID = r"(?:said|says|added|adds|commented|told|explained|continued)"
_ATTRIBUTED = re.compile(
    rf"\b{_SAID} (?P<after>(?:[A-Z][\w’'.-]+ ?){{2,4}})"
    rf"|(?P<before>(?:[A-Z][\w’'.-]+ ){{1,3}}[A-Z][\w’'-]+)(?:,[^,.\n]{{1,90}},| \([^)]*\))? {_SAID}\b"
    rf"|^(?P<label>(?:[A-Z][\w’'.-]+ ){{1,3}}[A-Z][\w’'-]+)(?:,[^:\n]{{1,90}})?:\s*$",
    re.MULTILINE,
)
_ADDRESS_WORDS = 8


class Voices:
    """Who is who in the sources of one article.

    A label without a name (“speaker 2”) is whom it is introduced as, or whose quotes elsewhere in the article are its
    words: `bear_out` is told of those.
    """

    def __init__(self, sources: Sequence[Source], speakers: Sequence[Speaker]) -> None:
        self._sources = sources
        self._people = [s for s in speakers if s.kind == "person"]
        self._votes: dict[tuple[int, str], Counter[str]] = {}
        self._quotations: dict[int, tuple[Quotation, ...]] = {}

    def bear_out(self, source: int, label: str, speaker: Speaker) -> None:
        """Notes that a quote of this speaker is word for word what the label says."""
        self._votes.setdefault((source, label), Counter())[speaker.id] += 1

    def label_at(self, source: int, passage: Span, label: str | None) -> str | None:
        """Who says the words at a place: the person that the source itself quotes there, or else the turn's label."""
        return self._quoted(source, passage) or label

    def same(self, source: int, label: str | None, speaker: Speaker) -> Same:
        """Whether a label of a source is a speaker of the article."""
        if label is None:
            return Same.UNKNOWN
        if not is_generic(label):
            return compare(label, speaker)
        if speaker.kind != "person" or not is_numbered(label):
            return Same.UNKNOWN
        known = self.introduced.get((source, label))
        if known is not None:
            return Same.YES if known == speaker.id else Same.NO
        votes = self._votes.get((source, label), Counter())
        own = votes[speaker.id]
        rival = max((n for who, n in votes.items() if who != speaker.id), default=0)
        elsewhere = any(
            counts[speaker.id] and key[1] != label and key[0] == source for key, counts in self._votes.items()
        ) or any(who == speaker.id and key[0] == source for key, who in self.introduced.items())
        if (rival >= 2 and own <= 1) or (rival and elsewhere and own <= 1):
            return Same.NO
        return Same.YES if own > 1 and not rival else Same.UNKNOWN

    def name(self, source: int, label: str | None) -> str | None:
        """The name behind a label, where it is known; else the label."""
        if label is None or not is_numbered(label):
            return label
        who = self.introduced.get((source, label))
        votes = self._votes.get((source, label))
        if who is None and votes:
            who = votes.most_common(1)[0][0]
        return next((s.name for s in self._people if s.id == who), label)

    @cached_property
    def introduced(self) -> dict[tuple[int, str], str]:
        """Labels without a name whose bearer says it (“this is Lorraine Batiste”), or is called by it just before."""
        found: dict[tuple[int, str], str] = {}
        for number, source in enumerate(self._sources):
            called: dict[tuple[int, str], str] = {}
            before = ""
            seen: set[str] = set()
            for turn in source.turns:
                label = turn.speaker
                words = turn.span.of(source.text)
                if label is not None and is_numbered(label) and (number, label) not in found:
                    for m in (*_INTRODUCES.finditer(words[:200]), *_ANSWERS.finditer(words[:60])):
                        if who := self._named(m[1]):
                            found[number, label] = who
                    if label not in seen and (who := self._named(" ".join(before.split()[-_ADDRESS_WORDS:]))):
                        called[number, label] = who
                if label is not None:
                    seen.add(label)
                before = words
            taken = set(found.values())
            found |= {key: who for key, who in called.items() if key not in found and who not in taken}
        return found

    def _named(self, words: str) -> str | None:
        """The one person of the article whose surname, or given name, is among the words."""
        spoken = [fold(w) for w in re.findall(r"[^\W\d_]+", words)]
        found = set()
        for person in self._people:
            parts = [fold(w) for w in re.findall(r"[^\W\d_]+", person.name) if len(w) > 3]
            runs = [*spoken, *("".join(pair) for pair in pairwise(spoken))]
            if any(alike(p, w, True) for p in parts for w in runs if len(w) > 3):
                found.add(person.id)
        return found.pop() if len(found) == 1 else None

    def _quoted(self, source: int, passage: Span) -> str | None:
        """Whom a source names as the speaker of a quotation of its own that holds the passage; None where it is not sure."""
        document = self._sources[source].document
        if source not in self._quotations:
            self._quotations[source] = tuple(q for q in scan(document) if q.depth == 0 and q.style == "double")
        holding = next((q for q in self._quotations[source] if q.inner.contains(passage)), None)
        if holding is None:
            return None
        paragraph = document.paragraphs[holding.paragraph].span
        narration = list(paragraph.of(document.text))
        for q in self._quotations[source]:
            if q.paragraph == holding.paragraph:
                narration[q.span.start - paragraph.start : q.span.end - paragraph.start] = " " * (
                    q.span.end - q.span.start
                )
        told = "".join(narration)
        names = {m[m.lastgroup].strip() for m in _ATTRIBUTED.finditer(told) if m.lastgroup}
        if not names:
            surnames = {p.name: p.name.split()[-1] for p in self._people}
            names = {name for name, last in surnames.items() if re.search(rf"\b{re.escape(last)}\b", told)}
        return names.pop() if len(names) == 1 else None
