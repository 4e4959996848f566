"""The review desk: opens articles, takes corrections, and tells how every article stands. What the page and the commands do."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from checker.document import Document
from checker.errors import AttribError
from checker.pipeline import Checker
from checker.server.conflict import Conflict
from checker.server.correction import Event, undoable
from checker.server.doubts import Standing, standing
from checker.server.drafting import Request, draft
from checker.server.review import Base, Review, fold
from checker.server.store import Entry, Store, now

_KEPT = 32
"""How many articles, and how many states of them, stay in memory."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a correction: the state that the page showed, the state now, and the event, or the conflict instead.

    target: the event that `event` undid, or did again.
    """

    seen: Review
    review: Review
    event: Event | None = None
    target: Event | None = None
    conflict: Conflict | None = None


class Desk:
    """One author's desk. Its methods may be called from several threads."""

    def __init__(self, store: Store, author: str, checker: Checker | None = None) -> None:
        self.store = store
        self.author = author
        self.checker = checker
        self._reading = threading.Lock()  # the model reads one article at a time
        self._keeping = threading.Lock()
        self._bases: OrderedDict[tuple[str, str], Base] = OrderedDict()
        self._reviews: OrderedDict[tuple[str, str, int], Review] = OrderedDict()
        self._standings: dict[tuple[str, str, int], Standing] = {}

    def open(self, document: Document) -> str:
        """Has the model read an article, unless it did before or the article has corrections, and gives its id."""
        if self.checker is None:
            raise AttribError("this desk has no model to read with")
        text_hash = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        id_ = text_hash[:16]
        with self._reading:
            known = self.store.base(id_)
            if known is not None and (self.store.events(id_) or known.article.model == self.checker.model.info):
                return id_
            article = self.checker.check(document)
            threshold = self.checker.model.settings.threshold
        rivals = {s: link.candidates for s, link in article.evidence.links.items() if len(link.candidates) > 1}
        self.store.add(Base(id_, text_hash, article, now(), rivals, threshold))
        return id_

    def review(self, id_: str, version: int | None = None) -> Review:
        """The state of an article, now or after its `version`-th event. Raises AttribError where there is none."""
        return self._fold(self._base(id_), self.store.events(id_), version)

    def correct(self, id_: str, request: Request) -> Outcome:
        """Keeps a correction. Raises AttribError on one that cannot be; what came too late is in the outcome."""
        base = self._base(id_)
        try:
            event, before = self.store.append(
                base, self.author, lambda events: draft(request, self._fold(base, events), events, self.author)
            )
        except Conflict as conflict:
            events = self.store.events(id_)
            return Outcome(self._fold(base, events, request.version), self._fold(base, events), conflict=conflict)
        target = next((e for e in before if e.number == event.correction.target), None)
        seen, review = self._fold(base, before, request.version), self._fold(base, (*before, event))
        return Outcome(seen, review, event, target)

    def undoable(self, id_: str) -> tuple[Event | None, Event | None]:
        """What the author's next undo and redo would bring back."""
        return undoable(self.store.events(id_), self.author)

    def standing(self, entry: Entry) -> Standing:
        """How an article stands, kept until it changes."""
        key = (entry.id, entry.opened, entry.events)
        if key not in self._standings:
            self._standings = {k: v for k, v in self._standings.items() if k[0] != entry.id}
            self._standings[key] = standing(self.review(entry.id))
        return self._standings[key]

    def purge(self, id_: str) -> bool:
        """Removes an article, here and in the database."""
        with self._keeping:
            for key in [k for k in self._bases if k[0] == id_]:
                del self._bases[key]
            for state in [k for k in self._reviews if k[0] == id_]:
                del self._reviews[state]
            self._standings = {k: v for k, v in self._standings.items() if k[0] != id_}
        return self.store.purge(id_)

    def _fold(self, base: Base, events: Sequence[Event], version: int | None = None) -> Review:
        """The state after the `version`-th event, or after the last. What was folded is kept: events never change."""
        if version is not None:
            events = [e for e in events if e.number <= version]
        key = (base.id, base.opened, len(events))
        with self._keeping:
            kept = self._reviews.get(key)
        if kept is None:
            kept = fold(base, events)
        with self._keeping:
            _keep(self._reviews, key, kept)
        return kept

    def _base(self, id_: str) -> Base:
        opened = self.store.opened(id_)
        if opened is None:
            raise AttribError("there is no such article; open it again")
        with self._keeping:
            kept = self._bases.get((id_, opened))
        if kept is None:
            kept = self.store.base(id_)
            if kept is None:
                raise AttribError("there is no such article; open it again")
        with self._keeping:
            _keep(self._bases, (id_, kept.opened), kept)
        return kept


def _keep(kept: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    """The least used go, so that a long session does not fill the memory."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
