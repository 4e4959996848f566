"""GUM's rhetorical structure: elementary discourse units, and which part of the text one is related to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.evaluation.coreference.conllu import Word

_UNIT = re.compile(r"([\w-]+):(\d+)(?:->(\d+))?:(\d+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """Words `first` to `last` (indices), `relation` to the unit `head` (None for the root).

    `depth` orders what is attached to one head: less is nearer to it, so that a relation of depth 2 is to the head
    with all that has depth 0 and 1 (the dependency format of GUM's `Discourse=`).
    """

    number: int
    first: int
    last: int
    relation: str
    head: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Discourse:
    """The units of a text by their numbers, and which are attached to which."""

    units: Mapping[int, Unit]
    attached: Mapping[int, tuple[Unit, ...]]

    def argument(self, unit: Unit) -> frozenset[int]:
        """The word indices of what a unit is related to: its head with all that is attached to that more nearly."""
        seen = {unit.number}
        numbers = self._tree(unit.head, unit.depth, seen) if unit.head is not None else set()
        return frozenset(i for n in numbers for i in range(self.units[n].first, self.units[n].last + 1))

    def _tree(self, number: int, depth: int | None, seen: set[int]) -> set[int]:
        if number in seen:
            return set()
        seen.add(number)
        found = {number}
        for unit in self.attached.get(number, ()):
            near = depth is None or unit.depth < depth or unit.relation.startswith("same-unit")
            if near:
                found |= self._tree(unit.number, None, seen)
        here = self.units[number]
        if here.relation.startswith("attribution") and here.head is not None:  # “said she thinks …”: with the thought
            found |= self._tree(here.head, here.depth, seen)
        return found


def discourse(words: Iterable[Word]) -> Discourse:
    """The units of a document's words. A unit runs to the word before the next."""
    words = tuple(words)
    starts = [(i, m) for i, w in enumerate(words) if (m := _UNIT.match(w.misc.get("Discourse", "")))]
    units: dict[int, Unit] = {}
    attached: defaultdict[int, list[Unit]] = defaultdict(list)
    for (first, match), (after, _) in zip(starts, [*starts[1:], (len(words), None)], strict=True):
        relation, number, head, depth = match.groups()
        unit = Unit(int(number), first, after - 1, relation, int(head) if head else None, int(depth))
        units[unit.number] = unit
        if unit.head is not None:
            attached[unit.head].append(unit)
    return Discourse(units, {n: tuple(a) for n, a in attached.items()})
