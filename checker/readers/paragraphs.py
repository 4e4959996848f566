"""Where paragraphs begin and end, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

from checker.document import Paragraph, ParagraphRole, Span
from checker.readers import roles

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
# Zero-width marks are no white space to Python, but a paragraph begins after them all the same.
_EDGE = re.compile(r"[\s\ufeff\u200b\u2060]*")
_ENDS_SENTENCE = re.compile(r"[.!?:…]['\"”’)\]]*$")

# Lines longer than this are paragraphs, however they end: mail and wire copy wraps at 65 to 80.
_MAX_WRAP = 100
# The share of lines without a final stop after which the sentence goes on in small letters, from which on a file was
# wrapped by hand: .7 to .8 in wrapped prose, 0 elsewhere.
_MIN_WRAPPED = 0.3
# A line this much shorter than the full ones ended its paragraph.
_SHORT = 0.6


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of plain text with their roles, in order; their spans leave out the white space around them.

    A newline ends a paragraph, as does a blank line; where the text was wrapped by hand, only a blank line, an indent
    or a line that broke off early does.
    """
    return with_roles(text, split(text))


def with_roles(
    text: str, spans: Sequence[Span], known: Mapping[int, ParagraphRole] | None = None
) -> tuple[Paragraph, ...]:
    """Paragraphs from their spans; `known` holds, by index, the roles that the format itself gives."""
    found = roles.of([s.of(text) for s in spans], known or {})
    return tuple(Paragraph(span, role) for span, role in zip(spans, found, strict=True))


def split(text: str) -> tuple[Span, ...]:
    """The spans of the paragraphs of plain text, without the white space around them."""
    blocks = _blocks(text)
    wrapped = _is_wrapped(text, blocks)
    spans: list[Span] = []
    for block in blocks:
        spans.extend(_unwrap(text, block) if wrapped else block)
    return tuple(spans)


def trim(text: str, span: Span) -> Span:
    """`span` without the white space and zero-width marks at its ends; empty, at its end, where it holds no more."""
    match = _EDGE.match(text, span.start, span.end)
    start = match.end() if match else span.start
    end = span.end
    while end > start and _EDGE.fullmatch(text, end - 1, end):
        end -= 1
    return Span(start, end)


def _blocks(text: str) -> list[list[Span]]:
    """Lines between blank lines."""
    blocks: list[list[Span]] = [[]]
    start = 0
    ends = (m.span() for m in _BREAK.finditer(text))
    for end, after in chain(ends, [(len(text), len(text))]):
        # Millions of blank lines should cost no more than a look.
        line = trim(text, Span(start, end)) if start < end else Span(start, end)
        if line.start < line.end:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
        start = after
    return [b for b in blocks if b]


def _is_wrapped(text: str, blocks: list[list[Span]]) -> bool:
    unfinished = [(a, b) for block in blocks for a, b in pairwise(block) if not _ends_sentence(text, a)]
    running_on = sum(a.end - a.start <= _MAX_WRAP and text[b.start].islower() for a, b in unfinished)
    return bool(unfinished) and running_on >= _MIN_WRAPPED * len(unfinished)


def _ends_sentence(text: str, line: Span) -> bool:
    return _ENDS_SENTENCE.search(text, max(line.start, line.end - 8), line.end) is not None


def _unwrap(text: str, block: list[Span]) -> list[Span]:
    """The paragraphs of one block of a file wrapped by hand."""
    width = max((s.end - s.start for s in block if s.end - s.start <= _MAX_WRAP), default=0)
    mixed = any(s.end - s.start > _MAX_WRAP for s in block)
    joined = [block[0]]
    for before, line in pairwise(block):
        length = before.end - before.start
        early = not text[line.start].islower() and (length < _SHORT * width or (mixed and _ends_sentence(text, before)))
        if early or length > _MAX_WRAP or _indent(text, line) >= _indent(text, before) + 2:
            joined.append(line)
        else:
            joined[-1] = Span(joined[-1].start, line.end)
    return joined


def _indent(text: str, line: Span) -> int:
    """White space before the line, a tab counting four."""
    width, i = 0, line.start
    while i > 0 and text[i - 1] in " \t\u00a0":
        i -= 1
        width += 4 if text[i] == "\t" else 1
    return width
