"""Finding a quote in the sources: the `Search`, and what it found, a `Match`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.document import Span
from checker.sources.alignment import Alignment, align
from checker.sources.index import EMPTY_WORDS, Index, Place, proper_words
from checker.sources.judgement import Compared, Judgement, judge
from checker.sources.words import GAP, Word, quote_words

_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.(?:\s?\.)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[’'\"”]*\s+(?=[\[“‘\"'A-Z0-9])")
# A quote is in a source where the source has so many of its words, in order and together.
_LEAST_MATCHED = 0.7
_LEAST_MATCHED_SENSE = 0.6
_SHORT = 3
_AS_GOOD = 0.6
# How far from the longest piece of a quote with an ellipsis the others are looked for, in words.
_REACH = 400


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch [start, end) of the index's words that a quote, or a piece of one, is aligned to."""

    source: int
    start: int
    end: int
    cost: float
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a quote that must stand together, and the matches for them that are about equally good, best first."""

    words: tuple[Word, ...]
    matches: tuple[Match, ...]

    @property
    def length(self) -> int:
        return sum(w.key != GAP for w in self.words)


class Search:
    """Looks for the quotes of one article in the sources of an index; `names` are the words of its speakers' names."""

    def __init__(self, index: Index, text: str, names: frozenset[str]) -> None:
        self.index = index
        self._text = text
        self._names = names

    def pieces(self, inner: Span) -> tuple[list[Piece], bool]:
        """The pieces of a quotation, without its marks, that its ellipses leave, and whether there is an ellipsis.

        A quotation that is nowhere as a whole is looked for sentence by sentence.
        """
        spans = list(_split(self._text, inner, _ELLIPSIS))
        found = [self._piece(span) for span in spans]
        if len(found) > 1:
            found = self._beside(found)
        out: list[Piece] = []
        for span, piece in zip(spans, found, strict=True):
            sentences = list(_split(self._text, span, _SENTENCE_END))
            parts = [self._piece(s) for s in sentences] if not piece.matches and len(sentences) > 1 else []
            out += parts if any(p.matches for p in parts) else [piece]
        return [p for p in out if p.length], len(spans) > 1

    def _piece(self, span: Span) -> Piece:
        words = tuple(quote_words(self._text, span))
        plain = [w for w in words if w.key != GAP]
        return Piece(words, self._matches(words, self.index.places(plain)) if plain and self.index.words else ())

    def _beside(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces of a quote with an ellipsis, the short ones looked for next to the longest that was found."""
        anchor = max((p for p in pieces if p.matches), key=lambda p: p.length, default=None)
        if anchor is None:
            return pieces
        at = anchor.matches[0]
        low, high = self.index.bounds(at.source)
        near = Place(at.source, max(low, at.start - _REACH), min(high, at.end + _REACH))
        out = []
        for piece in pieces:
            matches = self._matches(piece.words, [near]) if piece is not anchor and piece.length else ()
            out.append(Piece(piece.words, matches + piece.matches))
        return out

    def _matches(self, words: Sequence[Word], places: Sequence[Place]) -> tuple[Match, ...]:
        proper = proper_words(words, self._text, self._names)
        found = []
        for place in places:
            source = self.index.words[place.start : place.end]
            alignment = align(words, source, proper)
            if _is_match(words, alignment):
                start, end = alignment.bounds
                pair = Compared(
                    words, self._text, source, self.index.sources[place.source].text, self.index.turns, proper
                )
                judgement = judge(pair, alignment)
                found.append(Match(place.source, place.start + start, place.start + end, alignment.cost, judgement))
        found.sort(key=lambda m: m.cost)
        return tuple(m for m in found if m.cost <= found[0].cost + _AS_GOOD)


def _is_match(words: Sequence[Word], alignment: Alignment) -> bool:
    own = [i for i, w in enumerate(words) if w.key != GAP]
    if not own:
        return False
    if len(own) <= _SHORT:
        return alignment.matched == len(own) and alignment.cost < 1
    held = {i for e in alignment.edits if e.kind in ("same", "alike") for i in range(e.q0, e.q1)}
    sense = [i for i in own if words[i].key not in EMPTY_WORDS]
    return len(held) >= _LEAST_MATCHED * len(own) and len(held & set(sense)) >= _LEAST_MATCHED_SENSE * len(sense)


def _split(text: str, span: Span, at: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for m in at.finditer(text, span.start, span.end):
        if text[start : m.start()].strip():
            yield Span(start, m.start())
        start = m.end()
    if text[start : span.end].strip():
        yield Span(start, span.end)
