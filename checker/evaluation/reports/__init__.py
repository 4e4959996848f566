"""Reports of an evaluation: text, JSON, Markdown, and one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checker.evaluation.evaluation import Evaluation
from checker.evaluation.reports import html, json, markdown, text

RENDERERS: Mapping[str, Callable[[Evaluation], str]] = {
    "text": text.render,
    "json": json.render,
    "markdown": markdown.render,
    "html": html.render,
}


def render(evaluation: Evaluation, format: str) -> str:
    """The report in one of `RENDERERS`' formats. Raises KeyError on another."""
    return RENDERERS[format](evaluation)
