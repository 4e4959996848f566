"""What a model's folder says of it in words and figures, for `attrib models show`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import AttribError

#: The figures of a report that say how good a model is; a report holds some dozens for each task.
_TOLD = (
    "statement F1",
    "nested statement F1",
    "speaker accuracy",
    "source F1",
    "cue F1",
    "content F1",
    "all F1",
    "accuracy",
    "macro F1",
    "false errors and warnings per 1,000 words of clean copy",
)
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """license: of the weights, empty where not stated; figures: rows of data, figure, value and interval; data: rows of a
    corpus and its licence.
    """

    license: str
    figures: tuple[Row, ...]
    data: tuple[Row, ...]


def read_card(folder: Path) -> ModelCard:
    """What README.md and figures.json say, as far as they are there. Raises AttribError where one cannot be read."""
    facts = {row[0]: row[1] for row in _rows(folder, "## Facts") if len(row) > 1}
    data = tuple(row[:2] for row in _rows(folder, "## Data"))
    return ModelCard(facts.get("licence", ""), tuple(_figures(folder / "figures.json")), tuple(dict.fromkeys(data)))


def _rows(folder: Path, heading: str) -> Iterator[Row]:
    """The cells of the tables under a heading of the card, their rules left out."""
    path = folder / "README.md"
    if not path.is_file():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read ({error}).") from error
    inside = False
    for line in lines:
        if line.startswith("## "):
            inside = line == heading
        elif inside and line.startswith("| ") and not set(line) <= set("|- "):
            yield tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _figures(path: Path) -> Iterator[Row]:
    if not path.is_file():
        return
    try:
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for task in report["tasks"]:
            for name, figure in task["figures"].items():
                if name in _TOLD and figure["value"] is not None:
                    low, high = figure["low"], figure["high"]
                    interval = "" if low is None else f"[{low:.3f}, {high:.3f}]"
                    yield f"{task['task']}, {task['data']}", name, f"{figure['value']:.3f}", interval
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AttribError(f"{path}: not the figures of a model ({error!r}).") from error
