"""An article as the checks read it: the `Reading`."""

from __future__ import annotations

import re
from functools import cached_property

from checker.article import Article
from checker.document import Document, ParagraphRole, Span, hull
from checker.quotation import Quotation, scan
from checker.sentences import sentence_at, sentence_spans
from checker.speakers import Speaker
from checker.statements import Statement

PROSE: tuple[ParagraphRole, ...] = ("body", "caption")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Reading:
    """One article with what several checks ask of it, worked out once.

    Spans that it returns are code points into the article's text.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.document: Document = article.document
        self.text: str = article.document.text

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """In the order in which their words begin."""
        return tuple(sorted(self.article.statements, key=lambda s: s.content[0].start))

    @cached_property
    def _by_id(self) -> dict[str, Statement]:
        return {s.id: s for s in self.article.statements}

    def outer(self, statement: Statement) -> Statement | None:
        """The statement inside whose content this one stands."""
        return self._by_id.get(statement.nested_in) if statement.nested_in else None

    def speaker(self, statement: Statement) -> Speaker | None:
        return self.article.speaker_of(statement)

    @cached_property
    def quotes(self) -> tuple[Statement, ...]:
        """Statements that hold words in quotation marks and stand in no other, in text order."""
        return tuple(s for s in self.statements if s.kind != "indirect" and s.nested_in is None)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Everything in quotation marks that stands in no other quotation."""
        return tuple(q for q in scan(self.document) if q.depth == 0)

    def quotations_of(self, statement: Statement) -> tuple[Quotation, ...]:
        """The outermost quotations that a statement's content holds, or that hold it."""
        return tuple(
            q for q in self.quotations if any(c.contains(q.inner) or q.span.contains(c) for c in statement.content)
        )

    def paragraph(self, span: Span) -> int:
        """Index of the paragraph in which a span begins."""
        return self.document.paragraph_at(span.start)

    def paragraph_span(self, index: int) -> Span:
        return self.document.paragraphs[index].span

    def in_prose(self, span: Span) -> bool:
        """Whether a span stands in the body or a caption, not in a headline, byline or boilerplate."""
        return bool(self.document.paragraphs) and self.document.paragraphs[self.paragraph(span)].role in PROSE

    def in_body(self, span: Span) -> bool:
        return bool(self.document.paragraphs) and self.document.paragraphs[self.paragraph(span)].role == "body"

    def body_neighbour(self, index: int, step: int) -> int | None:
        """The next body paragraph from `index` in the direction `step` (1 or -1), captions and the like passed over."""
        paragraphs = self.document.paragraphs
        index += step
        while 0 <= index < len(paragraphs):
            if paragraphs[index].role == "body":
                return index
            index += step
        return None

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins."""
        return sentence_at(self.text, self.paragraph_span(self.paragraph(span)), span.start)

    def sentences(self, span: Span) -> tuple[Span, ...]:
        return sentence_spans(self.text, span)

    @cached_property
    def narration(self) -> str:
        """The text, letter for letter in its place, with blanks for everything in quotation marks and for comments."""
        chars = list(self.text)
        for span in [q.span for q in self.quotations] + [Span(*m.span()) for m in _COMMENT.finditer(self.text)]:
            chars[span.start : span.end] = " " * (span.end - span.start)
        return "".join(chars)

    def first_mention(self, speaker: Speaker) -> Span | None:
        """The first mention in the body."""
        return next((m for m in speaker.mentions if self.in_body(m)), None)

    def of(self, statement: Statement) -> Span:
        """What a finding about a statement points at: its content, from the first to the last word."""
        return hull(statement.content)


def words(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes."""
    return [m.group().lower().replace("’", "'") for m in _WORD.finditer(text)]
