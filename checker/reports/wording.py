"""Small phrases that the reports share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.article import Article
from checker.document import Span
from checker.findings import Finding

_CANDIDATES = 3


def count(number: int, noun: str) -> str:
    """“1 file”, “2 files”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def and_join(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”; `last` is the word before the last."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def path_of(article: Article) -> str:
    """The path as it was given; a name in angle brackets for what came from elsewhere."""
    return {None: "<text>", "-": "<stdin>"}.get(article.path) or str(article.path)


def place_of(article: Article, span: Span) -> str:
    """“line:column” of where a span starts, in the source file."""
    place = article.document.place(span.start)
    return f"{place.line}:{place.column}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as they stand in the text."""
    return sorted(findings, key=lambda f: (f.span.start, f.span.end, f.code))


def percent(probability: float) -> str:
    """“58%”; never “100%”, which no model knows."""
    return "over 99%" if probability > 0.99 else f"{probability:.0%}"


def possibly(article: Article, finding: Finding) -> str | None:
    """“Possibly Maria Okafor (58%) or Deniz Arslan (21%).”: the likeliest candidates; None where there are none.

    Somebody whom the article quotes nowhere is no speaker of it: their name is known as long as the linking is.
    """
    ranked = (speaker for link in article.evidence.links.values() for speaker, _ in link.candidates)
    names = {s.id: s.name for s in (*ranked, *article.speakers)}
    likely = sorted(finding.candidates, key=lambda c: -c.probability)[:_CANDIDATES]
    people = [f"{names[c.speaker]} ({percent(c.probability)})" for c in likely if c.speaker in names]
    return f"Possibly {and_join(people, 'or')}." if people else None


def said(article: Article, finding: Finding) -> str:
    """What a finding says, on one line: its message and its candidates."""
    return " ".join(filter(None, (finding.message, possibly(article, finding))))
