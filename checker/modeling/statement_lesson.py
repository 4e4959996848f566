"""`StatementLesson`: annotated articles as batches, and what the network gets wrong of their statements."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from checker.modeling.collate import REACH, Specials, collate_anchors, collate_windows
from checker.modeling.crf import crf_loss
from checker.modeling.decoding import TAGS
from checker.modeling.examples import Example, training_windows
from checker.modeling.network import StatementNetwork
from checker.modeling.recipe import Schedule
from checker.modeling.windows import Window

#: What each loss weighs: anchors (a mean over pieces, few of which are anchors), flat tags, and tag paths (a sum over pieces).
_ANCHORS, _FLAT, _PATHS = 10.0, 0.5, 0.08

Job = tuple[Example, Window]


class StatementLesson:
    """Teaches anchors and the roles of their statements.

    examples: articles, each with its weight: 2.5 comes up two or three times an epoch.
    """

    def __init__(self, examples: Sequence[tuple[Example, float]], specials: Specials, schedule: Schedule) -> None:
        self.examples = list(examples)
        self.specials = specials
        self.batch = schedule.batch
        self.word_dropout = schedule.word_dropout

    def batches(self, rng: random.Random) -> list[list[Job]]:
        """Batches of windows of like length."""
        jobs: list[Job] = []
        for example, weight in self.examples:
            times = int(weight) + (rng.random() < weight - int(weight))
            jobs.extend((example, w) for _ in range(times) for w in training_windows(example, rng))
        jobs.sort(key=lambda job: len(job[1]) + rng.random() * 24)
        batches: list[list[Job]] = [[]]
        for job in jobs:
            length = -(-(len(job[1]) + 2) // 32) * 32
            if batches[-1] and length * (len(batches[-1]) + 1) > self.batch:
                batches.append([])
            batches[-1].append(job)
        return [b for b in batches if b]

    def losses(self, network: StatementNetwork, batch: Sequence[Job]) -> dict[str, Tensor]:
        """Losses of the anchors, of the flat tags and of the tag paths."""
        pieces, windows = [e.pieces for e, _ in batch], [w for _, w in batch]
        longest = -(-(max(len(w) for w in windows) + 2) // 32) * 32
        inputs = collate_windows(pieces, windows, self.specials, rows=self.batch // longest)
        ids, features, mask = (torch.from_numpy(x) for x in (inputs.ids, inputs.features, inputs.mask))
        known, deciding = torch.zeros(ids.shape, dtype=torch.bool), torch.zeros(ids.shape, dtype=torch.bool)
        gold, flat_gold = torch.zeros(ids.shape), torch.zeros(ids.shape, dtype=torch.long)
        anchors: list[tuple[int, int]] = []
        spans = []
        for k, (example, w) in enumerate(batch):
            core = slice(w.core_start - w.start + 1, w.core_end - w.start + 1)
            deciding[k, core] = True
            known[k, core] = torch.from_numpy(~example.blind[w.core_start : w.core_end])
            flat_gold[k, 1 : len(w) + 1] = torch.from_numpy(example.flat[w.start : w.end])
            for anchor, roles in example.anchors:
                if w.core_start <= anchor < w.core_end:
                    gold[k, anchor - w.start + 1] = 1
                    anchors.append((k, anchor))
                    spans.append(roles)
        ids[(torch.rand(ids.shape) < self.word_dropout) & deciding] = self.specials.mask
        states, logits, _ = network(ids, features, mask)
        flat = network.flat(states)
        found = {
            "anchors": _ANCHORS * F.binary_cross_entropy_with_logits(logits.float()[known], gold[known]),
            "flat": _FLAT * F.cross_entropy(flat.float()[deciding], flat_gold[deciding]),
        }
        if not anchors:
            return found
        around = collate_anchors(pieces, windows, anchors, ids.shape[1], multiple=16)
        arrays = (torch.from_numpy(x) for x in around.inputs)
        emissions = network.tagger(states.reshape(-1, states.shape[-1]), *arrays)
        n = len(anchors)
        tags = torch.zeros(emissions.shape[:2], dtype=torch.long)
        for i, ((k, anchor), roles) in enumerate(zip(anchors, spans, strict=True)):
            low, high = max(windows[k].start, anchor - REACH), min(windows[k].end, anchor + REACH + 1)
            for role, a, b in roles:
                a, b = max(a, low) - low, min(b, high) - low
                if b > a:
                    tag = TAGS.index(f"B-{role}")
                    tags[i, a], tags[i, a + 1 : b] = tag, tag + 1
        mask_n = torch.from_numpy(around.mask[:n])
        with torch.autocast("cpu", enabled=False):  # a chain of products: in bfloat16 their errors add up
            found["paths"] = _PATHS * crf_loss(emissions[:n].float(), tags[:n], mask_n, network.transitions).mean()
        return found
