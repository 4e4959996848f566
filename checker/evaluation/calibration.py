"""Do the probabilities hold? Reliability, expected calibration error, and precision against recall per code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.evaluation.measures import Measure
from checker.evaluation.metrics import Outcome

BINS = 10


class Bin(NamedTuple):
    """Predictions whose confidence lies in [low, high): how many, their mean confidence, the share that was right."""

    low: float
    high: float
    size: int
    confidence: float
    accuracy: float


class Point(NamedTuple):
    """Precision and recall where only predictions of at least `threshold` are kept."""

    threshold: float
    precision: float
    recall: float


def bin_of(confidence: float, bins: int = BINS) -> int:
    """Index of the bin of a confidence in [0, 1]; 1 belongs to the last."""
    return min(bins - 1, max(0, int(confidence * bins)))


def reliability(outcomes: Iterable[Outcome], bins: int = BINS) -> tuple[Bin, ...]:
    """The bins that hold any prediction, lowest first."""
    held: list[list[Outcome]] = [[] for _ in range(bins)]
    for outcome in outcomes:
        held[bin_of(outcome.confidence, bins)].append(outcome)
    return tuple(
        Bin(k / bins, (k + 1) / bins, len(b), sum(o.confidence for o in b) / len(b), sum(o.right for o in b) / len(b))
        for k, b in enumerate(held)
        if b
    )


def ece_counts(outcomes: Iterable[Outcome], bins: int = BINS) -> tuple[float, ...]:
    """Counts of a measure of kind `ece`: number, sum of confidences and number right of each bin, one after the
    other.
    """
    counts = [0.0] * (3 * bins)
    for outcome in outcomes:
        k = 3 * bin_of(outcome.confidence, bins)
        counts[k] += 1
        counts[k + 1] += outcome.confidence
        counts[k + 2] += outcome.right
    return tuple(counts)


def ece(group: str) -> Measure:
    """The measure of expected calibration error of a group of outcomes: mean gap of confidence and accuracy by bin."""
    return Measure(f"calibration error ({group})", "ece")


def precision_recall(outcomes: Iterable[Outcome], gold: int) -> tuple[Point, ...]:
    """Precision and recall at each confidence that occurs, highest first.

    gold: how many there were to find. Empty where that is none. A gold thing counts once: outcomes are of one matching.
    """
    ranked: Sequence[Outcome] = sorted(outcomes, key=lambda o: -o.confidence)
    points: list[Point] = []
    right = 0
    for kept, outcome in enumerate(ranked, 1):
        right += outcome.right
        last_of_its_confidence = kept == len(ranked) or ranked[kept].confidence < outcome.confidence
        if gold and last_of_its_confidence:
            points.append(Point(outcome.confidence, right / kept, right / gold))
    return tuple(points)


def average_precision(points: Sequence[Point]) -> float | None:
    """Area under the steps of a precision–recall curve; None where there is no curve."""
    if not points:
        return None
    steps = zip(points, [Point(1.0, 1.0, 0.0), *points], strict=False)
    return sum(now.precision * (now.recall - before.recall) for now, before in steps)
