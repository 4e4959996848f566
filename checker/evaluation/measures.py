"""What is counted in each article, and the figures that sums of such counts give.

Every figure of the harness is a function of counts that add up over articles. That is what makes a bootstrap over
articles one matrix product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MeasureKind = Literal["ratio", "rate", "f1", "macro", "ece"]


class Measure(NamedTuple):
    """What is counted.

    kind `ratio`: counts are (hits, total); `rate`: (events, words), given per 1,000 words; `f1`: (matched, predicted,
    gold), which gives precision, recall and F1; `macro`: (matched, predicted, gold) of each class one after the other,
    the mean of their F1; `ece`: (number, sum of confidences, number correct) of each bin one after the other.
    `slice` and `part` name a slice (“kind”) and the part of it (“direct”); empty for the whole.
    """

    name: str
    kind: MeasureKind
    slice: str = ""
    part: str = ""


Counts = Mapping[Measure, tuple[float, ...]]


class Statistic(NamedTuple):
    """A figure's name, how sums of counts [resamples, columns] give its values [resamples], and what it stands on."""

    name: str
    values: Callable[[Floats], Floats]
    support: Callable[[Floats], float]


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def _share(sums: Floats, of: int) -> Floats:
    """Precision or recall: 0 where one side is empty (as in the published scorers), NaN where both are."""
    some = sums[:, 1] + sums[:, 2] > 0
    return np.where(some, sums[:, 0] / np.maximum(sums[:, of], 1), np.nan)


def _f1(sums: Floats) -> Floats:
    return divide(2 * sums[:, 0], sums[:, 1] + sums[:, 2])


def _macro(sums: Floats) -> Floats:
    by_class = [_f1(sums[:, k : k + 3]) for k in range(0, sums.shape[1], 3)]
    seen = np.stack(by_class)
    return divide(np.nansum(seen, axis=0), np.sum(~np.isnan(seen), axis=0).astype(np.float64))


def _ece(sums: Floats) -> Floats:
    gap = np.abs(sums[:, 1::3] - sums[:, 2::3]).sum(axis=1)
    return divide(gap, sums[:, 0::3].sum(axis=1))


def statistics(measure: Measure) -> tuple[Statistic, ...]:
    """The figures that a measure gives."""
    name = measure.name
    match measure.kind:
        case "ratio":
            return (Statistic(name, lambda s: divide(s[:, 0], s[:, 1]), lambda s: float(s[0, 1])),)
        case "rate":
            return (Statistic(name, lambda s: 1000 * divide(s[:, 0], s[:, 1]), lambda s: float(s[0, 1])),)
        case "macro":
            return (Statistic(name, _macro, lambda s: float(s[0, 2::3].sum())),)
        case "ece":
            return (Statistic(name, _ece, lambda s: float(s[0, 0::3].sum())),)
        case "f1":
            return (
                Statistic(f"{name} precision", lambda s: _share(s, 1), lambda s: float(s[0, 1])),
                Statistic(f"{name} recall", lambda s: _share(s, 2), lambda s: float(s[0, 2])),
                Statistic(f"{name} F1", _f1, lambda s: float(s[0, 2])),
            )
