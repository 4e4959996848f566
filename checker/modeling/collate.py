"""Windows and anchors as the arrays that the encoder and the anchored tagger take (numpy; torch wraps them without a copy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checker.modeling.decoding import Bools
from checker.modeling.pieces import FEATURE_SIZES, Ints, Pieces
from checker.modeling.windows import Window

#: Pieces on either side of an anchor that its statement may reach.
REACH = 128
#: Signed sentence and paragraph distances to the anchor are clipped to these.
SENTENCES, PARAGRAPHS = 3, 2
DISTANCE_BUCKETS = 48
_ROUND = 32


@dataclass(frozen=True, slots=True)
class Specials:
    """Vocabulary numbers of the tokens that no text holds."""

    start: int
    end: int
    pad: int
    mask: int


@dataclass(frozen=True, slots=True)
class WindowBatch:
    """What the encoder takes: ids, mask [windows, length] and features [windows, length, 3]."""

    ids: Ints
    features: Ints
    mask: Ints


@dataclass(frozen=True, slots=True)
class AnchorBatch:
    """What the anchored tagger takes.

    anchor: [anchors] row of each anchor's piece among the batch's states, windows one after the other; index: [anchors,
    reach] rows of the pieces around it; distance, sentence, paragraph: [anchors, reach] how far from the anchor, as numbers
    from 0; mask: [anchors, reach]; first: [anchors] the document's piece that stands at index 0.
    """

    anchor: Ints
    index: Ints
    distance: Ints
    sentence: Ints
    paragraph: Ints
    mask: Bools
    first: Ints

    @property
    def inputs(self) -> tuple[Ints, Ints, Ints, Ints, Ints, Bools]:
        """The arrays in the order of the tagger's arguments after the states."""
        return self.anchor, self.index, self.distance, self.sentence, self.paragraph, self.mask


def distance_bucket(distance: Ints) -> Ints:
    """Signed distance in pieces to a bucket 0..47: exact up to 8, then logarithmic up to `REACH`; 24 and on are before."""
    magnitude = np.minimum(np.abs(distance), REACH)
    far = 8 + (np.log2(np.maximum(magnitude, 8) / 8) * 3.75).astype(np.int64)
    bucket = np.where(magnitude <= 8, magnitude, np.minimum(far, 23))
    return np.where(distance < 0, bucket + 24, bucket)


def collate_windows(
    pieces: Sequence[Pieces], windows: Sequence[Window], specials: Specials, *, rows: int = 0
) -> WindowBatch:
    """Puts windows (one a `Pieces`, in step) between start and end tokens and pads them to a multiple of 32.

    `rows` adds empty windows up to that many: few different shapes keep a CPU's matrix kernels from being built anew.
    """
    length = -(-(max(len(w) for w in windows) + 2) // _ROUND) * _ROUND
    count = max(len(windows), rows)
    ids = np.full((count, length), specials.pad, np.int64)
    features = np.zeros((count, length, len(FEATURE_SIZES)), np.int64)
    mask = np.zeros((count, length), np.int64)
    mask[len(windows) :, 0] = 1  # attention over nothing is not a number
    for k, (p, w) in enumerate(zip(pieces, windows, strict=True)):
        n = len(w)
        ids[k, 0], ids[k, n + 1] = specials.start, specials.end
        ids[k, 1 : n + 1] = p.ids[w.start : w.end]
        features[k, 1 : n + 1] = p.features[w.start : w.end]
        mask[k, : n + 2] = 1
    return WindowBatch(ids, features, mask)


def collate_anchors(
    pieces: Sequence[Pieces],
    windows: Sequence[Window],
    anchors: Sequence[tuple[int, int]],
    length: int,
    *,
    multiple: int = 1,
    reach: int = REACH,
) -> AnchorBatch:
    """The surroundings of `anchors`, each (window, piece of its document), in windows that `length` pads to.

    `multiple` rounds their number up with empty ones; `reach` pieces are taken on either side, `REACH` at most.
    """
    ranges = [(max(windows[k].start, a - reach), min(windows[k].end, a + reach + 1)) for k, a in anchors]
    width = -(-max(high - low for low, high in ranges) // _ROUND) * _ROUND
    count = -(-len(anchors) // multiple) * multiple
    index, distance, sentence, paragraph = (np.zeros((count, width), np.int64) for _ in range(4))
    mask = np.zeros((count, width), np.bool_)
    mask[len(anchors) :, 0] = True
    anchor, first = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for i, ((k, a), (low, high)) in enumerate(zip(anchors, ranges, strict=True)):
        p, row, n = pieces[k], k * length + 1 - windows[k].start, high - low
        anchor[i], first[i] = row + a, low
        index[i, :n] = np.arange(low, high) + row
        distance[i, :n] = np.arange(low, high) - a
        sentence[i, :n] = np.clip(p.sentence[low:high] - p.sentence[a], -SENTENCES, SENTENCES)
        paragraph[i, :n] = np.clip(p.paragraph[low:high] - p.paragraph[a], -PARAGRAPHS, PARAGRAPHS)
        mask[i, :n] = True
    return AnchorBatch(
        anchor, index, distance_bucket(distance), sentence + SENTENCES, paragraph + PARAGRAPHS, mask, first
    )
