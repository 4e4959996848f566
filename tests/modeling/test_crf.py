"""The loss of the linear chain, held against going through all paths and against the decoder."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="the training extra is not installed")

from checker.modeling.crf import crf_loss  # noqa: E402
from checker.modeling.decoding import FORBIDDEN, FORBIDDEN_START, TAGS, best_paths  # noqa: E402

K = len(TAGS)


def legal_path(rng: np.random.Generator, length: int) -> list[int]:
    path: list[int] = []
    for _ in range(length):
        banned = FORBIDDEN[path[-1]] if path else FORBIDDEN_START
        path.append(int(rng.choice(np.flatnonzero(~banned))))
    return path


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_loss_is_that_of_enumeration(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    longest = max(lengths)
    emissions = rng.normal(0, 3, (len(lengths), longest, K)).astype(np.float32)
    transitions = rng.normal(0, 1, (K, K)).astype(np.float32)
    paths = [legal_path(rng, n) for n in lengths]
    tags = torch.tensor([p + [0] * (longest - len(p)) for p in paths])
    mask = torch.arange(longest) < torch.tensor(lengths)[:, None]
    losses = crf_loss(torch.from_numpy(emissions), tags, mask, torch.from_numpy(transitions))
    for e, path, loss in zip(emissions, paths, losses, strict=True):

        def score(p: tuple[int, ...], e: np.ndarray = e) -> float:
            return float(
                sum(e[t, k] for t, k in enumerate(p)) + sum(transitions[p[t - 1], p[t]] for t in range(1, len(p)))
            )

        scores = [
            score(p)
            for p in product(range(K), repeat=len(path))
            if not FORBIDDEN_START[p[0]] and not any(FORBIDDEN[p[t - 1], p[t]] for t in range(1, len(p)))
        ]
        assert loss.item() == pytest.approx(np.logaddexp.reduce(scores) - score(tuple(path)), abs=1e-3)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(0, 20))
def test_padding_does_not_matter_and_the_decoder_agrees(seed: int, length: int, more: int) -> None:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(0, 4, (1, length + more, K)).astype(np.float32)
    transitions = rng.normal(0, 1, (K, K)).astype(np.float32)
    mask = np.arange(length + more)[None] < length
    paths, probabilities = best_paths(emissions, mask, transitions)
    inputs = [torch.from_numpy(x) for x in (emissions, paths, mask, transitions)]
    padded = crf_loss(*inputs).item()
    alone = crf_loss(*(x[:, :length] for x in inputs[:3]), inputs[3]).item()
    assert padded == pytest.approx(alone, abs=1e-3)
    assert np.exp(-padded) == pytest.approx(probabilities[0], rel=2e-2)


def test_gradient_is_finite_and_moves_towards_the_gold_tags() -> None:
    torch.manual_seed(0)
    emissions = torch.randn(3, 20, K, requires_grad=True)
    transitions = torch.zeros(K, K, requires_grad=True)
    tags = torch.zeros(3, 20, dtype=torch.long)
    mask = torch.arange(20) < torch.tensor([20, 7, 1])[:, None]
    before = crf_loss(emissions, tags, mask, transitions).sum()
    before.backward()
    assert emissions.grad is not None and transitions.grad is not None
    assert torch.isfinite(emissions.grad).all() and torch.isfinite(transitions.grad).all()
    assert not emissions.grad[1, 7:].any(), "what is padding has no say"
    after = crf_loss(emissions - 0.5 * emissions.grad, tags, mask, transitions - 0.5 * transitions.grad).sum()
    assert after < before
