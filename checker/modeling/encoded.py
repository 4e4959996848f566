"""`Encoded`: a document as the network has read it once, for every head to answer from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from checker.document import Document, Span
from checker.linking.mentions import Mention
from checker.modeling.assembly import Reading
from checker.modeling.claiming import sentence_rows, sentence_scores
from checker.modeling.collate import AnchorBatch, WindowBatch
from checker.modeling.decoding import Floats
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import Heads, PointerBatch, collate_mentions
from checker.modeling.settings import Calibration


class Scorer(Protocol):
    """The network, whatever runs it."""

    transitions: Floats

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats, Floats]:
        """States [windows * length, width], anchor logits [windows, length] and claim scores [windows, length, 4]."""
        ...

    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        """Tag scores [anchors, reach, tags]."""
        ...

    def antecedents(self, states: Floats, mentions: PointerBatch) -> Floats:
        """Scores [anchors, reach] of being who the anchor stands for."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One anchor's statement as the network reads it, before any threshold.

    anchor: probability that a statement hangs on this piece; path: probability of its tags given the anchor; reading: its
    spans in the text.
    """

    anchor: float
    path: float
    reading: Reading

    def confidence(self, calibration: Calibration) -> float:
        """Calibrated probability that the statement is right."""
        return calibration.probability(self.anchor, self.path)


@dataclass(frozen=True, slots=True)
class Encoded:
    """One document, read. states: [pieces, width]; claim_scores: [pieces, 4]; candidates: its statements, in text order."""

    document: Document
    pieces: Pieces
    candidates: tuple[Candidate, ...]
    states: Floats
    claim_scores: Floats
    scorer: Scorer

    def antecedents(self, mentions: Sequence[Mention], wanted: Sequence[int]) -> list[dict[int, float]]:
        """For each of the mentions `wanted` (numbers into `mentions`, all in text order), the probabilities of the mentions
        that it may stand for, by number; what they lack to 1 is that of nobody near.
        """
        if not len(self.pieces) or not wanted:
            return [{} for _ in wanted]
        heads = Heads.of(self.pieces, mentions)
        batch = collate_mentions(self.pieces, heads, wanted)
        scores = self.scorer.antecedents(self.states, batch).astype(np.float64)
        found = []
        by_piece = {int(p): k for k, p in enumerate(heads.piece)}
        for i, w in enumerate(wanted):
            own = int(batch.own[i])
            columns = np.flatnonzero(batch.mask[i] & (batch.code[i] > 0))
            weights = np.exp(scores[i, columns] - scores[i, columns].max())
            chances = weights / weights.sum()
            found.append(
                {
                    by_piece[int(batch.index[i, c])]: float(p)
                    for c, p in zip(columns, chances, strict=True)
                    if c != own and by_piece[int(batch.index[i, c])] != w
                }
            )
        return found

    def claims(self, spans: Sequence[Span]) -> Floats:
        """Probabilities [spans, 3] that each is a claim that needs a source, a judgement of someone, a serious accusation."""
        return sentence_scores(self.claim_scores, sentence_rows(self.pieces, spans))
