"""The wording of two quotations, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from checker.checks.reading import Reading, words
from checker.checks.vocabulary import FUNCTION_WORDS
from checker.document import Span
from checker.statements import Statement

_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.(?:\s?\.)?")
_BRACKETED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Wording:
    """A quotation as one utterance: `span` covers it, `said` are its words in pieces, split where an ellipsis, a bracket or
    an attribution breaks it."""

    statement: Statement | None
    span: Span
    paragraph: int
    pieces: tuple[tuple[str, ...], ...]

    @cached_property
    def said(self) -> tuple[str, ...]:
        return tuple(w for piece in self.pieces for w in piece)

    @cached_property
    def content_words(self) -> frozenset[str]:
        return frozenset(w for w in self.said if w not in FUNCTION_WORDS)


def pieces_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a quotation in the pieces that its ellipses and brackets leave."""
    parts = re.split(rf"{_ELLIPSIS.pattern}|{_BRACKETED.pattern}", text)
    return tuple(tuple(words(p)) for p in parts if words(p))


def is_part_of(short: Wording, long: Wording) -> bool:
    """Whether every piece of one stands in the other, whole and in order."""
    at = 0
    text = long.said
    for piece in short.pieces:
        at = next((i for i in range(at, len(text) - len(piece) + 1) if text[i : i + len(piece)] == piece), -1)
        if at < 0:
            return False
        at += len(piece)
    return True


def overlap(a: Wording, b: Wording) -> float:
    """The share, 0 to 1, of the shorter one's words that stand in the other in the same order, within its best stretch.

    The stretch is where the words align; words of the longer one between aligned words count against it.
    """
    short, long = sorted((a.said, b.said), key=len)
    blocks = [m for m in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks() if m.size]
    if not blocks:
        return 0.0
    common = sum(m.size for m in blocks)
    gaps = sum(max(0, n.b - (m.b + m.size)) for m, n in pairwise(blocks))
    inserted = max(0, gaps - sum(max(0, n.a - (m.a + m.size)) for m, n in pairwise(blocks)))
    return common / (len(short) + inserted)


def differing(a: Wording, b: Wording) -> tuple[str, str]:
    """The words of each that the other has otherwise, from the first to the last that differ; either may be empty."""
    matcher = SequenceMatcher(None, a.said, b.said, autojunk=False)
    blocks = [m for m in matcher.get_matching_blocks() if m.size]
    changed = [
        op for op in matcher.get_opcodes() if op[0] != "equal" and blocks and op[1] >= blocks[0].a and op[2] <= blocks[-1].a + blocks[-1].size
        and op[3] >= blocks[0].b and op[4] <= blocks[-1].b + blocks[-1].size
    ] or [op for op in matcher.get_opcodes() if op[0] != "equal"]  # fmt: skip
    if not changed:
        return "", ""
    return (
        " ".join(a.said[changed[0][1] : changed[-1][2]]),
        " ".join(b.said[changed[0][3] : changed[-1][4]]),
    )


def wordings(reading: Reading) -> tuple[Wording, ...]:
    """Every utterance in quotation marks of an article, in text order, headlines and captions included.

    Quotations of one statement are one utterance as long as the attribution alone interrupts them.
    """
    found: list[Wording] = []
    for q in reading.quotations:
        if reading.document.paragraphs[q.paragraph].role in ("byline", "boilerplate"):
            continue
        own = next(
            (s for s in reading.statements if any(c.contains(q.inner) or q.span.contains(c) for c in s.content)), None
        )
        pieces = pieces_of(q.inner.of(reading.text))
        last = found[-1] if found else None
        if last is not None and own is not None and own is last.statement and pieces:
            found[-1] = Wording(own, Span(last.span.start, q.span.end), last.paragraph, last.pieces + pieces)
        elif pieces:
            found.append(Wording(own, q.span, q.paragraph, pieces))
    return tuple(found)


def pairs(found: tuple[Wording, ...], least: int) -> list[tuple[Wording, Wording]]:
    """Pairs, the earlier first, of utterances of `least` words or more that share most of their content words.

    An index of words keeps this near-linear in the length of the article.
    """
    by_word: dict[str, list[int]] = {}
    out = []
    for k, later in enumerate(found):
        if len(later.said) < least:
            continue
        shared: dict[int, int] = {}
        for word in later.content_words:
            for i in by_word.get(word, ()):
                shared[i] = shared.get(i, 0) + 1
        for i, count in sorted(shared.items()):
            fewest = min(len(found[i].content_words), len(later.content_words))
            if 2 * count >= fewest:
                out.append((found[i], later))
        for word in later.content_words:
            by_word.setdefault(word, []).append(k)
    return out
