import math

import numpy as np
import pytest

from checker.evaluation.bootstrap import compare, figures
from checker.evaluation.measures import Measure

F1 = Measure("statement", "f1")
SHARE = Measure("accuracy", "ratio")


def by_name(found):
    return {f.name: f for f in found}


def test_precision_recall_and_f1_by_hand():
    # Sums: 3 matched, 4 predicted, 6 gold: P 3/4, R 3/6, F1 2·3/(4+6).
    found = by_name(figures([{F1: (1, 2, 4)}, {F1: (2, 2, 2)}]))
    assert found["statement precision"].value == 0.75
    assert found["statement recall"].value == 0.5
    assert found["statement F1"].value == 0.6
    assert found["statement precision"].support == 4
    assert found["statement F1"].support == 6
    assert found["statement F1"].articles == 2


def test_nothing_predicted_is_zero_and_nothing_at_all_is_no_figure():
    found = by_name(figures([{F1: (0, 0, 3)}]))
    assert (found["statement precision"].value, found["statement recall"].value, found["statement F1"].value) == (
        0,
        0,
        0,
    )
    found = by_name(figures([{F1: (0, 0, 0)}]))
    assert {f.value for f in found.values()} == {None}
    assert figures([]) == ()


def test_rate_macro_and_calibration_error_by_hand():
    rate = Measure("false alarms", "rate")
    # 3 events in 2,000 words.
    assert figures([{rate: (1, 500)}, {rate: (2, 1500)}])[0].value == 1.5
    macro = Measure("macro", "macro")
    # F1 of the first class 2·1/(1+3) = .5, of the second 1; the third never occurs and is left out.
    assert figures([{macro: (1, 1, 3, 2, 2, 2, 0, 0, 0)}])[0].value == 0.75
    ece = Measure("ece", "ece")
    # First bin: 2 predictions, confidences sum to .6, none right: gap .6. Second: 2, 1.8, both right: gap .2.
    # (.6 + .2) / 4.
    assert math.isclose(figures([{ece: (2, 0.6, 0, 2, 1.8, 2)}])[0].value, 0.2)


def test_interval_of_a_single_article_is_none():
    only = figures([{SHARE: (1, 2)}])[0]
    assert (only.low, only.high) == (None, None)


def test_interval_of_equal_articles_is_a_point():
    for figure in figures([{SHARE: (1, 2)}] * 20):
        assert (figure.low, figure.value, figure.high) == (0.5, 0.5, 0.5)


def test_interval_is_what_the_normal_approximation_says():
    # 400 articles of one statement each, half right: standard error .025, so about .451 to .549.
    figure = figures([{SHARE: (k % 2, 1)} for k in range(400)], rounds=4000)[0]
    assert abs(figure.low - 0.451) < 0.005
    assert abs(figure.high - 0.549) < 0.005


def test_one_seed_one_answer_and_blocks_do_not_matter(monkeypatch):
    articles = [{SHARE: (k % 3 == 0, 1)} for k in range(50)]
    once = figures(articles)
    assert once == figures(articles)
    assert once != figures(articles, seed=99)
    monkeypatch.setattr("checker.evaluation.bootstrap._BLOCK", 500)
    assert once == figures(articles)


def test_a_measure_that_an_article_lacks_counts_nothing_there():
    part = Measure("recall", "ratio", "kind", "direct")
    found = figures([{SHARE: (1, 1)}, {SHARE: (0, 1), part: (1, 1)}])
    assert [(f.name, f.part, f.value, f.articles) for f in found] == [
        ("accuracy", "", 0.5, 2),
        ("recall", "direct", 1.0, 1),
    ]


def test_the_same_system_twice_differs_by_nothing():
    articles = [{SHARE: (k % 2, 1)} for k in range(30)]
    (difference,) = compare(articles, articles)
    assert (difference.difference, difference.low, difference.high, difference.real) == (0, 0, 0, False)


def test_pairing_sees_a_small_gain_that_every_article_has():
    # Articles differ a lot among each other (0 to 90 of 100), but ours has 2 more right in each.
    rng = np.random.default_rng(1)
    base = rng.integers(0, 90, 40)
    ours = [{SHARE: (int(k) + 2, 100)} for k in base]
    theirs = [{SHARE: (int(k), 100)} for k in base]
    (difference,) = compare(ours, theirs)
    assert math.isclose(difference.difference, 0.02)
    assert difference.real
    # Their own intervals overlap widely, which is why they must not be compared by eye.
    assert figures(ours)[0].low < figures(theirs)[0].high


def test_noise_is_called_noise():
    ours = [{SHARE: (k % 2, 1)} for k in range(40)]
    theirs = [{SHARE: ((k + 1) % 2, 1)} for k in range(40)]
    assert not compare(ours, theirs)[0].real


def test_a_figure_that_one_side_lacks_is_not_compared():
    other = Measure("other", "ratio")
    found = compare([{SHARE: (1, 1), other: (1, 1)}] * 3, [{SHARE: (1, 1)}] * 3)
    assert [d.name for d in found] == ["accuracy"]


def test_other_articles_cannot_be_compared():
    with pytest.raises(ValueError, match="needs the same ones"):
        compare([{SHARE: (1, 1)}], [])
