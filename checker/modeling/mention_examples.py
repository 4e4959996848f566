"""`MentionExample`: an article with mentions of which it is known whom they stand for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from checker.modeling.decoding import Bools
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import Heads, PointerBatch


@dataclass(frozen=True, slots=True)
class Target:
    """What is known of one mention, by the numbers of the article's mentions.

    right: mentions of the same one; nobody: whether “nobody here” is right too (it is the first of its kind); unknown: mentions
    of which it is not known.
    """

    mention: int
    right: frozenset[int]
    nobody: bool
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class MentionExample:
    """An article's pieces, its mentions and the targets among them."""

    pieces: Pieces
    heads: Heads
    targets: tuple[Target, ...]

    def gold(self, targets: tuple[Target, ...], batch: PointerBatch) -> tuple[Bools, Bools]:
        """Which columns may be chosen, and which of them are right: [targets, reach] both, in the order of `targets`."""
        shape = (len(batch.anchor), batch.index.shape[1])
        open_, right = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        for i, t in enumerate(targets):
            columns = {int(p): c for c, p in enumerate(batch.index[i]) if batch.mask[i, c]}
            own = int(self.heads.piece[t.mention])
            for k, piece in enumerate(self.heads.piece.tolist()):
                column = columns.get(piece)
                if column is None or piece == own:
                    continue
                if k in t.right:
                    open_[i, column] = right[i, column] = True
                elif k not in t.unknown:
                    open_[i, column] = True
            open_[i, batch.own[i]] = True
            right[i, batch.own[i]] = t.nobody or not right[i].any()
        return open_, right
