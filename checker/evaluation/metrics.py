"""Statements, their speakers and their roles: what was found, counted article by article.

The rules are those of the design: a statement is matched one to one with a gold one if their contents share at least
half of their characters (intersection by union, white space left out) and their sources overlap, or both have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from checker.evaluation.matching import Characters, Hit, characters, iou, match
from checker.evaluation.measures import Measure
from checker.evaluation.misses import Miss, miss, statement_marks
from checker.evaluation.naming import full_name, right_speaker
from checker.evaluation.slices import quote_kind, statement_slices
from checker.findings import Finding
from checker.speakers import Speaker
from checker.statements import Statement

ROLES = ("source", "cue", "content")
LEAST_IOU = 0.5

STATEMENT = Measure("statement", "f1")
CONTENT = Measure("content alone", "f1")
NESTED = Measure("nested statement", "f1")
NAMED = Measure("speaker accuracy", "ratio")
FULL_NAME = Measure("full name accuracy", "ratio")
END_TO_END = Measure("found and named", "f1")


class Annotated(Protocol):
    """What metrics read: an `Article` that a system made, or an `Annotation`."""

    @property
    def text(self) -> str: ...
    @property
    def statements(self) -> Sequence[Statement]: ...
    @property
    def speakers(self) -> Sequence[Speaker]: ...
    @property
    def findings(self) -> Sequence[Finding]: ...


class Outcome(NamedTuple):
    """A prediction with its confidence, and whether it was right; `group` is “statement”, a check code or a class."""

    group: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Scores:
    """What one article adds to every figure."""

    article: str
    counts: dict[Measure, tuple[float, ...]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, measure: Measure, *values: float) -> None:
        """Adds to the counts of a measure, column by column."""
        old = self.counts.get(measure, (0.0,) * len(values))
        self.counts[measure] = tuple(a + b for a, b in zip(old, values, strict=True))


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts in a set of articles.

    nested: whether its annotation has statements inside others; where not, they are left out of the predictions.
    acts: acts of predictions that count; what is gold always does.
    quote_share: whether the kind of a gold statement is taken from the share of its content between double marks, as
    published figures on PolNeAR do, instead of its annotation.
    """

    nested: bool = True
    acts: tuple[str, ...] = ("speech", "thought", "other")
    quote_share: bool = False


class Pieces(NamedTuple):
    """A statement with the characters of its content and source."""

    statement: Statement
    content: Characters
    source: Characters


def pieces(statements: Iterable[Statement], text: str) -> list[Pieces]:
    return [Pieces(s, characters(s.content, text), characters(s.source, text)) for s in statements]


def content_score(gold: Pieces, predicted: Pieces) -> float:
    """Content IoU where it is enough for a match, else 0."""
    overlap = iou(gold.content, predicted.content)
    return overlap if overlap >= LEAST_IOU else 0.0


def statement_score(gold: Pieces, predicted: Pieces) -> float:
    """As `content_score`, with sources that overlap or are both empty."""
    sources = gold.source & predicted.source or not (gold.source or predicted.source)
    return content_score(gold, predicted) if sources else 0.0


def score_statements(
    name: str, gold: Annotated, predicted: Annotated, rules: Rules, more: Mapping[str, str], slices: Sequence[str]
) -> Scores:
    """Statement F1, content alone, nested statements, and recall in each of `slices`.

    more: the article's own parts (genre, length). Misses are told apart as missed, spurious, boundary, source.
    """
    scores = Scores(name)
    golds, predictions = _counted(gold, predicted, rules)
    hits = match(golds, predictions, statement_score)
    alone = match(golds, predictions, content_score)
    scores.add(STATEMENT, len(hits), len(predictions), len(golds))
    scores.add(CONTENT, len(alone), len(predictions), len(golds))
    if rules.nested:
        inner = [p for p in golds if p.statement.nested_in], [p for p in predictions if p.statement.nested_in]
        scores.add(NESTED, len(match(*inner, statement_score)), len(inner[1]), len(inner[0]))
    found = {h.gold for h in hits}
    parts = [_parts(gold, g.statement, rules, more) for g in golds]
    for i in range(len(golds)):
        for slice in slices:
            scores.add(Measure("statement recall", "ratio", slice, parts[i][slice]), i in found, 1)
    right = {h.predicted for h in hits}
    for j, p in enumerate(predictions):
        if p.statement.confidence is not None:
            scores.outcomes.append(Outcome("statement", p.statement.confidence, j in right))
    scores.misses.extend(_statement_misses(name, gold.text, golds, predictions, hits, parts, more))
    return scores


def score_speakers(
    name: str, gold: Annotated, predicted: Annotated, rules: Rules, more: Mapping[str, str], slices: Sequence[str]
) -> Scores:
    """Of matched statements, those whose speaker is right; and statements both found and named, of all."""
    scores = Scores(name)
    golds, predictions = _counted(gold, predicted, rules)
    hits = match(golds, predictions, statement_score)
    ours, theirs = ({s.id: s for s in side.speakers} for side in (gold, predicted))
    named = 0
    for hit in hits:
        g, p = golds[hit.gold].statement, predictions[hit.predicted].statement
        who, given = ours.get(g.speaker or ""), theirs.get(p.speaker or "")
        right = right_speaker(who, given, gold.speakers)
        named += right
        scores.add(NAMED, right, 1)
        scores.add(FULL_NAME, full_name(who, given, gold.speakers), 1)
        parts = _parts(gold, g, rules, more)
        for slice in slices:
            scores.add(Measure(NAMED.name, "ratio", slice, parts[slice]), right, 1)
        if not right:
            note = f"{who.name if who else 'no speaker'} → {given.name if given else 'no speaker'}"
            marks = statement_marks(g), statement_marks(p)
            scores.misses.append(miss(name, gold.text, "speaker", *marks, note, parts))
    scores.add(END_TO_END, named, len(predictions), len(golds))
    return scores


def score_roles(name: str, gold: Iterable[tuple[str, int, int]], predicted: Iterable[tuple[str, int, int]]) -> Scores:
    """Exact matches of (role, start, end) per role, in whatever unit both are in; duplicates count once."""
    scores = Scores(name)
    wanted, given = set(gold), set(predicted)
    for role in ROLES:
        g, p = ({s for s in side if s[0] == role} for side in (wanted, given))
        scores.add(Measure(role, "f1"), len(g & p), len(p), len(g))
    return scores


def role_spans(statements: Iterable[Statement]) -> set[tuple[str, int, int]]:
    """(role, start, end) in code points of every statement that is not nested, white space and all."""
    top = [s for s in statements if s.nested_in is None]
    return {
        (role, span.start, span.end)
        for s in top
        for role, spans in zip(ROLES, (s.source, s.cue, s.content), strict=True)
        for span in spans
    }


def on_tokens(spans: Iterable[tuple[str, int, int]], tokens: Sequence[tuple[int, int]]) -> set[tuple[str, int, int]]:
    """Spans in code points as (role, first token, token after the last); a span that touches no token is left out.

    tokens: (start, end) of each token in the text, in order.
    """
    out = set()
    for role, start, end in spans:
        touched = [i for i, (x, y) in enumerate(tokens) if x < end and y > start]
        if touched:
            out.add((role, touched[0], touched[-1] + 1))
    return out


def _counted(gold: Annotated, predicted: Annotated, rules: Rules) -> tuple[list[Pieces], list[Pieces]]:
    wanted = [s for s in gold.statements if rules.nested or s.nested_in is None]
    given = [s for s in predicted.statements if (rules.nested or s.nested_in is None) and s.act in rules.acts]
    return pieces(wanted, gold.text), pieces(given, gold.text)


def _parts(gold: Annotated, statement: Statement, rules: Rules, more: Mapping[str, str]) -> dict[str, str]:
    speaker = next((s for s in gold.speakers if s.id == statement.speaker), None)
    parts = statement_slices(gold.text, statement, speaker)
    if rules.quote_share:
        parts["kind"] = quote_kind(gold.text, statement.content)
    return {**parts, **more}


def _statement_misses(
    name: str,
    text: str,
    golds: list[Pieces],
    predictions: list[Pieces],
    hits: list[Hit],
    parts: list[dict[str, str]],
    more: Mapping[str, str],
) -> Iterable[Miss]:
    """Unmatched gold statements, each with the unmatched prediction nearest to it; then the predictions left over."""
    free = set(range(len(predictions))) - {h.predicted for h in hits}
    for i in sorted(set(range(len(golds))) - {h.gold for h in hits}):
        gold = golds[i]
        overlaps = {j: iou(gold.content, predictions[j].content) for j in free}
        best = max(overlaps, key=lambda j: (overlaps[j], -j), default=None)
        if best is None or not overlaps[best]:
            yield miss(name, text, "missed", statement_marks(gold.statement), [], "", parts[i])
            continue
        free.discard(best)
        type = "source" if overlaps[best] >= LEAST_IOU else "boundary"
        marks = statement_marks(gold.statement), statement_marks(predictions[best].statement)
        yield miss(name, text, type, *marks, f"content IoU {overlaps[best]:.2f}", parts[i])
    for j in sorted(free):
        statement = predictions[j].statement
        theirs = {k: v for k, v in statement_slices(text, statement, None).items() if k != "distance"}
        yield miss(name, text, "spurious", [], statement_marks(statement), "", {**theirs, **more})


def words(text: str) -> int:
    """Words of a text, as every rate per 1,000 words counts them: what white space parts."""
    return len(text.split())
