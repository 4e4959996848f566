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
from checker.modeling.training import Trained

log = logging.getLogger(__name__)

_CLIP = 1.0
_AVERAGE_EVERY = 5
_LOG_EVERY = 50
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


class PairTrainer:
    """Trains a network on examples and keeps the average of its weights that scores best.

    evaluate: the score (higher is better) of a network as it stands. folder: where checkpoints go, made if need be.
    """

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
        self.network, self.examples, self.schedule, self.specials = network, examples, schedule, specials
        self.folder, self.evaluate, self.seed = folder, evaluate, seed
        torch.manual_seed(seed)
        words = network.encoder.get_input_embeddings().weight  # type: ignore[operator]
        words.requires_grad_(not schedule.freeze_words)
        for layer in network.encoder.encoder.layer[: schedule.freeze_layers]:  # type: ignore[union-attr,index]
            layer.requires_grad_(False)
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        fresh = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": schedule.learning_rate}, {"params": fresh, "lr": schedule.head_learning_rate}],
            weight_decay=schedule.weight_decay,
        )
        self.steps = [len(self._epoch(epoch)) for epoch in range(schedule.epochs)]
        self.total = max(1, sum(self.steps))
        self.rates = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.average = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.bfloat16 = torch.ops.mkldnn._is_mkldnn_bf16_supported()
        self.step = 0
        self.scores: list[float] = []

    def run(self, *, resume: bool = False) -> Trained:
        """Trains to the end of the schedule, scoring after every epoch; the network then holds the averaged weights that
        scored best. With `resume` it goes on from the last checkpoint in the folder, to the same end.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if resume and self._checkpoint.is_file():
            self._load()
        begun, first, end = time.monotonic(), self.step, 0
        for epoch, steps in enumerate(self.steps):
            start, end = end, end + steps
            if len(self.scores) > epoch:
                continue
            for batch in self._epoch(epoch)[self.step - start :]:
                loss = self._learn(batch)
                if self.step % _LOG_EVERY == 0:
                    left = (time.monotonic() - begun) / (self.step - first) * (self.total - self.step)
                    log.info("step %d of %d, loss %.4f, %.0f min left", self.step, self.total, loss, left / 60)
                if self.step % self.schedule.save_every == 0:
                    self._save()
            self._score()
            self._save()
        self.network.load_state_dict(torch.load(self._best, weights_only=True))
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
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_((p for p in self.network.parameters() if p.requires_grad), _CLIP)
        self.optimizer.step()
        self.rates.step()
        self.step += 1
        if self.step % _AVERAGE_EVERY == 0:
            self._fold_in()
        return loss.item()

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

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "rates": self.rates.last_epoch,
            "step": self.step,
            "scores": self.scores,
            "torch": torch.get_rng_state(),
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
        torch.set_rng_state(state["torch"])
        log.info("resumed at step %d of %d", self.step, self.total)
