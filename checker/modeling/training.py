"""`Trainer`: examples in, a trained network out; checkpoints on the way, resumed on demand."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
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

log = logging.getLogger(__name__)

#: What each loss weighs: anchors (a mean over pieces, few of which are anchors), flat tags, and tag paths (a sum over pieces).
_ANCHORS, _FLAT, _PATHS = 10.0, 0.5, 0.08
_CLIP = 1.0
_AVERAGE_EVERY = 5
_LOG_EVERY = 50

Job = tuple[Example, Window]


@dataclass(frozen=True, slots=True)
class Trained:
    """The best score on dev, after how many steps, and every score on the way."""

    best: float
    steps: int
    scores: tuple[float, ...]


class Trainer:
    """Trains a network on examples, each with its weight, and keeps the average of its weights that scores best.

    evaluate: the score (higher is better) of a network as it stands. folder: where checkpoints go, made if need be.
    """

    def __init__(
        self,
        network: StatementNetwork,
        examples: Sequence[tuple[Example, float]],
        schedule: Schedule,
        specials: Specials,
        folder: Path,
        evaluate: Callable[[StatementNetwork], float],
        *,
        seed: int = 1,
    ) -> None:
        self.network, self.schedule, self.specials = network, schedule, specials
        self.examples = list(examples)
        self.folder = folder
        self.evaluate = evaluate
        self.rng = random.Random(seed)
        torch.manual_seed(seed)
        words = network.encoder.get_input_embeddings().weight  # type: ignore[operator]
        words.requires_grad_(not schedule.freeze_words)
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": schedule.learning_rate}, {"params": heads, "lr": schedule.head_learning_rate}],
            weight_decay=schedule.weight_decay,
        )
        self.per_epoch = len(list(self._epoch(random.Random(seed))))
        self.total = max(1, round(schedule.epochs * self.per_epoch))
        self.rates = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.average = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.bfloat16 = torch.ops.mkldnn._is_mkldnn_bf16_supported()
        self.step = self.epochs = 0
        self.scores: list[float] = []

    def run(self, *, resume: bool = False) -> Trained:
        """Trains to the end of the schedule, or until dev has not gained for `patience` evaluations; the network then holds
        the averaged weights that scored best. With `resume` it goes on from the last checkpoint in the folder.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if resume and self._checkpoint.is_file():
            self._load()
        begun, first = time.monotonic(), self.step
        while self.step < self.total and not self._stale():
            for batch in self._epoch(self.rng):
                if self.step >= self.total:
                    break
                losses = self._learn(batch)
                if self.step % _LOG_EVERY == 0:
                    left = (time.monotonic() - begun) / (self.step - first) * (self.total - self.step)
                    parts = " ".join(f"{name} {value:.4f}" for name, value in losses.items())
                    log.info("step %d of %d, %s, %.0f min left", self.step, self.total, parts, left / 60)
            self.epochs += 1
            if self.epochs % self.schedule.evaluate_every == 0 or self.step >= self.total:
                self._score()
            self._save()
        best = torch.load(self._best, weights_only=True)
        self.network.load_state_dict(best)
        self.network.eval()
        return Trained(max(self.scores), self.step, tuple(self.scores))

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    @property
    def _best(self) -> Path:
        return self.folder / "best.pt"

    def _rate(self, step: int) -> float:
        rise = max(1.0, self.schedule.warmup * self.total)
        return min((step + 1) / rise, max(0.0, (self.total - step) / max(1.0, self.total - rise)))

    def _epoch(self, rng: random.Random) -> Iterator[list[Job]]:
        """Batches of windows of like length, in random order; a weight of 2.5 is two or three times an epoch."""
        jobs: list[Job] = []
        for example, weight in self.examples:
            times = int(weight) + (rng.random() < weight - int(weight))
            jobs.extend((example, w) for _ in range(times) for w in training_windows(example, rng))
        jobs.sort(key=lambda job: len(job[1]) + rng.random() * 24)
        batches: list[list[Job]] = [[]]
        for job in jobs:
            length = -(-(len(job[1]) + 2) // 32) * 32
            if batches[-1] and length * (len(batches[-1]) + 1) > self.schedule.batch:
                batches.append([])
            batches[-1].append(job)
        rng.shuffle(batches)
        return iter([b for b in batches if b])

    def _learn(self, batch: Sequence[Job]) -> dict[str, float]:
        self.network.train()
        anchors, flat, paths = self._losses(batch)
        loss = _ANCHORS * anchors + _FLAT * flat + _PATHS * paths
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self.optimizer.step()
        self.rates.step()
        self.optimizer.zero_grad()
        self.step += 1
        if self.step % _AVERAGE_EVERY == 0 or self.step == self.total:
            self._fold_in()
        return {"anchors": anchors.item(), "flat": flat.item(), "paths": paths.item()}

    def _losses(self, batch: Sequence[Job]) -> tuple[Tensor, Tensor, Tensor]:
        pieces, windows = [e.pieces for e, _ in batch], [w for _, w in batch]
        longest = -(-(max(len(w) for w in windows) + 2) // 32) * 32
        inputs = collate_windows(pieces, windows, self.specials, rows=self.schedule.batch // longest)
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
        ids[(torch.rand(ids.shape) < self.schedule.word_dropout) & deciding] = self.specials.mask
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            states, logits = self.network(ids, features, mask)
            flat = self.network.flat(states)
            if anchors:
                around = collate_anchors(pieces, windows, anchors, ids.shape[1], multiple=16)
                arrays = (torch.from_numpy(x) for x in around.inputs)
                emissions = self.network.tagger(states.reshape(-1, states.shape[-1]), *arrays)
        anchor_loss = F.binary_cross_entropy_with_logits(logits.float()[known], gold[known])
        flat_loss = F.cross_entropy(flat.float()[deciding], flat_gold[deciding])
        if not anchors:
            return anchor_loss, flat_loss, torch.zeros(())
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
        path_loss = crf_loss(emissions[:n], tags[:n], mask_n, self.network.transitions).mean()
        return anchor_loss, flat_loss, path_loss

    @torch.no_grad()
    def _fold_in(self) -> None:
        # A young average should not remember the weights it began with.
        decay = min(self.schedule.average, (self.step + 1) / (self.step + 10)) ** _AVERAGE_EVERY
        for key, value in self.network.state_dict().items():
            if value.dtype.is_floating_point:
                self.average[key].lerp_(value, 1 - decay)

    def _score(self) -> None:
        """Scores the averaged weights on dev, and keeps them where they are the best so far."""
        current = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        self.network.eval()
        score = self.evaluate(self.network)
        log.info("step %d: dev %.4f", self.step, score)
        if not self.scores or score > max(self.scores):
            torch.save(self.average, self._best)
        self.scores.append(score)
        self.network.load_state_dict(current)

    def _stale(self) -> bool:
        """Whether the best score is `patience` evaluations old."""
        if not self.scores:
            return False
        return len(self.scores) - 1 - int(np.argmax(self.scores)) >= self.schedule.patience

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "rates": self.rates.last_epoch,
            "step": self.step,
            "epochs": self.epochs,
            "scores": self.scores,
            "torch": torch.get_rng_state(),
            "python": [self.rng.getstate()[0], list(self.rng.getstate()[1])],
        }
        scratch = self._checkpoint.with_suffix(".new")
        torch.save(state, scratch)
        scratch.replace(self._checkpoint)  # a run that is killed here leaves the old one whole

    def _load(self) -> None:
        state = torch.load(self._checkpoint, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.rates.last_epoch = state["rates"]
        self.step, self.scores = state["step"], list(state["scores"])
        self.epochs = state["epochs"]
        torch.set_rng_state(state["torch"])
        version, inner = state["python"]
        self.rng.setstate((version, tuple(inner), None))
        log.info("resumed at step %d of %d", self.step, self.total)
