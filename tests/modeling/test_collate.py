"""Windows and anchors as arrays."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from checker.modeling.collate import (
    DISTANCE_BUCKETS,
    PARAGRAPHS,
    REACH,
    SENTENCES,
    Specials,
    collate_anchors,
    collate_windows,
    distance_bucket,
)
from checker.modeling.pieces import Pieces
from checker.modeling.windows import windows_of
from checker.readers import read_string

SPECIALS = Specials(start=2, end=3, pad=0, mask=4)
TEXTS = ["She said no. He said yes.\n\n“It rains,” she said.", "One word.\n\n" + "The ferry will not sail today. " * 40]


@pytest.fixture
def pieces(tiny_tokenizer: Tokenizer) -> list[Pieces]:
    return [Pieces.of(read_string(t), tiny_tokenizer) for t in TEXTS]


def test_windows_stand_between_start_and_end_and_are_padded(pieces: list[Pieces]) -> None:
    work = [(p, w) for p in pieces for w in windows_of(p, core=100, context=20)]
    own, windows = [p for p, _ in work], [w for _, w in work]
    batch = collate_windows(own, windows, SPECIALS, rows=len(work) + 2)
    count, length = batch.ids.shape
    assert (count, length % 32) == (len(work) + 2, 0)
    assert batch.features.shape == (count, length, 3)
    for k, (p, w) in enumerate(work):
        n = len(w)
        assert batch.ids[k].tolist() == [2, *p.ids[w.start : w.end], 3, *[0] * (length - n - 2)]
        assert batch.mask[k].tolist() == [1] * (n + 2) + [0] * (length - n - 2)
        assert np.array_equal(batch.features[k, 1 : n + 1], p.features[w.start : w.end])
        assert not batch.features[k, [0, n + 1]].any()
    # Attention over nothing is not a number: empty windows look at one padding piece.
    assert batch.mask[len(work) :].sum(1).tolist() == [1, 1]
    assert (batch.ids[len(work) :] == SPECIALS.pad).all()


def test_anchors_point_at_their_pieces(pieces: list[Pieces]) -> None:
    work = [(p, w) for p in pieces for w in windows_of(p, core=100, context=20)]
    own, windows = [p for p, _ in work], [w for _, w in work]
    batch = collate_windows(own, windows, SPECIALS)
    length = batch.ids.shape[1]
    anchors = [(k, a) for k, w in enumerate(windows) for a in {w.core_start, w.core_end - 1}]
    around = collate_anchors(own, windows, anchors, length, multiple=16)
    rows = batch.ids.reshape(-1)
    assert len(around.anchor) % 16 == 0 and len(around.anchor) >= len(anchors)
    assert around.index.shape[1] % 32 == 0
    for i, (k, a) in enumerate(anchors):
        p, w, n = own[k], windows[k], int(around.mask[i].sum())
        first = int(around.first[i])
        assert first == max(w.start, a - REACH)
        assert first + n == min(w.end, a + REACH + 1)
        assert around.mask[i].tolist() == [True] * n + [False] * (len(around.mask[i]) - n)
        assert rows[around.anchor[i]] == p.ids[a]
        assert np.array_equal(rows[around.index[i, :n]], p.ids[first : first + n])
        sentences = np.clip(p.sentence[first : first + n] - p.sentence[a], -SENTENCES, SENTENCES) + SENTENCES
        assert np.array_equal(around.sentence[i, :n], sentences)
        paragraphs = np.clip(p.paragraph[first : first + n] - p.paragraph[a], -PARAGRAPHS, PARAGRAPHS) + PARAGRAPHS
        assert np.array_equal(around.paragraph[i, :n], paragraphs)
        assert around.distance[i, a - first] == 0
    assert ((around.sentence >= 0) & (around.sentence <= 2 * SENTENCES)).all()
    assert ((around.paragraph >= 0) & (around.paragraph <= 2 * PARAGRAPHS)).all()
    assert around.mask.any(1).all(), "an empty anchor has a piece to look at too"
    assert around.inputs == (
        around.anchor,
        around.index,
        around.distance,
        around.sentence,
        around.paragraph,
        around.mask,
    )


def test_distance_buckets_grow_with_distance_on_either_side() -> None:
    distance = np.arange(-3 * REACH, 3 * REACH + 1)
    bucket = distance_bucket(distance)
    assert bucket.min() >= 0 and bucket.max() < DISTANCE_BUCKETS
    after, before = bucket[distance >= 0], bucket[distance < 0][::-1]
    assert (np.diff(after) >= 0).all() and (np.diff(before) >= 0).all()
    assert after[:9].tolist() == list(range(9))
    assert before[:8].tolist() == list(range(25, 33))
    assert after.max() == 23 and before.max() == 47
    assert set(after) & set(before) == set()
