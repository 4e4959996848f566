"""Bootstrap over articles: an interval for every figure, and which differences are more than noise.

Articles are drawn, not statements, since statements of one article are alike. The interval is the plain percentile one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from checker.evaluation.measures import Counts, Floats, Measure, statistics

ROUNDS = 1000
SEED = 13
LEVEL = 0.95
_BLOCK = 4_000_000  # numbers of resampling weights held at once


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its interval over articles.

    `value` is None where there is nothing to measure; `low` and `high` are None where fewer than two articles were
    read. `support` is what the value stands on (its denominator), `articles` how many articles had any of it.
    """

    name: str
    slice: str
    part: str
    value: float | None
    low: float | None
    high: float | None
    support: int
    articles: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Ours less theirs, on the same articles; `real` where the interval leaves out 0."""

    name: str
    slice: str
    part: str
    ours: float
    theirs: float
    difference: float
    low: float
    high: float
    real: bool


def figures(
    articles: Sequence[Counts], rounds: int = ROUNDS, seed: int = SEED, level: float = LEVEL
) -> tuple[Figure, ...]:
    """Every figure that the counts of the articles give, in the order in which the measures first come up."""
    table = _Table.of(articles, _measures(articles))
    point, drawn = table.sums(), table.resample(rounds, seed)
    out = []
    for measure, columns in table.columns.items():
        counted = int((table.counts[:, columns] != 0).any(axis=1).sum())
        for statistic in statistics(measure):
            value = float(statistic.values(point[:, columns])[0])
            low, high = _interval(statistic.values(drawn[:, columns]), level) if len(articles) > 1 else (None, None)
            support = round(statistic.support(point[:, columns]))
            if np.isnan(value):
                out.append(Figure(statistic.name, measure.slice, measure.part, None, None, None, support, counted))
            else:
                out.append(Figure(statistic.name, measure.slice, measure.part, value, low, high, support, counted))
    return tuple(out)


def compare(
    ours: Sequence[Counts], theirs: Sequence[Counts], rounds: int = ROUNDS, seed: int = SEED, level: float = LEVEL
) -> tuple[Difference, ...]:
    """Paired bootstrap of two systems: `ours[i]` and `theirs[i]` are counts of the same article.

    Figures that either lacks, or that cannot be measured, are left out. Raises ValueError where the lengths differ.
    """
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} articles against {len(theirs)}: a paired comparison needs the same ones")
    shared = set(_measures(theirs))
    measures = [m for m in _measures(ours) if m in shared]
    tables = [_Table.of(side, measures) for side in (ours, theirs)]
    points = [t.sums() for t in tables]
    drawn = [t.resample(rounds, seed) for t in tables]  # one seed: the same articles are drawn for both
    out = []
    for measure, columns in tables[0].columns.items():
        for statistic in statistics(measure):
            a, b = (float(statistic.values(p[:, columns])[0]) for p in points)
            if np.isnan(a) or np.isnan(b):
                continue
            differences = statistic.values(drawn[0][:, columns]) - statistic.values(drawn[1][:, columns])
            low, high = _interval(differences, level)
            if low is None or high is None:
                continue
            real = len(ours) > 1 and (low > 0 or high < 0)
            out.append(Difference(statistic.name, measure.slice, measure.part, a, b, a - b, low, high, real))
    return tuple(out)


@dataclass(frozen=True)
class _Table:
    """Counts as one matrix [articles, columns]; `columns` says which belong to a measure."""

    counts: Floats
    columns: dict[Measure, slice]

    @staticmethod
    def of(articles: Sequence[Counts], measures: Sequence[Measure]) -> _Table:
        widths = {m: max((len(a[m]) for a in articles if m in a), default=0) for m in measures}
        columns: dict[Measure, slice] = {}
        start = 0
        for measure, width in widths.items():
            columns[measure] = slice(start, start + width)
            start += width
        counts = np.zeros((len(articles), start))
        for row, article in enumerate(articles):
            for measure, values in article.items():
                if measure in columns:
                    counts[row, columns[measure]] = values
        return _Table(counts, columns)

    def sums(self) -> Floats:
        sums: Floats = self.counts.sum(axis=0, keepdims=True)
        return sums

    def resample(self, rounds: int, seed: int) -> Floats:
        """Sums over `rounds` draws of as many articles with replacement: [rounds, columns]."""
        if not len(self.counts):
            return np.zeros((rounds, self.counts.shape[1]))
        return np.concatenate([weights @ self.counts for weights in _draws(len(self.counts), rounds, seed)])


def _draws(articles: int, rounds: int, seed: int) -> Iterator[Floats]:
    """How often each article was drawn [some rounds, articles], block by block."""
    rng = np.random.default_rng(seed)
    chances = np.full(articles, 1 / articles)
    block = max(1, min(rounds, _BLOCK // articles))
    for done in range(0, rounds, block):
        yield rng.multinomial(articles, chances, size=min(block, rounds - done)).astype(np.float64)


def _measures(articles: Sequence[Counts]) -> list[Measure]:
    return list(dict.fromkeys(m for a in articles for m in a))


def _interval(values: Floats, level: float) -> tuple[float | None, float | None]:
    kept = values[~np.isnan(values)]
    if not len(kept):
        return None, None
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
