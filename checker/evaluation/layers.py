"""Labelled spans and links between them: what other annotation tools keep, and how it becomes an annotation.

Labels (case does not matter): `Source`, `Cue`, `Content` (or `Quote`); `Person`, `Organization`, `Group`, `Document`
or `Unnamed` for a mention of a speaker; a code (`ATT101`) for a finding; `Related` for the other end of one.
Links: any link between content, cue and source joins the parts of a statement, in either direction; one from these to a
mention says who speaks; one between mentions says that they are one speaker; one from a finding gives its other end.
A note on a mention is `name | role`, on a finding its message, on a content its act. Sources to check against,
candidates and places that are no findings have no room here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, get_args

from checker.acts import act_of
from checker.document import Span, Spans, hull
from checker.evaluation.annotation import Annotation
from checker.evaluation.codes import CODES
from checker.findings import Finding, Related
from checker.kinds import kind_of, nest, quotations
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Act, Statement

ROLES = ("source", "cue", "content")
_ALIASES = {"quote": "content", "quotation": "content"}
MENTIONS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)


class Labelled(NamedTuple):
    """A marked span: the tool's id of it, its label, where it stands, and what was noted on it."""

    id: str
    label: str
    span: Span
    note: str = ""

    @property
    def role(self) -> str:
        """The label as this module spells it: `content`, `person`, `ATT101`; anything else as it is."""
        label = self.label.strip()
        small = _ALIASES.get(label.lower(), label.lower())
        return small if small in ROLES or small in MENTIONS or small == "related" else label.upper()


class Link(NamedTuple):
    """A labelled arrow between two spans, by their ids."""

    label: str
    head: str
    child: str


@dataclass(frozen=True, slots=True)
class Layers:
    """One text with its spans and links.

    `groups` are the statements, as sets of span ids, where a tool keeps them as such (brat's events); None where they
    follow from the links. `repairs` begins what the annotation's `repairs` say.
    """

    text: str
    spans: Sequence[Labelled]
    links: Sequence[Link] = ()
    groups: Sequence[frozenset[str]] | None = None
    path: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    repairs: Sequence[str] = ()

    def annotation(self) -> Annotation:
        """Statements in text order, named s1 …, with kind and nesting; speakers p1 … and findings if any."""
        by_id = {s.id: s for s in self.spans}
        speakers, speaker_of = self._speakers(by_id)
        groups = self._groups(by_id) if self.groups is None else self.groups
        repairs = [*self.repairs]
        quotes = quotations(self.text)
        found: list[Statement] = []
        for group in groups:
            pieces: dict[str, Spans] = {
                role: tuple(sorted({by_id[i].span for i in group if by_id[i].role == role})) for role in ROLES
            }
            if not pieces["content"]:
                repairs.append(f"left out a relation without content at {[*hull(by_id[i].span for i in group)]}")
                continue
            kind = kind_of(self.text, quotes, pieces["content"], pieces["cue"] + pieces["source"])
            notes = {by_id[i].note for i in group if by_id[i].role == "content"}
            named = [speaker_of[k.child] for k in self.links if k.head in group and k.child in speaker_of]
            act = next((a for a in get_args(Act) if a in notes), None) or act_of(_words(self.text, pieces["cue"]), kind)
            speaker = named[0] if named else None
            found.append(Statement("", kind, act, pieces["content"], pieces["cue"], pieces["source"], speaker))
        found.sort(key=lambda s: (s.hull, s.content))
        numbered = (replace(s, id=f"s{i}") for i, s in enumerate(found, 1))
        known = {*ROLES, *MENTIONS, "related", *CODES}
        unknown = Counter(s.label for s in self.spans if s.role not in known)
        repairs += [f"left out {n} spans labelled {label!r}" for label, n in sorted(unknown.items())]
        return Annotation(
            text=self.text,
            path=self.path,
            statements=nest(numbered),
            speakers=speakers,
            findings=self._findings(by_id),
            meta=self.meta,
            repairs=tuple(repairs),
        )

    def _groups(self, by_id: dict[str, Labelled]) -> list[frozenset[str]]:
        """Contents that links join, directly or over a cue, with the cues and sources linked to any of them.

        A source may serve several statements; a source linked to a cue alone goes where the cue goes.
        """
        linked: defaultdict[str, set[str]] = defaultdict(set)
        for link in self.links:
            ends = [by_id[i].role for i in (link.head, link.child) if i in by_id]
            if len(ends) == 2 and {*ends} <= {*ROLES}:
                linked[link.head].add(link.child)
                linked[link.child].add(link.head)
        groups: list[frozenset[str]] = []
        seen: set[str] = set()
        for start in (s.id for s in self.spans if s.role == "content"):
            if start in seen:
                continue
            group: set[str] = set()
            todo = [start]
            while todo:
                here = todo.pop()
                if here not in group:
                    group.add(here)
                    if by_id[here].role != "source":
                        todo += linked[here]
            groups.append(frozenset(group))
            seen |= group
        lone = [s for s in self.spans if s.role == "cue" and s.id not in seen]
        return groups + [frozenset({s.id}) for s in lone]

    def _speakers(self, by_id: dict[str, Labelled]) -> tuple[tuple[Speaker, ...], dict[str, str]]:
        """The speakers, and which of them a mention's id stands for."""
        first = {s.id: s.id for s in self.spans if s.role in MENTIONS}

        def root(id_: str) -> str:
            while first[id_] != id_:
                id_ = first[id_]
            return id_

        for link in self.links:
            if link.head in first and link.child in first:
                first[root(link.head)] = root(link.child)
        clusters: defaultdict[str, list[Labelled]] = defaultdict(list)
        for id_ in first:
            clusters[root(id_)].append(by_id[id_])
        ordered = sorted(clusters.values(), key=lambda c: min(m.span for m in c))
        speakers: list[Speaker] = []
        speaker_of: dict[str, str] = {}
        for n, cluster in enumerate(ordered, 1):
            cluster.sort(key=lambda m: m.span)
            note = next((m.note for m in cluster if m.note), "")
            name, _, role = (part.strip() for part in note.partition("|"))
            longest = max((m.span.of(self.text) for m in cluster), key=len)
            kind = next(k for k in MENTIONS if k == cluster[0].role)
            mentions = tuple(sorted({m.span for m in cluster}))
            speakers.append(Speaker(f"p{n}", name or longest, kind, role or None, mentions))
            speaker_of |= {m.id: f"p{n}" for m in cluster}
        return tuple(speakers), speaker_of

    def _findings(self, by_id: dict[str, Labelled]) -> tuple[Finding, ...]:
        found = []
        for s in sorted(self.spans, key=lambda s: s.span):
            if s.role in CODES:
                ends = sorted(by_id[k.child].span for k in self.links if k.head == s.id and k.child in by_id)
                code = CODES[s.role]
                related = tuple(Related(end) for end in ends)
                found.append(Finding(s.role, code.name, code.severity, s.span, s.note, related))
        return tuple(found)


def _words(text: str, spans: Spans) -> str:
    return " ".join(s.of(text) for s in spans)


def layers_of(annotation: Annotation) -> Layers:
    """An annotation as spans and links. A source that serves two statements becomes two spans."""
    spans: list[Labelled] = []
    links: list[Link] = []
    groups: list[frozenset[str]] = []

    def add(label: str, span: Span, note: str = "") -> str:
        spans.append(Labelled(f"{len(spans) + 1}", label, span, note))
        return spans[-1].id

    mention: dict[str, str] = {}
    for p in annotation.speakers:
        for i, span in enumerate(p.mentions):
            id_ = add(p.kind.capitalize(), span, "" if i else f"{p.name} | {p.role or ''}".removesuffix(" | "))
            if i:
                links.append(Link("coref", id_, mention[p.id]))
            else:
                mention[p.id] = id_
    for s in annotation.statements:
        first = add("Content", s.content[0], s.act)
        rest = [("content", add("Content", span)) for span in s.content[1:]]
        rest += [("cue", add("Cue", span)) for span in s.cue] + [("source", add("Source", span)) for span in s.source]
        links += [Link(label, first, id_) for label, id_ in rest]
        groups.append(frozenset({first, *(id_ for _, id_ in rest)}))
        if s.speaker in mention:
            links.append(Link("speaker", first, mention[s.speaker]))
    for f in annotation.findings:
        id_ = add(f.code, f.span, f.message)
        links += [Link("related", id_, add("Related", r.span)) for r in f.related if r.path is None]
    return Layers(annotation.text, spans, links, groups, annotation.path, dict(annotation.meta))
