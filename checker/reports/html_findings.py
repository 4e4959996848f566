"""The findings of an article for the page: their marks in the text, the notes beside it, and what the checks are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from checker.article import Article
from checker.checks import CHECKS
from checker.document import Span
from checker.findings import Finding
from checker.reports.html_marks import Mark
from checker.reports.html_people import Voices
from checker.reports.html_text import plain, shown
from checker.reports.wording import in_order, percent, place_of, possibly

JOINED = frozenset(("ATT301", "ATT302", "ATT303", "ATT305", "ATT306"))
"""Findings that set two places of the article against each other: a line joins them."""

_CHECKS = {check.code: check for check in CHECKS}
_FINDING, _RELATED = 2, 3
_WORDS = 90


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number in the article, from 1."""

    number: int
    finding: Finding


def notes(article: Article) -> list[Note]:
    """The findings in text order."""
    return [Note(n, finding) for n, finding in enumerate(in_order(article.findings), 1)]


def marks(notes: Iterable[Note], prefix: str) -> Iterator[Mark]:
    """Marks for the words of every finding, with its number behind them, and for the other places it speaks of."""
    for note in notes:
        finding, id_ = note.finding, f"{prefix}f{note.number}"
        about = f"Finding {note.number}: {finding.severity.value}, {finding.code} {finding.name}"
        reference = (
            f'<a class="ref {finding.severity.value}" id="{id_}r" href="#{id_}" data-f="{id_}" '
            f'data-number="{note.number}" aria-label="{plain(about)}"></a>'
        )
        attributes = f'class="f {finding.severity.value}" data-f="{id_}"'
        yield Mark(finding.span, _FINDING, attributes, f'id="{id_}w"', reference)
        for k, related in enumerate(finding.related):
            if related.path is None and related.span.start < related.span.end:
                yield _other_end(note, related.span, id_, k)


def _other_end(note: Note, span: Span, id_: str, k: int) -> Mark:
    """The mark of a place that a finding speaks of; of two places set against each other both carry its number."""
    f = note.finding
    attributes, first = f'class="related" data-f="{id_}"', f'id="{id_}o{k}"'
    if f.code not in JOINED:
        return Mark(span, _RELATED, attributes, first)
    number = (
        f'<a class="ref other {f.severity.value}" href="#{id_}" data-f="{id_}" data-number="{note.number}" '
        f'aria-label="Finding {note.number} sets this against other words"></a>'
    )
    return Mark(span, _RELATED, attributes.replace("related", f"related joined {f.severity.value}", 1), first, number)


def notes_html(article: Article, notes: Iterable[Note], voices: Voices, prefix: str) -> str:
    """The notes that stand beside one block of text, empty for none."""
    entries = "".join(_note(article, note, voices, prefix) for note in notes)
    return f'<ol class="notes">{entries}</ol>' if entries else ""


def _note(article: Article, note: Note, voices: Voices, prefix: str) -> str:
    f, id_ = note.finding, f"{prefix}f{note.number}"
    code = f'<a href="#check-{f.code}">{f.code}</a>' if f.code in _CHECKS else shown(f.code)
    parts = [
        f'<p class="what"><a class="number" href="#{id_}r" aria-label="Back to the words">{note.number}</a> '
        f'<span class="severity">{f.severity.value}</span> {code} <span class="name">{shown(f.name)}</span></p>',
        f'<p class="message">{shown(f.message)}</p>',
    ]
    if (likely := possibly(article, f)) is not None:
        parts.append(f'<p class="likely">{shown(likely)}</p>')
    for k, related in enumerate(f.related):
        if related.path is None:
            words = " ".join(related.span.of(article.text).split())
            words = words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
            link = f'<a href="#{id_}o{k}">line {place_of(article, related.span)}</a>'
            parts.append(f'<p class="see">See {link}: <q dir="auto">{shown(words)}</q></p>')
        else:
            at = f"characters {related.span.start} to {related.span.end}"
            parts.append(f'<p class="see">See {shown(related.path)}, {at}</p>')
    if f.confidence is not None:
        parts.append(f'<p class="sure">Confidence {percent(f.confidence)}</p>')
    joined = ' data-joined="1"' if f.code in JOINED else ""
    speakers = " ".join(sorted(_voices_at(article, f, voices)))
    return (
        f'<li class="note {f.severity.value}" id="{id_}" value="{note.number}" tabindex="-1" '
        f'data-severity="{f.severity.value}" data-code="{plain(f.code)}" data-v="{speakers}"{joined}>{"".join(parts)}</li>'
    )


def _voices_at(article: Article, finding: Finding, voices: Voices) -> set[str]:
    """The keys of those whose statements a finding touches."""
    return {
        voices.of(article.speaker_of(s)).key
        for s in article.statements
        if any(span.overlaps(finding.span) for span in (*s.content, *s.cue, *s.source))
    }


def explanations(codes: Iterable[str]) -> str:
    """What the checks look for and why, a section a code, from their own pages."""
    checks = [_CHECKS[code] for code in sorted(set(codes)) if code in _CHECKS]
    if not checks:
        return ""
    markdown = MarkdownIt("commonmark", {"html": False})
    sections = "".join(
        f'<details id="check-{check.code}"><summary>{check.code} {check.name}</summary>'
        f"{_lowered(markdown.render(check.page().partition(chr(10))[2]))}</details>"
        for check in checks
    )
    return f'<section class="checks"><h2>What the checks look for</h2>{sections}</section>'


def _lowered(html: str) -> str:
    """The headings of a page, which begin at the second level, as those of a part of ours."""
    return html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
