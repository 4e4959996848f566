"""The verification record: for every quote, where it stands in the sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from checker.article import Article
from checker.document import Span
from checker.quotation import scan
from checker.reports.cells import wrap_text
from checker.reports.options import RenderOptions
from checker.reports.wording import count, path_of, place_of
from checker.statements import Statement, Verification

SAYS: Mapping[str, str] = {
    "verbatim": "word for word",
    "typography": "word for word, in other typography",
    "ellipsis": "with a marked ellipsis or bracket",
    "trimmed": "fillers or false starts trimmed",
    "transcription": "as a transcript may have misheard it",
    "altered": "words changed",
    "meaning": "sense changed",
    "paraphrase": "not in these words; possibly a paraphrase",
    "absent": "in no source",
    "misattributed": "given to someone else in the source",
    "contradicted": "possibly contradicted by the source",
    "unchecked": "not checked",
}
"""What each verdict means, for a reader."""

_WRONG = frozenset(("altered", "meaning", "paraphrase", "absent", "misattributed", "contradicted"))
_STYLE = (
    "body{font:16px/1.5 Georgia,serif;margin:2em auto;max-width:70em;padding:0 1em;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}table{border-collapse:collapse;width:100%}"
    "th,td{border-top:1px solid #bbb;padding:.5em .8em;text-align:left;vertical-align:top;width:38%}"
    "th:first-child,td:first-child{width:24%;font-family:system-ui,sans-serif;font-size:.85em}"
    "tr.wrong td:first-child{border-left:4px solid #b00020}tr.unchecked td:first-child{border-left:4px solid #a66f00}"
    "del{background:#fbdcdc}ins{background:#d9f2dd;text-decoration:none}small{color:#555}code{font-size:.85em}"
    "tr{break-inside:avoid}@media print{body{margin:0;font-size:11pt}}"
)
_METHOD = "A machine compared these words; it has heard no recording. Whoever answers for the story signs below."
_SIGNED = "Checked by: ____________________   Date: ____________"
# Shorter ones that are no statement's are titles, nicknames and words used with distance.
_LEAST_WORDS = 3
_DIGEST = 16
_CAPTION = re.compile(r"^(?:\d+\n)?\d[\d:.,]+[ \t]*-->[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Quote:
    """One line of the record; `speaker` is None for a quotation that is no statement's."""

    pieces: tuple[Span, ...]
    speaker: str | None
    found: Verification

    @property
    def wrong(self) -> bool:
        return self.found.verdict in _WRONG


def record_text(articles: Sequence[Article], options: RenderOptions, sources: Mapping[str, str] | None = None) -> str:
    """The record as plain text, a quote a block: its line, its words, the verdict, where it stands, and of one that is not
    borne out the words of the source.

    sources: the text of each source by its path, as for `record_html`.
    """
    texts = sources or {}
    lines: list[str] = [*_against(texts), ""] if texts else []
    for article in articles:
        lines += [path_of(article), _totals(article), ""]
        for quote in _quotes(article):
            words = " … ".join(" ".join(piece.of(article.text).split()) for piece in quote.pieces)
            lines += wrap_text(f"{place_of(article, quote.pieces[0])}  {words}", options.width)
            where = _where(quote.found)
            about = [f"{quote.speaker or 'no statement'}: {_says(quote)}" + (f" ({where})" if where else "")]
            if quote.found.diff:
                about.append(quote.found.diff)
            elif quote.wrong and (passage := _passage(quote.found, texts)):
                about.append(f"source: {' '.join(passage.split())}")
            lines += [f"      {line}" for text in about for line in wrap_text(text, options.width - 6)]
            lines.append("")
    return "\n".join([*lines, *wrap_text(_METHOD, options.width), _SIGNED, ""])


def record_html(articles: Sequence[Article], sources: Mapping[str, str]) -> str:
    """The record as one HTML page without scripts or anything from outside: quote beside source passage, with the diff.

    sources: the text of each source by its path; a passage of one that is missing here is told by its place alone.
    """
    body = "".join(_article(article, sources) for article in articles)
    against = "<br>\n".join(map(escape, _against(sources)))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Verification record</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>Verification record</h1>\n<p><small>{against}</small></p>\n{body}"
        f"<p>{escape(_METHOD)}</p>\n<p>{escape(_SIGNED)}</p>\n</body></html>\n"
    )


def _against(sources: Mapping[str, str]) -> list[str]:
    """The sources, with their length and a digest of their text by which they can be known again."""
    return ["Checked against:"] + [
        f"{path} ({count(len(text.split()), 'word')}, SHA-256 {hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]}…)"
        for path, text in sources.items()
    ]


def _article(article: Article, sources: Mapping[str, str]) -> str:
    rows = "".join(_row(article, quote, sources) for quote in _quotes(article))
    head = '<tr><th scope="col">Verdict</th><th scope="col">In the article</th><th scope="col">In the source</th></tr>'
    return (
        f"<h2>{escape(path_of(article))}</h2>\n<p>{escape(_totals(article))}</p>\n"
        f"<table><thead>{head}</thead><tbody>\n{rows}</tbody></table>\n"
    )


def _row(article: Article, quote: _Quote, sources: Mapping[str, str]) -> str:
    kind = "wrong" if quote.wrong else "unchecked" if quote.found.verdict == "unchecked" else "right"
    words = "<br>".join(escape(piece.of(article.text)) for piece in quote.pieces)
    if quote.found.diff:
        words += f"<br><small>{_marked(quote.found.diff)}</small>"
    passage = escape(_passage(quote.found, sources)).replace("\n", "<br>")
    if where := _where(quote.found):
        passage += f"<br><small>{escape(where)}</small>"
    place = escape(place_of(article, quote.pieces[0]))
    return (
        f'<tr class="{kind}"><td>{escape(_says(quote))}<br><small>line {place}</small></td>'
        f"<td>{words}<br><small>{escape(quote.speaker or 'no statement')}</small></td><td>{passage}</td></tr>\n"
    )


def _marked(diff: str) -> str:
    """A diff with `[-…-]` as deletions and `{+…+}` as insertions."""
    shown = escape(diff)
    for opening, closing, tag in (("[-", "-]", "del"), ("{+", "+}", "ins")):
        shown = shown.replace(opening, f"<{tag}>").replace(closing, f"</{tag}>")
    return shown


def _quotes(article: Article) -> list[_Quote]:
    """What the record lists: every quote that stands in no other, indirect statements that were found contradicted, and
    quotations that are no statement's.
    """
    unchecked = Verification("unchecked")
    listed = [
        _Quote(s.content, _speaker(article, s), s.verification or unchecked)
        for s in article.statements
        if s.verification or (s.kind != "indirect" and s.nested_in is None)
    ]
    taken = [piece for s in article.statements for piece in s.content]
    for quotation in scan(article.document):
        free = quotation.depth == 0 and not any(piece.overlaps(quotation.span) for piece in taken)
        if free and len(quotation.inner.of(article.text).split()) >= _LEAST_WORDS:
            listed.append(_Quote((quotation.span,), None, unchecked))
    return sorted(listed, key=lambda quote: quote.pieces)


def _speaker(article: Article, statement: Statement) -> str:
    speaker = article.speaker_of(statement)
    return speaker.name if speaker else "no speaker"


def _says(quote: _Quote) -> str:
    return SAYS.get(quote.found.verdict, quote.found.verdict)


def _passage(found: Verification, sources: Mapping[str, str]) -> str:
    """The words of the source, without the times between two captions."""
    if found.path is None or found.span is None:
        return ""
    return _CAPTION.sub("", found.span.of(sources.get(found.path, "")))


def _where(found: Verification) -> str:
    """“interview.txt, OKAFOR, 00:12:31, characters 812–858”."""
    nearest = "nearest: " if found.path is not None and found.verdict in ("absent", "paraphrase") else ""
    at = f"characters {found.span.start}–{found.span.end}" if found.span else None
    return nearest + ", ".join(part for part in (found.path, found.turn, found.time, at) if part)


def _totals(article: Article) -> str:
    quotes = _quotes(article)
    wrong = sum(quote.wrong for quote in quotes)
    unchecked = sum(quote.found.verdict == "unchecked" for quote in quotes)
    right = len(quotes) - wrong - unchecked
    return f"{count(len(quotes), 'quote')}: {right} borne out, {wrong} not, {unchecked} not checked."
