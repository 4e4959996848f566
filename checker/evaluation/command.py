"""What `attrib eval` does: run the tasks, compare, and write the reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from checker.errors import AttribError
from checker.evaluation.annotations import write_annotations
from checker.evaluation.evaluation import Evaluation, SystemResults, compare_systems
from checker.evaluation.peers import peer as find_peer
from checker.evaluation.predictions import Predictor, SavedPredictions
from checker.evaluation.product import Product
from checker.evaluation.reports import RENDERERS, render
from checker.evaluation.runs import Progress, run_task
from checker.evaluation.tasks import Task, load_tasks, with_data, with_split


def run(
    *,
    model: str | None = None,
    tasks: Sequence[str] = (),
    data: Path | None = None,
    split: str | None = None,
    against: str | None = None,
    peer: str | None = None,
    output: Path | None = None,
    format: str = "text",
) -> str:
    """Evaluates, and returns the report in `format` (text, json, markdown, html) for standard output.

    model: a model's name or folder, or a file of saved predictions (.jsonl); the released model where None.
    tasks: names in eval/tasks or paths of task files; all where empty.
    data: other data than the tasks name: a file or folder of annotated articles (or of pairs), or a folder of corpora.
    split: another part (train, dev, test) of data that comes in parts.
    against: a second model or file of predictions, compared by paired bootstrap. peer: a tool of `peers.PEERS`.
    output: a folder that gets report.html, report.md, report.json and the predictions of every system.

    Raises AttribError on what cannot be done at all; a task that cannot be run is in the report as skipped.
    """
    if format not in RENDERERS:
        raise AttribError(f"there is no report format “{format}”; there are {', '.join(RENDERERS)}")
    if data is not None and not data.exists():
        raise AttribError(f"{data}: no such file or folder")
    chosen = _tasks(tasks, data, split)
    second = system(against) if against is not None else None  # before the work, so that a wrong name costs nothing
    ours = _results(system(model), chosen)
    if data is not None and all(r.skipped for r in ours.results):
        raise AttribError(f"nothing was measured on {data}: {ours.results[0].skipped}")
    theirs = [] if second is None else [_results(second, chosen)]
    if peer is not None:
        theirs.append(_peer(peer, chosen))
    comparisons = tuple(c for other in theirs for c in compare_systems(ours, other))
    command = _command(model, tasks, data, split, against, peer)
    evaluation = Evaluation(ours, tuple(theirs), comparisons, command)
    if output is not None:
        write(evaluation, output)
    return render(evaluation, format)


def system(name: str | None) -> Predictor:
    """A model by name or folder, or saved predictions where `name` is a file of JSON lines."""
    if name is not None and name.endswith((".jsonl", ".json")):
        return SavedPredictions(Path(name))
    return Product(name)


def write(evaluation: Evaluation, folder: Path) -> None:
    """report.html, report.md, report.json, and predictions/SYSTEM/TASK-DATA.jsonl. Raises AttribError on no access."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for format, ending in (("html", "html"), ("markdown", "md"), ("json", "json")):
            (folder / f"report.{ending}").write_text(render(evaluation, format), encoding="utf-8")
        for side in evaluation.systems:
            for result in side.results:
                if result.predictions:
                    place = folder / "predictions" / _file_name(side.name)
                    place.mkdir(parents=True, exist_ok=True)
                    name = _file_name(f"{result.task.name}-{result.data}")
                    write_annotations(result.predictions, place / f"{name}.jsonl")
    except OSError as error:
        raise AttribError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _tasks(names: Sequence[str], data: Path | None, split: str | None) -> tuple[Task, ...]:
    tasks = load_tasks(names)
    if data is not None:
        if not names and data.is_file():
            raise AttribError("--data with a file needs --task, which says what to measure on it")
        tasks = tuple(with_data(t, data) for t in tasks)
    return tuple(with_split(t, split) for t in tasks) if split else tasks


def _results(predictor: Predictor, tasks: Sequence[Task]) -> SystemResults:
    progress = _progress()
    results = [result for task in tasks for result in run_task(task, predictor, progress)]
    progress("")
    return SystemResults(predictor.name, tuple(results))


def _peer(name: str, tasks: Sequence[Task]) -> SystemResults:
    try:
        return _results(find_peer(name), tasks)
    except AttribError as reason:
        return SystemResults(name, (), str(reason))


def _progress() -> Progress:
    """To standard error, where someone watches."""
    if not sys.stderr.isatty():
        return lambda line: None
    return lambda line: print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def _command(
    model: str | None, tasks: Sequence[str], data: Path | None, split: str | None, against: str | None, peer: str | None
) -> str:
    words = ["attrib eval"]
    for option, value in (("model", model), ("data", data), ("split", split), ("against", against), ("peer", peer)):
        words += [f"--{option} {value}"] if value is not None else []
    return " ".join([*words, *(f"--task {t}" for t in tasks)])


def _file_name(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in name.lower()).strip("-.") or "unnamed"
