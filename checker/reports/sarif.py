"""SARIF 2.1.0 (OASIS): findings for code scanning and other programs that collect them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from checker.article import Article
from checker.checks import by_code
from checker.document import Span
from checker.findings import Finding, Related, Severity
from checker.reports.options import RenderOptions
from checker.reports.regions import region
from checker.reports.wording import in_order, path_of, said

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}


def render(articles: Sequence[Article], options: RenderOptions) -> str:
    """One log with one run: the files, the checks that found something, and their findings in text order."""
    codes = sorted({f.code for article in articles for f in article.findings})
    driver = {"name": "attrib", "version": version("attrib"), "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _limits(articles)}],
        "artifacts": [{"location": {"uri": _uri(path_of(article))}} for article in articles],
        "results": [
            _result(article, i, finding, codes.index(finding.code))
            for i, article in enumerate(articles)
            for finding in in_order(article.findings)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str) -> dict[str, Any]:
    check = by_code(code)
    flags = check.page().partition("## What it flags")[2].partition("\n## ")[0].strip()
    # A check that is off by default runs as a warning where it is selected.
    level = _LEVELS[Severity.WARNING if check.severity is Severity.OFF else check.severity]
    return {
        "id": code,
        "name": check.name,
        "shortDescription": {"text": check.summary()},
        "fullDescription": {"text": flags},
        "help": {"text": check.page(), "markdown": check.page()},
        "defaultConfiguration": {"level": level},
    }


def _result(article: Article, index: int, finding: Finding, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": said(article, finding)},
        "locations": [{"physicalLocation": _location(article, index, finding.span)}],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": i, "physicalLocation": _related(article, index, related)}
            for i, related in enumerate(finding.related, start=1)
        ]
    if finding.fingerprint:
        # The second name is the one that GitHub's code scanning follows a finding by.
        result["partialFingerprints"] = dict.fromkeys(
            ("attribFingerprint/v1", "primaryLocationLineHash"), finding.fingerprint
        )
    if finding.confidence is not None:
        result["properties"] = {"confidence": round(float(finding.confidence), 4)}
    return result


def _location(article: Article, index: int, span: Span) -> dict[str, Any]:
    at = region(article.document, span)
    return {
        "artifactLocation": {"uri": _uri(path_of(article)), "index": index},
        "region": {
            "startLine": at.first.line,
            "startColumn": at.first.column,
            "endLine": at.last.line,
            "endColumn": at.last.column,
            "charOffset": at.start,
            "charLength": at.end - at.start,
            "snippet": {"text": at.words},
        },
    }


def _related(article: Article, index: int, related: Related) -> dict[str, Any]:
    if related.path is None:
        return _location(article, index, related.span)
    span = related.span
    return {
        "artifactLocation": {"uri": _uri(related.path)},
        "region": {"charOffset": span.start, "charLength": span.end - span.start},
    }


def _limits(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """What the run could not see, file by file."""
    return [
        {
            "level": "note",
            "message": {"text": limit},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path_of(article)), "index": i}}}],
        }
        for i, article in enumerate(articles)
        for limit in article.limits
    ]


def _uri(path: str) -> str:
    """A relative reference for a relative path, so that a log fits every checkout."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
