"""The page: an article as one HTML file that asks for nothing outside itself, with who said what and what was found."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources

from checker.article import Article
from checker.document import ParagraphRole, Span
from checker.findings import Severity
from checker.reports import html_findings, html_statements, quotes
from checker.reports.html_findings import Note
from checker.reports.html_marks import Mark, by_block, marked, touched
from checker.reports.html_people import Voices, choices
from checker.reports.html_text import blocks, plain, shown
from checker.reports.options import RenderOptions
from checker.reports.wording import count, path_of


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """One page, a section an article; without `options.findings` it shows the statements alone.

    Every character that comes from articles is escaped, and the page's policy lets nothing run or load but its own style
    sheet and script, which it names by their hashes.
    """
    keys: dict[tuple[object, ...], str] = {}
    voices = [Voices(article, keys, i) for i, article in enumerate(articles)]
    sections = [_section(a, v, f"a{i}", options) for i, (a, v) in enumerate(zip(articles, voices, strict=True))]
    found = [f for article in articles for f in article.findings] if options.findings else []
    title = path_of(articles[0]) if len(articles) == 1 else count(len(articles), "article")
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    body = [
        f'<header class="top"><h1><bdi>{shown(title)}</bdi></h1><p>{_totals(articles, options)}</p></header>',
        _toolbar(voices, Counter(f.severity for f in found), {f.code: f.name for f in found}),
        _contents(articles) if len(articles) > 1 else "",
        *sections,
        html_findings.explanations(f.code for f in found),
        _HELP if found else _HELP_WITHOUT_FINDINGS,
        '<div id="card" role="tooltip" hidden></div>',
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{plain(title)} · attrib</title>'
        f"<style>{style}</style></head>\n<body>{chr(10).join(filter(None, body))}\n"
        f"<script>{script}</script></body></html>\n"
    )


def _section(article: Article, voices: Voices, prefix: str, options: RenderOptions) -> str:
    stretches = list(blocks(article.document))
    spans = [span for span, _ in stretches]
    notes = html_findings.notes(article) if options.findings else []
    marks = (*html_statements.marks(article, voices, prefix), *html_findings.marks(notes, prefix))
    marks_of = by_block(marks, spans)
    notes_of: list[list[Note]] = [[] for _ in spans]
    for note in notes:
        notes_of[touched(spans, note.finding.span)[0]].append(note)
    set_ = "".join(
        _block(article, span, role, marks_of[i], html_findings.notes_html(article, notes_of[i], voices, prefix))
        for i, (span, role) in enumerate(stretches)
    )
    limits = "".join(f"<li>{shown(limit)}</li>" for limit in article.limits)
    return (
        f'<section class="article" id="{prefix}" aria-label="{plain(path_of(article))}">'
        f'<h2 class="path"><bdi>{shown(path_of(article))}</bdi></h2>'
        + (f'<aside class="limits"><b>What this run could not see</b><ul>{limits}</ul></aside>' if limits else "")
        + f'{voices.legend()}<div class="sheet{" noted" if notes else ""}">{set_}</div>'
        + html_statements.listing(article, voices, prefix, is_open=not options.findings)
        + "</section>"
    )


def _block(article: Article, span: Span, role: ParagraphRole, marks: Iterable[Mark], notes: str) -> str:
    tag = "h3" if role == "headline" else "p"
    words = marked(article.text, span, marks)
    return f'<div class="block"><{tag} class="text {role}" dir="auto">{words}</{tag}>{notes}</div>\n'


def _totals(articles: Sequence[Article], options: RenderOptions) -> str:
    words = quotes.totals(articles)
    if not options.findings:
        return words
    found = Counter(f.severity for a in articles for f in a.findings)
    plural = (Severity.ERROR, Severity.WARNING)
    parts = [count(found[s], s.value) if s in plural else f"{found[s]} {s.value}" for s in Severity if found[s]]
    return f"{words}: {', '.join(parts) or 'nothing found'}."


def _contents(articles: Sequence[Article]) -> str:
    entries = "".join(
        f'<li><a href="#a{i}"><bdi>{shown(path_of(article))}</bdi></a></li>' for i, article in enumerate(articles)
    )
    return f'<nav aria-label="Articles"><ul class="contents">{entries}</ul></nav>'


def _toolbar(voices: Sequence[Voices], severities: Counter[Severity], names: dict[str, str]) -> str:
    """What the script drives: hidden until it runs."""
    boxes = "".join(
        f'<label class="{s.value}"><input type="checkbox" name="severity" value="{s.value}" checked> '
        f"{s.value} {severities[s]}</label>"
        for s in Severity
        if severities[s]
    )
    codes = [(plain(code), f"{shown(code)} {shown(names[code])}") for code in sorted(names)]
    people = [(key, plain(name)) for key, name in choices(voices)]
    jumps = (
        '<span class="jump"><button type="button" id="previous" title="Previous finding (p)">↑</button>'
        '<button type="button" id="next" title="Next finding (n)">↓</button></span>'
    )
    return (
        '<form id="tools" aria-label="Filter" hidden>'
        + boxes
        + (_select("code", "check", codes) if codes else "")
        + _select("voice", "speaker", people)
        + (f'<output id="count"></output>{jumps}' if codes else "")
        + '<button type="button" id="help-open" title="Keys (?)">?</button></form>'
    )


def _select(name: str, label: str, choices: Sequence[tuple[str, str]]) -> str:
    options = "".join(f'<option value="{value}">{words}</option>' for value, words in choices)
    return f'<label>{label} <select name="{name}"><option value="">any</option>{options}</select></label>'


def _help(keys: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{words}</dd>" for key, words in keys)
    return (
        f'<dialog id="help" aria-label="Keys"><h2>Keys</h2><dl>{rows}</dl>'
        '<form method="dialog"><button>Close</button></form></dialog>'
    )


_KEYS = (("n", "next finding"), ("p", "previous finding"), ("Enter", "from a number to its note, and back"))
_KEYS_OF_STATEMENTS = (
    ("s", "next statement: who says it, and why"),
    ("S", "previous statement"),
    ("Esc", "close, and show everything"),
    ("?", "this list"),
)
_HELP = _help((*_KEYS, *_KEYS_OF_STATEMENTS))
_HELP_WITHOUT_FINDINGS = _help(_KEYS_OF_STATEMENTS)


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return resources.files("checker.reports").joinpath("page", name).read_text(encoding="utf-8")
