"""What the editor shows of a checked article: diagnostics, hovers, the outline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lsprotocol import types

from checker.article import Article
from checker.checks import by_code
from checker.document import Span, hull
from checker.findings import Finding, Severity
from checker.lsp.positions import Lines
from checker.reports.quotes import speech
from checker.reports.regions import region
from checker.reports.tally import NO_SPEAKER
from checker.reports.wording import in_order, said
from checker.speakers import Speaker
from checker.statements import Statement

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.OFF: types.DiagnosticSeverity.Hint,
}
_SPEAKER, _STATEMENT = types.SymbolKind.Namespace, types.SymbolKind.String
_WORDS = 80
_MARKUP = re.compile(r"([\\`*_\[\]<>&~])")


@dataclass(frozen=True, slots=True)
class Checked:
    """A document as it was checked: what was found, and the lines of the text that it was found in."""

    uri: str
    article: Article
    lines: Lines

    def range(self, span: Span) -> types.Range:
        """Where a span of the article's text stands in the editor."""
        at = region(self.article.document, span)
        return self.lines.range(at.start, at.end)

    def holds(self, span: Span, start: int, end: int) -> bool:
        """Whether a span of the text touches the source from offset `start` to `end`."""
        at = region(self.article.document, span)
        return at.start <= end and start <= at.end


def diagnostics(checked: Checked) -> list[types.Diagnostic]:
    """The findings in text order."""
    return [diagnostic(checked, finding) for finding in in_order(checked.article.findings)]


def diagnostic(checked: Checked, finding: Finding) -> types.Diagnostic:
    """A finding; `data` has its fingerprint, and its probability where it has one."""
    data: dict[str, str | float] = {"fingerprint": finding.fingerprint}
    if finding.confidence is not None:
        data["confidence"] = round(float(finding.confidence), 4)
    return types.Diagnostic(
        range=checked.range(finding.span),
        message=said(checked.article, finding),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="attrib",
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(checked.uri, checked.range(related.span)), _shortened(checked.article, related.span)
            )
            for related in finding.related
            if related.path is None
        ],
        data=data,
    )


def hover(checked: Checked, position: types.Position, *, markdown: bool) -> types.Hover | None:
    """Who says what stands at a position, and what is found there; None where there is nothing to say.

    markdown: whether the editor renders it; the article's own words are escaped, so that none of them is taken for markup
    (a picture in a name would have it ask the network).
    """
    at = checked.lines.offset(position)
    article = checked.article
    here = [s for s in article.statements if any(checked.holds(c, at, at) for c in (*s.content, *s.cue, *s.source))]
    found = [f for f in in_order(article.findings) if checked.holds(f.span, at, at)]
    if not here and not found:
        return None
    here.sort(key=lambda s: s.hull.end - s.hull.start)  # of nested ones, the innermost first
    parts = [_about(article, s, markdown) for s in here] + [_explained(article, f, markdown) for f in found]
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    span = here[0].hull if here else found[0].span
    return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(parts)), checked.range(span))


def symbols(checked: Checked) -> list[types.DocumentSymbol]:
    """The speakers in the order in which they first speak, each with their statements; those without one last."""
    by_speaker: dict[str | None, list[Statement]] = {}
    for statement in speech(checked.article):
        by_speaker.setdefault(statement.speaker, []).append(statement)
    order = sorted(by_speaker, key=lambda id_: id_ is None)
    return [_speaker_symbol(checked, by_speaker[id_]) for id_ in order]


def _speaker_symbol(checked: Checked, statements: list[Statement]) -> types.DocumentSymbol:
    speaker = checked.article.speaker_of(statements[0])
    first = statements[0].source[0] if statements[0].source else statements[0].content[0]
    return types.DocumentSymbol(
        name=speaker.name if speaker else NO_SPEAKER,
        detail=_described(speaker) or None,
        kind=_SPEAKER,
        range=checked.range(hull(s.hull for s in statements)),
        selection_range=checked.range(first),
        children=[_statement_symbol(checked, s) for s in statements],
    )


def _statement_symbol(checked: Checked, statement: Statement) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=_shortened(checked.article, hull(statement.content)),
        detail=statement.kind,
        kind=_STATEMENT,
        range=checked.range(statement.hull),
        selection_range=checked.range(statement.content[0]),
    )


def _about(article: Article, statement: Statement, markdown: bool) -> str:
    """“Maria Okafor, harbour master (person). Direct speech, 97% sure.”"""
    speaker = article.speaker_of(statement)
    name = speaker.name if speaker else "No speaker given"
    described = f", {_described(speaker)}" if speaker else ""
    sure = "by rule" if statement.confidence is None else f"{statement.confidence:.0%} sure"
    shown = f"**{_escaped(name)}**{_escaped(described)}" if markdown else name + described
    gap = "  \n" if markdown else "\n"
    return f"{shown}{gap}{statement.kind} {_ACTS[statement.act]}, {sure}"


_ACTS = {"speech": "speech", "thought": "thought", "other": "statement"}


def _described(speaker: Speaker | None) -> str:
    if speaker is None:
        return ""
    return f"{speaker.role} ({speaker.kind})" if speaker.role else speaker.kind


def _explained(article: Article, finding: Finding, markdown: bool) -> str:
    """What a finding says, and of its check's page what it flags and why."""
    check = by_code(finding.code)
    page = check.page().partition("\n## Example")[0]
    flags, _, why = page.partition("## What it flags\n")[2].partition("\n## Why\n")
    message = said(article, finding)
    if not markdown:
        return f"{finding.code} {finding.name}: {message}\n\n{flags.strip()}\n\n{why.strip()}"
    return f"**{finding.code}** {finding.name}: {_escaped(message)}\n\n{flags.strip()}\n\n**Why:** {why.strip()}"


def _escaped(words: str) -> str:
    """Words of the article as Markdown that shows them as they are."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _shortened(article: Article, span: Span) -> str:
    """The words of a span on one line, cut where it would be long."""
    words = " ".join(span.of(article.text).split())
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
