"""GitHub's workflow commands: findings as annotations on the changed lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.article import Article
from checker.findings import Finding, Severity
from checker.reports.options import RenderOptions
from checker.reports.regions import region
from checker.reports.wording import in_order, path_of, said

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice", Severity.OFF: "notice"}
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """One command a line for each finding, and for what could not be seen; lines and columns count from 1."""
    return "".join(f"{line}\n" for article in articles for line in _article(article))


def _article(article: Article) -> Iterable[str]:
    path = path_of(article)
    for finding in in_order(article.findings):
        places = {"file": path, **_places(article, finding), "title": f"{finding.code} {finding.name}"}
        yield _command(_COMMANDS[finding.severity], places, said(article, finding))
    for limit in article.limits:
        yield _command("notice", {"file": path, "title": "attrib"}, limit)


def _places(article: Article, finding: Finding) -> dict[str, object]:
    at = region(article.document, finding.span)
    lines = {"line": at.first.line, "endLine": at.last.line}
    if at.first.line != at.last.line:
        return dict(lines)  # GitHub drops an annotation's columns where it goes over several lines
    return {**lines, "col": at.first.column, "endColumn": at.last.column}


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)
