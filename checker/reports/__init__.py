"""The ways to print what attrib found: one renderer a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from checker.article import Article
from checker.reports import csv, docx, github, html, json, rdjson, sarif, text
from checker.reports.options import RenderOptions

Report = Callable[[Sequence[Article], RenderOptions], str | bytes]
"""Renders articles, in their order, as one string that ends in a line break, or as the bytes of a file."""

REPORTS: Mapping[str, Report] = {
    "text": text.render,
    "json": json.render,
    "jsonl": json.render,
    "csv": csv.render,
    "sarif": sarif.render,
    "rdjson": rdjson.render,
    "github": github.render,
    "html": html.render,
    "docx": docx.render,
}
"""Format name, as `--format` takes it, to its renderer."""

FILE_REPORTS = frozenset({"docx"})
"""Those that are a file, not something to read on the screen: they need --output."""

FINDING_REPORTS = frozenset({"sarif", "rdjson", "github", "docx"})
"""Those that show findings alone: they are not for `attrib quotes`."""

__all__ = ["FILE_REPORTS", "FINDING_REPORTS", "REPORTS", "RenderOptions", "Report"]
