"""Plots as inline SVG, in the page's own colours: they follow light and dark, and need no library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from checker.evaluation.calibration import Bin
from checker.evaluation.runs import Curve

_SIZE = 220
_LEFT, _TOP = 34, 10
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability(title: str, bins: Sequence[Bin]) -> str:
    """Share right against mean confidence, a dot a bin as large as its share of the predictions; the diagonal is
    ideal.
    """
    total = sum(b.size for b in bins)
    marks = [
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        _path([(b.confidence, b.accuracy) for b in bins]),
    ]
    for b in bins:
        radius = 2.5 + 6 * (b.size / total) ** 0.5
        tip = f"{b.low:.1f} to {b.high:.1f}: {b.size:,}, confidence {b.confidence:.3f}, right {b.accuracy:.3f}"
        marks.append(_dot(b.confidence, b.accuracy, radius, tip))
    return _frame(f"Reliability: {title}", "confidence", "share right", marks)


def precision_recall(curve: Curve) -> str:
    """Precision against recall; the threshold in force is a ring."""
    marks = [_path([(p.recall, p.precision) for p in curve.points])]
    for p in curve.points if len(curve.points) <= 60 else ():
        tip = f"at {p.threshold:.3f}: precision {p.precision:.3f}, recall {p.recall:.3f}"
        marks.append(_dot(p.recall, p.precision, 2, tip))
    kept = [p for p in curve.points if curve.threshold is not None and p.threshold >= curve.threshold]
    title = curve.code
    if kept:
        at = kept[-1]
        tip = f"threshold in force, {curve.threshold:.3f}: precision {at.precision:.3f}, recall {at.recall:.3f}"
        marks.append(_dot(at.recall, at.precision, 6, tip, "ring"))
        title = f"{curve.code}, threshold {curve.threshold:.2f}"
    return _frame(title, "recall", "precision", marks)


def _frame(title: str, across: str, up: str, marks: Iterable[str]) -> str:
    width, height = _LEFT + _SIZE + 12, _TOP + _SIZE + 34
    parts = [f'<figure class="plot"><svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">']
    for t in _TICKS:
        parts.append(f'<line class="grid" x1="{_x(0)}" y1="{_y(t)}" x2="{_x(1)}" y2="{_y(t)}"/>')
        parts.append(f'<text class="tick" x="{_LEFT - 5}" y="{_y(t) + 3}" text-anchor="end">{t:g}</text>')
        parts.append(f'<text class="tick" x="{_x(t)}" y="{_y(0) + 13}" text-anchor="middle">{t:g}</text>')
    parts += marks
    parts.append(f'<text class="axis" x="{_x(0.5)}" y="{_y(0) + 28}" text-anchor="middle">{escape(across)}</text>')
    middle = _y(0.5)
    turned = f'x="8" y="{middle}" text-anchor="middle" transform="rotate(-90 8 {middle})"'
    parts.append(f'<text class="axis" {turned}>{escape(up)}</text>')
    parts.append(f"</svg><figcaption>{escape(title)}</figcaption></figure>")
    return "".join(parts)


def _path(points: Sequence[tuple[float, float]]) -> str:
    joined = " ".join(f"{_x(a)},{_y(b)}" for a, b in points)
    return f'<polyline class="line" points="{joined}"/>'


def _dot(a: float, b: float, radius: float, tip: str, kind: str = "dot") -> str:
    return f'<circle class="{kind}" cx="{_x(a)}" cy="{_y(b)}" r="{radius:.1f}"><title>{escape(tip)}</title></circle>'


def _x(value: float) -> float:
    return round(_LEFT + value * _SIZE, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - value) * _SIZE, 1)
