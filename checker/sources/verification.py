"""Every quote of an article against its sources: `verify`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checker.article import Article
from checker.document import Span
from checker.names import fold
from checker.quotation import Quotation, scan
from checker.sources.index import Index, Passage
from checker.sources.judgement import BORNE_OUT, VERDICTS, graver
from checker.sources.people import Same
from checker.sources.search import Match, Piece, Search
from checker.sources.source import Source
from checker.sources.voices import Voices
from checker.sources.words import quote_words
from checker.speakers import Speaker
from checker.statements import Statement, Verification

Contradicted = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""Probabilities, 0 to 1, that the second text of a pair contradicts the first."""

CONTRADICTED = "contradicted"
"""The verdict on an indirect statement that the sources contradict."""

_SURE = 0.9
_SHORTEST = 3
_SHORTEST_TAKEN = 4
_PARAPHRASED = 0.05
_CONTEXT = 30


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
        self._quotations = tuple(q for q in scan(article.document) if q.depth == 0)

    def quotes(self) -> dict[str, Verification]:
        """What becomes of each quote, by the id of its statement."""
        found = []
        for statement in self._article.statements:
            if statement.kind != "indirect" and statement.nested_in is None:
                pieces: list[Piece] = []
                marked = False
                for quotation in self._quotations_of(statement):
                    some, ellipsis = self._search.pieces(quotation.inner)
                    pieces += some
                    marked = marked or ellipsis
                found.append(_Quote(statement, tuple(pieces), marked))
        for quote in found:
            self._note_voices(quote)
        return {quote.statement.id: self._verification(quote) for quote in found}

    def _quotations_of(self, statement: Statement) -> list[Quotation]:
        return [
            q for q in self._quotations if any(c.contains(q.inner) or q.span.contains(c) for c in statement.content)
        ]

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
        results = [self._piece(piece, speaker) for piece in quote.pieces]
        if not results:
            return Verification("unchecked")
        if quote.marked:
            results = [replace(r, verdict=graver(r.verdict, "ellipsis")) for r in results]
        checked = [r for r in results if r.verdict != "unchecked"] or results
        worst = max(checked, key=lambda r: VERDICTS.index(r.verdict))
        if worst.verdict == "absent" and any(r.verdict in BORNE_OUT for r in checked):
            # Part of what the quote says was said: it is a quote that was altered, not one that was made up.
            worst = replace(worst, verdict="paraphrase")
        return worst

    def _piece(self, piece: Piece, speaker: Speaker | None) -> Verification:
        if piece.matches:
            rank = {Same.YES: 0, Same.UNKNOWN: 1, Same.NO: 2}
            best = min(piece.matches, key=lambda m: (rank[self._same(m, speaker)], m.cost))
            verdict, diff = best.judgement.verdict, best.judgement.diff
            if piece.length >= _SHORTEST_TAKEN and self._same(best, speaker) is Same.NO:
                verdict = "misattributed"
            return self._at(verdict, best.source, best.start, best.end, diff, self._label(best))
        if piece.length < _SHORTEST or not self._index.words or self._index.foreign:
            return Verification("unchecked")
        near = self._index.nearest(piece.words, self._turns_of(speaker))
        return self._nearest(near) if near is not None else Verification("absent")

    def _turns_of(self, speaker: Speaker | None) -> frozenset[int]:
        """The turns that are surely this speaker's."""
        if speaker is None:
            return frozenset()
        index = self._index
        voices = {(n, t.speaker) for n, t in zip(index.turn_sources, index.turns, strict=True)}
        own = {(n, label) for n, label in voices if self._voices.same(n, label, speaker) is Same.YES}
        return frozenset(i for i, t in enumerate(index.turns) if (index.turn_sources[i], t.speaker) in own)

    def _nearest(self, near: Passage) -> Verification:
        verdict = "paraphrase" if near.share >= _PARAPHRASED else "absent"
        low, high = self._index.bounds(near.place.source)
        turn = self._index.words[near.place.start].turn
        start, end = near.place.start, near.place.end
        while start > max(low, near.place.start - _CONTEXT // 6) and self._index.words[start - 1].turn == turn:
            start -= 1
        return self._at(verdict, near.place.source, start, min(end, high), None, self._index.turn(start).speaker)

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
        passages = [self._nearest(near) for _, near in asked]
        texts = {s.path: s.text for s in self._sources}
        premises = [v.span.of(texts[v.path]) if v.span and v.path else "" for v in passages]
        hypotheses = [" ".join(c.of(self._article.text) for c in s.content) for s, _ in asked]
        sure = contradicted(list(zip(premises, hypotheses, strict=True))) if asked else ()
        return {
            statement.id: replace(passage, verdict=CONTRADICTED)
            for (statement, _), passage, probability in zip(asked, passages, sure, strict=True)
            if probability >= _SURE
        }
