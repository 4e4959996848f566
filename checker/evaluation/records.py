"""One record of the JSON contract, decoded and encoded; every span checked against the text and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypeVar, get_args

from checker.article import SCHEMA
from checker.document import Span, Spans
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation, NotFinding
from checker.evaluation.codes import CODES
from checker.evaluation.realignment import Fitting
from checker.evaluation.refusal import refusing
from checker.findings import Candidate, Finding, Related, Severity
from checker.kinds import kind_of, nest, quotations
from checker.quotation import Quotation
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Act, Kind, Statement, Verification

T = TypeVar("T")


def annotation_from_json(value: Any, where: str) -> Annotation:
    """One decoded record. `where` (file:line) begins every error.

    Spans whose words differ from their `quote` are moved to the nearest place that has the words (told in `repairs`).
    Raises AttribError where there is no such place or two equally good ones, where a span leaves the text, an id is
    unknown, or a field is missing or of the wrong type.
    """
    with refusing(where, "a record of the JSON contract"):
        return _Record(value, where).annotation()


class _Record:
    """One record while it is read: knows its text, where it stands, and what had to be repaired."""

    def __init__(self, value: Any, where: str) -> None:
        self.where = where
        if not isinstance(value, dict):
            raise self.error("the record", "is not a JSON object")
        self.value = value
        if value.get("schema", SCHEMA) != SCHEMA:
            raise self.error("schema", f"is {value['schema']!r}, this version reads {SCHEMA}")
        self.text: str = self.field(value, "text", str, "the record")
        self.fitting = Fitting(self.text, where)

    def error(self, place: str, what: str) -> AttribError:
        return AttribError(f"{self.where}: {place}: {what}")

    def field(self, value: Any, key: str, kind: type[T], place: str) -> T:
        """`value[key]`, which must be there and of `kind`."""
        if not isinstance(value, dict):
            raise self.error(place, "is not an object")
        if not isinstance(value.get(key), kind):
            raise self.error(place, f"`{key}` is missing" if key not in value else f"`{key}` is no {kind.__name__}")
        found: T = value[key]
        return found

    def items(self, key: str) -> list[tuple[str, Any]]:
        """The members of a list field with the name of their place."""
        value = self.value.get(key)
        if not isinstance(value, list | None):
            raise self.error(key, "is not a list")
        value = value or []
        ids = [f" ({v['id']})" if isinstance(v, dict) and "id" in v else "" for v in value]
        return [(f"{key}[{i}]{id_}", v) for i, (id_, v) in enumerate(zip(ids, value, strict=True))]

    def one_of(self, value: Any, options: Any, place: str) -> Any:
        if value not in options:
            raise self.error(place, f"{value!r} is not one of {', '.join(options)}")
        return value

    def span(self, value: Any, words: Any, place: str, fitting: Fitting | None = None) -> Span:
        """A checked span of the article's text (or of `fitting`'s), realigned to `words` if they are there."""
        if not isinstance(value, list) or len(value) != 2:
            raise self.error(place, f"{value!r} is not [start, end]")
        return (fitting or self.fitting).span(value[0], value[1], words, place)

    def spans(self, value: Any, words: Any, place: str) -> Spans:
        value = [] if value is None else value
        words = words if isinstance(words, list) else [None] * len(value) if isinstance(value, list) else []
        if not isinstance(value, list) or len(words) != len(value):
            raise self.error(place, "is not a list of [start, end], or has not as many spans as words")
        pairs = enumerate(zip(value, words, strict=True))
        return tuple(sorted(self.span(v, w, f"{place}[{i}]") for i, (v, w) in pairs))

    def annotation(self) -> Annotation:
        quotes = quotations(self.text)
        transcript = self.value.get("transcript") or {}
        if not isinstance(transcript, dict) or not all(isinstance(v, str) for v in transcript.values()):
            raise self.error("transcript", "is not an object of texts by path")
        speakers = tuple(self.speaker(v, place) for place, v in self.items("speakers"))
        statements = tuple(self.statement(v, place, quotes) for place, v in self.items("statements"))
        if not all("nested_in" in v for _, v in self.items("statements")):
            statements = nest(statements)
        known = self.ids(speakers, "speakers")
        for s in statements:
            if s.speaker is not None and s.speaker not in known:
                raise self.error(s.id, f"its speaker {s.speaker!r} is not among the speakers")
        if unknown := {s.nested_in for s in statements} - {None} - self.ids(statements, "statements"):
            raise self.error("statements", f"nested_in names {sorted(map(str, unknown))[0]}, which is not there")
        findings = tuple(self.finding(v, place, known, transcript) for place, v in self.items("findings"))
        return Annotation(
            text=self.text,
            path=self.value.get("path"),
            statements=statements,
            speakers=speakers,
            findings=findings,
            not_findings=tuple(self.not_finding(v, place) for place, v in self.items("not_findings")),
            transcript=transcript,
            meta={str(k): str(v) for k, v in (self.value.get("meta") or {}).items()},
            repairs=tuple(self.fitting.repairs),
        )

    def ids(self, values: tuple[Statement, ...] | tuple[Speaker, ...], place: str) -> set[str]:
        ids = {v.id for v in values}
        if len(ids) < len(values):
            raise self.error(place, "two have the same id")
        return ids

    def statement(self, value: Any, place: str, quotes: tuple[Quotation, ...]) -> Statement:
        name = self.field(value, "id", str, place)
        words = value.get("quote") or {}
        roles = {r: self.spans(value.get(r), words.get(r), f"{place} {r}") for r in ("content", "cue", "source")}
        if not roles["content"]:
            raise self.error(place, "has no content")
        kind = value.get("kind") or kind_of(self.text, quotes, roles["content"], roles["cue"] + roles["source"])
        verification = value.get("verification")
        return Statement(
            id=name,
            kind=self.one_of(kind, get_args(Kind), f"{place} kind"),
            act=self.one_of(value.get("act", "speech"), get_args(Act), f"{place} act"),
            **roles,
            speaker=value.get("speaker"),
            confidence=value.get("confidence"),
            nested_in=value.get("nested_in"),
            verification=None if verification is None else self.verification(verification, f"{place} verification"),
        )

    def verification(self, value: Any, place: str) -> Verification:
        verdict = self.field(value, "verdict", str, place)
        span = value.get("span")
        rest = {k: value.get(k) for k in ("path", "turn", "time", "diff")}
        return Verification(verdict, span=None if span is None else Span(*span), **rest)

    def speaker(self, value: Any, place: str) -> Speaker:
        return Speaker(
            id=self.field(value, "id", str, place),
            name=self.field(value, "name", str, place),
            kind=self.one_of(value.get("kind", "person"), get_args(SpeakerKind), f"{place} kind"),
            role=value.get("role"),
            mentions=self.spans(value.get("mentions"), value.get("quote"), f"{place} mentions"),
        )

    def finding(self, value: Any, place: str, speakers: set[str], transcript: dict[str, str]) -> Finding:
        code = self.one_of(self.field(value, "code", str, place), CODES, f"{place} code")
        related = []
        for r in value.get("related") or ():
            path = r.get("path")
            if path is not None and transcript and path not in transcript:
                raise self.error(place, f"related names {path!r}, which is not in the transcript")
            if path is not None and not transcript:
                related.append(Related(Span(*r["span"]), path))  # a prediction: the source stayed where it is
                continue
            fitting = self.fitting if path is None else Fitting(transcript[path], f"{self.where}: {path}")
            related.append(Related(self.span(r.get("span"), r.get("quote"), f"{place} related", fitting), path))
            if path is not None:
                self.fitting.repairs += fitting.repairs
        severity = self.one_of(value.get("severity") or CODES[code].severity, [*Severity], f"{place} severity")
        candidates = tuple(Candidate(c["speaker"], float(c["probability"])) for c in value.get("candidates") or ())
        if unknown := {c.speaker for c in candidates} - speakers:
            raise self.error(place, f"its candidates {', '.join(sorted(unknown))} are not among the speakers")
        return Finding(
            code=code,
            name=value.get("name") or CODES[code].name,
            severity=Severity(severity),
            span=self.span(value.get("span"), value.get("quote"), place),
            message=value.get("message") or "",
            related=tuple(related),
            confidence=value.get("confidence"),
            candidates=candidates,
            fingerprint=value.get("fingerprint") or "",
        )

    def not_finding(self, value: Any, place: str) -> NotFinding:
        code = self.one_of(self.field(value, "code", str, place), CODES, f"{place} code")
        return NotFinding(code, self.span(value.get("span"), value.get("quote"), place), value.get("message") or "")


def annotation_to_json(annotation: Annotation) -> dict[str, Any]:
    """The record of an annotation, in the order of the JSON contract, with the words of every span under `quote`."""
    text = annotation.text

    def words(spans: Iterable[Span]) -> list[str]:
        return [s.of(text) for s in spans]

    def pairs(spans: Iterable[Span]) -> list[list[int]]:
        return [[*s] for s in spans]

    def related(r: Related) -> dict[str, Any]:
        source = text if r.path is None else annotation.transcript.get(r.path)
        return {"path": r.path, "span": [*r.span], **({} if source is None else {"quote": r.span.of(source)})}

    return {
        "schema": SCHEMA,
        "path": annotation.path,
        "text": text,
        "statements": [
            {
                "id": s.id,
                "kind": s.kind,
                "act": s.act,
                **{role: pairs(spans) for role, spans in _roles(s).items()},
                "speaker": s.speaker,
                "confidence": s.confidence,
                "nested_in": s.nested_in,
                "verification": None if s.verification is None else _verification(s.verification),
                "quote": {role: words(spans) for role, spans in _roles(s).items()},
            }
            for s in annotation.statements
        ],
        "speakers": [
            {
                "id": p.id,
                "name": p.name,
                "kind": p.kind,
                "role": p.role,
                "mentions": pairs(p.mentions),
                "quote": words(p.mentions),
            }
            for p in annotation.speakers
        ],
        "findings": [
            {
                "code": f.code,
                "name": f.name,
                "severity": f.severity.value,
                "span": [*f.span],
                "quote": f.span.of(text),
                "related": [related(r) for r in f.related],
                "message": f.message,
                "confidence": f.confidence,
                "candidates": [{"speaker": c.speaker, "probability": c.probability} for c in f.candidates],
                "fingerprint": f.fingerprint,
            }
            for f in annotation.findings
        ],
        "not_findings": [
            {"code": n.code, "span": [*n.span], "message": n.message, "quote": n.span.of(text)}
            for n in annotation.not_findings
        ],
        "transcript": dict(annotation.transcript),
        "meta": dict(annotation.meta),
    }


def _roles(statement: Statement) -> dict[str, Spans]:
    return {"content": statement.content, "cue": statement.cue, "source": statement.source}


def _verification(v: Verification) -> dict[str, Any]:
    return {**asdict(v), "span": None if v.span is None else [*v.span]}
