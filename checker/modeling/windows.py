"""`Window`: the stretch of an article that the encoder reads at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from checker.modeling.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start` to `end` are read; only what stands in `core_start` to `core_end` is decided here.

    Every piece of a document lies in the core of exactly one window, so no statement is found twice and none lost, and the
    context on both sides shows the encoder what surrounds it.
    """

    start: int
    end: int
    core_start: int
    core_end: int

    def __len__(self) -> int:
        return self.end - self.start


def windows_of(pieces: Pieces, *, core: int = 256, context: int = 64) -> tuple[Window, ...]:
    """Windows over a whole document: cores of up to `core` pieces that end at a paragraph where one ends in their second
    half, else at a sentence, with up to `context` pieces on either side.
    """
    n = len(pieces)
    paragraph_start = np.flatnonzero(np.diff(pieces.paragraph)) + 1
    sentence_start = np.flatnonzero(np.diff(pieces.sentence)) + 1
    out: list[Window] = []
    at = 0
    while at < n:
        stop = min(n, at + core)
        if stop < n:
            for starts in (paragraph_start, sentence_start):
                k = int(np.searchsorted(starts, stop, side="right")) - 1
                if k >= 0 and starts[k] > at + core // 2:
                    stop = int(starts[k])
                    break
        out.append(Window(max(0, at - context), min(n, stop + context), at, stop))
        at = stop
    return tuple(out)
