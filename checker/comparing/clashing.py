"""Clashes: pairs of assertions of one article that cannot both hold, judged with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from checker.article import Article
from checker.comparing.assertions import Assertion, assertions
from checker.comparing.differing import differing_words
from checker.comparing.features import Comparison, FloatArray, model_features
from checker.comparing.retrieval import Pair, candidate_pairs
from checker.comparing.signals import is_open, is_told_as_dispute, stand_side_by_side
from checker.comparing.weights import Weights, released
from checker.evidence import Clash

Judge = Callable[[Sequence[tuple[str, str]]], FloatArray]
"""Probabilities [n, 3] of entailment, neutral and contradiction for n pairs of premise and hypothesis."""

LEAST_PROBABILITY = 0.05


def find_clashes(
    article: Article, judge: Judge, vectors: FloatArray | None = None, *, weights: Weights | None = None
) -> tuple[Clash, ...]:
    """The clashes of an article in text order, those below a probability of 0.05 left out.

    Every pair that retrieval picks is judged in both directions; the judge's probabilities, values compared by size,
    negation, hedges and who holds each side go into one logistic regression. Pairs that the copy itself sets against
    each other, questions and suppositions are not judged. vectors: one row of length 1 for each of
    `assertions(article)`, in its order.
    """
    weights = weights or released()
    found = assertions(article)
    comparison = Comparison(article, found)
    pairs, text = candidate_pairs(comparison, vectors, weights=weights)
    open_to_judgement = [k for k, (i, j) in enumerate(pairs) if not is_silent(article, found[i], found[j])]
    if not open_to_judgement:
        return ()
    # The judge is what takes time: only pairs that its plainest “contradiction” could lift over the least are read.
    plainest = np.tile([0.0, 0.0, 1.0], (len(open_to_judgement), 1))
    asked = text[open_to_judgement]
    best = weights.probabilities(np.hstack([asked, model_features(asked, plainest, plainest)]))
    open_to_judgement = [k for k, p in zip(open_to_judgement, best, strict=True) if p >= LEAST_PROBABILITY]
    if not open_to_judgement:
        return ()
    pairs, text = tuple(pairs[k] for k in open_to_judgement), text[open_to_judgement]
    probabilities = weights.probabilities(pair_features(found, pairs, text, judge))
    clashes = [
        _clash(article, found[i], found[j], float(p))
        for (i, j), p in zip(pairs, probabilities, strict=True)
        if p >= LEAST_PROBABILITY
    ]
    return tuple(sorted(clashes, key=lambda c: (c.second, c.first)))


def pair_features(found: Sequence[Assertion], pairs: Sequence[Pair], text: FloatArray, judge: Judge) -> FloatArray:
    """The `FEATURES` [n, f] of pairs with their text features: the judge reads each in both directions, in one call."""
    forward = [(found[i].text, found[j].text) for i, j in pairs]
    probabilities = judge([*forward, *((b, a) for a, b in forward)])
    return np.hstack([text, model_features(text, probabilities[: len(pairs)], probabilities[len(pairs) :])])


def is_silent(article: Article, a: Assertion, b: Assertion) -> bool:
    """Whether a pair, the earlier first, is none of ours however its words differ: the copy tells of the disagreement,
    one side asserts nothing, one is the thought of somebody else, or two voices stand side by side.
    """
    if is_open(a) or is_open(b):
        return True
    one_voice = a.holder == b.holder and a.is_paper == b.is_paper
    if one_voice:
        return False
    if "thought" in (a.act, b.act) or is_told_as_dispute(article, a, b):
        return True
    return not a.is_paper and not b.is_paper and stand_side_by_side(a, b)


def _clash(article: Article, a: Assertion, b: Assertion, probability: float) -> Clash:
    kind, first, second = differing_words(article.text, a, b)
    return Clash(a.span, b.span, first, second, round(probability, 4), kind)
