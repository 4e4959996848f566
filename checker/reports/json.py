"""The JSON contract: an `Article` as one JSON object, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from checker.article import SCHEMA, Article, ModelInfo
from checker.document import Document, Span, Spans
from checker.errors import AttribError
from checker.findings import Candidate, Finding, Related, Severity
from checker.readers.paragraphs import paragraphs
from checker.reports.options import RenderOptions
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Act, Kind, Statement, Verification

T = TypeVar("T")


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """One object a line, one line an article."""
    records = (to_record(article, findings=options.findings) for article in articles)
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def to_record(article: Article, *, findings: bool = True) -> dict[str, Any]:
    """The article as the contract has it, keys in its order; probabilities are rounded to four places.

    Without `findings` the list of findings is there and empty. A candidate of a finding whom the article quotes nowhere
    stands behind its speakers.
    """
    return {
        "schema": SCHEMA,
        "path": article.path,
        "text": article.text,
        "model": {"name": article.model.name, "revision": article.model.revision},
        "statements": [_statement(s) for s in article.statements],
        "speakers": [_speaker(s) for s in (*article.speakers, *(_silent(article) if findings else ()))],
        "findings": [_finding(f) for f in article.findings] if findings else [],
        "limits": list(article.limits),
    }


def from_record(record: Mapping[str, Any]) -> Article:
    """The article that a record describes. Raises AttribError, naming the place, on a record that breaks the contract.

    Keys that the contract does not have (`not_findings`, `meta`) are passed over; lists that are missing are empty. A
    record does not tell paragraphs: they are those of its text, read as plain text.
    """
    if record.get("schema") != SCHEMA:
        raise AttribError(f"schema: expected {SCHEMA}, found {record.get('schema')!r}; is this attrib's JSON?")
    reader = _Reader(record)
    text = reader.value(record, "text", str, "")
    path = reader.optional(record, "path", str, "")
    model = reader.value(record, "model", dict, "")
    article = Article(
        document=Document(text=text, paragraphs=paragraphs(text), path=path),
        model=ModelInfo(reader.value(model, "name", str, "model."), reader.value(model, "revision", str, "model.")),
        statements=reader.each("statements", reader.statement),
        speakers=reader.each("speakers", reader.speaker),
        findings=reader.each("findings", reader.finding),
        limits=tuple(str(limit) for limit in record.get("limits") or ()),
    )
    _check_references(article)
    return article


def _silent(article: Article) -> list[Speaker]:
    """Those whom findings name as candidates and who are no speakers of the article, in the order of the findings."""
    known = {s.id for s in article.speakers}
    ranked = {s.id: s for link in article.evidence.links.values() for s, _ in link.candidates}
    named = dict.fromkeys(c.speaker for f in article.findings for c in f.candidates)
    return [ranked[id_] for id_ in named if id_ in ranked and id_ not in known]


def _statement(s: Statement) -> dict[str, Any]:
    return {
        "id": s.id,
        "kind": s.kind,
        "act": s.act,
        "content": _spans(s.content),
        "cue": _spans(s.cue),
        "source": _spans(s.source),
        "speaker": s.speaker,
        "confidence": _rounded(s.confidence),
        "nested_in": s.nested_in,
        "verification": _verification(s.verification) if s.verification else None,
    }


def _verification(v: Verification) -> dict[str, Any]:
    return {
        "verdict": v.verdict,
        "path": v.path,
        "span": list(v.span) if v.span else None,
        "turn": v.turn,
        "time": v.time,
        "diff": v.diff,
    }


def _speaker(s: Speaker) -> dict[str, Any]:
    return {"id": s.id, "name": s.name, "kind": s.kind, "role": s.role, "mentions": _spans(s.mentions)}


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "code": f.code,
        "name": f.name,
        "severity": f.severity.value,
        "span": list(f.span),
        "related": [{"path": r.path, "span": list(r.span)} for r in f.related],
        "message": f.message,
        "confidence": _rounded(f.confidence),
        "candidates": [{"speaker": c.speaker, "probability": _rounded(c.probability)} for c in f.candidates],
        "fingerprint": f.fingerprint,
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(s) for s in spans]


def _rounded(probability: float | None) -> float | None:
    # float() turns numpy's numbers, which json refuses, into Python's.
    return None if probability is None else round(float(probability), 4)


def _check_references(article: Article) -> None:
    speakers = {s.id for s in article.speakers}
    statements = {s.id for s in article.statements}
    for i, statement in enumerate(article.statements):
        if statement.speaker is not None and statement.speaker not in speakers:
            raise AttribError(f"statements[{i}].speaker: there is no speaker “{statement.speaker}” in the record")
        if statement.nested_in is not None and statement.nested_in not in statements:
            raise AttribError(f"statements[{i}].nested_in: there is no statement “{statement.nested_in}” in the record")
    for i, finding in enumerate(article.findings):
        for k, candidate in enumerate(finding.candidates):
            if candidate.speaker not in speakers:
                raise AttribError(
                    f"findings[{i}].candidates[{k}]: there is no speaker “{candidate.speaker}” in the record"
                )


class _Reader:
    """Takes typed values out of one record; every error names the place in it."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._record = record
        self._length = len(record["text"]) if isinstance(record.get("text"), str) else 0

    def value(self, table: Mapping[str, Any], key: str, kind: type[T], place: str) -> T:
        value = table.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise AttribError(f"{place}{key}: expected {kind.__name__}, found {value!r}")
        return value

    def optional(self, table: Mapping[str, Any], key: str, kind: type[T], place: str) -> T | None:
        return None if table.get(key) is None else self.value(table, key, kind, place)

    def choice(self, table: Mapping[str, Any], key: str, known: Sequence[str], place: str) -> Any:
        if table.get(key) not in known:
            raise AttribError(f"{place}{key}: {table.get(key)!r} is not one of {', '.join(known)}")
        return table[key]

    def each(self, key: str, read: Callable[[Mapping[str, Any], str], T]) -> tuple[T, ...]:
        return self._items(self._record, key, "", read)

    def statement(self, table: Mapping[str, Any], place: str) -> Statement:
        verification = self.optional(table, "verification", dict, place)
        if not table.get("content"):
            raise AttribError(f"{place}content: a statement needs at least one span")
        return Statement(
            id=self.value(table, "id", str, place),
            kind=self.choice(table, "kind", get_args(Kind), place),
            act=self.choice(table, "act", get_args(Act), place),
            content=self._spans(table, "content", place),
            cue=self._spans(table, "cue", place),
            source=self._spans(table, "source", place),
            speaker=self.optional(table, "speaker", str, place),
            confidence=self._probability(table, "confidence", place),
            nested_in=self.optional(table, "nested_in", str, place),
            verification=self._verification(verification, f"{place}verification.") if verification else None,
        )

    def speaker(self, table: Mapping[str, Any], place: str) -> Speaker:
        return Speaker(
            id=self.value(table, "id", str, place),
            name=self.value(table, "name", str, place),
            kind=self.choice(table, "kind", get_args(SpeakerKind), place),
            role=self.optional(table, "role", str, place),
            mentions=self._spans(table, "mentions", place),
        )

    def finding(self, table: Mapping[str, Any], place: str) -> Finding:
        return Finding(
            code=self.value(table, "code", str, place),
            name=self.value(table, "name", str, place),
            severity=Severity(self.choice(table, "severity", [s.value for s in Severity], place)),
            span=self._span(table.get("span"), f"{place}span", self._length),
            message=self.value(table, "message", str, place),
            related=self._items(table, "related", place, self._related),
            confidence=self._probability(table, "confidence", place),
            candidates=self._items(table, "candidates", place, self._candidate),
            fingerprint=self.value(table, "fingerprint", str, place),
        )

    def _items(
        self, table: Mapping[str, Any], key: str, place: str, read: Callable[[Mapping[str, Any], str], T]
    ) -> tuple[T, ...]:
        out = []
        for i, item in enumerate(self.optional(table, key, list, place) or []):
            if not isinstance(item, dict):
                raise AttribError(f"{place}{key}[{i}]: expected an object, found {item!r}")
            out.append(read(item, f"{place}{key}[{i}]."))
        return tuple(out)

    def _verification(self, table: Mapping[str, Any], place: str) -> Verification:
        span = table.get("span")
        return Verification(
            verdict=self.value(table, "verdict", str, place),
            path=self.optional(table, "path", str, place),
            span=None if span is None else self._span(span, f"{place}span", None),
            turn=self.optional(table, "turn", str, place),
            time=self.optional(table, "time", str, place),
            diff=self.optional(table, "diff", str, place),
        )

    def _related(self, table: Mapping[str, Any], place: str) -> Related:
        path = self.optional(table, "path", str, place)
        return Related(self._span(table.get("span"), f"{place}span", self._length if path is None else None), path)

    def _candidate(self, table: Mapping[str, Any], place: str) -> Candidate:
        probability = self._probability(table, "probability", place)
        if probability is None:
            raise AttribError(f"{place}probability: expected a number from 0 to 1, found None")
        return Candidate(self.value(table, "speaker", str, place), probability)

    def _probability(self, table: Mapping[str, Any], key: str, place: str) -> float | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise AttribError(f"{place}{key}: expected a number from 0 to 1, found {value!r}")
        return float(value)

    def _spans(self, table: Mapping[str, Any], key: str, place: str) -> Spans:
        spans = self.optional(table, key, list, place) or []
        return tuple(self._span(span, f"{place}{key}[{i}]", self._length) for i, span in enumerate(spans))

    def _span(self, value: object, place: str, length: int | None) -> Span:
        """A span; `length` is that of the text it stands in, None where that text is not at hand."""
        if (
            not isinstance(value, list | tuple)
            or len(value) != 2
            or not all(isinstance(v, int) and not isinstance(v, bool) for v in value)
        ):
            raise AttribError(f"{place}: expected [start, end], found {value!r}")
        start, end = value
        if not 0 <= start <= end or (length is not None and end > length):
            within = "" if length is None else f" of a text of {length} code points"
            raise AttribError(f"{place}: [{start}, {end}] is not a stretch{within}")
        return Span(start, end)
