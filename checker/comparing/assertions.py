"""What an article asserts, piece by piece: the sentences of its statements and of the paper's own voice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.article import Article
from checker.comparing.stems import content_stems
from checker.comparing.values import Values, values
from checker.document import ParagraphRole, Span, Spans, hull
from checker.grammar import cues
from checker.sentences import sentence_at, sentence_spans
from checker.statements import Act, Kind, Statement

_LEAST_STEMS = 2
_LONGEST_NAME = 5
_READ: tuple[ParagraphRole, ...] = ("headline", "caption", "body")
_RUNS_ON = re.compile(r"[,–—-][”’\"']?\s*$")
_STARTS_LOWER = re.compile(r"[“\"‘']?[a-z]")
_ENDS = " \t\r\n,;:–—"
_PRONOUN = re.compile(r"\b(?:he|she|I)\b")
_OWN = re.compile(r"\b(?:my)\b", re.IGNORECASE)
_MARKS = re.compile(r"[“”\"«»„]|(?<!\w)['‘]|['’](?!\w)")
_THAT = re.compile(r"^\s*(?:that|whether)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Assertion:
    """A sentence, or what of a sentence one voice says.

    span: its first to last character; text: its words for a reader who sees nothing else (pronouns that are known
    replaced, quotation marks and the “that” of reported speech gone); holder: the speaker's id, None for the paper and
    for a statement without a speaker; statement_id: None for the paper; kind and act are those of the statement, None
    for the paper; sentence: the whole sentence around it; paragraph: its index.
    """

    span: Span
    text: str
    holder: str | None
    statement_id: str | None
    kind: Kind | None
    act: Act | None
    sentence: Span
    paragraph: int
    values: Values

    @property
    def is_paper(self) -> bool:
        """Whether the paper itself says it."""
        return self.statement_id is None

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words that carry the sense."""
        return frozenset(content_stems(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case, with plain apostrophes."""
        return frozenset(re.findall(r"[\w'-]+", self.text.lower().replace("’", "'")))


def assertions(article: Article) -> tuple[Assertion, ...]:
    """All that an article asserts, in text order: the statements' sentences (those of inner statements too), and what
    headline, captions and body say in between. Bylines, boilerplate and pieces of less than two weighty words are left
    out. Code points into the article's text.
    """
    if not article.document.paragraphs:
        return ()
    named = sorted((m, s.name) for s in article.speakers for m in s.mentions)
    found = [*_of_statements(article, named), *_of_the_paper(article, named)]
    return tuple(sorted(found, key=lambda a: (a.span, a.statement_id or "")))


Named = Sequence[tuple[Span, str]]
"""The mentions of all speakers, in text order, with the speakers' names."""


def _of_statements(article: Article, named: Named) -> Iterator[Assertion]:
    for statement in article.statements:
        for pieces in _sentences(article, statement):
            if assertion := _assertion(article, pieces, statement, named):
                yield assertion


def _sentences(article: Article, statement: Statement) -> Iterator[Spans]:
    """The sentences of a statement's content; one that an attribution breaks (“A,” she said, “b.”) has two spans."""
    running: list[Span] = []
    for piece in statement.content:
        for sentence in sentence_spans(article.text, piece):
            runs_on = running and _RUNS_ON.search(running[-1].of(article.text))
            if running and not (runs_on and _STARTS_LOWER.match(article.text, sentence.start)):
                yield tuple(running)
                running = []
            running.append(sentence)
    if running:
        yield tuple(running)


def _of_the_paper(article: Article, named: Named) -> Iterator[Assertion]:
    said = _Spans(span for s in article.statements for span in (*s.content, *s.cue))
    names = _Spans(
        span for s in article.statements for span in s.source if len(span.of(article.text).split()) <= _LONGEST_NAME
    )
    for paragraph in article.document.paragraphs:
        if paragraph.role not in _READ:
            continue
        for sentence in sentence_spans(article.text, paragraph.span):
            for rest in _without(sentence, said.near(sentence)):
                words = _trimmed(article.text, rest)
                is_name = any(name.contains(words) for name in names.near(rest))
                if not is_name and (assertion := _assertion(article, (rest,), None, named)):
                    yield assertion


class _Spans:
    """Spans in text order, of which those near a place are found without going through all."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def near(self, place: Span) -> Sequence[Span]:
        """The spans that touch `place`, and perhaps some before it."""
        first = bisect_left(self._spans, (place.start - self._longest,))
        return self._spans[first : bisect_left(self._spans, (place.end + 1,))]


def _without(sentence: Span, said: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in said:
        if span.overlaps(sentence):
            if start < span.start:
                yield Span(start, span.start)
            start = max(start, span.end)
    if start < sentence.end:
        yield Span(start, sentence.end)


def _assertion(article: Article, pieces: Spans, statement: Statement | None, named: Named) -> Assertion | None:
    pieces = tuple(p for p in (_trimmed(article.text, p) for p in pieces) if p.start < p.end)
    if not pieces:
        return None
    span = hull(pieces)
    index = article.document.paragraph_at(span.start)
    around = sentence_at(article.text, article.document.paragraphs[index].span, span.start)
    text = _for_reading(article, pieces, statement, named)
    found = [values(article.text, p) for p in pieces]
    told = Values(tuple(q for v in found for q in v.quantities), tuple(m for v in found for m in v.moments))
    weight = len({s for s in content_stems(text) if s not in cues()}) + len(told.quantities) + len(told.moments)
    if weight < _LEAST_STEMS:
        return None
    if statement is None:
        return Assertion(span, text, None, None, None, None, around, index, told)
    return Assertion(span, text, statement.speaker, statement.id, statement.kind, statement.act, around, index, told)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_ENDS))
    return Span(start, max(start, span.start + len(words.rstrip(_ENDS))))


def _for_reading(article: Article, pieces: Spans, statement: Statement | None, named: Named) -> str:
    words = " ".join(_with_names(article.text, p, named) for p in pieces)
    if statement is not None:
        words = _THAT.sub("", _MARKS.sub("", words))
        speaker = article.speaker_of(statement)
        if speaker is not None and speaker.kind == "person":
            words = _OWN.sub(f"{speaker.name}'s", words)
            words = _PRONOUN.sub(speaker.name, words, count=1) if statement.kind == "indirect" else words
            words = re.sub(r"\bI\b(?!['’])", speaker.name, words)
    words = re.sub(r"\s+", " ", words).strip(_ENDS)
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def _with_names(text: str, span: Span, named: Named) -> str:
    """The words of a span, its pronouns that are known mentions of a speaker replaced by the name."""
    words, at = "", span.start
    for mention, name in named[bisect_left(named, span.start, key=_start) : bisect_left(named, span.end, key=_start)]:
        inside = mention.start >= at and mention.end <= span.end
        if inside and re.fullmatch(r"he|she|him", mention.of(text), re.IGNORECASE):
            words += text[at : mention.start] + name
            at = mention.end
    return words + text[at : span.end]


def _start(named: tuple[Span, str]) -> int:
    return named[0].start
