"""What the text, Markdown and HTML reports share: how figures are put and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.evaluation.bootstrap import Difference, Figure
from checker.evaluation.runs import Result


def number(value: float | None, name: str = "") -> str:
    """Three decimals; rates per 1,000 words two; an en dash where there is nothing to measure."""
    if value is None:
        return "–"
    return f"{value:.2f}" if "per 1,000" in name else f"{value:.3f}"


def interval(figure: Figure) -> str:
    """“[.601, .663]”, empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"[{number(figure.low, figure.name)}, {number(figure.high, figure.name)}]"


def signed(difference: Difference) -> str:
    """“+.012 [−.003, +.027]” with plain signs."""
    return f"{difference.difference:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}]"


def verdict(difference: Difference) -> str:
    return "real" if difference.real else "within noise"


def whole(result: Result) -> list[Figure]:
    """Figures of the whole, those with nothing to measure left out unless all are."""
    found = [f for f in result.figures if not f.slice]
    return [f for f in found if f.value is not None] or found


def sliced(result: Result) -> Mapping[tuple[str, str], list[Figure]]:
    """Figures of slices that measure something and have parts to tell apart, by (figure, slice), the biggest first."""
    tables: dict[tuple[str, str], list[Figure]] = {}
    for figure in result.figures:
        if figure.slice and figure.value is not None:
            tables.setdefault((figure.name, figure.slice), []).append(figure)
    return {k: sorted(parts, key=lambda f: (-f.support, f.part)) for k, parts in tables.items() if len(parts) > 1}


def causes(result: Result) -> list[tuple[str, int]]:
    """How many misses there are of each type, most first."""
    count: dict[str, int] = {}
    for miss in result.misses:
        count[miss.type] = count.get(miss.type, 0) + 1
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))


def overall(differences: Iterable[Difference]) -> list[Difference]:
    """Differences of whole figures."""
    return [d for d in differences if not d.slice]
