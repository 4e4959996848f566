"""The ways to print what attrib found: one renderer a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from checker.article import Article
from checker.reports import json, text
from checker.reports.options import RenderOptions

Report = Callable[[Sequence[Article], RenderOptions], str]
"""Renders articles, in their order, as one string that ends in a line break."""

REPORTS: Mapping[str, Report] = {"text": text.render, "json": json.render, "jsonl": json.render}
"""Format name, as `--format` takes it, to its renderer."""

__all__ = ["REPORTS", "RenderOptions", "Report"]
