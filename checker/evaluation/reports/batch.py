"""The batch report that a desk reads on Monday: text, JSON, or the same kind of page as an evaluation's."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from html import escape

from checker.evaluation.batch import Batch, Flag, Tally
from checker.evaluation.reports.html import page, table

_SPEAKERS = 25
_PER_CODE = 200  # findings listed under one code


def text(batch: Batch) -> str:
    """For a terminal, 80 columns wide."""
    whole = batch.whole
    lines = [_summary(whole), "", "By code"]
    lines += [f"  {code} {name:<32}{n:>8,}" for code, name, n in batch.by_code()] or ["  nothing was found"]
    lines += ["", "By outlet (folder)" + " " * 16 + "articles   words  findings  per 1,000 words"]
    for name, tally in sorted(batch.outlets.items(), key=lambda o: -o[1].per_thousand):
        found = tally.codes.total()
        lines.append(f"  {name[:30]:<32}{tally.articles:>8,}{tally.words:>8,}{found:>10,}{tally.per_thousand:>17.2f}")
    lines += ["", "Most quoted" + " " * 22 + "statements  articles"]
    lines += [f"  {s.name[:30]:<32}{s.statements:>9,}{s.articles:>10,}" for s in batch.loudest()[:_SPEAKERS]]
    if batch.failed:
        lines += ["", "Not checked"] + [f"  {reason}" for reason in batch.failed.values()]
    return "\n".join(lines) + "\n"


def as_json(batch: Batch) -> str:
    """{"schema", "whole", "outlets", "speakers", "findings", "failed"}."""
    value = {
        "schema": 1,
        "whole": _tally(batch.whole),
        "outlets": {name: _tally(tally) for name, tally in batch.outlets.items()},
        "speakers": [asdict(s) for s in batch.loudest()],
        "findings": [_flag(f) for f in batch.flags],
        "failed": batch.failed,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def html(batch: Batch) -> str:
    """One self-contained page; findings are listed under their code with file and line."""
    parts = ["<h1>What attrib found</h1>", f"<p>{escape(_summary(batch.whole))}</p>", "<h2>By code</h2>"]
    parts.append(table(("check", "found"), [(f"{code} {name}", f"{n:,}") for code, name, n in batch.by_code()]))
    parts.append("<h2>By outlet</h2>")
    rows = [
        (name, f"{t.articles:,}", f"{t.words:,}", f"{t.statements:,}", f"{t.codes.total():,}", f"{t.per_thousand:.2f}")
        for name, t in sorted(batch.outlets.items(), key=lambda o: -o[1].per_thousand)
    ]
    parts.append(table(("folder", "articles", "words", "statements", "findings", "per 1,000 words"), rows))
    parts.append("<h2>Most quoted</h2>")
    quoted = [(s.name, f"{s.statements:,}", f"{s.articles:,}") for s in batch.loudest()[:_SPEAKERS]]
    parts.append(table(("speaker", "statements", "articles"), quoted))
    parts.append("<h2>Findings</h2>")
    parts += [
        _listed(code, name, [f for f in batch.flags if f.finding.code == code]) for code, name, _ in batch.by_code()
    ]
    if batch.failed:
        parts.append("<h2>Not checked</h2><ul>")
        parts += [f"<li>{escape(reason)}</li>" for reason in batch.failed.values()]
        parts.append("</ul>")
    return page("What attrib found", "".join(parts))


RENDERERS: Mapping[str, Callable[[Batch], str]] = {"text": text, "json": as_json, "html": html}


def _summary(whole: Tally) -> str:
    named = f"{whole.named / whole.statements:.0%}" if whole.statements else "none"
    return (
        f"{whole.articles:,} articles, {whole.words:,} words: {whole.statements:,} statements, {named} with a speaker, "
        f"{whole.codes.total():,} findings ({whole.per_thousand:.2f} per 1,000 words)."
    )


def _listed(code: str, name: str, flags: list[Flag]) -> str:
    rows = ""
    for f in flags[:_PER_CODE]:
        where, shown = escape(f"{f.path}:{f.line}"), escape(f.words)
        rows += f'<li><b>{where}</b> <mark class="finding">{shown}</mark> {escape(f.finding.message)}</li>'
    rest = (
        f"<p>and {len(flags) - _PER_CODE:,} more; the JSON report has them all.</p>" if len(flags) > _PER_CODE else ""
    )
    return f"<details><summary>{escape(code)} {escape(name)} ({len(flags):,})</summary><ul>{rows}</ul>{rest}</details>"


def _tally(tally: Tally) -> dict[str, object]:
    return {**asdict(tally), "codes": dict(tally.codes), "per_thousand_words": round(tally.per_thousand, 4)}


def _flag(flag: Flag) -> dict[str, object]:
    f = flag.finding
    return {
        "path": flag.path,
        "line": flag.line,
        "code": f.code,
        "severity": f.severity.value,
        "words": flag.words,
        "message": f.message,
        "confidence": f.confidence,
    }
