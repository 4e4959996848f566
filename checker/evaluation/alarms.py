"""Findings against gold findings: per code, pooled, and false alarms per 1,000 words of clean copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from checker.document import Span
from checker.evaluation.annotation import NotFinding
from checker.evaluation.codes import CODES, TWO_ENDED
from checker.evaluation.matching import characters, iou, match
from checker.evaluation.measures import Measure
from checker.evaluation.metrics import Annotated, Outcome, Scores, words
from checker.evaluation.misses import miss
from checker.findings import Finding, Severity

BOTH_ENDS = Measure("both ends right", "ratio")
FALSE_ALARMS = Measure("false errors and warnings per 1,000 words of clean copy", "rate")
HARD_CASES = Measure("hard non-defects flagged", "ratio")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which findings count.

    codes: of both gold and predicted findings; those of other codes are not looked at. pools: name to codes that are
    counted together, beside the pool of all of them.
    """

    codes: tuple[str, ...] = tuple(CODES)
    pools: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def ends(finding: Finding) -> list[Span]:
    """All places in the article that a finding points at, its own first."""
    return [finding.span, *(r.span for r in finding.related if r.path is None)]


def finding_score(gold: Finding, predicted: Finding) -> float:
    """More than 0 where two findings are the same: one code, and overlapping words.

    A contradiction may be flagged at either end: it is the same where the flagged words of each are among the ends of
    the other. The IoU of all they point at decides which of several is nearest.
    """
    if gold.code != predicted.code:
        return 0.0
    same_place = gold.span.overlaps(predicted.span)
    if gold.code in TWO_ENDED and not same_place:
        same_place = _at(predicted.span, ends(gold)) and _at(gold.span, ends(predicted))
    return 0.001 + iou(characters(ends(gold)), characters(ends(predicted))) if same_place else 0.0


def score_findings(
    name: str,
    gold: Annotated,
    predicted: Annotated,
    not_findings: Sequence[NotFinding],
    scope: Scope,
    more: Mapping[str, str],
    slices: Sequence[str],
) -> Scores:
    """Counts per code and pool, in each of `slices` (of articles), on hard non-defects and on clean copy.

    Copy is clean where its annotation has no error and no warning at all, of whatever code.
    """
    scores = Scores(name)
    golds = [f for f in gold.findings if f.code in scope.codes]
    predictions = [f for f in predicted.findings if f.code in scope.codes]
    hits = match(golds, predictions, finding_score)
    found, right = {h.gold for h in hits}, {h.predicted for h in hits}
    pools = {"all": scope.codes, **scope.pools, **{c: (c,) for c in scope.codes}}
    for pool, codes in pools.items():
        counts = _count(golds, predictions, found, right, codes)
        if any(counts) or pool not in CODES:
            scores.add(Measure(pool, "f1"), *counts)
    for slice in slices:
        counts = _count(golds, predictions, found, right, scope.codes)
        scores.add(Measure("all", "f1", slice, more[slice]), *counts)
    for hit in hits:
        g, p = golds[hit.gold], predictions[hit.predicted]
        if g.code in TWO_ENDED and len(ends(g)) > 1:
            scores.add(BOTH_ENDS, all(_at(end, ends(p)) for end in ends(g)), 1)
    for hard in not_findings:
        if hard.code in scope.codes:
            flagged = any(p.code == hard.code and p.span.overlaps(hard.span) for p in predictions)
            scores.add(HARD_CASES, flagged, 1)
            scores.add(Measure(HARD_CASES.name, "ratio", "code", hard.code), flagged, 1)
    if not any(f.severity.rank >= Severity.WARNING.rank for f in gold.findings):
        false = [p for j, p in enumerate(predictions) if j not in right]
        _count_false_alarms(scores, words(gold.text), false, scope.codes)
    for j, p in enumerate(predictions):
        if p.confidence is not None:
            scores.outcomes.append(Outcome(p.code, p.confidence, j in right))
    _add_misses(scores, gold.text, golds, predictions, found, right, more)
    return scores


def _count(
    golds: list[Finding], predictions: list[Finding], found: set[int], right: set[int], codes: Sequence[str]
) -> tuple[int, int, int]:
    predicted = sum(p.code in codes for p in predictions)
    return sum(golds[i].code in codes for i in found), predicted, sum(g.code in codes for g in golds)


def _count_false_alarms(scores: Scores, size: int, false: list[Finding], codes: Iterable[str]) -> None:
    grave = [f for f in false if f.severity.rank >= Severity.WARNING.rank]
    scores.add(FALSE_ALARMS, len(grave), size)
    for code in codes:
        measure = Measure("false alarms per 1,000 words of clean copy", "rate", "code", code)
        scores.add(measure, sum(f.code == code for f in false), size)


def _add_misses(
    scores: Scores,
    text: str,
    golds: list[Finding],
    predictions: list[Finding],
    found: set[int],
    right: set[int],
    more: Mapping[str, str],
) -> None:
    for i, g in enumerate(golds):
        if i not in found:
            parts = {"code": g.code, **more}
            scores.misses.append(miss(scores.article, text, f"{g.code} missed", _marks(g), [], g.message, parts))
    for j, p in enumerate(predictions):
        if j not in right:
            parts = {"code": p.code, **more}
            scores.misses.append(miss(scores.article, text, f"{p.code} false alarm", [], _marks(p), p.message, parts))


def _marks(finding: Finding) -> Iterable[tuple[Span, str]]:
    # Only the flagged end: the other may stand paragraphs away, and the message tells what clashes.
    return [(finding.span, "finding")]


def _at(span: Span, places: Iterable[Span]) -> bool:
    return any(span.overlaps(p) for p in places)
