"""attrib: who said this, and does the article say so?

>>> import checker
>>> article = checker.check("“We open on Monday,” said Maria Okafor, the harbour master.")
>>> [(article.speaker_of(s).name, s.kind) for s in article.statements]
[('Maria Okafor', 'direct')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.article import Article, ModelInfo
    from checker.config import Config
    from checker.document import Document, Paragraph, Span
    from checker.errors import AttribError
    from checker.findings import Candidate, Finding, Related, Severity
    from checker.pipeline import Checker, check, check_file
    from checker.speakers import Speaker
    from checker.statements import Statement, Verification

__all__ = [
    "Article",
    "AttribError",
    "Candidate",
    "Checker",
    "Config",
    "Document",
    "Finding",
    "ModelInfo",
    "Paragraph",
    "Related",
    "Severity",
    "Span",
    "Speaker",
    "Statement",
    "Verification",
    "check",
    "check_file",
]

# Loaded when first asked for: `attrib --help` should not wait for a model's runtime.
_HOME = {
    "Article": "checker.article",
    "AttribError": "checker.errors",
    "Candidate": "checker.findings",
    "Checker": "checker.pipeline",
    "Config": "checker.config",
    "Document": "checker.document",
    "Finding": "checker.findings",
    "ModelInfo": "checker.article",
    "Paragraph": "checker.document",
    "Related": "checker.findings",
    "Severity": "checker.findings",
    "Span": "checker.document",
    "Speaker": "checker.speakers",
    "Statement": "checker.statements",
    "Verification": "checker.statements",
    "check": "checker.pipeline",
    "check_file": "checker.pipeline",
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
