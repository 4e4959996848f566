"""The training part of `attrib finetune`: a newsroom's articles and what is rehearsed beside them, from an old model on."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from checker.evaluation.annotation import Annotation
from checker.evaluation.metrics import Rules
from checker.modeling.examples import Example, example_of
from checker.modeling.folder import load_network
from checker.modeling.network import StatementNetwork
from checker.modeling.pieces import load_tokenizer
from checker.modeling.recipe import Schedule
from checker.modeling.settings import Settings
from checker.modeling.statement_lesson import StatementLesson
from checker.modeling.training import Trainer
from checker.readers import read_string

SCHEDULE = Schedule(
    batch=3072,
    learning_rate=5e-5,
    head_learning_rate=2e-4,
    warmup=0.1,
    average=0.95,
    patience=3,
    evaluate_every=1,
)
#: Words of rehearsed articles in an epoch, for each word of the newsroom's.
_REHEARSED = 1.0
#: How far the kept weights go from the old model's to the trained ones (Wortsman et al. 2022, “Robust fine-tuning of
#: zero-shot models”). docs/finetuning.md has what other shares won and lost on the worked example.
_SHARE = 0.7

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned: the newsroom's articles, those to stop by, those of others to rehearse, and what counts in its own."""

    learn: Sequence[Annotation]
    stop: Sequence[Annotation]
    rehearse: Sequence[Annotation]
    rules: Rules


def train(
    old: Path,
    settings: Settings,
    material: Material,
    folder: Path,
    *,
    seed: int,
    epochs: float,
    resume: bool,
    progress: Progress,
) -> StatementNetwork:
    """The network of the model in `old`, tuned on the material and taken part of the way back, so that it forgets little.

    Checkpoints go to `folder`, where `resume` finds them.
    """
    torch.manual_seed(seed)
    tokenizer = load_tokenizer(str(old / "tokenizer.json"))
    network = load_network(old, dropout=SCHEDULE.dropout)
    begun = {name: value.detach().clone() for name, value in network.state_dict().items()}
    schedule = replace(SCHEDULE, epochs=epochs)
    rules = material.rules
    own = _examples(material.learn, tokenizer, nested=rules.nested, deeds="other" in rules.acts)
    examples = [(e, 1.0) for e in own]
    if material.rehearse:
        weight = min(1.0, _REHEARSED * _words(material.learn) / _words(material.rehearse))
        examples += [(e, weight) for e in _examples(material.rehearse, tokenizer, nested=True, deeds=False)]
    lesson = _Paced(StatementLesson(examples, settings.specials, schedule), progress)
    unseen = _examples(material.stop, tokenizer, nested=rules.nested, deeds="other" in rules.acts)
    stop = StatementLesson([(e, 1.0) for e in unseen], settings.specials, replace(schedule, word_dropout=0.0))
    batches = stop.batches(random.Random(seed))

    def score(network: StatementNetwork) -> float:
        # The loss, not F1: on a handful of articles F1 goes by chance.
        with torch.no_grad():
            losses = [sum(loss.item() for loss in stop.losses(network, b).values()) for b in batches]
        return -sum(losses) / max(1, len(losses))

    trainer = Trainer(network, [lesson], schedule, folder, score, seed=seed)
    lesson.trainer = trainer
    trainer.run(resume=resume)
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                value.copy_(torch.lerp(begun[name], value, _SHARE))
    return network


def _examples(articles: Sequence[Annotation], tokenizer: Tokenizer, *, nested: bool, deeds: bool) -> list[Example]:
    return [
        example_of(read_string(a.text, path=a.path), a.statements, tokenizer, nested=nested, deeds=deeds)
        for a in articles
    ]


def _words(articles: Sequence[Annotation]) -> int:
    return max(1, sum(len(a.text.split()) for a in articles))


class _Paced:
    """A lesson that tells, at every batch, how far the training is and how long it has to go."""

    def __init__(self, lesson: StatementLesson, progress: Progress) -> None:
        self.lesson = lesson
        self.progress = progress
        self.trainer: Trainer | None = None
        self._begun: tuple[float, int] | None = None

    def batches(self, rng: random.Random) -> Sequence[Any]:
        return self.lesson.batches(rng)

    def losses(self, network: StatementNetwork, batch: Any) -> dict[str, Tensor]:
        if self.trainer is not None:
            self._tell(self.trainer.step, self.trainer.total)
        return self.lesson.losses(network, batch)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._begun is None:
            self._begun = now, done
        began, first = self._begun
        left = "" if done == first else f", {_minutes((now - began) / (done - first) * (total - done))} left"
        self.progress(f"training: step {done + 1} of {total}{left}")


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.0f} min"
