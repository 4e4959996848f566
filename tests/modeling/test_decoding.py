"""The best tag path and its probability, held against going through all of them."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.modeling.decoding import FORBIDDEN, FORBIDDEN_START, TAGS, Floats, best_paths, tag_spans

K = len(TAGS)


def draw(seed: int, lengths: list[int], spread: float = 3.0) -> tuple[Floats, np.ndarray, Floats]:
    """Emissions, mask and transitions of sequences of these lengths, padded with what is no score at all."""
    rng = np.random.default_rng(seed)
    emissions = rng.normal(0, spread, (len(lengths), max(lengths), K)).astype(np.float32)
    mask = np.arange(max(lengths)) < np.array(lengths)[:, None]
    return emissions, mask, rng.normal(0, 1, (K, K)).astype(np.float32)


def legal(path: tuple[int, ...]) -> bool:
    return not FORBIDDEN_START[path[0]] and not any(FORBIDDEN[a, b] for a, b in pairwise(path))


def every_path(emissions: Floats, transitions: Floats) -> dict[tuple[int, ...], float]:
    """The score of every legal path of one sequence."""
    n = len(emissions)
    return {
        path: sum(float(emissions[t, tag]) for t, tag in enumerate(path))
        + sum(float(transitions[a, b]) for a, b in pairwise(path))
        for path in product(range(K), repeat=n)
        if legal(path)
    }


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_best_path_and_its_probability_are_those_of_enumeration(seed: int, lengths: list[int]) -> None:
    emissions, mask, transitions = draw(seed, lengths)
    paths, probabilities = best_paths(emissions, mask, transitions)
    for e, path, p, n in zip(emissions, paths, probabilities, lengths, strict=True):
        scores = every_path(e[:n], transitions)
        best = max(scores, key=lambda x: scores[x])
        assert tuple(path[:n].tolist()) == best
        assert p == pytest.approx(np.exp(scores[best]) / sum(np.exp(s) for s in scores.values()), rel=1e-4)
        assert not path[n:].any()


@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(0, 30))
def test_padding_does_not_matter(seed: int, length: int, more: int) -> None:
    emissions, mask, transitions = draw(seed, [length, length + more])
    paths, probabilities = best_paths(emissions, mask, transitions)
    alone, own = best_paths(emissions[:1, :length], mask[:1, :length], transitions)
    assert np.array_equal(paths[:1, :length], alone)
    assert probabilities[:1] == pytest.approx(own, rel=1e-6)


@given(st.integers(0, 10_000), st.integers(1, 40), st.floats(0, 40))
def test_forbidden_transitions_never_occur(seed: int, length: int, pull: float) -> None:
    """However much the scores and the learned transitions ask for an I- tag out of place."""
    emissions, mask, transitions = draw(seed, [length], 6.0)
    inside = np.array([t.startswith("I-") for t in TAGS])
    paths, probabilities = best_paths(
        emissions + np.float32(pull) * inside, mask, transitions + np.float32(pull) * inside
    )
    assert legal(tuple(paths[0].tolist()))
    assert 0 < probabilities[0] <= 1


def test_a_window_of_full_length_keeps_its_probability_below_one() -> None:
    rng = np.random.default_rng(0)
    emissions = rng.normal(0, 0.1, (4, 257, K)).astype(np.float32)
    emissions[:, :, 0] += 30
    _, probabilities = best_paths(emissions, np.ones((4, 257), np.bool_), np.zeros((K, K), np.float32))
    assert probabilities == pytest.approx(1, abs=1e-6)
    assert (probabilities <= 1).all()


def test_tag_spans() -> None:
    def spans(*tags: str) -> list[tuple[str, int, int]]:
        return tag_spans(np.array([TAGS.index(t) for t in tags], np.int64))

    assert spans("O", "B-source", "I-source", "O", "B-cue", "B-content", "I-content") == [
        ("source", 1, 3),
        ("cue", 4, 5),
        ("content", 5, 7),
    ]
    assert spans("B-content", "B-content", "I-content", "O") == [("content", 0, 1), ("content", 1, 3)]
    assert spans("O", "O") == []
    assert spans() == []
