"""rdjson, the Reviewdog Diagnostic Format: findings as comments on a change under review."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from checker.article import Article
from checker.document import Place
from checker.findings import Finding, Severity
from checker.reports.options import RenderOptions
from checker.reports.regions import in_bytes, region
from checker.reports.wording import in_order, path_of, said

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO", Severity.OFF: "INFO"}


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """One DiagnosticResult; columns count bytes of UTF-8 from 1, as reviewdog does, and ends are exclusive."""
    diagnostics = [_diagnostic(article, f) for article in articles for f in in_order(article.findings)]
    return json.dumps({"source": {"name": "attrib"}, "diagnostics": diagnostics}, ensure_ascii=False) + "\n"


def _diagnostic(article: Article, finding: Finding) -> dict[str, Any]:
    first, last = in_bytes(article.document, region(article.document, finding.span))
    return {
        "message": said(article, finding),
        "location": {"path": path_of(article), "range": {"start": _position(first), "end": _position(last)}},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }


def _position(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
