"""Two reviewers at once: the `Conflict` that keeps one from overwriting the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.server.correction import Event, in_force


class Conflict(Exception):
    """A correction that was made against a state that is gone. `event` is what the other did to the same item."""

    def __init__(self, event: Event) -> None:
        super().__init__(event)
        self.event = event


def refuse_stale(events: Iterable[Event], version: int, item: str) -> None:
    """Raises Conflict where the item was changed after the version that the reviewer saw."""
    for event in events:
        if event.number > version and event.correction.item == item:
            raise Conflict(event)


def refuse_built_upon(events: Sequence[Event], target: Event) -> None:
    """Raises Conflict where somebody else has since changed the item that an undo or redo would bring back."""
    for event in in_force(events):
        same = event.correction.item == target.correction.item
        if same and event.number > target.number and event.author != target.author:
            raise Conflict(event)
