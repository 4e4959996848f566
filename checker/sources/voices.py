"""Whose words a place in a source is: labels, introductions, quotations inside a source, and what the article bears out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from checker.document import Span
from checker.names import fold, is_given_name
from checker.quotation import Quotation, scan
from checker.sources.people import Same, compare, is_generic, is_numbered
from checker.sources.sound import alike
from checker.sources.source import Source, Turn
from checker.speakers import Speaker

_INTRODUCES = re.compile(
    r"\b(?:i am|i'm|i’m|im|this is|my name is|my name's)\s+(?!with\b|here\b|at\b|from\b|in\b)((?:\w+[ ,.]*){1,5})",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"^(\w+),? (?:yes|here|speaking)\b", re.IGNORECASE)
_SAID = r"(?:said|says|added|adds|commented|told|explained|continued)"
_ATTRIBUTED = re.compile(
    rf"\b{_SAID} (?P<after>(?:[A-Z][\w’'.-]+ ?){{2,4}})"
    rf"|(?P<before>(?:[A-Z][\w’'.-]+ ){{1,3}}[A-Z][\w’'-]+)(?:,[^,.\n]{{1,90}},| \([^)]*\))? {_SAID}\b"
    rf"|^(?P<label>(?:[A-Z][\w’'.-]+ ){{1,3}}[A-Z][\w’'-]+)(?:,[^:\n]{{1,90}})?:\s*$",
    re.MULTILINE,
)
# What stands between a label and its turn, “(Cllr Amadi):”.
_BESIDE = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]][ \t]*:?[*_]{0,2}[ \t]*$")
_LONGEST_ASIDE = 60
_ADDRESS_WORDS = 8
NOBODY = ""
"""Instead of an id: somebody whom the article has not."""


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
        if speaker.kind != "person":
            return Same.UNKNOWN
        if is_numbered(label):
            return self._numbered(source, label, speaker)
        known = self.introduced.get((source, label))
        return Same.UNKNOWN if known is None else Same.YES if known == speaker.id else Same.NO

    def _numbered(self, source: int, label: str, speaker: Speaker) -> Same:
        votes = self._votes.get((source, label), Counter())
        own = votes[speaker.id]
        known = self.introduced.get((source, label))
        if known is not None and (votes[known] or own <= 1):
            return Same.YES if known == speaker.id else Same.NO
        called = self.called.get((source, label))
        if called is not None and (called == speaker.id or votes[called]):
            if called != speaker.id:
                return Same.NO if own < votes[called] else Same.UNKNOWN
            return Same.YES if own >= max(votes.values(), default=0) else Same.UNKNOWN
        rival = max((n for who, n in votes.items() if who != speaker.id), default=0)
        elsewhere = any(
            counts[speaker.id] and key[1] != label and key[0] == source for key, counts in self._votes.items()
        ) or any(who == speaker.id and key[0] == source for key, who in self.introduced.items())
        if (rival >= 2 and own <= 1) or (rival and elsewhere and own <= 1):
            return Same.NO
        return Same.YES if own > 1 and not rival else Same.UNKNOWN

    def may_hold(self, speaker: Speaker) -> bool:
        """Whether the sources may have words of a person: a label that can be theirs, or their name."""
        labels = {(n, turn.speaker) for n, source in enumerate(self._sources) for turn in source.turns if turn.speaker}
        if any(self.same(n, label, speaker) is not Same.NO for n, label in labels):
            return True
        parts = [fold(w) for w in re.findall(r"[^\W\d_]+", speaker.name) if len(w) > 3]
        spoken = {fold(w) for source in self._sources for w in re.findall(r"[^\W\d_]+", source.text)}
        return any(alike(part, word, True) for part in parts for word in spoken)

    def name(self, source: int, label: str | None) -> str | None:
        """The name behind a label, where it is known; else the label."""
        if label is None or not is_generic(label):
            return label
        known = self.introduced.get((source, label), self.called.get((source, label)))
        votes = self._votes.get((source, label), Counter())
        if is_numbered(label) and votes and (known is None or not votes[known]):
            known = votes.most_common(1)[0][0]
        return next((s.name for s in self._people if s.id == known), label)

    @cached_property
    def introduced(self) -> dict[tuple[int, str], str]:
        """The ids of people behind labels without a name: who says it (“this is Lorraine Batiste”), or stands in brackets
        beside it (“THE CHAIR (Cllr Amadi)”); `NOBODY` for someone the article has not.
        """
        found: dict[tuple[int, str], str] = {}
        for number, source in enumerate(self._sources):
            before = ""
            for turn in source.turns:
                label = turn.speaker
                words = turn.span.of(source.text)
                unknown = label is not None and is_generic(label) and (number, label) not in found
                who = self._introduction(source, turn, before, words) if unknown else None
                if label is not None and who is not None:
                    found[number, label] = who
                before = words
        return found

    @cached_property
    def called(self) -> dict[tuple[int, str], str]:
        """Who is named just before a numbered voice first speaks: addressed, or only spoken of."""
        found: dict[tuple[int, str], str] = {}
        for number, source in enumerate(self._sources):
            before = ""
            seen: set[str] = set()
            taken = {who for (where, _), who in self.introduced.items() if where == number}
            for turn in source.turns:
                label = turn.speaker
                if label is not None and is_numbered(label) and label not in seen:
                    who = self._named(" ".join(before.split()[-_ADDRESS_WORDS:]))
                    if who is not None and who not in taken and (number, label) not in self.introduced:
                        found[number, label] = who
                if label is not None:
                    seen.add(label)
                before = turn.span.of(source.text)
        return found

    def _introduction(self, source: Source, turn: Turn, before: str, words: str) -> str | None:
        """Whom the head of a turn names as the voice of its label."""
        assert turn.speaker is not None
        if not is_numbered(turn.speaker):
            aside = _BESIDE.search(source.text[max(0, turn.span.start - _LONGEST_ASIDE) : turn.span.start])
            return (self._named(aside[1]) or NOBODY) if aside else None
        for m in (*_INTRODUCES.finditer(words[:200]), *_ANSWERS.finditer(words[:60])):
            if who := self._named(m[1]):
                return who
        # “and with Joyce, am I right” – “Joyce, yes”: somebody else.
        answers = _ANSWERS.match(words)
        return NOBODY if answers and is_given_name(answers[1]) and fold(answers[1]) in fold(before).split() else None

    def _named(self, words: str) -> str | None:
        """The one person of the article whose surname, or given name, is among the words; as spelt rather than as heard."""
        spoken = [fold(w) for w in re.findall(r"[^\W\d_]+", words)]
        runs = [w for w in (*spoken, *("".join(pair) for pair in pairwise(spoken))) if len(w) > 3]
        parts = {p.id: [fold(w) for w in re.findall(r"[^\W\d_]+", p.name) if len(w) > 3] for p in self._people}
        spelt = {who for who, own in parts.items() if set(own) & set(runs)}
        # A name that a machine knows is not another one misheard.
        heard = [w for w in runs if not is_given_name(w)]
        found = spelt or {who for who, own in parts.items() if any(alike(p, w, True) for p in own for w in heard)}
        return found.pop() if len(found) == 1 else None

    def _is_person(self, name: str) -> bool:
        """Whether a run of capitalised words names somebody: someone of the article, or one with a known given name."""
        return any(compare(name, p) is Same.YES for p in self._people) or any(is_given_name(w) for w in name.split())

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
        names = {name for name in names if self._is_person(name)}
        if not names:
            surnames = {p.name: p.name.split()[-1] for p in self._people}
            names = {name for name, last in surnames.items() if re.search(rf"\b{re.escape(last)}\b", told)}
        return names.pop() if len(names) == 1 else None
