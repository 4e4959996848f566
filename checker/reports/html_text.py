"""Text of an article as HTML: escaped, and with nothing in it that could hide or turn around what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from checker.document import Document, ParagraphRole, Span

# What reorders text for the eye, and the rest of the characters that no reader can see.
_BIDI = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def shown(text: str) -> str:
    """`text` as HTML, fit for attributes too where it has no controls: marks of direction and control characters, which
    would act, stand as small labels, and every kind of line break as a line feed.
    """
    return _HIDDEN.sub(_label, escape(_LINE_BREAK.sub("\n", text)))


def plain(text: str) -> str:
    """`text` for an attribute or a title: on one line, escaped, its controls as “�”."""
    return escape(_HIDDEN.sub("\ufffd", " ".join(text.split())))


def _label(match: re.Match[str]) -> str:
    char = match.group()
    code = f"U+{ord(char):04X}"
    return f'<span class="control" title="{code}">{_BIDI.get(char, code)}</span>'


def blocks(document: Document) -> Iterator[tuple[Span, ParagraphRole]]:
    """The stretches that the page sets as paragraphs, with their roles: together they hold every letter of the text.

    The paragraphs, and as `boilerplate` whatever stands between them that is not white space; a text without either is
    one block.
    """
    at = 0
    some = False
    ends = Span(len(document.text), len(document.text))
    for span, role in (*((p.span, p.role) for p in document.paragraphs), (ends, None)):
        between = Span(at, max(at, span.start))
        if between.of(document.text).strip():
            yield between, "boilerplate"
            some = True
        if role is not None:
            yield span, role
            some = True
        at = max(at, span.end)
    if not some:
        yield Span(0, len(document.text)), "body"
