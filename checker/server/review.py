"""`Review`: an article as its reviewers have left it, folded from the model's answer and their corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, cast

from checker.acts import act_of
from checker.article import Article
from checker.document import Span, Spans, hull
from checker.evaluation.codes import CODES
from checker.findings import Finding, Related, Severity, fingerprinted
from checker.kinds import kind_of, nest, quotations
from checker.quotation import Quotation
from checker.reports.wording import in_order
from checker.server.correction import Correction, Event, in_force
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Act, Kind, Statement

Status = Literal["accepted", "rejected", "corrected", "added"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reviewers said of one item. `status` is None for one that has a note and no more; `time` is UTC, ISO 8601."""

    status: Status | None = None
    reason: str = ""
    note: str = ""
    author: str = ""
    time: str = ""


@dataclass(frozen=True)
class Base:
    """The model's answer to one article.

    id: the first 16 hexadecimal digits of `text_hash`, the SHA-256 of the text. opened: when it was read, UTC, ISO 8601.
    rivals: by statement, who else might speak: speaker and probability, likeliest first. threshold: the confidence from
    which on the model calls something a statement.
    """

    id: str
    text_hash: str
    article: Article
    opened: str
    rivals: Mapping[str, tuple[tuple[Speaker, float], ...]] = field(default_factory=dict)
    threshold: float = 0.5

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        return quotations(self.article.text)


@dataclass(frozen=True)
class Review:
    """The state of an article after its `version`-th event.

    statements, findings: those that stand, by id; findings that were rejected stand too, with that verdict.
    deleted: the statements and findings that were taken out. finished: who said that the rest is right.
    """

    base: Base
    version: int
    statements: Mapping[str, Statement]
    findings: Mapping[str, Finding]
    speakers: Mapping[str, Speaker]
    verdicts: Mapping[str, Verdict]
    deleted: frozenset[str] = frozenset()
    finished: Verdict | None = None

    @property
    def text(self) -> str:
        return self.base.article.text

    def verdict(self, item: str) -> Verdict:
        return self.verdicts.get(item, Verdict())

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of all items, as they stand in the text; a finding behind the statement that starts with it."""
        places = {id_: (min(s.content), 0) for id_, s in self.statements.items()}
        places |= {id_: (f.span, 1) for id_, f in self.findings.items()}
        return tuple(sorted(places, key=lambda id_: (places[id_][0].start, places[id_][1], places[id_][0].end, id_)))

    def is_reviewed(self, item: str) -> bool:
        return self.finished is not None or self.verdict(item).status is not None

    @cached_property
    def reviewed(self) -> int:
        """How many items were looked at."""
        return sum(self.is_reviewed(item) for item in self.order)

    def following(self, item: str, order: Sequence[str]) -> str | None:
        """The item to look at after `item`, which stood in `order` and may be gone: the next that nobody has judged, from
        the beginning again behind the last, else the next at all; None where nothing is left.
        """
        at = order.index(item) if item in order else -1
        left = [i for i in (*order[at + 1 :], *order[: at + 1]) if i in self.statements or i in self.findings]
        return next((i for i in left if not self.is_reviewed(i)), None) or next(iter(left), None)


def fold(base: Base, events: Iterable[Event]) -> Review:
    """The model's answer with every event that is in force done to it, in order."""
    events = tuple(events)
    state = _State(base)
    for event in in_force(events):
        state.do(event)
    return state.review(events[-1].number if events else 0)


class _State:
    """A review on the way. A correction of an item that is not there (its making was undone) does nothing."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.text = base.article.text
        self.statements = {s.id: s for s in base.article.statements}
        self.findings = {f"f{n}": f for n, f in enumerate(in_order(base.article.findings), 1)}
        self.speakers = {s.id: s for s in base.article.speakers}
        self.verdicts: dict[str, Verdict] = {}
        self.moved: set[str] = set()  # statements whose content, cue or source was changed
        self.kinds: set[str] = set()  # those whose kind was said
        self.acts: set[str] = set()
        self.reassigned: set[str] = set()
        self.deleted: set[str] = set()
        self.finished: Verdict | None = None

    def do(self, event: Event) -> None:
        c = event.correction
        if c.action in ("finish", "reopen"):
            self.finished = Verdict("accepted", author=event.author, time=event.time) if c.action == "finish" else None
        elif c.action == "statement":
            self.statements[c.item] = Statement(c.item, "indirect", "speech", c.spans)
            self.moved.add(c.item)
            self._judge(event, "added")
        elif c.action == "finding":
            self.findings[c.item] = self._finding(c)
            self._judge(event, "added")
        elif c.item in self.statements:
            self._statement(event, self.statements[c.item])
        elif c.item in self.findings:
            self._about_finding(event, self.findings[c.item])

    def _statement(self, event: Event, s: Statement) -> None:
        c = event.correction
        match c.action:
            case "accept":
                self._judge(event, "accepted")
            case "note":
                self._note(event)
            case "delete":
                del self.statements[s.id]
                self.deleted.add(s.id)
            case "content":
                self._move(event, replace(s, content=c.spans))
            case "cue":
                self._move(event, replace(s, cue=c.spans))
            case "source":
                self._move(event, replace(s, source=c.spans))
            case "speaker":
                if c.speaker is not None:
                    self._know(c.speaker, c.value or "", c.speaker_kind)
                self.reassigned.add(s.id)
                self._correct(event, replace(s, speaker=c.speaker))
            case "kind":
                self.kinds.add(s.id)
                self._correct(event, replace(s, kind=cast(Kind, c.value)))
            case "act":
                self.acts.add(s.id)
                self._correct(event, replace(s, act=cast(Act, c.value)))

    def _about_finding(self, event: Event, f: Finding) -> None:
        c = event.correction
        match c.action:
            case "accept":
                self._judge(event, "accepted")
            case "reject":
                self._judge(event, "rejected", c.value or "")
            case "note":
                self._note(event)
            case "delete":
                del self.findings[c.item]
                self.deleted.add(c.item)
            case "related":
                self.findings[c.item] = replace(f, related=tuple(Related(s) for s in c.spans))
                if self.verdicts.get(c.item, Verdict()).status != "added":
                    self._judge(event, "corrected")

    def _move(self, event: Event, statement: Statement) -> None:
        self.moved.add(statement.id)
        self._correct(event, statement)

    def _correct(self, event: Event, statement: Statement) -> None:
        self.statements[statement.id] = replace(statement, confidence=None)
        added = self.verdicts.get(statement.id, Verdict()).status == "added"
        self._judge(event, "added" if added else "corrected")

    def _judge(self, event: Event, status: Status, reason: str = "") -> None:
        note = self.verdicts.get(event.correction.item, Verdict()).note
        self.verdicts[event.correction.item] = Verdict(status, reason, note, event.author, event.time)

    def _note(self, event: Event) -> None:
        before = self.verdicts.get(event.correction.item, Verdict(author=event.author, time=event.time))
        self.verdicts[event.correction.item] = replace(before, note=event.correction.value or "")

    def _know(self, id_: str, name: str, kind: str | None) -> None:
        self.speakers.setdefault(id_, Speaker(id_, name, cast(SpeakerKind, kind or "person")))

    def _finding(self, c: Correction) -> Finding:
        code = CODES[c.value or ""]
        severity = Severity.INFO if code.severity is Severity.OFF else code.severity
        finding = Finding(c.value or "", code.name, severity, c.spans[0], c.message or "")
        return fingerprinted([finding], self.base.article.document)[0]

    def review(self, version: int) -> Review:
        """What everything comes to: kinds, nesting and mentions follow from the boundaries that were set."""
        for id_ in self.moved & self.statements.keys():
            self.statements[id_] = self._classified(self.statements[id_])
        if self.moved or self.deleted:
            self._nest()
        for id_ in self.reassigned & self.statements.keys():
            self._mention(self.statements[id_])
        order = {s.speaker: None for s in self.base.article.statements if s.speaker}
        order |= dict.fromkeys(self.speakers)
        return Review(
            self.base,
            version,
            self.statements,
            self.findings,
            {id_: self.speakers[id_] for id_ in order},
            self.verdicts,
            frozenset(self.deleted),
            self.finished,
        )

    def _classified(self, s: Statement) -> Statement:
        kind = s.kind if s.id in self.kinds else kind_of(self.text, self.base.quotations, s.content, s.cue + s.source)
        if s.id in self.acts or s.id in {b.id for b in self.base.article.statements}:
            return replace(s, kind=kind)
        return replace(s, kind=kind, act=act_of(" ".join(c.of(self.text) for c in s.cue), kind))

    def _nest(self) -> None:
        """Nesting around what was touched; that of all the rest is as the model saw it."""
        touched = self.moved | self.deleted
        near = [s for s in self.statements.values() if s.id in touched or s.nested_in in touched]
        near += _overlapping(self.statements.values(), near)
        nested = {s.id: s for s in nest(_overlapping(self.statements.values(), near))}
        for before in near:
            after = nested[before.id]
            if before.id in touched or before.nested_in in touched or after.nested_in in touched:
                self.statements[after.id] = after

    def _mention(self, s: Statement) -> None:
        """The words of the source stand for the speaker that was picked, and for nobody else."""
        for id_, speaker in self.speakers.items():
            mentions = tuple(m for m in speaker.mentions if not any(m.overlaps(x) for x in s.source))
            if id_ == s.speaker:
                mentions = _sorted((*mentions, *s.source))
            if mentions != speaker.mentions:
                self.speakers[id_] = replace(speaker, mentions=mentions)


def _sorted(spans: Iterable[Span]) -> Spans:
    return tuple(sorted(set(spans)))


def _overlapping(statements: Iterable[Statement], others: Iterable[Statement]) -> list[Statement]:
    """The statements whose words reach into those of any of the others."""
    reaches = [hull(s.content) for s in others]
    return [s for s in statements if any(hull(s.content).overlaps(reach) for reach in reaches)]
