"""Direct, mixed or indirect: the kind of a statement, read off the quotation marks around its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from checker.document import Paragraph, Span, Spans
from checker.quotation import Quotation, scan_paragraphs
from checker.statements import Kind, Statement

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_WORD = re.compile(r"\w+")
#: Code points: statements are looked for where they stand, not among all of a long document.
_BLOCK = 2000


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text whose paragraphs are its lines."""
    lines = (Paragraph(Span(*m.span())) for m in _LINE.finditer(text))
    return scan_paragraphs(text, lines)[0]


def kind_of(text: str, found: Iterable[Quotation], content: Spans, attribution: Spans = ()) -> Kind:
    """Direct where every word of `content` stands inside quotation marks, mixed where some do, else indirect.

    A quotation that holds the cue or source too (`attribution`) quotes someone else, who reports this statement: its
    marks do not count.
    """
    near = [q.span for q in found if any(q.span.overlaps(piece) for piece in content)]
    own = [span for span in near if not any(span.contains(a) for a in attribution)]
    words = [Span(*m.span()) for piece in content for m in _WORD.finditer(text, *piece)]
    quoted = sum(any(span.overlaps(word) for span in own) for word in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"


def nest(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with `nested_in` set: the one with the least content that holds all of this one's, and more."""
    everyone = tuple(statements)
    at: dict[int, list[Statement]] = defaultdict(list)
    for s in everyone:
        for block in {b for start, end in s.content for b in range(start // _BLOCK, end // _BLOCK + 1)}:
            at[block].append(s)

    def holder(inner: Statement) -> str | None:
        there = at[inner.content[0].start // _BLOCK]
        around = [s for s in there if set(s.content) != set(inner.content) and _holds(s.content, inner.content)]
        return min(around, key=lambda s: sum(e - b for b, e in s.content)).id if around else None

    return tuple(replace(s, nested_in=holder(s)) for s in everyone)


def _holds(outer: Spans, inner: Spans) -> bool:
    return all(any(o.contains(i) for o in outer) for i in inner)
