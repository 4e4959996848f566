"""Which pairs of assertions are worth a look: an index of what they share, so that work grows with the length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from checker.comparing.assertions import Assertion
from checker.comparing.features import Comparison, FloatArray
from checker.comparing.weights import Weights

PAIRS_PER_WORD = 0.03
LEAST_PAIRS = 16
MOST_PER_ASSERTION = 8
_LONGEST_LIST = 40
_MOST_SHARERS = 24
_OTHER_KEYS = 0.6
_LIKENESS = 4.0
_BLOCK = 256

Pair = tuple[int, int]


def candidate_pairs(
    comparison: Comparison, vectors: FloatArray | None = None, *, weights: Weights
) -> tuple[tuple[Pair, ...], FloatArray]:
    """The pairs (i < j) most worth a look, best first, and their text features [pairs, features].

    At most 16 and three for every 100 words of the article (40 in one of 800 words), and eight for an assertion.
    vectors: one row an assertion, of length 1; the cosine is added to what the words tell.
    """
    pairs = sorted(_sharing(comparison))
    if vectors is not None:
        pairs = sorted({*pairs, *_near(vectors, comparison.assertions)})
    if not pairs:
        return (), np.zeros((0, len(weights.retrieval)))
    features = np.array([comparison.text_features(i, j) for i, j in pairs])
    scores = features @ weights.retrieval
    if vectors is not None:
        scores = scores + _LIKENESS * np.array([vectors[i] @ vectors[j] for i, j in pairs])
    limit = LEAST_PAIRS + int(PAIRS_PER_WORD * len(comparison.article.text.split()))
    chosen: list[int] = []
    uses: defaultdict[int, int] = defaultdict(int)
    for k in np.argsort(-scores, kind="stable"):
        i, j = pairs[k]
        if uses[i] < MOST_PER_ASSERTION and uses[j] < MOST_PER_ASSERTION:
            chosen.append(int(k))
            uses[i] += 1
            uses[j] += 1
        if len(chosen) == limit:
            break
    return tuple(pairs[k] for k in chosen), features[chosen]


def can_clash(a: Assertion, b: Assertion) -> bool:
    """Whether two assertions are two: not one within the other, nor of one sentence and one voice."""
    if a.span.overlaps(b.span):
        return False
    return a.sentence != b.sentence or a.holder != b.holder


def _sharing(comparison: Comparison) -> set[Pair]:
    """For every assertion the pairs with those that share most with it: stems by their rarity, counted things, kinds of
    moment, the speaker. Of a long list of sharers each meets only its neighbours."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for k, assertion in enumerate(comparison.assertions):
        for key in _keys(assertion):
            lists[key].append(k)
    shared: defaultdict[int, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for key, members in lists.items():
        weight = comparison.idf.get(key, _OTHER_KEYS)
        for n, i in enumerate(members):
            for j in members[n + 1 : n + _LONGEST_LIST]:
                shared[i][j] += weight
                shared[j][i] += weight
    found: set[Pair] = set()
    for i, others in shared.items():
        nearest = sorted(others, key=lambda j: (-others[j], j))[:_MOST_SHARERS]
        found.update((min(i, j), max(i, j)) for j in nearest)
    return {(i, j) for i, j in found if can_clash(comparison.assertions[i], comparison.assertions[j])}


def _keys(assertion: Assertion) -> Iterable[str]:
    yield from assertion.stems
    yield from {f"#{q.thing}" for q in assertion.values.quantities if q.thing}
    yield from {f"@{m.kind}" for m in assertion.values.moments}
    if assertion.holder is not None:
        yield f"={assertion.holder}"


def _near(vectors: FloatArray, assertions: Sequence[Assertion]) -> Iterator[Pair]:
    """The likest few of every assertion, a block of rows at a time."""
    for start in range(0, len(vectors), _BLOCK):
        likeness = vectors[start : start + _BLOCK] @ vectors.T
        for i, row in enumerate(likeness, start):
            row[i] = -1.0
            for j in np.argsort(-row)[:MOST_PER_ASSERTION]:
                pair = (min(i, int(j)), max(i, int(j)))
                if pair[0] != pair[1] and can_clash(assertions[pair[0]], assertions[pair[1]]):
                    yield pair
