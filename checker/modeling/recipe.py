"""`Recipe`: everything that decides a training run, from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from checker.errors import AttribError
from checker.modeling.settings import HeadShape, WindowSize

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated articles to train or choose on.

    path: file or folder, relative to the working folder; format: an importer's name, told by content where empty.
    weight: how often each article comes up in an epoch. nested: whether statements inside statements are annotated; where
    they are not, what stands inside one teaches nothing about anchors. deeds: whether acts that say nothing (“blocked the
    law”) are annotated; where they are not, cues that are no words of saying or thinking are not held against the model.
    """

    path: str
    format: str = ""
    weight: float = 1.0
    nested: bool = True
    deeds: bool = False
    license: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the training runs.

    epochs: passes over the corpora, not whole where need be; batch: word pieces a step, padding included; learning_rate
    of the encoder and head_learning_rate of the heads, at their height after the share `warmup` of all steps, falling to 0;
    word_dropout: share of pieces that are masked; average: decay of the running mean of the weights, which is what is kept;
    patience: evaluations without a gain after which training stops; freeze_words: leave the word embeddings as they are.
    """

    epochs: float = 8.0
    batch: int = 3072
    learning_rate: float = 1.5e-4
    head_learning_rate: float = 6e-4
    weight_decay: float = 0.01
    warmup: float = 0.06
    dropout: float = 0.1
    word_dropout: float = 0.05
    average: float = 0.998
    patience: int = 3
    evaluate_every: int = 2
    freeze_words: bool = True


@dataclass(frozen=True, slots=True)
class Recipe:
    """One training run.

    base: a folder, an installed package that carries an encoder, or a hub's name for one; init: a model folder to go on
    from, heads and all, instead of the bare encoder.
    """

    name: str
    base: str
    train: tuple[Corpus, ...]
    dev: tuple[Corpus, ...]
    init: str | None = None
    seed: int = 1
    heads: HeadShape = HeadShape()
    windows: WindowSize = WindowSize()
    schedule: Schedule = Schedule()

    @classmethod
    def load(cls, path: Path) -> Recipe:
        """Reads a recipe. Raises AttribError, one line, on a file or key that means nothing."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise AttribError(
                f"{path}: cannot be read ({error.strerror}). Name a recipe, such as models/attrib-small/recipe.toml."
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise AttribError(f"{path}: not TOML ({error}).") from error
        known = {f.name for f in fields(cls)}
        _refuse(table, known, path)
        for key in ("name", "base", "train", "dev"):
            if key not in table:
                raise AttribError(f"{path}: a recipe needs “{key}”.")
        return cls(
            name=str(table["name"]),
            base=str(table["base"]),
            train=tuple(_fill(Corpus, row, path) for row in table["train"]),
            dev=tuple(_fill(Corpus, row, path) for row in table["dev"]),
            init=table.get("init"),
            seed=int(table.get("seed", 1)),
            heads=_fill(HeadShape, table.get("heads", {}), path),
            windows=_fill(WindowSize, table.get("windows", {}), path),
            schedule=_fill(Schedule, table.get("schedule", {}), path),
        )


def _fill(kind: type[T], row: Mapping[str, Any], path: Path) -> T:
    _refuse(row, {f.name for f in fields(kind)}, path)  # type: ignore[arg-type]
    try:
        return kind(**row)
    except TypeError as error:
        raise AttribError(f"{path}: {kind.__name__.lower()}: {error}.") from error


def _refuse(row: Mapping[str, Any], known: set[str], path: Path) -> None:
    if unknown := set(row) - known:
        raise AttribError(f"{path}: unknown “{min(unknown)}”; there are {', '.join(sorted(known))}.")
