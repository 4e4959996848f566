"""`Annotation`: one annotated article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from checker.document import Span
from checker.findings import Finding
from checker.speakers import Speaker
from checker.statements import Statement


@dataclass(frozen=True, slots=True)
class NotFinding:
    """A place that a hasty checker would flag, and why it is right as it stands (`message`)."""

    code: str
    span: Span
    message: str = ""


@dataclass(frozen=True)
class Annotation:
    """One annotated article. The fields that an `Article` has too mean the same.

    `transcript` holds the sources to check against, by relative path. `meta` holds what is known of the article
    (`id`, `genre`, `annotator` …). `repairs` says, a sentence each, what reading moved or had to leave out; it is not
    written back.
    """

    text: str
    path: str | None = None
    statements: tuple[Statement, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_findings: tuple[NotFinding, ...] = ()
    transcript: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The article's name: `meta["id"]`, or else its file's, without the ending."""
        return self.meta.get("id") or (PurePath(self.path).stem if self.path else "")

    def speaker_of(self, statement: Statement) -> Speaker | None:
        """The speaker of a statement, None where the text does not say."""
        return next((s for s in self.speakers if s.id == statement.speaker), None)
