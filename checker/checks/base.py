"""What every check is: the `Check`."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.findings import Candidate, Finding, Related, Severity

Needs = Literal["model", "rule", "text"]


class Check(ABC):
    """One thing that attrib looks for. The docstring of a check is its page: Markdown with the sections `## What it
    flags`, `## Why` and `## Example`.

    code, name: “ATT101”, “unattributed-quote”.
    severity: unless configured; `off` runs only where it is selected.
    needs: `model` where a learned judgement decides, `rule` for a rule over what the model found, `text` for the text
    alone.
    least: the probability from which it flags, where one decides, unless configured.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    needs: ClassVar[Needs]
    least: ClassVar[float] = 0.5

    @abstractmethod
    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        """What there is to say about one article, in any order."""

    def threshold(self, config: Config) -> float:
        """The probability from which the check flags."""
        return config.thresholds.get(self.code, self.least)

    def finding(
        self,
        span: Span,
        message: str,
        *,
        related: Iterable[Span] = (),
        confidence: float | None = None,
        candidates: tuple[Candidate, ...] = (),
    ) -> Finding:
        """A finding of this check at its default severity; `related` are other places of the same article."""
        places = tuple(Related(s) for s in related)
        return Finding(self.code, self.name, self.severity, span, message, places, confidence, candidates)

    @classmethod
    def page(cls) -> str:
        """The check's page, as Markdown."""
        default = "off" if cls.severity is Severity.OFF else cls.severity.value
        return f"# {cls.name} ({cls.code})\n\nDefault: {default}. Needs: {cls.needs}.\n\n{inspect.getdoc(cls)}\n"

    @classmethod
    def summary(cls) -> str:
        """The first line of the page: what the check flags, in a sentence."""
        return (inspect.getdoc(cls) or "").partition("\n")[0]
