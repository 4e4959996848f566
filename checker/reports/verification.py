"""The verification record: for every quote, where it stands in the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from checker.article import Article
from checker.document import hull
from checker.reports.cells import wrap_text
from checker.reports.options import RenderOptions
from checker.reports.wording import count, path_of, place_of
from checker.statements import Statement

SAYS: Mapping[str, str] = {
    "verbatim": "word for word",
    "typography": "word for word, in other typography",
    "ellipsis": "with a marked ellipsis or bracket",
    "trimmed": "fillers or false starts trimmed",
    "transcription": "as a transcript may have misheard it",
    "altered": "words changed",
    "meaning": "sense changed",
    "paraphrase": "a paraphrase in quotation marks",
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
    "del{background:#fbdcdc}ins{background:#d9f2dd;text-decoration:none}small{color:#555}"
)


def record_text(articles: Sequence[Article], options: RenderOptions) -> str:
    """The record as plain text, a quote a block: its line, its words, the verdict and where it stands."""
    lines: list[str] = []
    for article in articles:
        lines += [path_of(article), ""]
        for statement in _quotes(article):
            words = " ".join(hull(statement.content).of(article.text).split())
            shown = f"{place_of(article, statement.content[0])}  {words}"
            lines += wrap_text(shown, options.width)
            found = statement.verification
            about = f"{_speaker(article, statement)}: {_verdict(statement)}"
            if found is not None and found.path is not None:
                about += f" ({_where(statement)})"
            lines += [f"      {line}" for line in wrap_text(about, options.width - 6)]
            if found is not None and found.diff:
                lines += [f"      {line}" for line in wrap_text(found.diff, options.width - 6)]
            lines.append("")
        lines += [f"{_totals(article)}", ""]
    return "\n".join(lines)


def record_html(articles: Sequence[Article], sources: Mapping[str, str]) -> str:
    """The record as one HTML page without scripts or anything from outside: quote beside source passage, with the diff.

    sources: the text of each source by its path; a passage of one that is missing here is told by its place alone.
    """
    body = "".join(_article(article, sources) for article in articles)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Verification record</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>Verification record</h1>\n{body}</body></html>\n"
    )


def _article(article: Article, sources: Mapping[str, str]) -> str:
    rows = "".join(_row(article, statement, sources) for statement in _quotes(article))
    head = '<tr><th scope="col">Verdict</th><th scope="col">In the article</th><th scope="col">In the source</th></tr>'
    return (
        f"<h2>{escape(path_of(article))}</h2>\n<p>{escape(_totals(article))}</p>\n"
        f"<table><thead>{head}</thead><tbody>\n{rows}</tbody></table>\n"
    )


def _row(article: Article, statement: Statement, sources: Mapping[str, str]) -> str:
    found = statement.verification
    verdict = found.verdict if found else "unchecked"
    kind = "wrong" if verdict in _WRONG else "unchecked" if verdict == "unchecked" else "right"
    quote = "<br>".join(escape(c.of(article.text)) for c in statement.content)
    passage = ""
    if found is not None and found.path is not None:
        text = sources.get(found.path, "")
        passage = escape(found.span.of(text)) if found.span else ""
        passage += f"<br><small>{escape(_where(statement))}</small>"
    if found is not None and found.diff:
        quote += f"<br><small>{_marked(found.diff)}</small>"
    place = escape(place_of(article, statement.content[0]))
    return (
        f'<tr class="{kind}"><td>{escape(_verdict(statement))}<br><small>{place}</small></td>'
        f"<td>{quote}<br><small>{escape(_speaker(article, statement))}</small></td><td>{passage}</td></tr>\n"
    )


def _marked(diff: str) -> str:
    """A diff with `[-…-]` as deletions and `{+…+}` as insertions."""
    shown = escape(diff)
    for opening, closing, tag in (("[-", "-]", "del"), ("{+", "+}", "ins")):
        shown = shown.replace(opening, f"<{tag}>").replace(closing, f"</{tag}>")
    return shown


def _quotes(article: Article) -> list[Statement]:
    """What the record lists: every quote that stands in no other, and indirect statements that were found contradicted."""
    return sorted(
        (s for s in article.statements if s.verification or (s.kind != "indirect" and s.nested_in is None)),
        key=lambda s: s.content,
    )


def _speaker(article: Article, statement: Statement) -> str:
    speaker = article.speaker_of(statement)
    return speaker.name if speaker else "no speaker"


def _verdict(statement: Statement) -> str:
    return (
        SAYS.get(statement.verification.verdict, statement.verification.verdict)
        if statement.verification
        else "not checked"
    )


def _where(statement: Statement) -> str:
    """“interview.txt, OKAFOR, 00:12:31, characters 812–858”."""
    found = statement.verification
    if found is None:
        return ""
    nearest = "nearest: " if found.verdict in ("absent", "paraphrase") else ""
    at = f"characters {found.span.start}–{found.span.end}" if found.span else None
    return nearest + ", ".join(part for part in (found.path, found.turn, found.time, at) if part)


def _totals(article: Article) -> str:
    verdicts = [s.verification.verdict if s.verification else "unchecked" for s in _quotes(article)]
    wrong = sum(v in _WRONG for v in verdicts)
    unchecked = verdicts.count("unchecked")
    right = len(verdicts) - wrong - unchecked
    return f"{count(len(verdicts), 'quote')}: {right} borne out, {wrong} not, {unchecked} not checked."
