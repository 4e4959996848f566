"""`Trainer`: lessons in, a trained network out; checkpoints on the way, resumed on demand."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from checker.modeling.network import StatementNetwork
from checker.modeling.recipe import Schedule

log = logging.getLogger(__name__)

_CLIP = 1.0
_AVERAGE_EVERY = 5
_LOG_EVERY = 50


class Lesson(Protocol):
    """Something that a network learns, from material of its own; several are learned in one run."""

    def batches(self, rng: random.Random) -> Sequence[Any]:
        """What one epoch goes through."""
        ...

    def losses(self, network: StatementNetwork, batch: Any) -> dict[str, Tensor]:
        """The losses of a batch by name, weighted: their sum is what falls. Runs where bfloat16 may be on."""
        ...


@dataclass(frozen=True, slots=True)
class Trained:
    """The best score on dev, after how many steps, and every score on the way."""

    best: float
    steps: int
    scores: tuple[float, ...]


class Trainer:
    """Trains a network on lessons, and keeps the average of its weights that scores best.

    evaluate: the score (higher is better) of a network as it stands. folder: where checkpoints go, made if need be.
    """

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
        self.network, self.schedule, self.lessons = network, schedule, tuple(lessons)
        self.folder = folder
        self.evaluate = evaluate
        self.rng = random.Random(seed)
        torch.manual_seed(seed)
        words = network.encoder.get_input_embeddings().weight  # type: ignore[operator]
        words.requires_grad_(not schedule.freeze_words)
        for name, p in network.named_parameters():
            if schedule.only and not name.startswith(f"{schedule.only}."):
                p.requires_grad_(False)
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.") and p.requires_grad]
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
        seen: dict[str, list[float]] = {}
        while self.step < self.total and not self._stale():
            for lesson, batch in self._epoch(self.rng):
                if self.step >= self.total:
                    break
                for name, value in self._learn(lesson, batch).items():
                    seen.setdefault(name, []).append(value)
                if self.step % _LOG_EVERY == 0:
                    left = (time.monotonic() - begun) / (self.step - first) * (self.total - self.step)
                    parts = " ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in seen.items())
                    seen = {}
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

    def _epoch(self, rng: random.Random) -> Iterator[tuple[Lesson, Any]]:
        """The batches of all lessons, in random order."""
        batches = [(lesson, batch) for lesson in self.lessons for batch in lesson.batches(rng)]
        rng.shuffle(batches)
        return iter(batches)

    def _learn(self, lesson: Lesson, batch: Any) -> dict[str, float]:
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            losses = lesson.losses(self.network, batch)
        loss = sum(losses.values(), torch.zeros(()))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self.optimizer.step()
        self.rates.step()
        self.optimizer.zero_grad()
        self.step += 1
        if self.step % _AVERAGE_EVERY == 0 or self.step == self.total:
            self._fold_in()
        return {name: value.item() for name, value in losses.items()}

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
