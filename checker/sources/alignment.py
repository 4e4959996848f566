"""The words of a quote laid against the words of a source: `align`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from checker.sources.sound import LENGTHS_APART, alike, heard_apart, onsets
from checker.sources.words import GAP, Word

EditKind = Literal["same", "alike", "changed", "added", "left out", "bracket"]

_ALIKE, _JOINED, _CHANGED, _ADDED, _LEFT_OUT, _FILLER, _BRACKET = 0.15, 0.2, 1.1, 1.0, 0.45, 0.02, 0.08
_LONGEST_BRACKET = 8
_LONGEST_NAME = 4

FILLERS = frozenset("um uh er erm ah eh hm hmm mm mhm huh uhm umm uhh".split())


class Edit(NamedTuple):
    """One step: quote words [q0, q1) stand for source words [s0, s1), counted in the sequences that were aligned."""

    kind: EditKind
    q0: int
    q1: int
    s0: int
    s1: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way from a stretch of the source to the quote, in order; `cost` is 0 where they are the same."""

    edits: tuple[Edit, ...]
    cost: float

    @property
    def matched(self) -> int:
        """How many words of the quote the source has."""
        return sum(e.q1 - e.q0 for e in self.edits if e.kind in ("same", "alike"))

    @property
    def bounds(self) -> tuple[int, int]:
        """The stretch of the source, from the first to the last word that the quote has of it; (0, 0) for none."""
        held = [e for e in self.edits if e.kind in ("same", "alike")]
        return (held[0].s0, held[-1].s1) if held else (0, 0)


class _Runs:
    """The runs of `length` words of a source, by the letter that they begin with."""

    def __init__(self, source: Sequence[str], length: int) -> None:
        self._length = length
        self._by_onset: dict[str, list[tuple[int, str]]] = {}
        for j in range(length, len(source) + 1):
            if source[j - length]:
                self._by_onset.setdefault(source[j - length][0], []).append((j, "".join(source[j - length : j])))

    def alike(self, key: str, name: bool) -> set[int]:
        """The ends of the runs that can be this word, misheard."""
        same = alike if self._length == 1 else heard_apart
        return {
            j
            for letter in onsets(key[0])
            for j, run in self._by_onset.get(letter, ())
            if abs(len(run) - len(key)) <= LENGTHS_APART and same(key, run, name)
        }


def align(quote: Sequence[Word], source: Sequence[Word], proper: frozenset[int] = frozenset()) -> Alignment:
    """The best fit of a whole quote into part of a source's words: dynamic programming over words (Sellers 1980), with
    steps for words run together or taken apart (“cup board”), and for brackets, which stand for up to eight words.

    proper: indexes of the quote's words that are names, of which a machine hears less. Time and memory go with the
    product of the two lengths.
    """
    n, m = len(quote), len(source)
    q, s = [w.key for w in quote], [w.key for w in source]
    runs = {k: _Runs(s, k) for k in range(1, _LONGEST_NAME + 1)}
    cost = [[0.0] * (m + 1)]
    back: list[list[tuple[int, int, EditKind]]] = [[(0, 0, "same")] * (m + 1)]
    for i in range(1, n + 1):
        key, above = q[i - 1], cost[i - 1]
        row, steps = [above[0] + (0 if key == GAP else _ADDED)], [(1, 0, "added")]
        name = i - 1 in proper
        heard = (
            {j: k for k in range(_LONGEST_NAME if name else 2, 1, -1) for j in runs[k].alike(key, name)} if key else {}
        )
        single = runs[1].alike(key, name) if key else set()
        pair = q[i - 2] + key if i > 1 and key and q[i - 2] else ""
        paired = runs[1].alike(pair, name) if pair else set()
        for j in range(1, m + 1):
            word = s[j - 1]
            if key == GAP:
                best, step = above[j], (1, 0, "bracket")
                for k in range(1, min(_LONGEST_BRACKET, j) + 1):
                    if above[j - k] + _BRACKET * k < best:
                        best, step = above[j - k] + _BRACKET * k, (1, k, "bracket")
            elif key == word:
                best, step = above[j - 1], (1, 1, "same")
            else:
                best, step = above[j] + _ADDED, (1, 0, "added")
                if above[j - 1] + _CHANGED < best:
                    best, step = above[j - 1] + _CHANGED, (1, 1, "changed")
                if j in single and above[j - 1] + _ALIKE < best:
                    best, step = above[j - 1] + _ALIKE, (1, 1, "alike")
                if (k := heard.get(j, 0)) and above[j - k] + _JOINED < best:
                    best, step = above[j - k] + _JOINED, (1, k, "alike")
                if j in paired and cost[i - 2][j - 1] + _JOINED < best:
                    best, step = cost[i - 2][j - 1] + _JOINED, (2, 1, "alike")
            left = row[j - 1] + (_FILLER if word in FILLERS else _LEFT_OUT)
            if left < best:
                best, step = left, (0, 1, "left out")
            row.append(best)
            steps.append(step)
        cost.append(row)
        back.append(steps)  # type: ignore[arg-type]
    end = min(range(m + 1), key=lambda j: (cost[n][j], j))
    edits: list[Edit] = []
    i, j = n, end
    while i > 0:
        di, dj, kind = back[i][j]
        edits.append(Edit(kind, i - di, i, j - dj, j))
        i, j = i - di, j - dj
    return Alignment(tuple(reversed(edits)), cost[n][end])
