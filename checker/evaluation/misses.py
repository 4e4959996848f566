"""What the error browser shows: one miss in its sentence, gold against predicted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker.document import Span, hull
from checker.sentences import sentence_spans
from checker.statements import Statement

_LONGEST = 1200  # code points of an excerpt


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of an excerpt; `span` counts from the excerpt's start."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that a system got wrong.

    type: what went wrong (missed, spurious, boundary, source, speaker, or a check code with missed / false alarm).
    excerpt: the sentences it stands in; `start` is where they begin in the article's text.
    gold, predicted: what is marked there by either; both may be empty. `note`: one line, such as the two names.
    slices: part by slice, to filter by.
    """

    article: str
    type: str
    excerpt: str
    start: int
    gold: tuple[Mark, ...]
    predicted: tuple[Mark, ...]
    note: str = ""
    slices: Mapping[str, str] = field(default_factory=dict)


def statement_marks(statement: Statement | None) -> list[tuple[Span, str]]:
    """Content, cue and source of a statement as (span, role)."""
    if statement is None:
        return []
    roles = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    return [(span, role) for role, spans in roles for span in spans]


def miss(
    article: str,
    text: str,
    type: str,
    gold: Iterable[tuple[Span, str]],
    predicted: Iterable[tuple[Span, str]],
    note: str = "",
    slices: Mapping[str, str] | None = None,
) -> Miss:
    """A `Miss` from spans into the article's text. Raises ValueError where nothing is marked at all."""
    gold, predicted = list(gold), list(predicted)
    window = excerpt_span(text, hull(span for span, _ in gold + predicted))

    def marks(spans: list[tuple[Span, str]]) -> tuple[Mark, ...]:
        inside = [(Span(max(s.start, window.start), min(s.end, window.end)), role) for s, role in spans]
        return tuple(
            Mark(Span(s.start - window.start, s.end - window.start), role)
            for s, role in sorted(inside)
            if s.start < s.end
        )

    return Miss(article, type, window.of(text), window.start, marks(gold), marks(predicted), note, dict(slices or {}))


def excerpt_span(text: str, span: Span) -> Span:
    """The whole sentences that a span touches; cut to `_LONGEST` code points from the span's start on."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    ends = [i for i in (text.find("\n", span.end), text.find("\r", span.end)) if i >= 0]
    paragraphs = Span(start, min(ends, default=len(text)))
    touched = [s for s in sentence_spans(text, paragraphs) if s.overlaps(span)]
    whole = hull([*touched, span])
    return (
        whole if whole.end - whole.start <= _LONGEST else Span(whole.start, max(span.start + 1, whole.start + _LONGEST))
    )
