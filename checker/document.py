"""The text of one article: spans, paragraphs, and the map back to the file it came from.

The text of a `Document` is fixed after reading. Every position anywhere in attrib is a count of code points into it, and
nothing is ever found again by searching for its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

ParagraphRole = Literal["headline", "byline", "caption", "body", "boilerplate"]


class Span(NamedTuple):
    """Half-open range of code points into `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


Spans = tuple[Span, ...]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans`. Raises ValueError on none."""
    spans = tuple(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text between paragraph breaks; `span` leaves out the white space around it."""

    span: Span
    role: ParagraphRole = "body"


class Place(NamedTuple):
    """Where a position stands in the source file: line and column count from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Segment:
    """`length` code points of the text from `start`, which the source holds, unchanged, from offset `source` on.

    Readers that render (Markdown, HTML) emit one per stretch of source text that survived.
    """

    start: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Note:
    """A comment that the format itself hangs on the article (Word's), and the paragraphs that it hangs on."""

    text: str
    span: Span


@dataclass(frozen=True)
class Document:
    """One article as it was read.

    text: the rendered text; for plain text the decoded file itself.
    source_text: the decoded file (the same object as `text` for plain text).
    segments: how `text` maps onto `source_text`, ascending by `start`; empty where the two are the same.
    path: as the user gave it; None for text that came from memory.
    limits: what could not be read or seen, one sentence each.
    notes: the comments of a format that keeps them beside the text.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    path: str | None = None
    format: str = "text"
    source_text: str | None = None
    segments: tuple[Segment, ...] = ()
    limits: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        source = self.text if self.source_text is None else self.source_text
        starts = [0]
        i = 0
        while i < len(source):
            if source[i] == "\r":
                i += 2 if source.startswith("\n", i + 1) else 1
                starts.append(i)
            elif source[i] == "\n":
                i += 1
                starts.append(i)
            else:
                i += 1
        return starts

    @cached_property
    def _segment_starts(self) -> Sequence[int]:
        return [s.start for s in self.segments]

    def source_offset(self, position: int) -> int:
        """The offset in the source file of a position in the text; between segments, the end of the one before."""
        if not self.segments:
            return position
        k = max(0, bisect_right(self._segment_starts, position) - 1)
        segment = self.segments[k]
        return segment.source + min(max(0, position - segment.start), segment.length)

    def place(self, position: int) -> Place:
        """Line and column in the source file of a position in the text."""
        offset = self.source_offset(position)
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph that holds `position`, or of the one before it; 0 where there is none before."""
        return max(0, bisect_right(self._paragraph_starts, position) - 1)

    @cached_property
    def _paragraph_starts(self) -> Sequence[int]:
        return [p.span.start for p in self.paragraphs]
