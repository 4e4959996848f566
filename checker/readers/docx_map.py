"""The way back from the text of a Word article to the runs that hold it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.document import Span


@dataclass(frozen=True, slots=True)
class RunPiece:
    """`length` code points of the text from `start`, which one child of a run holds.

    part: the part's name. story: 0 for the article, another number for each note and text box, whose words all hang on
    the run that cites or holds it: Word takes no comment in a text box, LibreOffice opens no file with one in a note.
    paragraph, run: indices of the w:p and w:r among the part's, in document order, nested ones included. child: index
    among the run's children. offset: into that child's text, whose code points stand there unchanged; None where the
    child is whole or nothing (a tab, a text box, a note's number).
    """

    start: int
    length: int
    part: str
    story: int
    paragraph: int
    run: int
    child: int
    offset: int | None

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True)
class DocxMap:
    """The pieces of an article's text, ascending; between paragraphs, and where Word numbers or breaks, there is none."""

    pieces: Sequence[RunPiece]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [p.start for p in self.pieces]

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [p.end for p in self.pieces]

    def of(self, span: Span) -> Sequence[RunPiece]:
        """The pieces that a span touches, cut to it, as far as they are of the first one's story.

        Of a span between paragraphs, the piece before it; none at all only of an article without words.
        """
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        found = self.pieces[first:last] or self.pieces[max(0, first - 1) : first] or self.pieces[:1]
        return [_cut(piece, span) for piece in found if piece.story == found[0].story]


def _cut(piece: RunPiece, span: Span) -> RunPiece:
    """The part of a piece inside the span; the piece itself where it cannot be cut or is outside."""
    start, end = max(piece.start, span.start), min(piece.end, span.end)
    if piece.offset is None or start >= end:
        return piece
    offset = piece.offset + start - piece.start
    return RunPiece(start, end - start, piece.part, piece.story, piece.paragraph, piece.run, piece.child, offset)
