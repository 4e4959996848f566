"""`TrainingRun`: what every training does: steps, an average of the weights, scores on dev, checkpoints to go on from."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn

log = logging.getLogger(__name__)

#: Steps between two lines of the log.
LOG_EVERY = 50
_CLIP = 1.0
_AVERAGE_EVERY = 5

N = TypeVar("N", bound=nn.Module)


class Pace(Protocol):
    """What a schedule says of how weights move."""

    @property
    def learning_rate(self) -> float: ...
    @property
    def head_learning_rate(self) -> float: ...
    @property
    def weight_decay(self) -> float: ...
    @property
    def warmup(self) -> float: ...
    @property
    def average(self) -> float: ...
    @property
    def freeze_words(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Trained:
    """The best score on dev, after how many steps, and every score on the way."""

    best: float
    steps: int
    scores: tuple[float, ...]


class TrainingRun(Generic[N]):
    """Moves a network's weights, and keeps the average of them that scores best. A trainer decides what is learned when.

    network: with an `encoder`; all else of it is a head. evaluate: the score (higher is better) of a network as it stands.
    folder: where checkpoints go, made if need be. After construction a trainer freezes what it will not move, and calls
    `prepare` with the number of steps.
    """

    def __init__(self, network: N, pace: Pace, folder: Path, evaluate: Callable[[N], float], *, seed: int) -> None:
        self.network, self.pace, self.folder, self.evaluate = network, pace, folder, evaluate
        torch.manual_seed(seed)
        words = network.encoder.get_input_embeddings().weight  # type: ignore[operator,union-attr]
        words.requires_grad_(not pace.freeze_words)
        self.bfloat16 = torch.ops.mkldnn._is_mkldnn_bf16_supported()
        self.step = 0
        self.scores: list[float] = []

    def prepare(self, total: int) -> None:
        """Lays out the rates of learning for `total` steps, for what is not frozen."""
        self.total = max(1, total)
        moving = [(name, p) for name, p in self.network.named_parameters() if p.requires_grad]
        encoder = [p for name, p in moving if name.startswith("encoder.")]
        heads = [p for name, p in moving if not name.startswith("encoder.")]
        pace = self.pace
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": pace.learning_rate}, {"params": heads, "lr": pace.head_learning_rate}],
            weight_decay=pace.weight_decay,
        )
        self.rates = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}

    def move(self, loss: Tensor) -> None:
        """One step down a loss."""
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self.optimizer.step()
        self.rates.step()
        self.optimizer.zero_grad()
        self.step += 1
        if self.step % _AVERAGE_EVERY == 0 or self.step == self.total:
            self._fold_in()

    def score(self) -> None:
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

    def finish(self) -> Trained:
        """Gives the network the averaged weights that scored best."""
        self.network.load_state_dict(torch.load(self._best, weights_only=True))
        self.network.eval()
        return Trained(max(self.scores), self.step, tuple(self.scores))

    def save(self, **more: Any) -> None:
        """Writes a checkpoint, with `more` that the trainer has to remember."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "rates": self.rates.last_epoch,
            "step": self.step,
            "scores": self.scores,
            "torch": torch.get_rng_state(),
            **more,
        }
        scratch = self._checkpoint.with_suffix(".new")
        torch.save(state, scratch)
        scratch.replace(self._checkpoint)  # a run that is killed here leaves the old one whole

    def begin(self, *, resume: bool) -> dict[str, Any]:
        """Makes the folder and, with `resume`, goes back to the last checkpoint there; gives what it holds, or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not resume or not self._checkpoint.is_file():
            return {}
        state: dict[str, Any] = torch.load(self._checkpoint, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.rates.last_epoch = state["rates"]
        self.step, self.scores = state["step"], list(state["scores"])
        torch.set_rng_state(state["torch"])
        log.info("resumed at step %d of %d", self.step, self.total)
        return state

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    @property
    def _best(self) -> Path:
        return self.folder / "best.pt"

    def _rate(self, step: int) -> float:
        rise = max(1.0, self.pace.warmup * self.total)
        return min((step + 1) / rise, max(0.0, (self.total - step) / max(1.0, self.total - rise)))

    @torch.no_grad()
    def _fold_in(self) -> None:
        # A young average should not remember the weights it began with.
        decay = min(self.pace.average, (self.step + 1) / (self.step + 10)) ** _AVERAGE_EVERY
        for key, value in self.network.state_dict().items():
            if value.dtype.is_floating_point:
                self.average[key].lerp_(value, 1 - decay)
