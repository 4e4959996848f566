"""CSV (RFC 4180) for spreadsheets: one row a finding, or one row a statement (`attrib quotes`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from checker.article import Article
from checker.document import Spans
from checker.findings import Finding
from checker.reports.options import RenderOptions
from checker.reports.wording import in_order, path_of, said
from checker.statements import Statement

FINDING_COLUMNS = (
    *("path", "line", "column", "code", "name", "severity"),
    *("message", "words", "confidence", "fingerprint"),
)
STATEMENT_COLUMNS = (
    *("path", "line", "id", "speaker", "speaker_kind", "role", "kind", "act"),
    *("cue", "source", "content", "confidence", "nested_in", "verdict"),
)
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

_Cell = str | int | float | None


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """A header, then the rows of all articles in text order; pieces of a broken quote are joined by “ … ”.

    A cell that a spreadsheet would run as a formula is made text by an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FINDING_COLUMNS if options.findings else STATEMENT_COLUMNS)
    for article in articles:
        rows = _findings(article) if options.findings else _statements(article)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _findings(article: Article) -> Iterable[Sequence[_Cell]]:
    for finding in in_order(article.findings):
        yield _finding(article, finding)


def _finding(article: Article, f: Finding) -> Sequence[_Cell]:
    place = article.document.place(f.span.start)
    words = f.span.of(article.text)
    return (
        *(path_of(article), place.line, place.column, f.code, f.name, f.severity.value),
        *(said(article, f), words, _rounded(f.confidence), f.fingerprint),
    )


def _statements(article: Article) -> Iterable[Sequence[_Cell]]:
    for statement in sorted(article.statements, key=lambda s: s.content):
        yield _statement(article, statement)


def _statement(article: Article, s: Statement) -> Sequence[_Cell]:
    speaker = article.speaker_of(s)
    who = (speaker.name, speaker.kind, speaker.role) if speaker else (None, None, None)
    words = (_words(article, spans) for spans in (s.cue, s.source, s.content))
    verdict = s.verification.verdict if s.verification else None
    line = article.document.place(s.content[0].start).line
    return (path_of(article), line, s.id, *who, s.kind, s.act, *words, _rounded(s.confidence), s.nested_in, verdict)


def _words(article: Article, spans: Spans) -> str:
    return " … ".join(span.of(article.text) for span in spans)


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(float(probability), 4)


def _harmless(cell: _Cell) -> _Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
