"""The text report of `attrib quotes`: who said how much, and who said what, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from checker.article import Article
from checker.document import Spans
from checker.findings import Severity
from checker.reports.cells import shorten, wrap_text
from checker.reports.excerpt import excerpt
from checker.reports.options import RenderOptions
from checker.reports.style import BOLD, DIM, QUOTE, SEVERITY, paint
from checker.reports.table import table
from checker.reports.tally import NO_SPEAKER, shares
from checker.reports.wording import count, path_of
from checker.statements import Statement

_GUTTER = 6
_HEADER = ("speaker", "kind", "role", "statements", "cues")
_LEGEND = "statements: in all (direct/mixed/indirect)"


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """A table of the speakers, then the speech of each article under their names; thoughts and the like are left out."""
    blocks = [*_table(articles, options), *(block for article in articles for block in _article(article, options))]
    if options.summary:
        lines = wrap_text(_summary(articles), options.width)
        blocks.append("\n".join(paint(line, BOLD, options.colour) for line in lines))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def speech(article: Article) -> list[Statement]:
    """The statements that are speech, in text order."""
    return sorted((s for s in article.statements if s.act == "speech"), key=lambda s: s.content)


def totals(articles: Sequence[Article]) -> str:
    """“2 files, 31 statements, 9 speakers”: statements of speech, and the speakers of those."""
    said = [(i, s) for i, article in enumerate(articles) for s in speech(article)]
    speakers = {(i, s.speaker) for i, s in said if s.speaker is not None}
    return ", ".join((count(len(articles), "file"), count(len(said), "statement"), count(len(speakers), "speaker")))


def _table(articles: Sequence[Article], options: RenderOptions) -> Iterable[str]:
    found = shares((article, speech(article)) for article in articles)
    if not found:
        return
    header, *rows = table([_HEADER, *(share.row() for share in found)], options.width)
    legend = wrap_text(_LEGEND, options.width)
    above, below = ([paint(line, DIM, options.colour) for line in part] for part in (header, legend))
    yield "\n".join([*above, *(line for row in rows for line in row), *below])


def _article(article: Article, options: RenderOptions) -> Iterable[str]:
    yield paint(path_of(article), DIM, options.colour)
    for _, said in groupby(speech(article), key=lambda s: s.speaker):
        statements = list(said)
        heading = _heading(article, statements[0], options)
        yield "\n".join([heading, *(line for s in statements for line in _statement(article, s, options))])
    for limit in article.limits:
        yield "\n".join(paint(line, DIM, options.colour) for line in wrap_text(f"note: {limit}", options.width))


def _heading(article: Article, statement: Statement, options: RenderOptions) -> str:
    speaker = article.speaker_of(statement)
    if speaker is None:
        return paint(NO_SPEAKER, SEVERITY[Severity.WARNING], options.colour)
    line = shorten(f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name, options.width)
    name, role = line[: len(speaker.name)], line[len(speaker.name) :]
    return paint(name, BOLD, options.colour) + role


def _statement(article: Article, statement: Statement, options: RenderOptions) -> Iterable[str]:
    """The sentence behind its line number, the content underlined, then the kind and the cue."""
    number = str(article.document.place(statement.content[0].start).line)
    gutter = f"{number:>{_GUTTER - 2}}  "
    context = statement.cue + statement.source
    for line in excerpt(article.document, statement.content, options.width - _GUTTER, context=context):
        yield (paint(gutter, DIM, options.colour) + line.words).rstrip()
        gutter = " " * _GUTTER
        if line.carets:
            yield gutter + paint(line.carets.replace("^", "~"), QUOTE, options.colour)
    about = f"{statement.kind}, cue: {_words(article, statement.cue)}" if statement.cue else f"{statement.kind}, no cue"
    for part in wrap_text(about, options.width - _GUTTER):
        yield " " * _GUTTER + paint(part, DIM, options.colour)


def _words(article: Article, spans: Spans) -> str:
    return " … ".join(s.of(article.text) for s in spans)


def _summary(articles: Sequence[Article]) -> str:
    lost = sum(s.speaker is None for article in articles for s in speech(article))
    return f"{totals(articles)}, {count(lost, 'statement')} without a speaker." if lost else f"{totals(articles)}."
