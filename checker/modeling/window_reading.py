"""`WindowReading`: what the network read in one window, wherever in a document the window stands."""

from __future__ import annotations

from dataclasses import dataclass

from checker.document import Span
from checker.modeling.assembly import Reading
from checker.modeling.decoding import Floats
from checker.modeling.memory import key_of
from checker.modeling.pieces import Pieces, snap
from checker.modeling.windows import Window

RoleSpan = tuple[str, int, int]
"""A role, its first piece and the one past its last, counted from the first of the window's core."""


@dataclass(frozen=True, slots=True)
class Found:
    """The statement of one anchor: the probabilities of the anchor and of its tags, and the tagged spans."""

    anchor: float
    path: float
    spans: tuple[RoleSpan, ...]

    def reading(self, text: str, pieces: Pieces, core_start: int) -> Reading:
        """Its spans in the text of a document where the core begins with piece `core_start`."""
        found: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for role, a, b in self.spans:
            start, end = snap(text, int(pieces.start[core_start + a]), int(pieces.end[core_start + b - 1]))
            if end > start:
                found[role].append(Span(start, end))
        return Reading(tuple(found["content"]), tuple(found["cue"]), tuple(found["source"]))


@dataclass(frozen=True, slots=True)
class WindowReading:
    """One window, read. states: [core, width]; claims: [core, 4]; found: its statements, in the order of their anchors."""

    states: Floats
    claims: Floats
    found: tuple[Found, ...]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return self.states.nbytes + self.claims.nbytes + 500 * (1 + len(self.found))


def window_key(pieces: Pieces, window: Window) -> bytes:
    """A key for all that a window's reading comes from: its pieces, and where its core, sentences and paragraphs begin."""
    here = slice(window.start, window.end)
    return key_of(
        (
            pieces.ids[here],
            pieces.features[here],
            pieces.sentence[here] - pieces.sentence[window.start],
            pieces.paragraph[here] - pieces.paragraph[window.start],
        ),
        window.core_start - window.start,
        window.core_end - window.start,
    )
