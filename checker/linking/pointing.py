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


#: Sentences before a source that is a pronoun in which other pronouns bear on whom it stands for.
_BEARING = 6


class Pointed:
    """The answers of a pointer for one article's mentions; without one, it knows nothing."""

    def __init__(self, mentions: Sequence[Mention], sources: frozenset[Mention], pointer: Pointer | None) -> None:
        """sources: the mentions that are sources of statements: only they, and what bears on them, are asked about."""
        self._at: dict[Mention, dict[Mention, float]] = {}
        if pointer is None:
            return
        wanted = _wanted(mentions, sources)
        for k, chances in zip(wanted, pointer(mentions, wanted), strict=True):
            self._at[mentions[k]] = {mentions[n]: p for n, p in chances.items()}

    def knows(self, mention: Mention) -> bool:
        """Whether the pointer was asked about a mention."""
        return mention in self._at

    def chance(self, mention: Mention, entity: Entity) -> float:
        """How likely a mention is of an entity: the sum over the entity's mentions so far and to come."""
        chances = self._at.get(mention, {})
        return sum(chances.get(m, 0.0) for m in entity.mentions)


def _wanted(mentions: Sequence[Mention], sources: frozenset[Mention]) -> list[int]:
    """The numbers of the mentions to ask about: the sources of statements, and a little before those that are pronouns the
    pronouns that may be of the same one, which tell who was spoken of last.
    """
    wanted = []
    near: list[Mention] = []  # the pronouns that are sources, of this sentence and the next few
    for k in range(len(mentions) - 1, -1, -1):
        mention = mentions[k]
        near = [s for s in near if s.sentence - mention.sentence <= _BEARING]
        if mention in sources:
            asked = _is_asked(mention)
            if asked and mention.kind == "pronoun":
                near.append(mention)
        else:
            asked = mention.kind == "pronoun" and mention.in_quote is None and any(_agree(mention, s) for s in near)
            asked = asked and _is_asked(mention)
        if asked:
            wanted.append(k)
    return wanted[::-1]


def _agree(a: Mention, b: Mention) -> bool:
    return (a.gender, a.plural) == (b.gender, b.plural)


def _is_asked(mention: Mention) -> bool:
    if mention.kind == "pronoun":
        return mention.head not in FIRST_PERSON and mention.head not in _RELATIVE
    return mention.kind != "name" and not mention.members and mention.determiner in ("definite", "possessive")
