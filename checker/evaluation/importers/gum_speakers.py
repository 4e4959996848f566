"""Who speaks in a document of GUM: its entities as speakers, under the fullest name that they bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.evaluation.coreference.conllu import GumDocument, Mention
from checker.names import is_given_name, is_office, parse_person
from checker.nouns import is_plural, kind_of
from checker.speakers import Speaker, SpeakerKind

_NAMING = frozenset({"flat", "appos"})
_RELATIVE = frozenset("who which that whose whom".split())


class Cast:
    """The entities of a document; those that were asked for by `speaker_at` are its speakers."""

    def __init__(self, document: GumDocument) -> None:
        self.document = document
        self.entities: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in document.mentions:
            self.entities[mention.group].append(mention)
        self.spoke: set[str] = set()

    def speaker_at(self, head: int) -> str | None:
        """The id of the speaker whose mention has its head at a word; of “who”, that of what it stands for."""
        words = self.document.words
        above = words[head].head
        if words[head].form.lower() in _RELATIVE and above is not None and words[above].head is not None:
            head = words[above].head or head
        found = [m for m in self.document.mentions if m.first <= head <= m.last and self._head(m) == head]
        if not found:
            return None
        group = max(found, key=lambda m: m.last - m.first).group
        self.spoke.add(group)
        return f"p{group}"

    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers in the order of their first mention."""
        groups = sorted(self.spoke, key=lambda g: self.entities[g][0].first)
        return tuple(self._speaker(g) for g in groups)

    def _speaker(self, group: str) -> Speaker:
        mentions = self.entities[group]
        names = [n for m in mentions for n in self._names(m)]
        name = max(names, key=lambda n: (is_given_name(n.split()[0]), len(n.split()), len(n)), default=None)
        spans = tuple(sorted({self.document.span(m.first, m.last) for m in mentions}))
        types = {m.type for m in mentions}
        kind: SpeakerKind = "organization" if types & {"organization", "place"} else "person"
        if not types & {"person", "organization", "place"}:
            kind = "document"
        if name is None:
            first = mentions[0]
            head = self.document.words[self._head(first)].form.lower()
            kind = kind_of(head) or ("group" if is_plural(head) else "unnamed" if kind == "person" else kind)
            name = spans[0].of(self.document.text).rstrip(",")
        return Speaker(f"p{group}", name, kind, None, spans)

    def _head(self, mention: Mention) -> int:
        """The word of a mention that hangs on one outside it."""
        inside = range(mention.first, mention.last + 1)
        return next((i for i in inside if self.document.words[i].head not in inside), mention.first)

    def _names(self, mention: Mention) -> Iterator[str]:
        """The proper names of a mention's entity in it: of a person without titles, of others around the head."""
        words = self.document.words
        head = self._head(mention)
        if mention.type != "person":
            low = high = head
            if not words[head].xpos.startswith("NNP"):
                return
            while low > mention.first and (words[low - 1].xpos.startswith("NNP") or words[low - 1].form == "-"):
                low -= 1
            while high < mention.last and words[high + 1].xpos.startswith("NNP"):
                high += 1
            yield self.document.span(low, high).of(self.document.text)
            return
        bearers = [
            i
            for i in range(mention.first, mention.last + 1)
            if words[i].upos == "PROPN" and (i == head or (words[i].head == head and words[i].relation in _NAMING))
        ]
        for first in bearers:
            last = first
            while last < mention.last and self._goes_on(first, last + 1):
                last += 1
            parts = tuple(self.document.span(first, last).of(self.document.text).split())
            person = parse_person(parts)
            if person and not is_office(person.full):
                yield person.full

    def _goes_on(self, first: int, i: int) -> bool:
        """Whether a word continues the name that begins at `first`."""
        words = self.document.words
        if words[i].form == "-" and i + 1 < len(words):
            return self._goes_on(first, i + 1)
        beside = words[i].head is not None and words[i].head in (first, words[first].head, i - 1, i - 2)
        return words[i].upos == "PROPN" and beside and words[i].relation in ("flat", "appos", "compound")
