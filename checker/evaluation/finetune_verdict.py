"""Old model against new: on the newsroom's held-out part, and on the project's own tasks, which it must not unlearn."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.bootstrap import Difference
from checker.evaluation.evaluation import Evaluation, SystemResults, compare_systems
from checker.evaluation.metrics import NAMED, STATEMENT, Rules
from checker.evaluation.predictions import QuotesOnly
from checker.evaluation.product import Product
from checker.evaluation.runs import run_task
from checker.evaluation.tasks import Data, Task, load_tasks
from checker.modeling.settings import Settings

HELD_OUT = "held-out"
#: What a figure on the project's own tasks may fall by.
MAX_LOSS = 0.01
_TASKS = ("statements", "speakers")
_DECISIVE = (f"{STATEMENT.name} F1", NAMED.name)

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the new model is the better one, why, in one sentence, and the figures that say so.

    held_out: statement F1 on the newsroom's held-out part, new less old; own: statement F1 and speaker accuracy on the
    project's own data, by task and data.
    """

    better: bool
    why: str
    held_out: Difference
    own: tuple[tuple[str, Difference], ...]


class _ReadOnce(QuotesOnly):
    """A model whose reading of an article is kept: two tasks ask for it."""

    def __init__(self, folder: Path) -> None:
        self.name = Settings.load(folder).name
        self._product = Product(str(folder))
        self._read: dict[str, Annotation] = {}

    def quotes(self, article: Annotation) -> Annotation:
        if article.text not in self._read:
            self._read[article.text] = self._product.quotes(article)
        found = self._read[article.text]
        return replace(found, path=article.path, meta={"id": article.id})


def measure(old: Path, new: Path, held_out: Path, rules: Rules, progress: Progress) -> Evaluation:
    """Both models on the articles in the file `held_out` and on what there is of the project's own, compared by a paired
    bootstrap. Data that is not there is in the evaluation as skipped.
    """
    tasks = [
        Task(
            HELD_OUT,
            "The newsroom's own articles, held out",
            "statements",
            ("kind", "cue", "source"),
            data=(Data("held-out part", held_out.resolve(), "attrib", rules=rules),),
        )
    ]
    with contextlib.suppress(AttribError):  # an installed package carries no task files
        tasks += load_tasks(_TASKS)
    systems = []
    for folder in (new, old):
        predictor = _ReadOnce(folder)
        results = [r for t in tasks for r in run_task(t, predictor, lambda line: progress(f"measuring: {line}"))]
        systems.append(SystemResults(predictor.name, tuple(results)))
    ours, theirs = systems
    return Evaluation(ours, (theirs,), compare_systems(ours, theirs), f"attrib finetune --from {theirs.name}")


def judge(evaluation: Evaluation) -> Verdict:
    """The verdict on the evaluated system against the other. Raises AttribError where the held-out part measures nothing."""
    held_out: Difference | None = None
    own: list[tuple[str, Difference]] = []
    for comparison in evaluation.comparisons:
        for d in comparison.differences:
            if d.slice or d.name not in _DECISIVE:
                continue
            if comparison.task == HELD_OUT:
                held_out = d if d.name == _DECISIVE[0] else held_out
            else:
                own.append((f"{comparison.task}, {comparison.data}", d))
    if held_out is None:
        raise AttribError("the held-out part measures nothing: neither model finds a statement in it.")
    worse = [(where, d) for where, d in own if d.difference < -MAX_LOSS]
    gain = f"statement F1 on the held-out part {held_out.theirs:.3f} → {held_out.ours:.3f}"
    if held_out.difference <= 0:
        return Verdict(False, f"it is no better: {gain}.", held_out, tuple(own))
    if worse:
        where, d = min(worse, key=lambda w: w[1].difference)
        why = f"it has unlearned too much: {d.name} on {where} {d.theirs:.3f} → {d.ours:.3f}."
        return Verdict(False, why, held_out, tuple(own))
    return Verdict(True, f"it is better: {gain}.", held_out, tuple(own))
