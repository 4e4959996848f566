"""What a reviewer did: the `Correction`, and the `Event` that keeps it with author, time and model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from checker.article import ModelInfo
from checker.document import Span, Spans

Action = Literal[
    "accept",
    "reject",
    "note",
    "content",
    "cue",
    "source",
    "speaker",
    "kind",
    "act",
    "statement",
    "finding",
    "related",
    "delete",
    "finish",
    "reopen",
    "undo",
    "redo",
]
ACTIONS: tuple[Action, ...] = get_args(Action)

ARTICLE = "article"
"""The item of a correction that is about the article as a whole."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a reviewer did to one item of an article.

    action, item: what was done to which statement or finding, by its id in the `Review`, or to the `ARTICLE`.
    spans: the new content, cue or source of a statement; the words of a finding that was missed; its other end.
    value: the reason of a rejection, a note, a kind, an act, a finding's code, a speaker's name.
    speaker, speaker_kind: whom `value` names; None where the text does not say who speaks.
    message: what an added finding says.
    target: the number of the event that is undone or done again; `item` is that event's.
    """

    action: Action
    item: str
    spans: Spans = ()
    value: str | None = None
    speaker: str | None = None
    speaker_kind: str | None = None
    message: str | None = None
    target: int | None = None

    def to_json(self) -> str:
        """What the store keeps: the fields that say something."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({k: v for k, v in fields.items() if v not in (None, ())}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Correction:
        fields: dict[str, Any] = json.loads(text)
        fields["spans"] = tuple(Span(*pair) for pair in fields.get("spans", ()))
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Event:
    """A correction as it was kept: `number` counts from 1 in its article, `time` is UTC in ISO 8601."""

    number: int
    time: str
    author: str
    model: ModelInfo
    text_hash: str
    correction: Correction


def in_force(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: those that are not undone, and neither the undoing nor the doing again."""
    undone: set[int | None] = set()
    events = tuple(events)
    for event in events:
        if event.correction.action == "undo":
            undone.add(event.correction.target)
        elif event.correction.action == "redo":
            undone.discard(event.correction.target)
    return tuple(e for e in events if e.correction.action not in ("undo", "redo") and e.number not in undone)


def undoable(events: Sequence[Event], author: str) -> tuple[Event | None, Event | None]:
    """The event that the author's next undo takes back, and the one that the next redo does again; None for none."""
    known = {e.number: e for e in events}
    done: list[Event] = []
    undone: list[Event] = []
    for event in events:
        if event.author != author:
            continue
        target = known.get(event.correction.target or 0)
        if event.correction.action == "undo" and target in done:
            done.remove(target)
            undone.append(target)
        elif event.correction.action == "redo" and target in undone:
            undone.remove(target)
            done.append(target)
        elif event.correction.action not in ("undo", "redo"):
            done.append(event)
            undone.clear()
    return (done[-1] if done else None), (undone[-1] if undone else None)
