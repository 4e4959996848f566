"""Positions as editors count them: lines from 0, and columns in the units of the encoding agreed upon."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

# How Python calls each encoding, and how many bytes its unit has.
_UNITS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
# The protocol's line ends, and no others: Python's splitlines breaks at U+2028 and form feeds too.
_LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """A source text by its lines, for the way from offsets in code points to positions and back."""

    def __init__(self, source: str, encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16) -> None:
        self.source = source
        self._codec, self._size = _UNITS[PositionEncodingKind(encoding)]
        ends = [m.span() for m in _LINE_END.finditer(source)]
        self._starts = [0, *(end for _, end in ends)]
        self._stops = [*(start for start, _ in ends), len(source)]

    def position(self, offset: int) -> Position:
        """The position of an offset; one between the two characters of a line end is the end of the line."""
        line = bisect_right(self._starts, offset) - 1
        words = self.source[self._starts[line] : min(offset, self._stops[line])]
        return Position(line, len(words.encode(self._codec)) // self._size)

    def range(self, start: int, end: int) -> Range:
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a position; behind the end of a line its end, within a character its beginning."""
        if position.line >= len(self._starts):
            return len(self.source)
        start, stop = self._starts[position.line], self._stops[position.line]
        before = self.source[start:stop].encode(self._codec)[: position.character * self._size]
        return start + len(before.decode(self._codec, "ignore"))
