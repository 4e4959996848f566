"""`Example`: an annotated article in word pieces, with the tags that the network is to give."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

from checker.acts import act_of
from checker.document import Document
from checker.modeling.decoding import TAGS, Bools
from checker.modeling.pieces import Ints, Pieces, snap
from checker.modeling.windows import Window, windows_of
from checker.statements import Statement

RoleSpan = tuple[str, int, int]
"""Role, first piece, one past the last piece."""

_SINGLE_PARAGRAPHS = 0.2
_CORES, _CONTEXTS = (128, 192, 224, 256), (0, 32, 48)
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Example:
    """One article to learn from.

    anchors: piece of each anchor, ascending, with the roles of its statement; flat: [pieces] tags without regard to which
    statement; blind: [pieces] where it is unknown whether an anchor stands, as the corpus annotates no such thing.
    """

    pieces: Pieces
    anchors: tuple[tuple[int, tuple[RoleSpan, ...]], ...]
    flat: Ints
    blind: Bools


def example_of(
    document: Document, statements: Sequence[Statement], tokenizer: Tokenizer, *, nested: bool, deeds: bool
) -> Example:
    """An article and its statements in pieces. Statements whose words are all left out (boilerplate) are left out too."""
    pieces = Pieces.of(document, tokenizer)
    found: dict[int, tuple[RoleSpan, ...]] = {}
    blind = np.zeros(len(pieces), np.bool_)
    flat = np.zeros(len(pieces), np.int64)
    # Outer statements last, so that the flat tags are theirs.
    for s in sorted(statements, key=lambda s: s.nested_in is None):
        spans = _role_spans(document.text, pieces, s)
        content = [span for span in spans if span[0] == "content"]
        if not content:
            continue
        cues = [a for role, a, _ in spans if role == "cue"]
        found[min(cues) if cues else min(a for _, a, _ in content)] = spans
        for role, a, b in spans:
            tag = TAGS.index(f"B-{role}")
            flat[a], flat[a + 1 : b] = tag, tag + 1
        if not nested:
            for _, a, b in content:
                blind[a:b] = True
    if not deeds:
        blind |= _doubtful(document, pieces)
    blind[list(found)] = False
    return Example(pieces, tuple(sorted(found.items())), flat, blind)


def _role_spans(text: str, pieces: Pieces, statement: Statement) -> tuple[RoleSpan, ...]:
    spans: list[RoleSpan] = []
    for role in ("source", "cue", "content"):
        for span in getattr(statement, role):
            start, end = snap(text, *span)
            a = int(np.searchsorted(pieces.end, start, side="right"))
            b = int(np.searchsorted(pieces.start, end, side="left"))
            if b > a:
                spans.append((role, a, b))
    return tuple(spans)


def _doubtful(document: Document, pieces: Pieces) -> Bools:
    """[pieces] True where a word would be no cue of saying or thinking: there, nothing says that it is not one of a deed."""
    text = document.text
    words = [text[a:b] for a, b in zip(pieces.start.tolist(), pieces.end.tolist(), strict=True)]
    return np.array([w.isalpha() and act_of(w, "indirect") == "other" for w in words], np.bool_)


def training_windows(example: Example, rng: random.Random) -> list[Window]:
    """The article cut into windows, differently each time: cores and contexts of several sizes, and now and then every
    paragraph alone, as short texts come.
    """
    pieces = example.pieces
    if not len(pieces):
        return []
    if rng.random() >= _SINGLE_PARAGRAPHS:
        return list(windows_of(pieces, core=rng.choice(_CORES), context=rng.choice(_CONTEXTS)))
    bounds = [0, *(np.flatnonzero(np.diff(pieces.paragraph)) + 1).tolist(), len(pieces)]
    out = []
    for a, b in pairwise(bounds):
        for c in range(a, b, _LONGEST):
            end = min(c + _LONGEST, b)
            out.append(Window(c, end, c, end))
    return out
