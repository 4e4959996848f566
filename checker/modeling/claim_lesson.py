"""`ClaimLesson`: sentences that need a source, attack or accuse, and what the network gets wrong of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from checker.modeling.claiming import CLAIM_LABELS
from checker.modeling.collate import Specials, collate_windows
from checker.modeling.decoding import Floats
from checker.modeling.network import StatementNetwork
from checker.modeling.pieces import Pieces
from checker.modeling.recipe import Schedule
from checker.modeling.windows import Window, windows_of

_WEIGHT = 1.0
_CORES, _CONTEXTS = (192, 224, 256), (32, 64)


@dataclass(frozen=True, slots=True)
class ClaimExample:
    """A text whose sentences are judged. rows: [sentences] half-open ranges of pieces; labels: [sentences, 3] of
    `CLAIM_LABELS`, 1 yes, 0 no, not a number where unknown.
    """

    pieces: Pieces
    rows: tuple[tuple[int, int], ...]
    labels: Floats


Job = tuple[ClaimExample, Window]


class ClaimLesson:
    """Teaches `CLAIM_LABELS`. examples: texts, each with its weight.

    Where nothing but the head is taught (`Schedule.only`), the encoder reads every text once, and the head learns from that.
    """

    def __init__(self, examples: Sequence[tuple[ClaimExample, float]], specials: Specials, schedule: Schedule) -> None:
        self.examples = list(examples)
        self.specials = specials
        self.batch = schedule.batch
        self.word_dropout = schedule.word_dropout
        self._frozen = schedule.only == "claims"
        self._read: dict[tuple[int, Window], Tensor] = {}

    def batches(self, rng: random.Random) -> list[list[Job]]:
        """Batches of windows of like length."""
        jobs: list[Job] = []
        for example, weight in self.examples:
            for _ in range(int(weight) + (rng.random() < weight - int(weight))):
                size = (256, 64) if self._frozen else (rng.choice(_CORES), rng.choice(_CONTEXTS))
                cut = windows_of(example.pieces, core=size[0], context=size[1])
                jobs.extend((example, w) for w in cut if _within(example, w))
        jobs.sort(key=lambda job: len(job[1]) + rng.random() * 24)
        batches: list[list[Job]] = [[]]
        for job in jobs:
            length = -(-(len(job[1]) + 2) // 32) * 32
            if batches[-1] and length * (len(batches[-1]) + 1) > self.batch:
                batches.append([])
            batches[-1].append(job)
        return [b for b in batches if b]

    def losses(self, network: StatementNetwork, batch: Sequence[Job]) -> dict[str, Tensor]:
        """Binary cross-entropy of each label that is known, over sentences."""
        if self._frozen:
            states = nn.utils.rnn.pad_sequence([self._kept(network, job) for job in batch], batch_first=True)
        else:
            states = self._states(network, batch)
        scores = network.claims(states).float()
        owner = torch.full(scores.shape[:2], -1)
        labels: list[Floats] = []
        for k, (example, w) in enumerate(batch):
            for n in _within(example, w):
                a, b = example.rows[n]
                owner[k, a + 1 - w.start : b + 1 - w.start] = len(labels)
                labels.append(example.labels[n])
        found = _pooled(scores.reshape(-1, scores.shape[-1]), owner.reshape(-1), len(labels))
        gold = torch.from_numpy(np.stack(labels))
        known = ~gold.isnan()
        return {"claims": _WEIGHT * F.binary_cross_entropy_with_logits(found[known], gold[known])}

    def _states(self, network: StatementNetwork, batch: Sequence[Job]) -> Tensor:
        windows = [w for _, w in batch]
        longest = -(-(max(map(len, windows)) + 2) // 32) * 32
        rows = 0 if self._frozen else self.batch // longest
        inputs = collate_windows([e.pieces for e, _ in batch], windows, self.specials, rows=rows)
        ids, features, mask = (torch.from_numpy(x) for x in (inputs.ids, inputs.features, inputs.mask))
        if not self._frozen:
            ids[(torch.rand(ids.shape) < self.word_dropout) & (mask == 1)] = self.specials.mask
        return network.states(ids, features, mask)

    @torch.no_grad()
    def _kept(self, network: StatementNetwork, job: Job) -> Tensor:
        """States [pieces, width] of one window, read when it first comes up."""
        key = id(job[0]), job[1]
        if key not in self._read:
            network.encoder.eval()
            self._read[key] = self._states(network, [job])[0, : len(job[1]) + 2].float()
        return self._read[key]


def _within(example: ClaimExample, window: Window) -> list[int]:
    """The sentences that lie in a window's core."""
    return [n for n, (a, b) in enumerate(example.rows) if window.core_start <= a < b <= window.core_end]


def _pooled(scores: Tensor, owner: Tensor, count: int) -> Tensor:
    """Scores [sentences, 3]: those of their pieces, weighted by the softmax of the first column over each sentence."""
    inside = owner >= 0
    owner, scores = owner[inside], scores[inside]
    highest = torch.full((count,), -torch.inf).scatter_reduce(0, owner, scores[:, 0].detach(), "amax")
    weight = (scores[:, 0] - highest[owner]).exp()
    total = torch.zeros(count).index_add(0, owner, weight)
    return torch.zeros(count, len(CLAIM_LABELS)).index_add(0, owner, weight[:, None] * scores[:, 1:]) / total[:, None]
