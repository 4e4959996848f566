"""The report as Markdown tables, for a model card or a README."""

from __future__ import annotations

from collections.abc import Iterator

from checker.evaluation.evaluation import Comparison, Evaluation, SystemResults
from checker.evaluation.reports.tables import causes, interval, number, overall, signed, sliced, verdict, whole
from checker.evaluation.runs import Result

_ESCAPES = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|"})


def render(evaluation: Evaluation) -> str:
    lines = [
        f"Made by `{evaluation.command.replace('`', '')}`. Intervals: 95%, percentile bootstrap over articles.",
        "",
    ]
    for system in evaluation.systems:
        lines += _system(system)
    for comparison in evaluation.comparisons:
        lines += _comparison(comparison)
    return "\n".join(lines)


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return " ".join(text.split()).translate(_ESCAPES)


def _system(system: SystemResults) -> Iterator[str]:
    yield f"## {escape(system.name)}"
    yield ""
    if system.unavailable is not None:
        yield f"Skipped: {escape(system.unavailable)}"
        yield ""
    for result in system.results:
        yield from _result(result)


def _result(result: Result) -> Iterator[str]:
    yield f"### {escape(result.task.title)}" + (f" · {escape(result.data)}" if result.data else "")
    yield ""
    if result.skipped is not None:
        yield f"Skipped: {escape(result.skipped)}"
        yield ""
        return
    yield from _head("figure", "value", "interval", "of")
    for f in whole(result):
        yield _row(f.name, number(f.value, f.name), interval(f), f"{f.support:,}")
    yield ""
    if tables := sliced(result):
        yield from _head("figure", "slice", "part", "value", "interval", "of")
        for parts in tables.values():
            for f in parts:
                yield _row(f.name, f.slice, f.part, number(f.value, f.name), interval(f), f"{f.support:,}")
        yield ""
    if result.misses:
        yield "Wrong: " + ", ".join(f"{escape(type)} {count}" for type, count in causes(result)) + "."
        yield ""


def _comparison(comparison: Comparison) -> Iterator[str]:
    title = f"{comparison.ours} less {comparison.theirs}: {comparison.task} · {comparison.data}"
    yield f"### {escape(title)}"
    yield ""
    yield from _head("figure", comparison.ours, comparison.theirs, "difference", "")
    for d in overall(comparison.differences):
        yield _row(d.name, number(d.ours, d.name), number(d.theirs, d.name), signed(d), verdict(d))
    yield ""


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "---|" * len(names)


def _row(*cells: str) -> str:
    return "| " + " | ".join(escape(c) for c in cells) + " |"
