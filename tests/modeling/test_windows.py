"""Windows: every piece is decided in exactly one of them."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.modeling.examples import Example, training_windows
from checker.modeling.pieces import FEATURE_SIZES, Pieces
from checker.modeling.windows import Window, windows_of


@st.composite
def pieces(draw: st.DrawFn) -> Pieces:
    """Pieces of paragraphs of sentences of any lengths."""
    lengths = draw(st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=8), max_size=12))
    paragraph = [i for i, sentences in enumerate(lengths) for n in sentences for _ in range(n)]
    flat = [n for sentences in lengths for n in sentences]
    sentence = [i for i, n in enumerate(flat) for _ in range(n)]
    n = len(paragraph)
    numbers = np.arange(n, dtype=np.int64)
    features = np.zeros((n, len(FEATURE_SIZES)), np.int64)
    paragraphs, sentences = np.array(paragraph, np.int64), np.array(sentence, np.int64)
    return Pieces(numbers, numbers * 2, numbers * 2 + 1, paragraphs, sentences, features)


def cores(windows: list[Window]) -> list[int]:
    return [i for w in windows for i in range(w.core_start, w.core_end)]


@given(pieces(), st.integers(1, 300), st.integers(0, 80))
def test_every_piece_is_in_exactly_one_core(p: Pieces, core: int, context: int) -> None:
    windows = list(windows_of(p, core=core, context=context))
    assert cores(windows) == list(range(len(p)))
    for w in windows:
        assert 0 <= w.start <= w.core_start < w.core_end <= w.end <= len(p)
        assert w.core_end - w.core_start <= core
        assert w.core_start - w.start == min(context, w.core_start)
        assert w.end - w.core_end == min(context, len(p) - w.core_end)
        assert len(w) == w.end - w.start


@given(pieces(), st.integers(0, 1000))
def test_so_it_is_in_training(p: Pieces, seed: int) -> None:
    zeros = np.zeros(len(p), np.int64)
    windows = training_windows(Example(p, (), zeros, zeros.astype(np.bool_)), random.Random(seed))
    assert cores(windows) == list(range(len(p)))
    assert all(w.start >= 0 and w.end <= len(p) and 0 < len(w) <= 384 for w in windows)


def test_cores_end_at_a_paragraph_or_else_at_a_sentence() -> None:
    def of(paragraph: list[int], sentence: list[int]) -> Pieces:
        n = len(paragraph)
        numbers = np.arange(n)
        features = np.zeros((n, len(FEATURE_SIZES)), np.int64)
        return Pieces(numbers, numbers, numbers + 1, np.array(paragraph), np.array(sentence), features)

    # Paragraphs of 6, 6 and 8 pieces; a core of 10 holds the first alone, since the second would not be whole.
    p = of([0] * 6 + [1] * 6 + [2] * 8, [0] * 3 + [1] * 3 + [2] * 6 + [3] * 8)
    assert [(w.core_start, w.core_end) for w in windows_of(p, core=10, context=2)] == [(0, 6), (6, 12), (12, 20)]
    # One paragraph: cut after its sentences of 7 and 6 pieces.
    p = of([0] * 20, [0] * 7 + [1] * 6 + [2] * 7)
    assert [(w.core_start, w.core_end) for w in windows_of(p, core=10, context=0)] == [(0, 7), (7, 13), (13, 20)]
    # One sentence: cut anywhere.
    p = of([0] * 25, [0] * 25)
    assert [(w.core_start, w.core_end) for w in windows_of(p, core=10, context=0)] == [(0, 10), (10, 20), (20, 25)]
