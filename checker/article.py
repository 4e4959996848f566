"""`Article`: everything attrib found in one document, as the JSON contract prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from checker.document import Document
from checker.evidence import Evidence
from checker.findings import Finding
from checker.speakers import Speaker
from checker.statements import Statement

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model read the article: its name and the revision (a hash of its files)."""

    name: str
    revision: str


@dataclass(frozen=True)
class Article:
    """A document with its statements, speakers and findings, and the evidence that the findings rest on."""

    document: Document
    model: ModelInfo
    statements: tuple[Statement, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    findings: tuple[Finding, ...] = ()
    limits: tuple[str, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def path(self) -> str | None:
        return self.document.path

    @cached_property
    def _speakers_by_id(self) -> dict[str, Speaker]:
        return {s.id: s for s in self.speakers}

    def speaker_of(self, statement: Statement) -> Speaker | None:
        """The speaker of a statement, None where the text does not say."""
        return self._speakers_by_id.get(statement.speaker) if statement.speaker else None
