"""The report as one HTML page that asks for nothing outside itself: plots, slices, and a browser of errors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from typing import Any

from checker.evaluation.bootstrap import Figure
from checker.evaluation.evaluation import Comparison, Evaluation, SystemResults
from checker.evaluation.misses import Mark, Miss
from checker.evaluation.reports import plots
from checker.evaluation.reports.tables import causes, interval, number, signed, sliced, verdict, whole
from checker.evaluation.runs import Result

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def page(title: str, body: str, data: object = None) -> str:
    """A whole document with the reports' style sheet; `data` (JSON) is put in for the script that browses errors."""
    script = "" if data is None else _script(data)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><style>{_asset("page.css")}</style></head>'
        f"<body><main>{body}</main>{script}</body></html>\n"
    )


def render(evaluation: Evaluation) -> str:
    """The whole page. All text that comes from articles, models and files is escaped."""
    title = f"How good is {evaluation.system.name}?"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>Made by <code>{escape(evaluation.command)}</code>. In brackets: 95% intervals, percentile bootstrap over "
        "articles. A figure stands on the number in its last column.</p>",
    ]
    for system in evaluation.systems:
        parts += _system(system)
    if evaluation.comparisons:
        parts.append("<h2>Compared, article by article</h2>")
        parts += [_comparison(c) for c in evaluation.comparisons]
    misses = [_miss(r, m) for r in evaluation.system.results for m in r.misses]
    if misses:
        parts.append(_browser(evaluation.system.name, len(misses)))
    return page(title, "".join(parts), misses)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain cells; every column but the first is set as numbers are."""
    top = "".join(f'<th scope="col">{escape(h)}</th>' for h in head)
    body = "".join(
        f'<tr><th scope="row">{escape(r[0])}</th>' + "".join(f"<td>{escape(c)}</td>" for c in r[1:]) + "</tr>"
        for r in rows
    )
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _system(system: SystemResults) -> Iterator[str]:
    yield f"<h2>{escape(system.name)}</h2>"
    if system.unavailable is not None:
        yield f'<p class="skipped">Skipped: {escape(system.unavailable)}</p>'
    for result in system.results:
        yield _result(result)


def _result(result: Result) -> str:
    title = f"{result.task.title} · {result.data}" if result.data else result.task.title
    parts = [f"<section><h3>{escape(title)}</h3>"]
    if result.skipped is not None:
        return "".join([*parts, f'<p class="skipped">Skipped: {escape(result.skipped)}</p></section>'])
    parts.append(f"<p>{len(result.counts):,} articles.</p>")
    rows = [(f.name, number(f.value, f.name), interval(f), f"{f.support:,}") for f in whole(result)]
    parts.append(table(("figure", "value", "interval", "of"), rows))
    groups = {g: b for g, b in result.reliability.items() if sum(x.size for x in b) >= 10}
    drawn = [plots.reliability(g, b) for g, b in groups.items()] + [plots.precision_recall(c) for c in result.curves]
    if drawn:
        parts.append(f'<div class="plots">{"".join(drawn)}</div>')
    slices = sliced(result)
    if slices:
        parts.append('<details open><summary>Slices</summary><div class="slices">')
        parts += [_slice(f"{name} by {slice}", figures) for (name, slice), figures in slices.items()]
        parts.append("</div></details>")
    if result.misses:
        wrong = ", ".join(f"{escape(type)} {count:,}" for type, count in causes(result))
        parts.append(f"<p>Wrong: {wrong}.</p>")
    return "".join([*parts, "</section>"])


def _slice(title: str, figures: Sequence[Figure]) -> str:
    rows = []
    for f in figures:
        bar = (
            f'<meter min="0" max="1" value="{f.value or 0:.3f}">{number(f.value)}</meter>'
            if "per 1,000" not in f.name
            else ""
        )
        rows.append(
            f'<tr><th scope="row">{escape(f.part)}</th><td>{bar}</td><td>{number(f.value, f.name)}</td>'
            f"<td>{interval(f)}</td><td>{f.support:,}</td></tr>"
        )
    return f'<div class="scroll"><table><caption>{escape(title)}</caption><tbody>{"".join(rows)}</tbody></table></div>'


def _comparison(comparison: Comparison) -> str:
    rows = []
    for d in comparison.differences:
        name = f"{d.name} · {d.slice}: {d.part}" if d.slice else d.name
        rows.append((name, number(d.ours, d.name), number(d.theirs, d.name), signed(d), verdict(d)))
    title = f"{comparison.ours} less {comparison.theirs}: {comparison.task} · {comparison.data}"
    return f"<h3>{escape(title)}</h3>" + table(("figure", comparison.ours, comparison.theirs, "difference", ""), rows)


def _browser(system: str, count: int) -> str:
    return (
        f'<section id="errors"><h2>Every miss of {escape(system)}</h2>'
        '<p>Marked: <mark class="source">source</mark> <mark class="cue">cue</mark> '
        '<mark class="content">content</mark> <mark class="finding">words of a finding</mark>.</p>'
        '<form id="filters" aria-label="Filter the misses"></form>'
        f'<p id="count" role="status">{count:,} misses</p><ol id="misses"></ol>'
        '<button id="more" type="button" hidden>Show more</button>'
        "<noscript><p>The browser of misses needs JavaScript; all else on this page does not.</p></noscript></section>"
    )


def _miss(result: Result, miss: Miss) -> dict[str, Any]:
    return {
        "task": result.task.name,
        "data": result.data,
        "type": miss.type,
        "article": miss.article,
        "at": miss.start,
        "text": miss.excerpt,
        "gold": [_mark(m, miss.excerpt) for m in miss.gold],
        "predicted": [_mark(m, miss.excerpt) for m in miss.predicted],
        "note": miss.note,
        "slices": dict(miss.slices),
    }


def _mark(mark: Mark, text: str) -> list[int | str]:
    # The page's script counts in UTF-16 units.
    start, end = (len(text[:i].encode("utf-16-le")) // 2 for i in mark.span)
    return [start, end, mark.role]


def _script(data: object) -> str:
    held = (
        json.dumps(data, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
    return f'<script type="application/json" id="data">{held}</script><script>{_asset("page.js")}</script>'


def _asset(name: str) -> str:
    return resources.files("checker.evaluation.reports").joinpath(name).read_text(encoding="utf-8")
