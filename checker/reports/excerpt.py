"""Words shown where they stand: the sentence around them, with a line of carets beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.document import Document, Span
from checker.reports.cells import Cell, cells, wrap
from checker.sentences import sentence_at


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an excerpt: the words, and beneath them a caret under every column that is marked.

    `carets` is empty where nothing in the line is marked. Words that were left out stand as “…”.
    """

    words: str
    carets: str = ""


def excerpt(
    document: Document, marked: Sequence[Span], width: int, *, context: Sequence[Span] = (), most: int = 6
) -> list[Line]:
    """The sentences that hold `marked` and `context`, in at most `most` lines of `width` columns.

    What is marked is shown before what is not: of a longer excerpt one line of context stays on either side, and the
    middle of a long marked stretch gives way.
    """
    window = _window(document, [*marked, *context])
    # Two columns on the left are kept for the “…” of a cut, two on the right likewise.
    lines = [
        line
        for part in _paragraph_parts(document, window)
        for line in wrap(cells(document.text, *part), max(8, width - 4))
    ]
    under = [_carets(line, marked) for line in lines]
    first = next((i for i, u in enumerate(under) if u), 0)
    last = next((i for i in range(len(under) - 1, -1, -1) if under[i]), first)
    low, high = (0, len(lines)) if len(lines) <= most else (max(0, first - 1), min(len(lines), last + 2))
    shown = [Line("".join(c.text for c in lines[i]), under[i]) for i in range(low, high)]
    if len(shown) > most:
        head = (most + 1) // 2
        shown = [*shown[:head], Line("…"), *shown[len(shown) - (most - head - 1) :]]
    cut_before, cut_after = low > 0, high < len(lines)
    out = []
    for i, line in enumerate(shown):
        before = "… " if cut_before and i == 0 else "  " if cut_before else ""
        after = " …" if cut_after and i == len(shown) - 1 else ""
        out.append(Line(before + line.words + after, before.replace("…", " ") + line.carets if line.carets else ""))
    return out


def _window(document: Document, spans: Sequence[Span]) -> Span:
    first = min(spans, key=lambda s: s.start)
    last = max(spans, key=lambda s: s.end)
    return Span(_sentence(document, first.start).start, max(last.end, _sentence(document, max(last.end - 1, 0)).end))


def _sentence(document: Document, position: int) -> Span:
    if not document.paragraphs:
        return Span(0, len(document.text))
    paragraph = document.paragraphs[document.paragraph_at(position)].span
    sentence = sentence_at(document.text, paragraph, position)
    # Between paragraphs there is no sentence, only the place itself.
    return sentence if sentence.start <= position < sentence.end else Span(position, position + 1)


def _paragraph_parts(document: Document, window: Span) -> list[Span]:
    """`window` cut at paragraph breaks, so that each paragraph starts a line of its own."""
    cuts = [p.span.start for p in document.paragraphs if window.start < p.span.start < window.end]
    return [Span(a, b) for a, b in zip([window.start, *cuts], [*cuts, window.end], strict=True)]


def _carets(line: Sequence[Cell], marked: Sequence[Span]) -> str:
    return "".join(("^" if _hit(cell, marked) else " ") * cell.width for cell in line).rstrip()


def _hit(cell: Cell, marked: Sequence[Span]) -> bool:
    if cell.blank:
        return any(s.start <= cell.start and cell.end <= s.end for s in marked)
    return any(s.start < cell.end and cell.start < s.end for s in marked)
