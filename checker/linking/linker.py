"""Links statements to their speakers: from “she”, “the mayor” and “Okafor” to “Maria Okafor”.

Sources outside quotations are read first, in text order, each with the one before it in mind; then quotes that have no
source of their own; then sources inside quotations, whose “I” is the speaker of the quote around them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.document import Document, Span, Spans
from checker.evidence import Link
from checker.linking.capitals import CapitalReader
from checker.linking.chains import Chains, Ranked
from checker.linking.discovery import MentionReader
from checker.linking.entities import Entity
from checker.linking.following import Following, Reason, is_answer
from checker.linking.mentions import Mention
from checker.linking.pointing import FIRST_PERSON, Pointed, Pointer
from checker.linking.sources import SourceReader
from checker.linking.voices import speaker_of
from checker.linking.words import Words, read_words
from checker.speakers import Speaker
from checker.statements import Statement


@dataclass(frozen=True, slots=True)
class Linking:
    """What `resolve` found: the statements with their speakers set, the speakers, and a `Link` for every statement id.

    Candidates that speak nowhere in the article have ids of their own that `speakers` does not hold.
    """

    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]
    links: Mapping[str, Link]


def link_speakers(
    document: Document, statements: tuple[Statement, ...], pointer: Pointer | None = None
) -> tuple[tuple[Statement, ...], tuple[Speaker, ...]]:
    """Set the speaker of every statement that has one; returns the statements, in their order, and the speakers.

    Sources are taken as they are marked; a statement without one gets a speaker only where the text leaves no doubt.
    """
    linking = resolve(document, statements, pointer)
    return linking.statements, linking.speakers


def resolve(document: Document, statements: tuple[Statement, ...], pointer: Pointer | None = None) -> Linking:
    """`link_speakers`, with the reason and the candidates of every statement.

    pointer: a learned head that says whom a mention may stand for; what the rules observe and what it says are weighed together.
    """
    linker = _Linker(document, statements, pointer)
    linker.run()
    return linker.result()


def find_mentions(document: Document, statements: tuple[Statement, ...] = ()) -> tuple[Mention, ...]:
    """Everyone and everything that is named, described or pointed at, the sources of `statements` among them."""
    return _Linker(document, statements).mentions


class _Linker:
    def __init__(self, document: Document, statements: tuple[Statement, ...], pointer: Pointer | None = None) -> None:
        self.document = document
        self.statements = statements
        self.words: Words = read_words(document)
        capitals = CapitalReader(self.words)
        reader = MentionReader(self.words, capitals)
        found = reader.find()
        sources = SourceReader(self.words, reader, found)
        self.source_of: dict[str, Mention] = {}
        for s in statements:
            mention = None if is_answer(document.text, s.source) else sources.read(s.source)
            if mention is not None:
                self.source_of[s.id] = mention
        ends = {m.span.end for m in found}
        for mention in list(self.source_of.values()):
            if mention.head in ("who", "which", "that", "whom"):
                text = document.text
                near = {len(text[: mention.span.start].rstrip(" ,")), len(text[: mention.span.start].rstrip())}
                before = sources.antecedent(mention) if not near & ends else None
                if before is not None:
                    found = (*found, before)
        found = tuple(sorted(found, key=lambda m: m.span))
        self.source_of, self.mentions = _merged(found, self.source_of)
        self.headlines = capitals.casing.headlines
        pointed = Pointed(self.mentions, frozenset(self.source_of.values()), pointer)
        self.chains = Chains(self.words, self.mentions, self.headlines, pointed)
        self.ranked: dict[str, Ranked] = {}
        self.reasons: dict[str, Reason] = {}
        self.sources = sources

    def run(self) -> None:
        """Find the entity of every statement."""
        by_mention: dict[Mention, list[Statement]] = {}
        for s in self.statements:
            if s.id in self.source_of:
                by_mention.setdefault(self.source_of[s.id], []).append(s)
        last: Entity | None = None
        for mention in sorted(self.mentions, key=lambda m: m.sentence in self.headlines):
            spoken = by_mention.get(mention, [])
            if mention.in_quote is not None and mention.kind != "name":
                continue
            ranked = self._resolve(mention, spoken, last)
            for s in spoken:
                self._set(s, mention, ranked)
            if spoken and ranked:
                last = ranked[0][0]
        self._follow()
        for mention in self.mentions:
            spoken = by_mention.get(mention, [])
            if spoken and mention.in_quote is not None and mention.kind != "name":
                ranked = self._resolve_quoted(mention, spoken)
                for s in spoken:
                    self._set(s, mention, ranked)

    def _resolve(self, mention: Mention, spoken: list[Statement], last: Entity | None) -> Ranked:
        # Not among quoted words, nor in words reported before it: “the pumps had failed, it said” is not the pumps.
        before = mention.span.start
        excluded = tuple(x for s in spoken for x in s.content if s.kind != "indirect" or x.end <= before)
        ranked = self.chains.resolve(mention, last if spoken else None, excluded)
        if not ranked and spoken:
            ranked = [(self.chains.start(mention), 1.0)]
        return ranked

    def _resolve_quoted(self, mention: Mention, spoken: list[Statement]) -> Ranked:
        """A pronoun or a description inside a quotation: “I” is who speaks there, “he” is someone else."""
        around = self._around(mention, spoken)
        speaker = self._entity(around) if around is not None else None
        if mention.head in FIRST_PERSON and mention.kind == "pronoun":
            if speaker is not None:
                self.chains.assign(mention, speaker)
                return [(speaker, 1.0)]
            return [] if around is not None else [(self.chains.start(mention), 1.0)]
        ranked = self.chains.resolve(mention, None, (), (speaker,) if speaker is not None else ())
        return ranked or [(self.chains.start(mention), 1.0)]

    def _around(self, mention: Mention, spoken: list[Statement]) -> Statement | None:
        """The innermost other statement in whose content a mention stands."""
        own = {s.id for s in spoken}
        holding = [
            (sum(x.end - x.start for x in s.content), s)
            for s in self.statements
            if s.id not in own and any(x.contains(mention.span) for x in s.content)
        ]
        return min(holding, key=lambda x: x[0])[1] if holding else None

    def _entity(self, statement: Statement) -> Entity | None:
        ranked = self.ranked.get(statement.id)
        return ranked[0][0] if ranked else None

    def _set(self, statement: Statement, mention: Mention, ranked: Ranked) -> None:
        self.ranked[statement.id] = ranked
        if mention.kind == "name":
            self.reasons[statement.id] = "name"
        elif mention.kind == "pronoun":
            first = mention.head in FIRST_PERSON and mention.in_quote is not None
            self.reasons[statement.id] = "first person" if first else "pronoun"
        else:
            self.reasons[statement.id] = "description"

    def _follow(self) -> None:
        """Speakers for statements that have no source of their own, in text order."""
        following = Following(self.words, self.mentions, self.chains, self.sources, self.statements, self._entity)
        ordered = sorted(self.statements, key=lambda s: s.content[0].start)
        for k, s in enumerate(ordered):
            if is_answer(self.document.text, s.source):
                found = following.interviewed(s.source[0].start)
            elif s.source:
                if self._is_nobody_yet(s) and (repeated := following.repeated(s)) is not None:
                    self.reasons[s.id], entity = repeated
                    self.ranked[s.id] = [(entity, 1.0)]
                continue
            else:
                found = following.speaker_of(s, ordered[:k])
            if found is not None:
                self.reasons[s.id], entity = found
                self.ranked[s.id] = [(entity, 1.0)]

    def _is_nobody_yet(self, s: Statement) -> bool:
        """Whether a headline's source (“minister says”) has been taken for someone met nowhere else."""
        mention, entity = self.source_of.get(s.id), self._entity(s)
        if mention is None or entity is None or mention.sentence not in self.headlines:
            return False
        return mention.kind != "name" and len(entity.mentions) == 1

    def result(self) -> Linking:
        """The statements with speaker ids, and the speakers in the order in which the text brings them."""
        speaking = {id(e): e for s in self.statements if (e := self._entity(s)) is not None}
        others = {id(e): e for ranked in self.ranked.values() for e, _ in ranked if id(e) not in speaking}
        ordered = sorted(speaking.values(), key=_first) + sorted(others.values(), key=_first)
        marked = {self.source_of[s.id]: s.source[0] for s in reversed(self.statements) if s.id in self.source_of}
        speakers = {id(e): speaker_of(e, f"p{k}", self.words, self.headlines, marked) for k, e in enumerate(ordered, 1)}
        statements = tuple(
            replace(s, speaker=speakers[id(e)].id if (e := self._entity(s)) is not None else None)
            for s in self.statements
        )
        links = {
            s.id: Link(
                self.reasons.get(s.id, "none"), tuple((speakers[id(e)], p) for e, p in self.ranked.get(s.id, [])[:5])
            )
            for s in self.statements
        }
        return Linking(statements, tuple(speakers[id(e)] for e in ordered[: len(speaking)]), links)


def _first(entity: Entity) -> tuple[int, int]:
    return entity.mentions[0].span if entity.mentions else Span(1 << 60, 1 << 60)


def _merged(
    found: tuple[Mention, ...], source_of: Mapping[str, Mention]
) -> tuple[dict[str, Mention], tuple[Mention, ...]]:
    """The mentions of the article with those of the sources in their places; equal ones become one object."""
    by_span: dict[Span, Mention] = {}
    sources: dict[str, Mention] = {}
    for id_, mention in source_of.items():
        sources[id_] = by_span.setdefault(mention.span, mention)
    covered: Spans = tuple(sorted(m.span for m in by_span.values() if m.kind != "group" or not m.members))
    kept = list(by_span.values())
    k = 0
    for m in found:
        if m.span in by_span:
            continue
        while k < len(covered) and covered[k].end <= m.span.start:
            k += 1
        starts_inside = k < len(covered) and covered[k].start == m.span.start and covered[k].end > m.span.start
        if starts_inside and m.kind != "name" and m.kind != "pronoun":
            continue
        kept.append(m)
    kept.sort(key=lambda m: m.span)
    return sources, tuple(kept)
