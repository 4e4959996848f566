"""`AntecedentLesson`: mentions whose antecedents are known, and what the network gets wrong of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from checker.modeling.collate import Specials, collate_windows
from checker.modeling.decoding import Bools
from checker.modeling.mention_examples import MentionExample, Target
from checker.modeling.network import StatementNetwork
from checker.modeling.pieces import Ints
from checker.modeling.pointing import collate_mentions
from checker.modeling.recipe import Schedule
from checker.modeling.windows import Window, windows_of

_WEIGHT = 0.7
#: Mentions learned from in a step: more of one article teach little more, and cost as much as the encoder.
_MENTIONS = 64
_CORES, _CONTEXTS = (192, 224, 256), (32, 48, 64)
_LONGEST = 2048  # pieces of one article; a longer one is read from where a random mention stands

Job = tuple[MentionExample, list[Window]]


class _Asked(NamedTuple):
    """The mentions of one article that a step asks about: the pointer's arrays, and which columns are open and right."""

    anchor: Ints
    arrays: tuple[npt.NDArray[Any], ...]
    open: Bools
    right: Bools


class AntecedentLesson:
    """Teaches who a pronoun or a description stands for.

    examples: articles, each with its weight: 2.5 comes up two or three times an epoch.
    """

    def __init__(
        self, examples: Sequence[tuple[MentionExample, float]], specials: Specials, schedule: Schedule
    ) -> None:
        self.examples = [(e, w) for e, w in examples if e.targets]
        self.specials = specials
        self.batch = schedule.batch
        self.word_dropout = schedule.word_dropout

    def batches(self, rng: random.Random) -> list[list[Job]]:
        """Batches of whole articles, or of long stretches of one."""
        jobs: list[Job] = []
        for example, weight in self.examples:
            for _ in range(int(weight) + (rng.random() < weight - int(weight))):
                jobs.append((example, _windows(example, rng)))
        jobs.sort(key=lambda job: sum(map(len, job[1])) + rng.random() * 256)
        batches: list[list[Job]] = [[]]
        size = 0
        for job in jobs:
            length = max(map(len, job[1])) + 2
            added = len(job[1]) * -(-length // 32) * 32
            if batches[-1] and size + added > self.batch:
                batches.append([])
                size = 0
            batches[-1].append(job)
            size += added
        return [b for b in batches if b]

    def losses(self, network: StatementNetwork, batch: Sequence[Job]) -> dict[str, Tensor]:
        """The loss of Lee et al. 2017: minus the log of the probability that any right mention has."""
        pieces = [e.pieces for e, windows in batch for _ in windows]
        windows = [w for _, ws in batch for w in ws]
        longest = -(-(max(map(len, windows)) + 2) // 32) * 32
        inputs = collate_windows(pieces, windows, self.specials, rows=self.batch // longest)
        ids, features, mask = (torch.from_numpy(x) for x in (inputs.ids, inputs.features, inputs.mask))
        ids[(torch.rand(ids.shape) < self.word_dropout) & (mask == 1)] = self.specials.mask
        states = network.states(ids, features, mask)
        states = states.reshape(-1, states.shape[-1])
        asked: list[_Asked] = []
        first, share = 0, max(4, _MENTIONS // len(batch))
        for example, own in batch:
            low, high = own[0].core_start, own[-1].core_end
            known = [t for t in example.targets if low <= example.heads.piece[t.mention] < high]
            chosen = tuple(known[k] for k in torch.randperm(len(known))[:share].tolist())
            if chosen:
                cores = [np.arange(w.core_start - w.start, w.core_end - w.start) for w in own]
                rows = np.concatenate([(first + k) * ids.shape[1] + 1 + x for k, x in enumerate(cores)])
                asked.append(_ask(example, chosen, rows, low))
            first += len(own)
        if not asked:
            return {"antecedents": states.sum() * 0}
        around, open_, right = _joined(asked)
        scores = network.antecedents(states, *(torch.from_numpy(x) for x in around)).float()
        every = scores.masked_fill(~torch.from_numpy(open_), -1e4).logsumexp(1)
        good = scores.masked_fill(~torch.from_numpy(right), -1e4).logsumexp(1)
        counted = torch.from_numpy(right.any(1))
        return {"antecedents": _WEIGHT * (every - good)[counted].sum() / counted.sum().clamp(min=1)}


def _ask(example: MentionExample, chosen: tuple[Target, ...], rows: Ints, low: int) -> _Asked:
    """The arrays of one article's mentions, on the states of the batch: `rows` are those of its pieces from `low` on."""
    around = collate_mentions(example.pieces, example.heads, [t.mention for t in chosen])
    inside = (around.index >= low) & (around.index < low + len(rows)) & around.mask
    open_, right = example.gold(chosen, around)
    index = rows[np.where(inside, around.index - low, 0)]
    arrays = (index, around.code, around.distance, around.sentence, around.paragraph, inside)
    return _Asked(rows[around.anchor - low], arrays, open_ & inside, right & inside)


def _joined(asked: Sequence[_Asked]) -> tuple[tuple[npt.NDArray[Any], ...], Bools, Bools]:
    """The pointer's arguments after the states for several articles, and which columns are open and right.

    Padded to one width and to a multiple of 16 mentions: few different shapes keep matrix kernels from being built anew.
    """
    width = max(x.open.shape[1] for x in asked)
    count = sum(len(x.anchor) for x in asked)
    full = -(-count // 16) * 16

    def join(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        out = np.zeros((full, width), parts[0].dtype)
        at = 0
        for p in parts:
            out[at : at + len(p), : p.shape[1]] = p
            at += len(p)
        return out

    anchor = np.zeros(full, np.int64)
    anchor[:count] = np.concatenate([x.anchor for x in asked])
    arrays = [join([x.arrays[k] for x in asked]) for k in range(len(asked[0].arrays))]
    arrays[-1][count:, 0] = True  # attention over nothing is not a number
    return (anchor, *arrays), join([x.open for x in asked]), join([x.right for x in asked])


def _windows(example: MentionExample, rng: random.Random) -> list[Window]:
    """Windows of one article, differently cut each time, and of a long one those around some mention."""
    found = windows_of(example.pieces, core=rng.choice(_CORES), context=rng.choice(_CONTEXTS))
    if len(example.pieces) <= _LONGEST:
        return list(found)
    at = int(example.heads.piece[rng.choice(example.targets).mention])
    middle = next(k for k, w in enumerate(found) if at < w.core_end)
    most = _LONGEST // 256
    start = max(0, min(middle - most // 2, len(found) - most))
    return list(found[start : start + most])
