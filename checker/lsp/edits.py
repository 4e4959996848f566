"""What the editor can do about a finding: the changes to the source text that it offers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.article import Article
from checker.document import Document, Span, hull
from checker.errors import AttribError
from checker.findings import Finding, suppressions
from checker.readers import read_string
from checker.sentences import sentence_spans
from checker.statements import Statement

_MOST_CANDIDATES = 3
_CLOSING = r"(?:[”\"’'»]|'')+"
# A quotation's end: its stop, if it has one inside the marks, the marks, and a stop behind them.
_ENDING = re.compile(rf"(?P<stop>(?<!\.)[.,]|)(?P<close>{_CLOSING})$")
_CLOSERS = {"“": "”", "‘": "’", "«": "»", "``": "''"}
_OPENING = re.compile(r"``|''|[“‘«\"']")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,31});", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]")
_FIRST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in the source: offsets in code points, and what stands there then. `title` is what it is called."""

    title: str
    start: int
    end: int
    words: str

    def applied(self, source: str) -> str:
        return source[: self.start] + self.words + source[self.end :]


def edits(article: Article, finding: Finding) -> Iterator[Edit]:
    """What can be done about a finding: an attribution to each of the likeliest speakers, and a comment to ignore it."""
    if finding.code == "ATT101":
        yield from attributions(article, finding)
    if (ignored := ignore(article.document, finding)) is not None:
        yield ignored


def ignore(document: Document, finding: Finding) -> Edit | None:
    """An `attrib: ignore` comment behind the paragraph's last word, at the end of that line, or before its first word.

    None where in no such place the article's words would stay as they are and the comment be understood as meant.
    """
    source = _source(document)
    paragraph = document.paragraphs[document.paragraph_at(finding.span.start)].span
    comment = f"<!-- attrib: ignore {finding.code} -->"
    last = _source_span(document, paragraph.end - 1)
    behind = document.source_offset(paragraph.end - 1) if last is None else last.end
    line_end = len(source) if (m := _LINE_END.search(source, behind)) is None else m.start()
    before = document.source_offset(paragraph.start)
    for place, words in ((behind, f" {comment}"), (line_end, f" {comment}"), (before, f"{comment} ")):
        edit = Edit(f"Ignore {finding.code} {finding.name} in this paragraph", place, place, words)
        if _is_understood(document, finding, edit):
            return edit
    return None


def _is_understood(document: Document, finding: Finding, edit: Edit) -> bool:
    try:
        after = read_string(edit.applied(_source(document)), path=document.path, format=document.format)
    except AttribError:
        return False
    # In plain text the comment is part of the text; elsewhere no word may change.
    plain = document.source_text is None
    same = document.text[: finding.span.end] == after.text[: finding.span.end] and (
        plain or _prose(document) == _prose(after)
    )
    return same and any(s.covers(finding) for s in suppressions(after))


def _prose(document: Document) -> list[str]:
    return [p.span.of(document.text) for p in document.paragraphs]


def attributions(article: Article, finding: Finding) -> Iterator[Edit]:
    """The quotation given to each of its likeliest speakers that have a name: “…,” NAME said.

    Of several sentences the attribution stands behind the first, as papers set it. A full stop makes way for the comma
    and leaves it its place, inside the marks or outside; where there is none, the comma stands as in most of the article.
    """
    statement = next((s for s in article.statements if hull(s.content) == finding.span), None)
    if statement is None:
        return
    # “Sources said” would mend nothing.
    names = {s.id: s.name for s in article.speakers if s.kind != "unnamed"}
    for candidate in [c for c in finding.candidates if c.speaker in names][:_MOST_CANDIDATES]:
        name = names[candidate.speaker]
        said = f"{name} {_verb(article)}"
        edit = _behind_first_sentence(article.document, statement, said) or _behind(article.document, statement, said)
        if edit is not None:
            yield Edit(f"Attribute the quotation to {name} ({candidate.probability:.0%})", *edit)


def _behind(document: Document, statement: Statement, said: str) -> tuple[int, int, str] | None:
    """The attribution behind the whole quotation, which ends the sentence."""
    text, end = document.text, statement.content[-1].end
    ending = _ENDING.search(text, statement.content[-1].start, end)
    if ending is None:
        return None
    outer = text.startswith((".", ","), end)
    start, stop, close = ending.start(), ending["stop"], Span(*ending.span("close"))
    asks = text.endswith(("?", "!", "…", "...", "—", "–"), 0, start)
    inside = "," if stop or not (asks or outer or _commas_outside(text)) else ""
    outside = "," if not (inside or asks) else ""
    marks = _in_source(document, close)
    whole = _source_of(document, Span(start, end + outer))
    if marks is None or whole is None:
        return None
    return whole.start, whole.end, f"{inside}{marks}{outside} {_written(document, said)}."


def _behind_first_sentence(document: Document, statement: Statement, said: str) -> tuple[int, int, str] | None:
    """The attribution between the first sentence of a quotation and the rest, which opens anew; None for one sentence."""
    text, piece = document.text, statement.content[0]
    opening = _OPENING.match(text, piece.start)
    if opening is None:
        return None
    first, *rest = sentence_spans(text, Span(opening.end(), piece.end))
    stop = text[first.end - 1]
    if not rest or stop not in ".?!" or len(first.of(text).split()) < _FIRST_WORDS:
        return None
    opened = _in_source(document, Span(*opening.span()))
    closed = _closing(document, statement, opening[0])
    start = first.end - (stop == ".")
    between = _source_of(document, Span(start, rest[0].start))
    if opened is None or closed is None or between is None:
        return None
    return between.start, between.end, f"{',' * (stop == '.')}{closed} {_written(document, said)}. {opened}"


def _closing(document: Document, statement: Statement, opening: str) -> str | None:
    """The mark that closes what `opening` opens, as the source writes it at the quotation's end."""
    end = statement.content[-1].end
    mark = _CLOSERS.get(opening, opening)
    if document.text[end - len(mark) : end] == mark:
        return _in_source(document, Span(end - len(mark), end))
    return mark


def _commas_outside(text: str) -> bool:
    """Whether the article sets commas and stops behind its closing marks (“so”, he said), as British papers may."""
    inside, outside = re.findall(r"[.,][”\"](?!\w)|[.,]’(?=\s|$)", text), re.findall(r"\w[”\"’][.,]", text)
    return len(outside) > len(inside)


def _verb(article: Article) -> str:
    """“says” where the article reports in the present, “said” otherwise."""
    cues = [cue.of(article.text).lower() for s in article.statements for cue in s.cue]
    return "says" if cues.count("says") > cues.count("said") else "said"


def _written(document: Document, words: str) -> str:
    """Words as the source would write them."""
    return html.escape(words, quote=False) if document.format in ("html", "nitf") else words


def _source(document: Document) -> str:
    return document.text if document.source_text is None else document.source_text


def _source_span(document: Document, position: int) -> Span | None:
    """Where the source holds one character of the text, an entity whole; None where it does not write it out."""
    source, at = _source(document), document.source_offset(position)
    if source[at : at + 1] == document.text[position]:
        return Span(at, at + 1)
    entity = _ENTITY.match(source, at)
    return Span(*entity.span()) if entity and html.unescape(entity[0]) == document.text[position] else None


def _source_of(document: Document, span: Span) -> Span | None:
    """Where the source holds a span, all of it written out in one piece, with no markup in between; None elsewhere."""
    places = [_source_span(document, p) for p in range(*span)]
    known = [p for p in places if p is not None]
    if len(known) < len(places) or any(a.end != b.start for a, b in pairwise(known)):
        return None
    return hull(known)


def _in_source(document: Document, span: Span) -> str | None:
    """How the source writes a span."""
    place = _source_of(document, span)
    return None if place is None else place.of(_source(document))
