"""Rows in columns, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from checker.reports.cells import width_of, wrap_text

_GAP = 2
_LEAST = 6


def table(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The lines of each row: columns as wide as their cells, the widest wrapped where they exceed `width` columns."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return [_lines(row, widths) for row in rows]


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrap_text(cell, width) if cell else [] for cell, width in zip(row, widths, strict=True)]
    out = []
    for i in range(max(map(len, columns))):
        parts = [column[i] if i < len(column) else "" for column in columns]
        padded = (part + " " * (w - width_of(part)) for part, w in zip(parts, widths, strict=True))
        out.append((" " * _GAP).join(padded).rstrip())
    return out
