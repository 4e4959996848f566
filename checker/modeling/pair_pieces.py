"""`PairPieces`: premise and hypothesis as the cross-encoder sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from checker.modeling.collate import Specials
from checker.modeling.pair_words import PAIR_FEATURE_SIZES, SHARED, features, words
from checker.modeling.pieces import Ints

#: [CLS] premise [SEP] hypothesis [SEP]
_SPECIALS = 3


@dataclass(frozen=True, slots=True)
class Side:
    """Word pieces of one side, n of them: ids [n] and features [n, 2]."""

    ids: Ints
    features: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, limit: int) -> Side:
        """At most `limit` pieces: the stretch that shares most with the other side, the first of equals."""
        if len(self) <= limit:
            return self
        shared = np.concatenate([[0], np.cumsum(np.isin(self.features[:, 0], SHARED))])
        start = int(np.argmax(shared[limit:] - shared[:-limit]))
        return Side(self.ids[start : start + limit], self.features[start : start + limit])


@dataclass(frozen=True, slots=True)
class PairPieces:
    """Both sides of a pair."""

    premise: Side
    hypothesis: Side

    def __len__(self) -> int:
        """Pieces, special tokens among them."""
        return len(self.premise) + len(self.hypothesis) + _SPECIALS

    def within(self, length: int) -> PairPieces:
        """At most `length` pieces; what is too long is cut from the longer side, of which half the length is always left."""
        limit = length - _SPECIALS
        if len(self) <= length:
            return self
        shorter = min(len(self.premise), len(self.hypothesis), limit // 2)
        longer = limit - shorter
        if len(self.premise) >= len(self.hypothesis):
            return PairPieces(self.premise.within(longer), self.hypothesis.within(shorter))
        return PairPieces(self.premise.within(shorter), self.hypothesis.within(longer))

    def swapped(self) -> PairPieces:
        """The hypothesis as the premise, and the premise as the hypothesis."""
        return PairPieces(self.hypothesis, self.premise)


@dataclass(frozen=True, slots=True)
class PairBatch:
    """What the network takes: ids, types (1 from the hypothesis on), mask [pairs, length], features [pairs, length, 2]."""

    ids: Ints
    types: Ints
    mask: Ints
    features: Ints

    @property
    def inputs(self) -> dict[str, Ints]:
        """The arrays by the names of the network's arguments."""
        return {"ids": self.ids, "types": self.types, "mask": self.mask, "features": self.features}


def pair_pieces(pairs: Sequence[tuple[str, str]], tokenizer: Any, *, length: int) -> list[PairPieces]:
    """Splits pairs of premise and hypothesis, and cuts each to `length` pieces."""
    encodings = tokenizer.encode_batch([text for pair in pairs for text in pair], add_special_tokens=False)
    found = []
    for k, (premise, hypothesis) in enumerate(pairs):
        ours, theirs = words(premise), words(hypothesis)
        first, second = encodings[2 * k], encodings[2 * k + 1]
        pieces = PairPieces(
            Side(np.array(first.ids, np.int64), features(ours, theirs, [a for a, _ in first.offsets], premise)),
            Side(np.array(second.ids, np.int64), features(theirs, ours, [a for a, _ in second.offsets], hypothesis)),
        )
        found.append(pieces.within(length))
    return found


def rounded(length: int, multiple: int) -> int:
    """The length of a batch whose longest pair has `length` pieces. Few shapes make for fast training."""
    return -(-length // multiple) * multiple


def collate_pairs(pairs: Sequence[PairPieces], specials: Specials, *, multiple: int = 8) -> PairBatch:
    """Pairs side by side, padded to one length."""
    n, length = len(pairs), rounded(max(len(p) for p in pairs), multiple)
    ids = np.full((n, length), specials.pad, np.int64)
    types, mask = np.zeros((n, length), np.int64), np.zeros((n, length), np.int64)
    table = np.zeros((n, length, len(PAIR_FEATURE_SIZES)), np.int64)
    for k, pair in enumerate(pairs):
        middle, end = len(pair.premise) + 2, len(pair)
        ids[k, 0], ids[k, middle - 1], ids[k, end - 1] = specials.start, specials.end, specials.end
        ids[k, 1 : middle - 1], ids[k, middle : end - 1] = pair.premise.ids, pair.hypothesis.ids
        table[k, 1 : middle - 1], table[k, middle : end - 1] = pair.premise.features, pair.hypothesis.features
        types[k, middle:end] = 1
        mask[k, :end] = 1
    return PairBatch(ids, types, mask, table)
