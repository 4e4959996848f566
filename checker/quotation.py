"""Quotation marks: where quotations begin and end, told from apostrophes, inches and decades.

A quotation belongs to one paragraph. One that runs on over paragraphs opens anew in each and closes only in the last
(the house style of nearly every paper): each piece is a `Quotation`, all but the last with `continues` set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from checker.document import Document, Paragraph, Span

Style = Literal["double", "single"]

_OPENERS = {"“": "double", "„": "double", "«": "double", "‟": "double", "‘": "single", "‚": "single"}
_CLOSERS = {"”": "double", "»": "double"}
_MARK = re.compile(r"``|''|[“”„‟«»\"‘’‚']")
_LATER = re.compile(r"[‘’'”]")
_INCHES = re.compile(r"(?<![\d.,])\d{1,2}(?:\.\d+)?$")
_ELIDED = re.compile(
    r"['’‘](?:\d\ds?\b|ello\b|em\b|tis\b|twas\b|til\b|cause\b|round\b|n['’]|bout\b|cos\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text between quotation marks.

    `span` holds the marks; `inner` does not. `closed` is False where no closing mark stands in the paragraph; `continues`
    where the quotation goes on in the next paragraph, which opens it anew; `reopened` where it goes on from the one before.
    `depth` is 0 for a quotation that stands in no other.
    """

    span: Span
    inner: Span
    style: Style
    paragraph: int
    depth: int = 0
    closed: bool = True
    continues: bool = False
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class StrayMark:
    """A closing mark that nothing opened."""

    span: Span
    paragraph: int


class _Open(NamedTuple):
    start: int
    inner: int
    style: Style
    curly: bool


def scan(document: Document) -> tuple[Quotation, ...]:
    """All quotations of a document in text order, nested ones after the one that holds them."""
    return scan_paragraphs(document.text, document.paragraphs)[0]


def stray_marks(document: Document) -> tuple[StrayMark, ...]:
    """Closing double marks without an opening one."""
    return scan_paragraphs(document.text, document.paragraphs)[1]


def scan_paragraphs(text: str, paragraphs: Iterable[Paragraph]) -> tuple[tuple[Quotation, ...], tuple[StrayMark, ...]]:
    """`scan` and `stray_marks` in one pass."""
    found: list[Quotation] = []
    stray: list[StrayMark] = []
    running: Quotation | None = None
    for index, paragraph in enumerate(paragraphs):
        start, end = paragraph.span
        here = list(_scan_one(text, start, end, index, stray))
        here.sort(key=lambda q: (q.span.start, -q.span.end))
        if running is not None and here and here[0].span.start <= start + 1 and here[0].style == running.style:
            found[found.index(running)] = replace(running, continues=True)
            here[0] = replace(here[0], reopened=True)
        running = next((q for q in here if not q.closed and q.depth == 0 and q.span.end == end), None)
        found.extend(here)
    return tuple(found), tuple(stray)


def _scan_one(text: str, start: int, end: int, index: int, stray: list[StrayMark]) -> Iterator[Quotation]:
    stack: list[_Open] = []

    def close(opened: _Open, inner_end: int, outer_end: int, closed: bool) -> Quotation:
        depth = stack.index(opened)
        return Quotation(
            Span(opened.start, outer_end), Span(opened.inner, inner_end), opened.style, index, depth, closed
        )

    position = start
    while (m := _MARK.search(text, position, end)) is not None:
        mark, at, position = m.group(), m.start(), m.end()
        before = text[at - 1] if at > start else " "
        after = text[position] if position < end else " "
        top = stack[-1] if stack else None
        role = _role(mark, before, after, text, at, end, top)
        style: Style = "single" if mark in "‘’‚'" else "double"
        if role == "open":
            stack.append(_Open(at, position, style, mark in _OPENERS))
        elif role == "close":
            match = next((o for o in reversed(stack) if o.style == style), None)
            if match is None:
                if style == "double" and not _INCHES.search(text, start, at):
                    stray.append(StrayMark(Span(at, position), index))
                continue
            # A mark that closes an outer quotation drops the singles that were never closed: they were apostrophes.
            while stack[-1] is not match:
                stack.pop()
            yield close(match, at, position, True)
            stack.pop()
    for opened in [o for o in stack if o.style == "double"]:
        yield close(opened, end, end, False)
    if stack and stack[0].style == "single" and stack[0].curly and stack[0].start == start:
        yield close(stack[0], end, end, False)


def _role(mark: str, before: str, after: str, text: str, at: int, end: int, top: _Open | None) -> str | None:
    """Whether a mark opens, closes, or is no quotation mark at all (None)."""
    opens_here = (before.isspace() or before in "([{—–-/“\"‘'…") and not after.isspace()
    if mark in ("“", "„", "‟", "«", "``"):
        return "open"
    if mark in _CLOSERS:
        return "close"
    double_open = top is not None and top.style == "double"
    if mark in ('"', "''"):
        if not double_open and top is not None and top.style == "single":
            return "open" if opens_here else "close"
        if double_open:
            return "close"
        if before.isdigit() and not opens_here:
            return None  # inches
        return "open" if opens_here or not before.isalnum() else "close"
    if _ELIDED.match(text, at):
        return None
    single_open = top is not None and top.style == "single"
    if mark in ("‘", "‚"):
        return "open"
    if single_open:
        if after.isalnum():
            return None
        # A possessive plural (“the teachers’ union”) inside single quotes: it closes only where no later mark could.
        if before not in "sS" or not _later_close(text, at + 1, end):
            return "close"
        return None
    if mark == "'" and opens_here and after.isalnum() and _later_close(text, at + 2, end):
        return "open"
    return None


def _later_close(text: str, position: int, end: int) -> bool:
    """Whether a single mark that could close stands further on, before the next one that opens."""
    for m in _LATER.finditer(text, position, end):
        before, after = text[m.start() - 1], text[m.end()] if m.end() < end else " "
        if _ELIDED.match(text, m.start()):
            continue
        if m.group() in "‘”" or (before.isspace() and not after.isspace()):
            return False
        if not after.isalnum() and not before.isspace():
            return True
    return False
