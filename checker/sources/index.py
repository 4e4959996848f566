"""Where in the sources a quote may stand: an index over words and pairs of words."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.document import Span
from checker.names import fold
from checker.readers import is_english
from checker.sources.alignment import FILLERS
from checker.sources.source import Source, Turn
from checker.sources.words import Word, source_words

_BIN = 8
_RARE = 40
_COMMON_PAIR = 400
_PLACES = 6
# A place with fewer of the best one's votes than this share is not worth aligning.
_WORTH = 0.5
_NEAR = 24
EMPTY_WORDS = (
    frozenset(
        "a an the and or but nor so if then than that this these those there here it its he him his she her hers they them their "
        "we us our ours you your yours i me my mine who whom whose which what when where why how am is are was were be been "
        "being "
        "do does did have has had will would shall should can could may might must not no to of in on at by for from with about "
        "into over under up down out off as because while until all any some each very too also just only more most much many "
        "such own same other both again once yes okay well now say said go get got going one two us them let".split()
    )
    | FILLERS
)


class Place(NamedTuple):
    """A stretch of the words of one source, [start, end) in `Index.words`."""

    source: int
    start: int
    end: int


class Passage(NamedTuple):
    """A stretch of a source, how much of a quote's sense is in it, 0 to 1, and how many of its words (stems) that is."""

    place: Place
    share: float
    shared: int


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """What is left of a word without its endings: “inspector” and “inspection” are one."""
    if key[:1].isdigit():
        return key
    cut = re.sub(r"(?<=\w{3})(?:ations?|ments?|ings?|ness|ions?|ives?|ators?|ers?|ors?|ed|es|ly|al|s|e|y)$", "", key)
    return cut[:6]


class Index:
    """All words of the English sources, in order, and where each word and each pair of words stands.

    Time and memory go with the length of the sources.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.foreign = tuple(s for s in sources if s.text.strip() and not is_english(s.text))
        self.words: list[Word] = []
        self.turns: list[Turn] = []
        self.turn_sources: list[int] = []
        self._starts: list[int] = []
        for number, source in enumerate(sources):
            self._starts.append(len(self.words))
            for turn in () if source in self.foreign else source.turns:
                self.words += source_words(source.text, turn.span, len(self.turns))
                self.turns.append(turn)
                self.turn_sources.append(number)
        self._at: dict[str, list[int]] = defaultdict(list)
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        before = ""
        for i, word in enumerate(self.words):
            self._at[word.key].append(i)
            self._pairs[before, word.key].append(i)
            before = word.key
            if word.key not in EMPTY_WORDS:
                self._stems[stem(word.key)].append(i)

    @property
    def vocabulary(self) -> Collection[str]:
        """All words of the sources, each once."""
        return self._at.keys()

    def has(self, key: str) -> bool:
        """Whether a word is in the sources."""
        return key in self._at

    def source_at(self, position: int) -> int:
        """Index of the source that holds a word."""
        return bisect_right(self._starts, position) - 1

    def bounds(self, source: int) -> tuple[int, int]:
        """The words of one source."""
        end = self._starts[source + 1] if source + 1 < len(self._starts) else len(self.words)
        return self._starts[source], end

    def turn(self, position: int) -> Turn:
        """The turn that a word belongs to."""
        return self.turns[self.words[position].turn]

    def span(self, start: int, end: int) -> Span:
        """The text of the words [start, end), in their source."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)

    def places(self, quote: Sequence[Word]) -> list[Place]:
        """The likeliest places of a quote, best first: where its rarer words and its pairs stand at the right distance."""
        votes: Counter[int] = Counter()
        before = ""
        for i, word in enumerate(quote):
            if (before and len(found := self._pairs.get((before, word.key), ())) <= _COMMON_PAIR) or len(quote) < 4:
                for at in self._pairs.get((before, word.key), ()):
                    votes[(at - i) // _BIN] += 2
            if len(found := self._at.get(word.key, ())) <= _RARE or len(quote) < 4:
                for at in found:
                    votes[(at - i) // _BIN] += 1
            before = word.key
        # A place on the border of two bins has its votes in both.
        joined = {b: v + votes.get(b + 1, 0) + votes.get(b - 1, 0) for b, v in votes.items()}
        out: list[Place] = []
        for b in sorted(joined, key=lambda b: (-joined[b], b)):
            if joined[b] < _WORTH * max(joined.values()):
                break
            if any(abs(b * _BIN - (p.start + _NEAR)) <= 2 * _BIN for p in out):
                continue
            out.append(self.place_around(b * _BIN, len(quote)))
            if len(out) == (_PLACES if len(quote) > 3 else 4 * _PLACES):
                break
        return out

    def place_around(self, start: int, length: int) -> Place:
        """A stretch with room for a quote of `length` words that begins near `start`."""
        at = min(max(start + length // 2, 0), len(self.words) - 1)
        source = self.source_at(at)
        low, high = self.bounds(source)
        return Place(source, max(low, start - _NEAR), min(high, start + length + length // 2 + 2 * _NEAR))

    def nearest(self, quote: Sequence[Word], prefer: frozenset[int] = frozenset()) -> Passage | None:
        """The passage that shares most of the quote's sense, by the weight of the stems it has of it; None for none.

        prefer: turns of the quote's speaker, which count half as much again.
        """
        stems = {stem(w.key) for w in quote if w.key and w.key not in EMPTY_WORDS}
        total = len(self.words) + 1
        weight = {s: math.log(total / (1 + len(self._stems.get(s, ())))) for s in stems}
        whole = sum(weight.values())
        if not whole:
            return None
        hits = sorted((at, s) for s in stems for at in self._stems.get(s, ())[:2000])
        best: Passage | None = None
        best_rank = 0.0
        width = max(30, 2 * len(quote))
        for k, (at, _) in enumerate(hits):
            seen: set[str] = set()
            last = at
            source = self.source_at(at)
            end = self.bounds(source)[1]
            for other, s in hits[k:]:
                if other >= min(at + width, end):
                    break
                seen.add(s)
                last = other
            share = sum(weight[s] for s in seen) / whole
            rank = share * (1.5 if self.words[at].turn in prefer else 1) - 0.001 * (last - at)
            if rank > best_rank:
                best, best_rank = Passage(Place(source, at, last + 1), share, len(seen)), rank
        return best


def proper_words(quote: Sequence[Word], text: str, names: frozenset[str]) -> frozenset[int]:
    """Indexes of the words that are names: of a speaker, or with a capital inside a sentence."""
    out = set()
    for i, word in enumerate(quote):
        raw = word.span.of(text)
        before = text[: word.span.start].rstrip()[-1:] if i else ""
        inside = bool(before) and before not in '.!?:“"‘—–…'
        if word.key in names or (raw[:1].isupper() and inside and fold(raw) != "i" and not raw.startswith("I'")):
            out.add(i)
    return frozenset(out)
