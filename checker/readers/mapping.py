"""The way back from rendered words to the source, over one rendering or two (the HTML in a string of a JSON file)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from checker.document import Segment


class MappedText:
    """Text as it grows, and the segments that lead back from it.

    What the source holds in another form (an escape, an entity) gets a segment of length 0: it has a place, no letters.
    """

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.length = 0
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, words: str, source: int | None, *, same: bool = True) -> None:
        """Appends words. source: their offset in the source, None for none; same: they stand there unchanged."""
        if source is not None and words:
            self._map(Segment(self.length, source, len(words) if same else 0))
        self._parts.append(words)
        self.length += len(words)

    def append(self, text: str, segments: Iterable[Segment]) -> None:
        """Appends a text with its own segments."""
        for segment in segments:
            self._map(Segment(self.length + segment.start, segment.source, segment.length))
        self._parts.append(text)
        self.length += len(text)

    def _map(self, segment: Segment) -> None:
        last = self.segments[-1] if self.segments else None
        if (
            last
            and last.length
            and segment.length
            and last.start + last.length == segment.start
            and last.source + last.length == segment.source
        ):
            self.segments[-1] = Segment(last.start, last.source, last.length + segment.length)
        else:
            self.segments.append(segment)


def through(segments: Iterable[Segment], inner: Sequence[Segment]) -> tuple[Segment, ...]:
    """Segments that lead into a text which itself was rendered, as segments that lead to that text's own source.

    inner: the segments of the text between the two, ascending.
    """
    starts = [s.start for s in inner]
    found = []
    for segment in segments:
        end = segment.source + segment.length
        k = max(0, bisect_right(starts, segment.source) - 1)
        while k < len(inner) and (inner[k].start < end or inner[k].start == segment.source):
            begin = max(segment.source, inner[k].start)
            length = min(end, inner[k].start + inner[k].length) - begin
            start = segment.start + begin - segment.source
            if length > 0:
                found.append(Segment(start, inner[k].source + begin - inner[k].start, length))
            elif inner[k].start == begin or not segment.length:
                offset = min(begin - inner[k].start, inner[k].length)
                found.append(Segment(start, inner[k].source + offset, 0))
            k += 1
    return tuple(found)
