"""Mentions and the pieces around them as the arrays that the antecedent pointer takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checker.linking.mentions import Mention
from checker.modeling.collate import PARAGRAPHS, SENTENCES, distance_bucket
from checker.modeling.decoding import Bools
from checker.modeling.pieces import Ints, Pieces

_KINDS = ("name", "nominal", "pronoun", "group")
_GENDERS = (None, "male", "female")
_NATURES = (None, "person", "organization", "group", "document", "unnamed")
#: Sorts of mention: none, or kind, gender and nature as far as the words alone tell.
MENTION_CODES = 1 + len(_KINDS) * len(_GENDERS) * len(_NATURES)

#: Pieces before and after an anchor that are read whole, and how many are read in all: the rest are mentions further up.
_BEFORE, _AFTER, _ALL = 160, 32, 224
_ROUND = 32


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the mentions of a document stand among its pieces, n of them, in text order.

    piece: [n] the last piece of each mention's head; code: [n] what sort it is, 1 to `MENTION_CODES` - 1; name: [n] whether it
    is worth reading from afar (a name or a description, not a pronoun).
    """

    piece: Ints
    code: Ints
    name: Bools

    @classmethod
    def of(cls, pieces: Pieces, mentions: Sequence[Mention]) -> Heads:
        """The heads of `mentions`; one whose words the pieces leave out is put at the nearest piece before."""
        ends = np.array([m.span.end for m in mentions], np.int64)
        last = np.searchsorted(pieces.start, ends, side="left") - 1
        return cls(
            np.clip(last, 0, max(0, len(pieces) - 1)).astype(np.int64),
            np.array([_code(m) for m in mentions], np.int64),
            np.array([m.kind != "pronoun" for m in mentions], np.bool_),
        )


def _code(m: Mention) -> int:
    nature = _NATURES.index(m.speaker_kind) if m.speaker_kind in _NATURES else 0
    kind, gender = _KINDS.index(m.kind), _GENDERS.index(m.gender)
    return 1 + (kind * len(_GENDERS) + gender) * len(_NATURES) + nature


@dataclass(frozen=True, slots=True)
class PointerBatch:
    """What the pointer takes: anchor [anchors]; index, code, distance, sentence, paragraph, mask [anchors, reach].

    own: [anchors] the column of each anchor's own piece.
    """

    anchor: Ints
    index: Ints
    code: Ints
    distance: Ints
    sentence: Ints
    paragraph: Ints
    mask: Bools
    own: Ints

    @property
    def inputs(self) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints, Bools]:
        """The arrays in the order of the pointer's arguments after the states."""
        return self.anchor, self.index, self.code, self.distance, self.sentence, self.paragraph, self.mask


def collate_mentions(pieces: Pieces, heads: Heads, anchors: Sequence[int]) -> PointerBatch:
    """The surroundings of the mentions `anchors` (numbers into `heads`), on the states of the document's pieces."""
    codes = np.zeros(len(pieces), np.int64)
    codes[heads.piece] = heads.code
    far = np.unique(heads.piece[heads.name])
    around = [_around(int(heads.piece[a]), len(pieces), far) for a in anchors]
    width = -(-max((len(x) for x in around), default=1) // _ROUND) * _ROUND
    count = max(1, len(anchors))
    index, code, distance, sentence, paragraph = (np.zeros((count, width), np.int64) for _ in range(5))
    mask = np.zeros((count, width), np.bool_)
    mask[len(anchors) :, 0] = True
    anchor, own = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for i, (a, x) in enumerate(zip(anchors, around, strict=True)):
        at, n = int(heads.piece[a]), len(x)
        anchor[i], own[i] = at, int(np.searchsorted(x, at))
        index[i, :n], code[i, :n], distance[i, :n] = x, codes[x], x - at
        code[i, own[i]] = heads.code[a]
        sentence[i, :n] = np.clip(pieces.sentence[x] - pieces.sentence[at], -SENTENCES, SENTENCES)
        paragraph[i, :n] = np.clip(pieces.paragraph[x] - pieces.paragraph[at], -PARAGRAPHS, PARAGRAPHS)
        mask[i, :n] = True
    return PointerBatch(
        anchor, index, code, distance_bucket(distance), sentence + SENTENCES, paragraph + PARAGRAPHS, mask, own
    )


def _around(at: int, n: int, far: Ints) -> Ints:
    """The pieces that are read for an anchor at piece `at`, ascending."""
    low, high = max(0, at - _BEFORE), min(n, at + _AFTER + 1)
    before = far[: np.searchsorted(far, low)]
    room = _ALL - (high - low)
    if len(before) > room:
        # Both ends: who opens the article is met again at any place, and who was named last is near.
        before = np.concatenate([before[: room // 2], before[len(before) - (room - room // 2) :]])
    out: Ints = np.concatenate([before, np.arange(low, high)]).astype(np.int64)
    return out
