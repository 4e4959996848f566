"""Which predicted thing stands for which gold thing: one to one, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from checker.document import Span

G = TypeVar("G")
P = TypeVar("P")
Characters = frozenset[int]


class Hit(NamedTuple):
    """Indices of a gold and a predicted thing that were matched, and their score."""

    gold: int
    predicted: int
    score: float


def characters(spans: Iterable[Span], text: str | None = None) -> Characters:
    """Positions of the spans; white space is left out where the text is given."""
    return frozenset(i for s, e in spans for i in range(s, e) if text is None or not text[i : i + 1].isspace())


def iou(a: Characters, b: Characters) -> float:
    """Characters in both by characters in either; 0 where both are empty."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def match(golds: Sequence[G], predictions: Sequence[P], score: Callable[[G, P], float]) -> list[Hit]:
    """Greedy one-to-one matching, best score first; a score of 0 or less is no match. Ties go to what comes first."""
    pairs = [Hit(i, j, score(g, p)) for i, g in enumerate(golds) for j, p in enumerate(predictions)]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    hits: list[Hit] = []
    for hit in sorted((p for p in pairs if p.score > 0), key=lambda p: -p.score):
        if hit.gold not in taken_gold and hit.predicted not in taken_predicted:
            taken_gold.add(hit.gold)
            taken_predicted.add(hit.predicted)
            hits.append(hit)
    return hits
