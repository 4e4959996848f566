"""What was said: the `Statement`, one act of attribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.document import Span, Spans, hull

Kind = Literal["direct", "mixed", "indirect"]
Act = Literal["speech", "thought", "other"]


@dataclass(frozen=True, slots=True)
class Verification:
    """How a quote stands against the sources it was checked with (`--source`)."""

    verdict: str
    path: str | None = None
    span: Span | None = None
    turn: str | None = None
    time: str | None = None
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of attribution: who (source, speaker) says (cue) what (content).

    `content`, `cue` and `source` are tuples of spans in text order, since quotes break in two (“A,” she said, “b.”).
    `speaker` is the id of a `Speaker`, or None where the text does not say who it is: a value, never dropped.
    `source` and `cue` may be empty while `speaker` is set: a quote that follows on from the one before.
    `confidence` is a calibrated probability, None where a rule decided. `nested_in` is the id of the statement inside
    whose content this one stands.
    """

    id: str
    kind: Kind
    act: Act
    content: Spans
    cue: Spans = ()
    source: Spans = ()
    speaker: str | None = None
    confidence: float | None = None
    nested_in: str | None = None
    verification: Verification | None = None

    @property
    def hull(self) -> Span:
        """From the first to the last character of content, cue and source."""
        return hull(self.content + self.cue + self.source)
