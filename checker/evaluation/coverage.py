"""Which annotated spans a model cannot represent, however well it learns: those that its word pieces, its windows and its tags
lose on the way there and back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.evaluation.predictions import article_name
from checker.modeling.collate import REACH
from checker.modeling.decoding import TAGS, tag_spans
from checker.modeling.examples import Example, RoleSpan, example_of
from checker.modeling.pieces import snap
from checker.modeling.settings import WindowSize
from checker.modeling.windows import windows_of
from checker.readers import read_string
from checker.statements import Statement

_ROLES = ("source", "cue", "content")
Place = tuple[str, int, int]
"""Role, first code point, one past the last."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A span that does not come back as it was annotated: article, statement, role, its words, and why."""

    article: str
    statement: str
    role: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many annotated spans there are, and which of them are lost."""

    spans: int
    lost: tuple[Lost, ...]

    @property
    def share(self) -> float:
        """The share of spans that are lost, 0 to 1."""
        return len(self.lost) / self.spans if self.spans else 0.0


def coverage(articles: Sequence[Annotation], tokenizer: Tokenizer, windows: WindowSize) -> Coverage:
    """Encodes the annotations as the network is taught them, decodes them as they are read, and compares."""
    spans = 0
    lost: list[Lost] = []
    for article in articles:
        document = read_string(article.text, path=article.path)
        example = example_of(document, article.statements, tokenizer, nested=True, deeds=True)
        kept = list(_kept(article.text, example, windows))
        boilerplate = [p.span for p in document.paragraphs if p.role == "boilerplate"]
        for s in article.statements:
            places = _places(s)
            spans += len(places)
            # Each statement is read from one anchor: the one that gives back most of it.
            best = max(kept, key=lambda k: len(k & places), default=frozenset[Place]())
            for place in sorted(places - best):
                lost.append(_lost(article, s, place, example, boilerplate))
    return Coverage(spans, tuple(lost))


def _places(statement: Statement) -> frozenset[Place]:
    return frozenset((role, *span) for role in _ROLES for span in getattr(statement, role))


def _kept(text: str, example: Example, size: WindowSize) -> Iterator[frozenset[Place]]:
    """What comes back from every anchor, cut to the window it is read in and to the pieces within its reach."""
    pieces = example.pieces
    windows = windows_of(pieces, core=size.core, context=size.context)
    for anchor, roles in example.anchors:
        window = next(w for w in windows if w.core_start <= anchor < w.core_end)
        low, high = max(window.start, anchor - REACH), min(window.end, anchor + REACH + 1)
        path = np.zeros(high - low, np.int64)
        for role, a, b in _clipped(roles, low, high):
            tag = TAGS.index(f"B-{role}")
            path[a - low], path[a - low + 1 : b - low] = tag, tag + 1
        found = []
        for role, a, b in tag_spans(path):
            found.append((role, *snap(text, int(pieces.start[low + a]), int(pieces.end[low + b - 1]))))
        yield frozenset(found)


def _clipped(roles: Sequence[RoleSpan], low: int, high: int) -> Iterator[RoleSpan]:
    for role, a, b in roles:
        if max(a, low) < min(b, high):
            yield role, max(a, low), min(b, high)


def _lost(
    article: Annotation, statement: Statement, place: Place, example: Example, boilerplate: Sequence[Span]
) -> Lost:
    role, start, end = place
    text = article.text
    words = " ".join(text[start:end].split())
    if any(p.overlaps(Span(start, end)) for p in boilerplate):
        why = "stands in boilerplate, which is not read"
    elif not words or not ((example.pieces.end > start) & (example.pieces.start < end)).any():
        why = "holds no words"
    elif snap(text, start, end) != (start, end):
        why = "begins or ends inside a word, or with a space"
    elif not _beside_others(statement, place):
        why = "overlaps another role of its statement"
    elif _anchor_shared(article, statement):
        why = "its statement begins where another one does"
    else:
        why = f"lies more than {REACH} word pieces from its cue, or outside the window"
    short = words if len(words) <= 60 else words[:59] + "…"
    return Lost(article_name(article), statement.id, role, short, why)


def _beside_others(statement: Statement, place: Place) -> bool:
    return not any(o != place and max(o[1], place[1]) < min(o[2], place[2]) for o in _places(statement))


def _anchor_shared(article: Annotation, statement: Statement) -> bool:
    own = _anchor(statement)
    return any(_anchor(s) == own for s in article.statements if s.id != statement.id)


def _anchor(statement: Statement) -> int:
    """Where a statement is anchored: the first code point of its cue, or else of its content."""
    return min(span.start for span in statement.cue or statement.content or statement.source)
