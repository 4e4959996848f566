"""Every quote of an article against its sources: `verify`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.article import Article
from checker.document import Span, hull
from checker.names import fold
from checker.quotation import Quotation, scan
from checker.sources.index import Index, Passage
from checker.sources.judgement import VERDICTS, graver
from checker.sources.origin import origin_features, released
from checker.sources.people import Same
from checker.sources.search import Match, Piece, Search
from checker.sources.source import Source
from checker.sources.voices import Voices
from checker.sources.words import Word, quote_words
from checker.speakers import Speaker
from checker.statements import Statement, Verification

Contradicted = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""Probabilities, 0 to 1, that the second text of a pair contradicts the first."""

CONTRADICTED = "contradicted"
"""The verdict on an indirect statement that the sources contradict."""

_SURE = 0.9
# A quotation is a statement's where more than half of the one stands in the other.
_OWN = 0.5
_SHORTEST = 3
_SHORTEST_TAKEN = 4
_MADE = 0.5
# Pieces of a quote that stand within so many characters are shown as one passage.
_TOGETHER = 600
# So many words before and after the nearest passage are told with it, as far as its sentences go.
_CONTEXT = 20


@dataclass(frozen=True, slots=True)
class _Quote:
    """A statement's quotations in pieces, and whether one has an ellipsis."""

    statement: Statement
    pieces: tuple[Piece, ...]
    marked: bool


def verify(article: Article, sources: Sequence[Source], contradicted: Contradicted | None = None) -> Article:
    """The article with a `verification` on every direct and mixed statement that stands in no other.

    contradicted: a model of contradiction; an indirect statement that it finds contradicted by what its speaker says in the
    sources, with a probability of .9 or more, has the verdict `contradicted`, and other indirect ones have none.
    Spans of a verification are in the text of the source that its path names. Time goes with the length of the article
    plus that of the sources.
    """
    checking = _Checking(article, sources)
    found = checking.quotes() | (checking.indirect(contradicted) if contradicted else {})
    return replace(article, statements=tuple(replace(s, verification=found.get(s.id)) for s in article.statements))


def unfound(article: Article, sources: Sequence[Source]) -> Iterator[tuple[Statement, Mapping[str, float]]]:
    """The quotes of which no source has a piece, with the `origin.FEATURES` that tell inventions from summaries."""
    checking = _Checking(article, sources)
    for quote in checking.found_quotes():
        lost = checking.lost_words(quote)
        if lost and not any(piece.matches for piece in quote.pieces):
            yield quote.statement, checking.features(lost, article.speaker_of(quote.statement))


class _Checking:
    def __init__(self, article: Article, sources: Sequence[Source]) -> None:
        self._article = article
        self._sources = sources
        self._index = Index(sources)
        self._voices = Voices(sources, article.speakers)
        names = frozenset(
            fold(w) for s in article.speakers if s.kind == "person" for w in s.name.replace("-", " ").split()
        )
        self._search = Search(self._index, article.text, names)

    def quotes(self) -> dict[str, Verification]:
        """What becomes of each quote, by the id of its statement."""
        return {quote.statement.id: self._verification(quote) for quote in self.found_quotes()}

    def found_quotes(self) -> list[_Quote]:
        """Every quote with the places of its pieces; the voices know afterwards whose words they bear out."""
        found = []
        for statement, quotations in self._quotations():
            pieces: list[Piece] = []
            marked = False
            for quotation in quotations:
                some, ellipsis = self._search.pieces(quotation.inner)
                pieces += some
                marked = marked or ellipsis
            found.append(_Quote(statement, tuple(pieces), marked))
        for quote in found:
            self._note_voices(quote)
        return found

    def _quotations(self) -> list[tuple[Statement, list[Quotation]]]:
        """The statements that quote, and their quotations: what stands in the marks counts, not where the content ends."""
        quoting = [s for s in self._article.statements if s.kind != "indirect" and s.nested_in is None]
        held: dict[str, list[Quotation]] = {s.id: [] for s in quoting}
        for quotation in scan(self._article.document):
            if quotation.depth == 0:
                shares = [(_share(quotation.inner, s), s.id) for s in quoting]
                best, owner = max(shares, key=lambda share: share[0], default=(0.0, ""))
                if best > _OWN:
                    held[owner].append(quotation)
        return [(s, held[s.id]) for s in quoting]

    def _note_voices(self, quote: _Quote) -> None:
        speaker = self._article.speaker_of(quote.statement)
        long = [p for p in quote.pieces if p.length >= _SHORTEST_TAKEN and len(p.matches) == 1]
        if speaker is None or speaker.kind != "person":
            return
        for source, label in {(p.matches[0].source, self._label(p.matches[0])) for p in long}:
            if label is not None:
                self._voices.bear_out(source, label, speaker)

    def _label(self, match: Match) -> str | None:
        span = self._index.span(match.start, match.end)
        return self._voices.label_at(match.source, span, self._index.turn(match.start).speaker)

    def _same(self, match: Match, speaker: Speaker | None) -> Same:
        return Same.UNKNOWN if speaker is None else self._voices.same(match.source, self._label(match), speaker)

    def _verification(self, quote: _Quote) -> Verification:
        speaker = self._article.speaker_of(quote.statement)
        results = [self._found(piece, speaker) for piece in quote.pieces if piece.matches]
        if quote.marked:
            results = [replace(r, verdict=graver(r.verdict, "ellipsis")) for r in results]
        if lost := self.lost_words(quote):
            # Where a part of the quote was said it was altered, not made up.
            results.append(self._lost(lost, speaker, partly=bool(results)))
        return _summed(results) if results else Verification("unchecked")

    def lost_words(self, quote: _Quote) -> list[Word]:
        """The words of a quote that should stand in the sources, and do not."""
        if not self._index.words or self._index.foreign:
            return []
        return [w for piece in quote.pieces if not piece.matches and piece.length >= _SHORTEST for w in piece.words]

    def _found(self, piece: Piece, speaker: Speaker | None) -> Verification:
        rank = {Same.YES: 0, Same.UNKNOWN: 1, Same.NO: 2}
        best = min(piece.matches, key=lambda m: (rank[self._same(m, speaker)], m.cost))
        verdict, diff = best.judgement.verdict, best.judgement.diff
        if piece.length >= _SHORTEST_TAKEN and self._same(best, speaker) is Same.NO:
            verdict = "misattributed"
        return self._at(verdict, best.source, best.start, best.end, diff, self._label(best))

    def _lost(self, words: Sequence[Word], speaker: Speaker | None, partly: bool) -> Verification:
        near = self._index.nearest(words, self._turns_of(speaker))
        if near is None:
            return Verification("paraphrase" if partly else "absent")
        features = origin_features(self._index, near, words, self._article.text)
        heard = speaker is None or speaker.kind != "person" or self._voices.may_hold(speaker)
        made = partly or (heard and released().probability(features) >= _MADE)
        return self._nearest(near, "paraphrase" if made else "absent")

    def features(self, words: Sequence[Word], speaker: Speaker | None) -> Mapping[str, float]:
        """The `origin.FEATURES` of words that no source has."""
        near = self._index.nearest(words, self._turns_of(speaker))
        return origin_features(self._index, near, words, self._article.text)

    def _turns_of(self, speaker: Speaker | None) -> frozenset[int]:
        """The turns that are surely this speaker's."""
        if speaker is None:
            return frozenset()
        index = self._index
        voices = {(n, t.speaker) for n, t in zip(index.turn_sources, index.turns, strict=True)}
        own = {(n, label) for n, label in voices if self._voices.same(n, label, speaker) is Same.YES}
        return frozenset(i for i, t in enumerate(index.turns) if (index.turn_sources[i], t.speaker) in own)

    def _nearest(self, near: Passage, verdict: str) -> Verification:
        """The passage with the rest of its first and last sentence, as far as one voice goes."""
        words, source = self._index.words, near.place.source
        text = self._sources[source].text
        start, end = near.place.start, near.place.end
        low, high = self._index.bounds(source)
        voice = self._index.turn(start).speaker
        for _ in range(_CONTEXT):
            if start == low or self._index.turn(start - 1).speaker != voice:
                break
            if _ends(text, words[start - 1], words[start]):
                break
            start -= 1
        for _ in range(_CONTEXT):
            if end == high or self._index.turn(end).speaker != voice or _ends(text, words[end - 1], words[end]):
                break
            end += 1
        return self._at(verdict, source, start, end, None, self._index.turn(near.place.start).speaker)

    def _at(self, verdict: str, source: int, start: int, end: int, diff: str | None, label: str | None) -> Verification:
        span: Span = self._index.span(start, end)
        time = self._index.turn(start).time
        return Verification(verdict, self._sources[source].path, span, self._voices.name(source, label), time, diff)

    def indirect(self, contradicted: Contradicted) -> dict[str, Verification]:
        """The indirect statements that what their speakers say in the sources contradicts, by id."""
        asked: list[tuple[Statement, Passage]] = []
        for statement in self._article.statements:
            speaker = self._article.speaker_of(statement)
            if statement.kind == "indirect" and statement.nested_in is None and (own := self._turns_of(speaker)):
                words = [w for span in statement.content for w in quote_words(self._article.text, span)]
                near = self._index.nearest(words, own)
                if near is not None and self._index.words[near.place.start].turn in own:
                    asked.append((statement, near))
        passages = [self._nearest(near, CONTRADICTED) for _, near in asked]
        texts = {s.path: s.text for s in self._sources}
        premises = [v.span.of(texts[v.path]) if v.span and v.path else "" for v in passages]
        hypotheses = [" ".join(c.of(self._article.text) for c in s.content) for s, _ in asked]
        sure = contradicted(list(zip(premises, hypotheses, strict=True))) if asked else ()
        return {
            statement.id: passage
            for (statement, _), passage, probability in zip(asked, passages, sure, strict=True)
            if probability >= _SURE
        }


def _summed(results: Sequence[Verification]) -> Verification:
    """The gravest of what becomes of a quote's pieces, with the place of all where they stand close to each other."""
    worst = max(results, key=lambda r: VERDICTS.index(r.verdict))
    together = [r for r in results if r.span and (r.path, r.turn) == (worst.path, worst.turn)]
    if len(together) < len(results):
        return worst
    span = hull(r.span for r in together if r.span)
    if span.end - span.start > _TOGETHER:
        return worst
    first = min(together, key=lambda r: r.span or span)
    return replace(worst, span=span, time=first.time)


def _share(inner: Span, statement: Statement) -> float:
    """How much of a quotation stands in a statement's content, or of a piece of the content in the quotation, 0 to 1."""

    def shared(piece: Span) -> float:
        both = min(piece.end, inner.end) - max(piece.start, inner.start)
        return max(0, both) / max(1, min(piece.end - piece.start, inner.end - inner.start))

    return max(map(shared, statement.content), default=0.0)


def _ends(text: str, before: Word, after: Word) -> bool:
    """Whether a sentence or a paragraph ends between two words of a source."""
    between = text[before.span.end : after.span.start]
    paragraph = before.turn == after.turn and "\n\n" in between
    return paragraph or bool(re.match(r"[.!?][\"'”’)]*\s", between))
