"""Quotes against their sources: transcripts, statements, e-mails and notes."""

from __future__ import annotations

from checker.sources.reading import parse_source, read_source, read_sources
from checker.sources.source import Source, Turn
from checker.sources.verification import Contradicted, unfound, verify

__all__ = ["Contradicted", "Source", "Turn", "parse_source", "read_source", "read_sources", "unfound", "verify"]
