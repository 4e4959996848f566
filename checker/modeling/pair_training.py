"""`PairTrainer`: labelled pairs in, a trained network out; checkpoints on the way, resumed on demand."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

from checker.modeling.collate import Specials
from checker.modeling.pair_network import LABELS, PairNetwork
from checker.modeling.pair_pieces import PairPieces, collate_pairs, rounded
from checker.modeling.pair_recipe import PairSchedule
from checker.modeling.training_run import LOG_EVERY, Trained, TrainingRun

log = logging.getLogger(__name__)

#: Padded lengths are multiples of it.
_ROUND = 16
_CONTRADICTION = LABELS - 1


@dataclass(frozen=True, slots=True)
class PairExample:
    """A pair with the number of its label, and how often it comes up: `weight` times in each of the first `epochs` epochs,
    in all of them where that is 0. taught: the probabilities of the labels that are learnt in place of `label`.
    """

    pieces: PairPieces
    label: int
    weight: float = 1.0
    epochs: int = 0
    taught: tuple[float, ...] = ()

    @property
    def target(self) -> tuple[float, ...]:
        """What the network should say: probabilities of the labels."""
        return self.taught or tuple(float(k == self.label) for k in range(LABELS))


class PairTrainer(TrainingRun[PairNetwork]):
    """Trains a network on labelled pairs, scoring after every epoch."""

    def __init__(
        self,
        network: PairNetwork,
        examples: Sequence[PairExample],
        schedule: PairSchedule,
        specials: Specials,
        folder: Path,
        evaluate: Callable[[PairNetwork], float],
        *,
        seed: int = 1,
    ) -> None:
        super().__init__(network, schedule, folder, evaluate, seed=seed)
        self.examples, self.schedule, self.specials, self.seed = examples, schedule, specials, seed
        for layer in network.encoder.encoder.layer[: schedule.freeze_layers]:  # type: ignore[union-attr,index]
            layer.requires_grad_(False)
        self.steps = [len(self._epoch(epoch)) for epoch in range(schedule.epochs)]
        self.prepare(sum(self.steps))

    def run(self, *, resume: bool = False) -> Trained:
        """Trains to the end of the schedule, scoring after every epoch; the network then holds the averaged weights that
        scored best. With `resume` it goes on from the last checkpoint in the folder, to the same end.
        """
        self.begin(resume=resume)
        begun, first, end = time.monotonic(), self.step, 0
        for epoch, steps in enumerate(self.steps):
            start, end = end, end + steps
            if len(self.scores) > epoch:
                continue
            for batch in self._epoch(epoch)[self.step - start :]:
                loss = self._learn(batch)
                if self.step % LOG_EVERY == 0:
                    left = (time.monotonic() - begun) / (self.step - first) * (self.total - self.step)
                    log.info("step %d of %d, loss %.4f, %.0f min left", self.step, self.total, loss, left / 60)
                if self.step % self.schedule.save_every == 0:
                    self.save()
            self.score()
            self.save()
        return self.finish()

    def _epoch(self, epoch: int) -> list[list[PairExample]]:
        """Batches of pairs of like length, in random order that the seed and the epoch decide; a weight of 2.5 is two or
        three times an epoch.
        """
        rng = random.Random(f"{self.seed} {epoch}")
        drawn: dict[int, list[PairExample]] = {}
        for example in self.examples:
            if example.epochs and epoch >= example.epochs:
                continue
            for _ in range(int(example.weight) + (rng.random() < example.weight % 1)):
                shown = example
                if not example.taught and example.label == _CONTRADICTION and rng.random() < self.schedule.swap:
                    shown = PairExample(example.pieces.swapped(), example.label)
                drawn.setdefault(rounded(len(example.pieces), _ROUND), []).append(shown)
        batches = []
        for length, alike in sorted(drawn.items()):
            rng.shuffle(alike)
            size = max(1, self.schedule.batch // length)
            batches += [alike[k : k + size] for k in range(0, len(alike), size)]
        rng.shuffle(batches)
        return batches

    def _learn(self, batch: Sequence[PairExample]) -> float:
        self.network.train()
        arrays = collate_pairs([e.pieces for e in batch], self.specials, multiple=_ROUND)
        tensors = {name: torch.from_numpy(x) for name, x in arrays.inputs.items()}
        if self.schedule.word_dropout:
            dropped = (torch.rand(tensors["ids"].shape) < self.schedule.word_dropout) & (
                tensors["features"][..., 0] > 0
            )
            tensors["ids"][dropped] = self.specials.mask
        gold = torch.tensor([e.target for e in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            logits = self.network(**tensors)
        loss = F.cross_entropy(logits.float(), gold, label_smoothing=self.schedule.smoothing)
        self.move(loss)
        return loss.item()
