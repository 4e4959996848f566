"""The report for a terminal, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from checker.evaluation.evaluation import Comparison, Evaluation, SystemResults
from checker.evaluation.reports.tables import causes, interval, number, overall, signed, sliced, verdict, whole
from checker.evaluation.runs import Result

_NAME = 40


def render(evaluation: Evaluation) -> str:
    lines: list[str] = []
    for system in evaluation.systems:
        lines += _system(system)
    for comparison in evaluation.comparisons:
        lines += _comparison(comparison)
    lines.append("Intervals: 95%, percentile bootstrap over articles.")
    return "\n".join(lines) + "\n"


def _system(system: SystemResults) -> Iterator[str]:
    yield system.name
    yield "=" * min(80, len(system.name))
    if system.unavailable is not None:
        yield f"skipped: {system.unavailable}"
    yield ""
    for result in system.results:
        yield from _result(result)


def _result(result: Result) -> Iterator[str]:
    yield f"{result.task.title} · {result.data}" if result.data else result.task.title
    if result.skipped is not None:
        yield f"  skipped: {result.skipped}"
        yield ""
        return
    for figure in whole(result):
        yield _row(figure.name, number(figure.value, figure.name), interval(figure), figure.support)
    for (name, slice), parts in sliced(result).items():
        yield f"  {name} by {slice}"
        for figure in parts:
            yield _row(f"  {figure.part}", number(figure.value, figure.name), interval(figure), figure.support)
    if result.misses:
        yield "  wrong: " + ", ".join(f"{type} {count}" for type, count in causes(result)[:6])
    yield ""


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"{comparison.ours} less {comparison.theirs}: {comparison.task} · {comparison.data}"
    for d in overall(comparison.differences):
        yield f"  {_short(d.name):<{_NAME}}{signed(d):>26}  {verdict(d)}"
    yield ""


def _row(name: str, value: str, around: str, support: int) -> str:
    return f"  {_short(name):<{_NAME}}{value:>7} {around:>16}{support:>10,}"


def _short(name: str) -> str:
    return name if len(name) < _NAME else name[: _NAME - 2] + "…"
