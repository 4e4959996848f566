"""`Trainer`: lessons in, a trained network out; checkpoints on the way, resumed on demand."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from checker.modeling.network import StatementNetwork
from checker.modeling.recipe import Schedule
from checker.modeling.training_run import LOG_EVERY, Trained, TrainingRun

log = logging.getLogger(__name__)


class Lesson(Protocol):
    """Something that a network learns, from material of its own; several are learned in one run."""

    def batches(self, rng: random.Random) -> Sequence[Any]:
        """What one epoch goes through."""
        ...

    def losses(self, network: StatementNetwork, batch: Any) -> dict[str, Tensor]:
        """The losses of a batch by name, weighted: their sum is what falls. Runs where bfloat16 may be on."""
        ...


class Trainer(TrainingRun[StatementNetwork]):
    """Trains a network on lessons, all of them in one run, scoring every few epochs."""

    def __init__(
        self,
        network: StatementNetwork,
        lessons: Sequence[Lesson],
        schedule: Schedule,
        folder: Path,
        evaluate: Callable[[StatementNetwork], float],
        *,
        seed: int = 1,
    ) -> None:
        super().__init__(network, schedule, folder, evaluate, seed=seed)
        self.schedule, self.lessons = schedule, tuple(lessons)
        self.rng = random.Random(seed)
        for name, p in network.named_parameters():
            if schedule.only and not name.startswith(f"{schedule.only}."):
                p.requires_grad_(False)
        self.per_epoch = len(list(self._epoch(random.Random(seed))))
        self.epochs = 0
        self.prepare(round(schedule.epochs * self.per_epoch))

    def run(self, *, resume: bool = False) -> Trained:
        """Trains to the end of the schedule, or until dev has not gained for `patience` evaluations; the network then holds
        the averaged weights that scored best. With `resume` it goes on from the last checkpoint in the folder.
        """
        if state := self.begin(resume=resume):
            self.epochs = state["epochs"]
            version, inner = state["python"]
            self.rng.setstate((version, tuple(inner), None))
        begun, first = time.monotonic(), self.step
        seen: dict[str, list[float]] = {}
        while self.step < self.total and not self._stale():
            for lesson, batch in self._epoch(self.rng):
                if self.step >= self.total:
                    break
                for name, value in self._learn(lesson, batch).items():
                    seen.setdefault(name, []).append(value)
                if self.step % LOG_EVERY == 0:
                    left = (time.monotonic() - begun) / (self.step - first) * (self.total - self.step)
                    parts = " ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in seen.items())
                    seen = {}
                    log.info("step %d of %d, %s, %.0f min left", self.step, self.total, parts, left / 60)
            self.epochs += 1
            if self.epochs % self.schedule.evaluate_every == 0 or self.step >= self.total:
                self.score()
            version, inner, _ = self.rng.getstate()
            self.save(epochs=self.epochs, python=[version, list(inner)])
        return self.finish()

    def _epoch(self, rng: random.Random) -> Iterator[tuple[Lesson, Any]]:
        """The batches of all lessons, in random order."""
        batches = [(lesson, batch) for lesson in self.lessons for batch in lesson.batches(rng)]
        rng.shuffle(batches)
        return iter(batches)

    def _learn(self, lesson: Lesson, batch: Any) -> dict[str, float]:
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            losses = lesson.losses(self.network, batch)
        self.move(sum(losses.values(), torch.zeros(())))
        return {name: value.item() for name, value in losses.items()}

    def _stale(self) -> bool:
        """Whether the best score is `patience` evaluations old."""
        if not self.scores:
            return False
        return len(self.scores) - 1 - int(np.argmax(self.scores)) >= self.schedule.patience
