"""`PairRecipe`: everything that decides a training run of the pair model, from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.modeling.pair_settings import KIND
from checker.modeling.recipe import corpora, fill, read_table, require


@dataclass(frozen=True, slots=True)
class PairCorpus:
    """Labelled pairs to train or choose on.

    path: a file, relative to the working folder; format, part: as `checker.evaluation.nli.read_nli` has them.
    weight: how often each pair comes up in an epoch; epochs: after how many the corpus is left out, 0 for never.
    teacher: the folder of a pair model whose probabilities are learnt in place of the labels (Hinton et al. 2015, “Distilling
    the Knowledge in a Neural Network”).
    """

    path: str
    format: str = "pairs"
    part: str = ""
    weight: float = 1.0
    epochs: int = 0
    license: str = ""
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class PairSchedule:
    """How the training runs.

    batch: word pieces a step, padding included; learning_rate of the encoder and head_learning_rate of head and features, at
    their height after the share `warmup` of all steps, falling to 0; word_dropout: share of pieces that are masked;
    average: decay of the running mean of the weights, which is what is kept; smoothing: share of each label that is given
    to the others; swap: share of contradictions that are shown the other way round, which they are as well, though it teaches
    that a hypothesis longer than its premise is one, where premises are long;
    freeze_words: leave the word embeddings as they are; freeze_layers: so many of the encoder's lower layers too;
    save_every: steps from one checkpoint to the next.
    """

    epochs: int = 3
    batch: int = 4096
    learning_rate: float = 1e-4
    head_learning_rate: float = 6e-4
    weight_decay: float = 0.01
    warmup: float = 0.06
    dropout: float = 0.1
    word_dropout: float = 0.0
    average: float = 0.998
    smoothing: float = 0.05
    swap: float = 0.0
    freeze_words: bool = True
    freeze_layers: int = 0
    save_every: int = 200


@dataclass(frozen=True, slots=True)
class PairRecipe:
    """One training run.

    base: a folder, an installed package that carries an encoder, or a hub's name for one; init: a folder of a pair model to
    go on from; length: pieces of the longest pair; width: units of the head.
    """

    name: str
    base: str
    train: tuple[PairCorpus, ...]
    dev: tuple[PairCorpus, ...]
    version: str = "1"
    init: str | None = None
    seed: int = 1
    length: int = 160
    width: int = 384
    schedule: PairSchedule = field(default_factory=PairSchedule)

    @classmethod
    def load(cls, path: Path) -> PairRecipe:
        """Reads a recipe. Raises AttribError, one line, on a file or key that means nothing."""
        table = read_table(path)
        if table.pop("kind", None) != KIND:
            raise AttribError(f"{path}: not a recipe of a pair model (kind = “{KIND}”).")
        kinds = {"name": str, "base": str, "version": str, "init": str, "seed": int, "length": int, "width": int}
        require(table, cls, kinds, path)
        filled: dict[str, Any] = {
            **table,
            "train": corpora(PairCorpus, table, "train", path),
            "dev": corpora(PairCorpus, table, "dev", path),
            "schedule": fill(PairSchedule, table.get("schedule", {}), path),
        }
        return cls(**filled)


def is_pair_recipe(path: Path) -> bool:
    """Whether a file is a recipe of a pair model; what is wrong with one that cannot be read, `load` says."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get("kind") == KIND
    except (OSError, ValueError):
        return False
