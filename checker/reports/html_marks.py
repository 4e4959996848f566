"""Spans that nest and cross, as valid HTML: the `Mark`, and text cut at every boundary of its marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.document import Span
from checker.reports.html_text import shown


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline element around a stretch of text.

    layer: marks of a lower layer go around those of a higher one; within a layer the one that starts first, and of two
    that start together the longer. attributes: as they stand in the tag, escaped. first: attributes of the first of the
    elements into which the mark is cut. after: HTML behind its end.
    """

    span: Span
    layer: int
    attributes: str
    first: str = ""
    after: str = ""

    @property
    def key(self) -> tuple[int, int, int]:
        return self.layer, self.span.start, -self.span.end


def marked(text: str, block: Span, marks: Iterable[Mark]) -> str:
    """The words of `block` as HTML with `marks`, which it clips to itself; those that cross are closed and opened anew."""
    inside = sorted((m for m in marks if _meets(m.span, block)), key=lambda m: m.key)
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for i, mark in enumerate(inside):
        starts.setdefault(max(block.start, mark.span.start), []).append(i)
        ends.setdefault(min(block.end, mark.span.end), []).append(i)
    out = _Writer(inside)
    edges = sorted({block.start, block.end, *starts, *ends})
    for k, at in enumerate(edges):
        out.end(ends.get(at, ()))
        out.start(starts.get(at, ()))
        if k + 1 < len(edges):
            out.text(shown(text[at : edges[k + 1]]))
    out.close_to(0)
    return "".join(out.parts)


def by_block(marks: Iterable[Mark], blocks: Sequence[Span]) -> list[list[Mark]]:
    """The marks of each block, in their order. What a mark has once, it has in the first block that it reaches into; one
    that reaches into none, since it holds white space alone, stands as an empty one in the block before it.
    """
    out: list[list[Mark]] = [[] for _ in blocks]
    for mark in marks:
        first, *others = touched(blocks, mark.span)
        if not _meets(mark.span, blocks[first]):
            at = min(max(mark.span.start, blocks[first].start), blocks[first].end)
            mark = replace(mark, span=Span(at, at))
        out[first].append(mark)
        for i in others:
            out[i].append(replace(mark, first="", after=""))
    return out


def touched(blocks: Sequence[Span], span: Span) -> list[int]:
    """The indices of the blocks that a span reaches into; of the one before it, where it reaches into none."""
    start = max(0, bisect_right(blocks, span.start, key=lambda b: b.start) - 1)
    end = max(start + 1, bisect_right(blocks, span.end - 1, key=lambda b: b.start))
    return [i for i in range(start, end) if _meets(span, blocks[i])] or [start]


def _meets(span: Span, block: Span) -> bool:
    return span.overlaps(block) or (span.start == span.end and block.start <= span.start <= block.end)


class _Writer:
    """Writes elements so that they always nest: `active` are the marks in force, `stack` the elements that are open."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.parts: list[str] = []
        self.active: list[int] = []
        self.stack: list[int] = []
        self.begun: set[int] = set()

    def start(self, indices: Sequence[int]) -> None:
        for i in indices:
            mark = self.marks[i]
            if mark.span.start == mark.span.end:
                self.close_to(0)
                self.parts.append(f"<span {mark.attributes} {mark.first}></span>{mark.after}")
            else:
                self.active.append(i)
        self.active.sort()

    def end(self, indices: Sequence[int]) -> None:
        over = [i for i in indices if i in self.active]
        if over:
            self.close_to(min(self.stack.index(i) for i in over))
        for i in over:
            self.active.remove(i)
            self.parts.append(self.marks[i].after)

    def text(self, html: str) -> None:
        common = 0
        while common < min(len(self.stack), len(self.active)) and self.stack[common] == self.active[common]:
            common += 1
        self.close_to(common)
        for i in self.active[common:]:
            mark = self.marks[i]
            fresh = i not in self.begun
            self.begun.add(i)
            self.stack.append(i)
            self.parts.append(f"<span {mark.attributes}{' ' + mark.first if fresh and mark.first else ''}>")
        self.parts.append(html)

    def close_to(self, depth: int) -> None:
        self.parts.append("</span>" * (len(self.stack) - depth))
        del self.stack[depth:]
