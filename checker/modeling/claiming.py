"""Sentences as claims: which of them assert something that needs a source, attack someone, or accuse gravely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from checker.document import Span
from checker.modeling.decoding import Floats
from checker.modeling.pieces import Pieces

#: What a sentence may do: assert what needs a source; attack, judge or mock someone; tell of crime, abuse, death or danger.
CLAIM_LABELS = ("claim", "judgement", "serious")


def sentence_rows(pieces: Pieces, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The half-open range of pieces of each span; empty where the pieces leave its words out."""
    starts = np.searchsorted(pieces.end, [s.start for s in spans], side="right")
    ends = np.searchsorted(pieces.start, [s.end for s in spans], side="left")
    return [(int(a), int(max(a, b))) for a, b in zip(starts, ends, strict=True)]


def sentence_scores(scores: Floats, rows: Sequence[tuple[int, int]]) -> Floats:
    """Probabilities [spans, 3] of `CLAIM_LABELS`; scores: [pieces, 4] a weight and three scores a piece; 0 for no pieces."""
    out: Floats = np.zeros((len(rows), len(CLAIM_LABELS)), np.float32)
    for k, (a, b) in enumerate(rows):
        if b > a:
            weight = np.exp(scores[a:b, 0] - scores[a:b, 0].max())
            out[k] = 1 / (1 + np.exp(-(weight / weight.sum()) @ scores[a:b, 1:]))
    return out
