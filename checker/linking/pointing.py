"""What a learned head says of mentions: whom each may stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from checker.linking.entities import Entity
from checker.linking.mentions import Mention

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_RELATIVE = frozenset("who which that whom whose you your".split())


class Pointer(Protocol):
    """For each of the mentions `wanted`, numbers into `mentions`, the probabilities of the mentions it may stand for, by
    number; what they lack to 1 is that of nobody near.
    """

    def __call__(self, mentions: Sequence[Mention], wanted: Sequence[int]) -> Sequence[Mapping[int, float]]: ...


class Pointed:
    """The answers of a pointer for one article's mentions; without one, it knows nothing."""

    def __init__(self, mentions: Sequence[Mention], sources: frozenset[Mention], pointer: Pointer | None) -> None:
        """sources: the mentions that are sources of statements; descriptions are asked about only there."""
        self._at: dict[Mention, dict[Mention, float]] = {}
        if pointer is None:
            return
        wanted = [k for k, m in enumerate(mentions) if _is_asked(m, m in sources)]
        for k, chances in zip(wanted, pointer(mentions, wanted), strict=True):
            self._at[mentions[k]] = {mentions[n]: p for n, p in chances.items()}

    def knows(self, mention: Mention) -> bool:
        """Whether the pointer was asked about a mention."""
        return mention in self._at

    def chance(self, mention: Mention, entity: Entity) -> float:
        """How likely a mention is of an entity: the sum over the entity's mentions so far and to come."""
        chances = self._at.get(mention, {})
        return sum(chances.get(m, 0.0) for m in entity.mentions)


def _is_asked(mention: Mention, source: bool) -> bool:
    if mention.kind == "pronoun":
        return mention.head not in FIRST_PERSON and mention.head not in _RELATIVE
    return (
        source and mention.kind != "name" and not mention.members and mention.determiner in ("definite", "possessive")
    )
