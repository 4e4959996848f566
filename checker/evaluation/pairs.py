"""Premise and hypothesis: reading labelled pairs, and counting what a pair classifier gets right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from checker.errors import AttribError
from checker.evaluation.measures import Measure
from checker.evaluation.metrics import Outcome, Scores
from checker.evaluation.misses import Miss

LABELS = ("entailment", "neutral", "contradiction")
ACCURACY = Measure("accuracy", "ratio")
MACRO = Measure("macro F1", "macro")


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair. `unit` is what it is drawn with in a bootstrap: its page where the file names one, else
    itself.
    """

    id: str
    premise: str
    hypothesis: str
    label: str
    unit: str
    source: str


class Judgement(NamedTuple):
    """Probabilities of the three labels, in the order of `LABELS`; they sum to 1."""

    entailment: float
    neutral: float
    contradiction: float

    @property
    def label(self) -> str:
        return LABELS[max(range(3), key=lambda k: self[k])]


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file of JSON lines with `premise`, `hypothesis` and `label`.

    Raises AttribError with file and line where one lacks a field or has another label.
    """
    try:
        with open(path, encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _pair(line, path, number)
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 JSON lines: {error}") from error


def _pair(line: str, path: Path, number: int) -> Pair:
    where = f"{path}:{number}"
    try:
        row = json.loads(line)
        premise, hypothesis, label = row["premise"], row["hypothesis"], row["label"]
    except ValueError as error:
        raise AttribError(f"{where}: not JSON: {error}") from error
    except (KeyError, TypeError) as error:
        raise AttribError(f"{where}: a pair needs “premise”, “hypothesis” and “label”") from error
    if not isinstance(premise, str) or not isinstance(hypothesis, str):
        raise AttribError(f"{where}: “premise” and “hypothesis” must be text")
    if label not in LABELS:
        raise AttribError(f"{where}: the label is {label!r}, not one of {', '.join(LABELS)}")
    name = f"{path.stem}:{number}"
    return Pair(name, premise, hypothesis, label, str(row.get("page") or name), str(row.get("source") or path.stem))


def score_pair(pair: Pair, judgement: Judgement) -> Scores:
    """Accuracy, F1 of each label, their mean, and the probability of the label that was chosen.

    The article of the scores is the pair's unit.
    """
    scores = Scores(pair.unit)
    given, right = judgement.label, judgement.label == pair.label
    scores.add(ACCURACY, right, 1)
    scores.add(Measure(ACCURACY.name, "ratio", "source", pair.source), right, 1)
    rows = [
        (float(label == given == pair.label), float(label == given), float(label == pair.label)) for label in LABELS
    ]
    for label, row in zip(LABELS, rows, strict=True):
        scores.add(Measure(label, "f1"), *row)
    scores.add(MACRO, *(value for row in rows for value in row))
    scores.outcomes.append(Outcome("pair", max(judgement), right))
    if not right:
        scores.misses.append(_miss(pair, judgement))
    return scores


def _miss(pair: Pair, judgement: Judgement) -> Miss:
    given = judgement.label
    excerpt = f"{pair.premise}\n{pair.hypothesis}"
    note = f"{pair.label} → {given} ({max(judgement):.2f})"
    slices = {"label": pair.label, "source": pair.source}
    return Miss(pair.id, f"{pair.label} as {given}", excerpt, 0, (), (), note, slices)
