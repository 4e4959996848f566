"""The text report: for each finding the sentence, the words underlined, and what is the matter with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from checker.article import Article
from checker.findings import Finding, Related, Severity
from checker.reports import quotes
from checker.reports.cells import shorten, wrap_text
from checker.reports.excerpt import excerpt
from checker.reports.options import RenderOptions
from checker.reports.style import BOLD, DIM, SEVERITY, paint
from checker.reports.wording import count, in_order, path_of, place_of, possibly

_INDENT = "  "
_BAR = "  | "


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """The findings of each article in text order, and a line of totals; without findings, who said what."""
    if not options.findings:
        return quotes.render(articles, options)
    blocks = [block for article in articles for block in _article(article, options)]
    if options.summary:
        blocks.append(_summary(articles, options))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _article(article: Article, options: RenderOptions) -> Iterable[str]:
    for finding in in_order(article.findings):
        yield "\n".join(_finding(article, finding, options))
    for limit in article.limits:
        lines = wrap_text(f"{path_of(article)}: note: {limit}", options.width)
        yield "\n".join(paint(line, DIM, options.colour) for line in lines)


def _finding(article: Article, finding: Finding, options: RenderOptions) -> Iterable[str]:
    tone = SEVERITY[finding.severity]
    head = f"{path_of(article)}:{place_of(article, finding.span)}"
    name = paint(finding.name, DIM, options.colour)
    severity = paint(finding.severity.value, tone, options.colour)
    yield f"{paint(head, BOLD, options.colour)} {severity} {finding.code} {name}"
    bar = paint(_BAR, DIM, options.colour)
    for line in excerpt(article.document, [finding.span], options.width - len(_BAR), most=4):
        yield bar + line.words
        if line.carets:
            yield bar + paint(line.carets, tone, options.colour)
    width = options.width - len(_INDENT)
    for text in (finding.message, possibly(article, finding)):
        yield from (_INDENT + line for line in wrap_text(text or "", width))
    for related in finding.related:
        yield _INDENT + paint(_where(article, related, width), DIM, options.colour)


def _where(article: Article, related: Related, width: int) -> str:
    if related.path is not None:
        return shorten(f"See {related.path}, characters {related.span.start} to {related.span.end}.", width)
    words = related.span.of(article.text)
    return shorten(f"See {path_of(article)}:{place_of(article, related.span)}: {words}", width)


def _summary(articles: Sequence[Article], options: RenderOptions) -> str:
    found = Counter(f.severity for a in articles for f in a.findings)
    totals = [count(found[s], s.value) for s in (Severity.ERROR, Severity.WARNING) if found[s]]
    if found[Severity.INFO]:
        totals.append(f"{found[Severity.INFO]} info")
    line = f"{quotes.totals(articles)}: {', '.join(totals) or 'nothing found'}."
    return "\n".join(paint(part, BOLD, options.colour) for part in wrap_text(line, options.width))
