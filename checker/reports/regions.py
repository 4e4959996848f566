"""Where words stand in the source file, as other programs count it: the `Region`."""

from __future__ import annotations

from dataclasses import dataclass

from checker.document import Document, Place, Span


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the source file. Offsets count code points from 0, lines and columns from 1; ends are exclusive.

    first, last: the place of the first code point, and the place behind the last one. words: the source between them.
    """

    start: int
    end: int
    first: Place
    last: Place
    words: str


def region(document: Document, span: Span) -> Region:
    """The region of a span of the text; of a rendered format, from the source of its first word to that of its last."""
    start, first = document.source_offset(span.start), document.place(span.start)
    if span.start == span.end:
        return Region(start, start, first, first, "")
    # By the last code point: what follows the span may stand behind markup that is not part of it.
    end, last = document.source_offset(span.end - 1), document.place(span.end - 1)
    if document.source_offset(span.end) > end:
        end, last = end + 1, last._replace(column=last.column + 1)
    return Region(start, end, first, last, _source(document)[start:end])


def in_bytes(document: Document, region: Region) -> tuple[Place, Place]:
    """`first` and `last` with columns in bytes of UTF-8."""
    source = _source(document)

    def place(offset: int, at: Place) -> Place:
        return Place(at.line, len(source[offset - at.column + 1 : offset].encode()) + 1)

    return place(region.start, region.first), place(region.end, region.last)


def _source(document: Document) -> str:
    return document.text if document.source_text is None else document.source_text
