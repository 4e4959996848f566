"""Contradictions inside an article: which pairs to look at, what differs, and how sure that both cannot hold."""

from __future__ import annotations

from checker.comparing.assertions import Assertion, assertions
from checker.comparing.clashing import Judge, find_clashes

__all__ = ["Assertion", "Judge", "assertions", "find_clashes"]
