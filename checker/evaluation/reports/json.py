"""The report as one JSON object: every figure, slice, bin, curve and comparison. Error excerpts are left to the HTML
page.
"""

from __future__ import annotations

import json
from typing import Any

from checker.evaluation.evaluation import Comparison, Evaluation, SystemResults
from checker.evaluation.reports.tables import causes
from checker.evaluation.runs import Result

SCHEMA = 1


def render(evaluation: Evaluation) -> str:
    """{"schema", "command", "system", "tasks", "others", "comparisons"}; figures are objects by name."""
    value = {
        "schema": SCHEMA,
        "command": evaluation.command,
        **_system(evaluation.system),
        "others": [_system(s) for s in evaluation.others],
        "comparisons": [_comparison(c) for c in evaluation.comparisons],
    }
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _system(system: SystemResults) -> dict[str, Any]:
    return {"system": system.name, "unavailable": system.unavailable, "tasks": [_result(r) for r in system.results]}


def _result(result: Result) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    slices: dict[str, Any] = {}
    for f in result.figures:
        value = {"value": f.value, "low": f.low, "high": f.high, "support": f.support, "articles": f.articles}
        if f.slice:
            slices.setdefault(f.slice, {}).setdefault(f.part, {})[f.name] = value
        else:
            figures[f.name] = value
    return {
        "task": result.task.name,
        "metric": result.task.metric,
        "data": result.data,
        "skipped": result.skipped,
        "articles": len(result.counts),
        "figures": figures,
        "slices": slices,
        "reliability": {group: [b._asdict() for b in bins] for group, bins in result.reliability.items()},
        "curves": {
            c.code: {"threshold": c.threshold, "points": [p._asdict() for p in c.points]} for c in result.curves
        },
        "misses": dict(causes(result)),
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "task": comparison.task,
        "data": comparison.data,
        "ours": comparison.ours,
        "theirs": comparison.theirs,
        "differences": [
            {
                "figure": d.name,
                "slice": d.slice or None,
                "part": d.part or None,
                "ours": d.ours,
                "theirs": d.theirs,
                "difference": d.difference,
                "low": d.low,
                "high": d.high,
                "real": d.real,
            }
            for d in comparison.differences
        ],
    }
