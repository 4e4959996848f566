import math

from hypothesis import given
from hypothesis import strategies as st

from checker.evaluation.calibration import (
    Point,
    average_precision,
    bin_of,
    ece_counts,
    precision_recall,
    reliability,
)
from checker.evaluation.metrics import Outcome


def outcomes(*pairs):
    return [Outcome("g", confidence, right) for confidence, right in pairs]


def test_bins():
    assert [bin_of(c) for c in (0.0, 0.05, 0.1, 0.95, 1.0)] == [0, 0, 1, 9, 9]
    assert bin_of(1.2) == 9
    assert bin_of(-0.1) == 0


def test_reliability_by_hand():
    low, high = reliability(outcomes((0.1, False), (0.15, True), (0.9, True)))
    assert (low.low, low.high, low.size, low.accuracy) == (0.1, 0.2, 2, 0.5)
    assert math.isclose(low.confidence, 0.125)
    assert (high.size, high.confidence, high.accuracy) == (1, 0.9, 1)
    assert reliability([]) == ()


def test_ece_counts_by_hand():
    counts = ece_counts(outcomes((0.2, False), (0.4, False), (0.9, True), (0.9, True)), bins=2)
    assert counts[:2] == (2, 0.2 + 0.4)
    assert counts[2:] == (0, 2, 1.8, 2)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_ece_agrees_with_the_bins(pairs):
    made = outcomes(*pairs)
    counts = ece_counts(made)
    gap = sum(abs(counts[k + 1] - counts[k + 2]) for k in range(0, len(counts), 3))
    by_bins = sum(b.size * abs(b.confidence - b.accuracy) for b in reliability(made))
    assert math.isclose(gap, by_bins, abs_tol=1e-9)


def test_precision_recall_by_hand():
    # Four predictions for three gold: right, wrong and right at one confidence, wrong.
    made = outcomes((0.5, True), (0.9, True), (0.5, False), (0.1, False))
    assert precision_recall(made, 3) == (Point(0.9, 1, 1 / 3), Point(0.5, 2 / 3, 2 / 3), Point(0.1, 0.5, 2 / 3))
    assert precision_recall(made, 0) == ()
    assert precision_recall([], 3) == ()


def test_average_precision_by_hand():
    points = precision_recall(outcomes((0.9, True), (0.8, False), (0.7, True)), 2)
    # Half of the recall at precision 1, the other half at 2/3.
    assert math.isclose(average_precision(points), 0.5 * 1 + 0.5 * 2 / 3)
    assert average_precision(()) is None


def test_average_precision_agrees_with_scikit_learn():
    from sklearn.metrics import average_precision_score

    pairs = [(k * 7 % 23 / 23, k % 3 == 0) for k in range(23)]
    expected = average_precision_score([right for _, right in pairs], [c for c, _ in pairs])
    points = precision_recall(outcomes(*pairs), sum(right for _, right in pairs))
    assert math.isclose(average_precision(points), expected)
