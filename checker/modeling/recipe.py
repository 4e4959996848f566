"""`Recipe`: everything that decides a training run, from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
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
class Coreference:
    """A corpus that tells which mentions stand for one and the same.

    path: file or folder; format: gum, ecbplus, litbank, gap, or samples for annotated articles; part: train or dev, of a corpus
    that is split by a hash, or empty for all of it (dev is to choose on); weight: how often each text comes up in an epoch;
    renamed: how many copies with other names there are of each, so that none is learned by heart.
    """

    path: str
    format: str
    part: str = ""
    weight: float = 1.0
    renamed: int = 0
    license: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """Sentences of which it is known whether they need a source: a file of them, or annotated articles; weight as above; part
    “dev” to choose on.
    """

    path: str
    part: str = ""
    weight: float = 1.0
    license: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the training runs.

    epochs: passes over the corpora, not whole where need be; batch: word pieces a step, padding included; learning_rate
    of the encoder and head_learning_rate of the heads, at their height after the share `warmup` of all steps, falling to 0;
    word_dropout: share of pieces that are masked; average: decay of the running mean of the weights, which is what is kept;
    patience: evaluations without a gain after which training stops; freeze_words: leave the word embeddings as they are; only:
    “claims” trains the claims head and leaves all else as it is, chosen by its mean average precision.
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
    only: str = ""


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
    coreference: tuple[Coreference, ...] = ()
    claims: tuple[Claims, ...] = ()
    init: str | None = None
    seed: int = 1
    heads: HeadShape = field(default_factory=HeadShape)
    windows: WindowSize = field(default_factory=WindowSize)
    schedule: Schedule = field(default_factory=Schedule)

    @classmethod
    def load(cls, path: Path) -> Recipe:
        """Reads a recipe. Raises AttribError, one line, on a file or key that means nothing."""
        table = read_table(path)
        require(table, cls, {"name": str, "base": str, "init": str, "seed": int}, path)
        heads = fill(HeadShape, table.get("heads", {}), path)
        if heads.heads < 1 or heads.width % heads.heads:
            raise AttribError(
                f"{path}: heads: a width of {heads.width} cannot be shared out among {heads.heads} heads."
            )
        return cls(
            name=table["name"],
            base=table["base"],
            train=corpora(Corpus, table, "train", path),
            dev=corpora(Corpus, table, "dev", path),
            coreference=corpora(Coreference, table, "coreference", path),
            claims=corpora(Claims, table, "claims", path),
            init=table.get("init"),
            seed=table.get("seed", 1),
            heads=heads,
            windows=fill(WindowSize, table.get("windows", {}), path),
            schedule=fill(Schedule, table.get("schedule", {}), path),
        )


def read_table(path: Path) -> dict[str, Any]:
    """What a recipe's file says. Raises AttribError, one line, where it is no file or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AttribError(
            f"{path}: cannot be read ({error.strerror}). Name a recipe, such as models/attrib-small/recipe.toml."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: not TOML ({error}).") from error


def require(table: Mapping[str, Any], recipe: type[Any], kinds: Mapping[str, type], path: Path) -> None:
    """Raises AttribError where a recipe has a key that means nothing, lacks one that it needs, or has one of another type
    than `kinds` says.
    """
    refuse(table, {f.name for f in fields(recipe)}, path)
    for key in ("name", "base", "train", "dev"):
        if key not in table:
            raise AttribError(f"{path}: a recipe needs “{key}”.")
    for key, kind in kinds.items():
        # True is a whole number to Python and none to us.
        if type(table.get(key, kind())) is not kind:
            raise AttribError(f"{path}: “{key}” cannot be {table[key]!r}.")


def corpora(kind: type[T], table: Mapping[str, Any], key: str, path: Path) -> tuple[T, ...]:
    """The corpora under a key of a recipe, none where it is not there. Raises AttribError where they are no list of tables."""
    if key not in table:
        return ()
    rows = table[key]
    if not (isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows)):
        raise AttribError(f"{path}: “{key}” is a list of corpora; begin each of them with [[{key}]].")
    return tuple(fill(kind, row, path) for row in rows)


def fill(kind: type[T], row: Any, path: Path) -> T:
    """A dataclass from a table of a recipe. Raises AttribError, one line, on a key or value that does not fit."""
    name = kind.__name__.lower()
    if not isinstance(row, dict):
        raise AttribError(f"{path}: {name}: a table is needed, not {row!r}.")
    types = {f.name: str(f.type) for f in fields(kind)}  # type: ignore[arg-type]
    refuse(row, set(types), path)
    for key, value in row.items():
        # A whole number will do where a fraction may stand; True is a whole number to Python and none to us.
        if type(value).__name__ not in (types[key], "int" if types[key] == "float" else types[key]):
            raise AttribError(f"{path}: {name}: “{key}” cannot be {value!r}, it is of type {types[key]}.")
    try:
        return kind(**row)
    except TypeError as error:
        raise AttribError(f"{path}: {name}: {error}.") from error


def refuse(row: Mapping[str, Any], known: set[str], path: Path) -> None:
    """Raises AttribError where a table has a key that means nothing."""
    if unknown := set(row) - known:
        raise AttribError(f"{path}: unknown “{min(unknown)}”; there are {', '.join(sorted(known))}.")
