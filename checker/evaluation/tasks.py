"""Tasks: short TOML files that say which data is read, what is measured, and which slices are shown."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.evaluation.codes import CODES
from checker.evaluation.metrics import Rules
from checker.evaluation.slices import ARTICLE_SLICES, SLICES

CORPORA = "ATTRIB_CORPORA"
"""Environment variable: the folder that holds the corpora; ../shared/data beside the repository unless set."""

METRICS = ("roles", "statements", "speakers", "findings", "pairs", "dangling")
_DATA_KEYS = {"name", "path", "in", "format", "split", "nested", "acts", "kind"}
_TASK_KEYS = {"title", "metric", "slices", "codes", "pools", "only", "data"}


@dataclass(frozen=True, slots=True)
class Data:
    """One set of annotated articles (or pairs) of a task.

    `path` is absolute. `format` is one of the importers' names, told by the content where it is None;
    the data of the metrics `roles` and `pairs` have formats of their own. `split` picks the
    file of that name of a folder. `rules` says what counts in it.
    """

    name: str
    path: Path
    format: str | None = None
    split: str | None = None
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Task:
    """What is measured, on what. `only` = “sources” leaves out the articles that have no sources to check against."""

    name: str
    title: str
    metric: str
    slices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    pools: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: str = "all"
    data: tuple[Data, ...] = ()


def repository() -> Path:
    """The source checkout; of an installed package, the working directory."""
    checkout = Path(__file__).resolve().parents[2]
    return checkout if (checkout / "eval" / "tasks").is_dir() else Path.cwd()


def corpora() -> Path:
    """The folder of the corpora, which may not be there."""
    given = os.environ.get(CORPORA)
    return Path(given) if given else repository().parent / "shared" / "data"


def task_folder() -> Path:
    """Where the task files are: eval/tasks of the checkout, or the copy that an installed package carries."""
    shipped = Path(__file__).resolve().parents[1] / "data" / "tasks"
    return shipped if shipped.is_dir() else repository() / "eval" / "tasks"


def load_tasks(names: Iterable[str] = (), folder: Path | None = None) -> tuple[Task, ...]:
    """The tasks of those names (or paths of task files), or all, by name. Raises AttribError on an unknown one."""
    folder = folder or task_folder()
    known = {p.stem: p for p in sorted(folder.glob("*.toml"))}
    if not known:
        raise AttribError(f"{folder}: there are no task files here; run in a checkout that has eval/tasks")
    chosen = []
    for name in names or known:
        path = Path(name) if name.endswith(".toml") else known.get(name)
        if path is None:
            raise AttribError(f"there is no task “{name}”; there are {', '.join(known)}")
        chosen.append(load_task(path))
    return tuple(chosen)


def load_task(path: Path) -> Task:
    """One task file. Raises AttribError, which names file and key, on anything it does not know."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AttribError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AttribError(f"{path}: is not valid TOML: {error}") from error
    _known(table, _TASK_KEYS, path)
    metric = table.get("metric")
    if metric not in METRICS:
        raise AttribError(f"{path}: metric is {metric!r}, not one of {', '.join(METRICS)}")
    slices = tuple(table.get("slices", ()))
    _all_in(slices, ARTICLE_SLICES if metric == "findings" else SLICES, f"{path}: slices")
    codes = tuple(table.get("codes", CODES))
    pools = {name: tuple(pool) for name, pool in table.get("pools", {}).items()}
    for pool in (codes, *pools.values()):
        _all_in(pool, CODES, f"{path}: codes")
    only = table.get("only", "all")
    _all_in([only], ("all", "sources"), f"{path}: only")
    data = tuple(_data(row, path) for row in table.get("data", ()))
    return Task(path.stem, str(table.get("title", path.stem)), metric, slices, codes, pools, only, data)


def with_data(task: Task, path: Path) -> Task:
    """The task on other data: where `path` is a folder that has the task's own data in it, that; else `path` itself."""
    inside = [replace(d, path=path / _below(d.path)) for d in task.data if d.path.is_relative_to(corpora())]
    inside = [d for d in inside if d.path.exists()]
    if inside:
        return replace(task, data=tuple(inside))
    return replace(task, data=(Data(path.stem, path.resolve()),))


def with_split(task: Task, split: str) -> Task:
    """The task on another part (train, dev, test) of the data that comes in parts."""
    return replace(task, data=tuple(replace(d, split=split) if d.split else d for d in task.data))


def _below(path: Path) -> Path:
    return path.relative_to(corpora())


def _data(row: Mapping[str, Any], path: Path) -> Data:
    _known(row, _DATA_KEYS, path)
    if not isinstance(row.get("path"), str):
        raise AttribError(f"{path}: every [[data]] needs a path")
    root = row.get("in", "repository")
    _all_in([root], ("corpora", "repository"), f"{path}: in")
    kind = row.get("kind", "annotated")
    _all_in([kind], ("annotated", "quote-share"), f"{path}: kind")
    rules = Rules(bool(row.get("nested", True)), tuple(row.get("acts", Rules().acts)), kind == "quote-share")
    base = corpora() if root == "corpora" else repository()
    name = str(row.get("name", Path(row["path"]).name))
    return Data(name, base / row["path"], row.get("format"), row.get("split"), rules)


def _known(table: Mapping[str, Any], keys: set[str], path: Path) -> None:
    unknown = sorted(set(table) - keys)
    if unknown:
        raise AttribError(f"{path}: there is no key “{unknown[0]}”; there are {', '.join(sorted(keys))}")


def _all_in(values: Iterable[str], known: Iterable[str], where: str) -> None:
    known = list(known)
    for value in values:
        if value not in known:
            raise AttribError(f"{where}: “{value}” is not one of {', '.join(known)}")
