"""Marks at the very letters of a run: it is cut in two, each half with the run's formatting, and the mark put between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape

from checker.readers.docx_map import RunPiece
from checker.readers.docx_xml import Node, Part
from checker.reports.docx_archive import Edit

_WHITE = " \t\n\r"
# What Word leaves behind when it lays out a page: a mark need not cut between it and the words.
_NO_WORDS = frozenset({"w:rPr", "w:lastRenderedPageBreak"})
_ID = re.compile(rb"""(\s[\w.-]+:id\s*=\s*["'])[^"']*""")


@dataclass(frozen=True, slots=True)
class Mark:
    """XML to be put before the words of a piece, or behind them."""

    piece: RunPiece
    behind: bool
    xml: bytes


class _Cut(NamedTuple):
    """Between two code points of a run: into the text of a child, 0 for before it; the number of children for its end."""

    child: int
    offset: int


def place(part: Part, marks: Sequence[Mark]) -> list[Edit]:
    """The edits that put the marks into a part. Of those at one point, the ones behind something come first."""
    nodes = list(part.root.walk())
    runs = [n for n in nodes if n.tag == "w:r"]
    ids = count(max((int(i) for n in nodes if (i := n.get("w:id") or "").isascii() and i.isdigit()), default=0) + 1)
    by_run: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: not m.behind):
        by_run.setdefault(mark.piece.run, []).append(mark)
    return [_edit(part, runs[run], marked, ids) for run, marked in by_run.items()]


def _edit(part: Part, run: Node, marks: Sequence[Mark], ids: Iterator[int]) -> Edit:
    cuts: dict[_Cut, bytes] = {}
    for mark in marks:
        cut = _cut(run, mark)
        cuts[cut] = cuts.get(cut, b"") + mark.xml
    first, last = _Cut(0, 0), _Cut(len(run.children), 0)
    inner = sorted(cut for cut in cuts if cut not in (first, last))
    if inner:
        halves = [_half(part, run, a, b, ids) for a, b in zip([first, *inner], [*inner, last], strict=True)]
    else:
        halves = [part.data[run.start : run.end]]
    pieces = [cuts.get(first, b""), halves[0]]
    for cut, half in zip(inner, halves[1:], strict=True):
        pieces += [cuts[cut], half]
    return run.start, run.end, b"".join([*pieces, cuts.get(last, b"")])


def _cut(run: Node, mark: Mark) -> _Cut:
    piece = mark.piece
    child, offset = piece.child, 0
    if piece.offset is None:
        child += mark.behind
    else:
        start, end = _seen(run.children[child])
        offset = piece.offset + (piece.length if mark.behind else 0)
        if offset >= end:
            child, offset = child + 1, 0
        elif offset <= start:
            offset = 0
    if not offset and all(c.tag in _NO_WORDS for c in run.children[:child]):
        return _Cut(0, 0)
    return _Cut(child, offset)


def _seen(node: Node) -> tuple[int, int]:
    """Where the words of a w:t begin and end: Word drops the spaces around them unless they are to be kept."""
    text = node.text
    if node.get("xml:space") == "preserve":
        return 0, len(text)
    return len(text) - len(text.lstrip(_WHITE)), len(text.rstrip(_WHITE))


def _half(part: Part, run: Node, start: _Cut, end: _Cut, ids: Iterator[int]) -> bytes:
    """The run with what stands from one cut to the next, and all of its formatting."""
    data = part.data
    properties = run.children[0] if run.children[0].tag == "w:rPr" else None
    pieces = [data[run.start : run.inner]]
    if properties:
        pieces.append(_formatting(data, properties, ids if start > _Cut(0, 0) else None))
    for i, child in enumerate(run.children):
        if child is properties or not start.child <= i < end.child + (end.offset > 0):
            continue
        first = start.offset if i == start.child else 0
        last = end.offset if i == end.child else len(child.text)
        pieces.append(_slice(child, first, last) if first or i == end.child else data[child.start : child.end])
    return b"".join([*pieces, data[run.outer : run.end]])


def _formatting(data: bytes, properties: Node, ids: Iterator[int] | None) -> bytes:
    """A run's properties; with `ids`, a tracked change in them is numbered anew, since no two may have one number."""
    change = properties.child("w:rPrChange")
    if change is None or ids is None:
        return data[properties.start : properties.end]
    tag = _ID.sub(lambda m: m[1] + str(next(ids)).encode(), data[change.start : change.inner], count=1)
    return data[properties.start : change.start] + tag + data[change.inner : properties.end]


def _slice(node: Node, start: int, end: int) -> bytes:
    """A w:t with some of its words."""
    first, last = _seen(node)
    words = escape(node.text[max(start, first) : min(end, last)], {"\r": "&#13;"})
    return f'<{node.qualified} xml:space="preserve">{words}</{node.qualified}>'.encode()
