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
_CONTRACTIONS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am"}
_IRREGULAR = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "gonna": "going to"}
_NOT_COPY = ("byline", "boilerplate")
_BRACKETED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Wording:
    """One quotation: its words in pieces, split where an ellipsis or a bracket breaks it; `utterance` are the words of
    all the quotations that its statement has, the attribution between them left out."""

    statement: Statement | None
    span: Span
    paragraph: int
    pieces: tuple[tuple[str, ...], ...]
    utterance: tuple[str, ...]

    @cached_property
    def said(self) -> tuple[str, ...]:
        return tuple(w for piece in self.pieces for w in piece)

    @cached_property
    def stems(self) -> frozenset[str]:
        """What is left of the words that carry the sense, endings cut off."""
        return frozenset(_stem(w) for w in self.said if w not in FUNCTION_WORDS)


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{3})(?:'s|s'|ning|ing|ed|es|s)$", "", word)


def pieces_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a quotation in the pieces that its ellipses and brackets leave."""
    parts = re.split(rf"{_ELLIPSIS.pattern}|{_BRACKETED.pattern}", text)
    return tuple(tuple(w for word in words(p) for w in _written_out(word)) for p in parts if words(p))


def _written_out(word: str) -> list[str]:
    """“won't” as “will not”: a contraction is typography, not another word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word].split()
    for ending, full in _CONTRACTIONS.items():
        if word.endswith(ending):
            return [word.removesuffix(ending), full]
    return [word]


def is_part_of(short: Wording, long: Wording) -> bool:
    """Whether every piece of one stands in the other's utterance, whole and in order."""
    at = 0
    text = long.utterance
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
    """The words of each that the other has otherwise, from the first to the last that differ; either may be empty.

    What the longer one has before or after the words that they share does not count, where there is anything else.
    """
    codes = SequenceMatcher(None, a.said, b.said, autojunk=False).get_opcodes()
    equal = [k for k, op in enumerate(codes) if op[0] == "equal"]
    between = codes[equal[0] : equal[-1]] if equal else []
    changed = [op for op in between if op[0] != "equal"] or [op for op in codes if op[0] != "equal"]
    if not changed:
        return "", ""
    first, last = changed[0], changed[-1]
    return " ".join(a.said[first[1] : last[2]]), " ".join(b.said[first[3] : last[4]])


def shared_stems(a: Wording, b: Wording) -> float:
    """The share, 0 to 1, of the fewer stems that the other has too, in any order; 0 where they share one alone."""
    shared = len(a.stems & b.stems)
    return shared / min(len(a.stems), len(b.stems)) if shared > 1 else 0.0


def wordings(reading: Reading) -> tuple[Wording, ...]:
    """Every quotation of an article, in text order, headlines and captions included."""
    quotations = [q for q in reading.quotations if reading.document.paragraphs[q.paragraph].role not in _NOT_COPY]
    owners = [
        next((s for s in reading.statements if any(c.contains(q.inner) or q.span.contains(c) for c in s.content)), None)
        for q in quotations
    ]
    pieces = [pieces_of(q.inner.of(reading.text)) for q in quotations]
    utterances: dict[str, tuple[str, ...]] = {}
    for owner, said in zip(owners, pieces, strict=True):
        if owner is not None:
            utterances[owner.id] = utterances.get(owner.id, ()) + tuple(w for piece in said for w in piece)
    return tuple(
        Wording(owner, q.span, q.paragraph, said, utterances[owner.id] if owner else tuple(w for p in said for w in p))
        for q, owner, said in zip(quotations, owners, pieces, strict=True)
        if said
    )


def pairs(found: tuple[Wording, ...], least: int) -> list[tuple[Wording, Wording]]:
    """Pairs, the earlier first, of quotations of `least` words or more that share two fifths of their stems.

    An index of words keeps this near-linear in the length of the article.
    """
    by_word: dict[str, list[int]] = {}
    out = []
    for k, later in enumerate(found):
        if len(later.said) < least:
            continue
        shared: dict[int, int] = {}
        for word in later.stems:
            for i in by_word.get(word, ()):
                shared[i] = shared.get(i, 0) + 1
        for i, count in sorted(shared.items()):
            fewest = min(len(found[i].stems), len(later.stems))
            if 5 * count >= 2 * fewest:
                out.append((found[i], later))
        for word in later.stems:
            by_word.setdefault(word, []).append(k)
    return out
