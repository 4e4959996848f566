"""Whether a definite description (“the senator”, “the firm”) takes up someone already met."""

from __future__ import annotations

import math
from bisect import bisect_right

from checker import grammar
from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.names import fold, is_place

_DISTINCT = frozenset(
    """
    former ex vice deputy other second first third assistant acting another new old previous
    """.split()
)
_DESCRIBING = frozenset(
    """
    veteran longtime outspoken embattled influential powerful senior young elderly local presidential top
    billionaire beleaguered popular retired late federal state national private public independent global giant parent nonprofit
    regional troubled ailing biggest largest
    """.split()
)
_ENOUGH = 0.9  # The least score with which a description takes someone up.


def can_be(mention: Mention, entity: Entity, possessor: Entity | None) -> bool:
    """Whether nothing in the words of a definite description keeps it from being of an entity."""
    if entity is possessor or entity.narrator or bool(entity.plural) != mention.plural:
        return False
    kinds = {"unnamed": ("person", "unnamed", None), "organization": ("organization", None), "document": ("document",)}
    if mention.speaker_kind in kinds and entity.kind not in kinds[mention.speaker_kind]:
        return False
    if mention.gender and entity.gender and mention.gender != entity.gender:
        return False
    if (set(mention.modifiers) - entity.modifiers - mention.qualifiers) & _DISTINCT:
        return False
    return not _clash(mention.qualifiers, entity.qualifiers, named=mention.speaker_kind == "unnamed")


def fit(
    mention: Mention, entity: Entity, strength: float, possessor: Entity | None, anywhere: bool = False
) -> float | None:
    """How well a definite description takes an entity up, None where it cannot.

    strength: 2 where the entity is known by the very noun, less where by one that the noun may stand for.
    possessor: whose the described one is, where the description says so.
    anywhere: whether the entity may come later, and far off (a headline's “minister”).
    """
    if entity is possessor or (entity.plural != mention.plural and mention.speaker_kind in ("group", "unnamed")):
        return None
    if (mention.speaker_kind == "document") != (entity.kind == "document"):
        return None
    if (mention.speaker_kind == "organization") != (entity.kind == "organization"):
        return None
    if mention.gender and entity.gender and mention.gender != entity.gender:
        return None
    missing = set(mention.modifiers) - entity.modifiers - {fold(w) for o in entity.organizations for w in o}
    if (missing - mention.qualifiers) & _DISTINCT:
        return None
    if _clash(mention.qualifiers, entity.qualifiers, named=mention.speaker_kind == "unnamed"):
        return None
    if possessor is not None and entity.possessor is not None and entity.possessor is not possessor:
        return None
    if mention.possessor is not None and entity.owned and (possessor is None or entity.possessor is not possessor):
        return None
    k = bisect_right(entity.mentions, mention.span.start, key=lambda m: m.span.start)
    if k == 0 and strength < 2 and not anywhere:
        return None
    distance = mention.sentence - entity.mentions[k - 1].sentence if k else 20
    if strength < 2 and distance > 12 and not anywhere:
        return None
    plain = missing - mention.qualifiers - _DESCRIBING
    if (strength < 2 or entity.organizations) and any(not w[0].isdigit() for w in plain):
        return None
    score = strength + math.exp(-max(0, distance) / 6) + 0.4 * math.log1p(len(entity.mentions))
    overlap = len(set(mention.modifiers) & entity.modifiers)
    score += 0.8 * overlap - (0.5 if overlap or not entity.modifiers - entity.nouns else 1.0) * len(missing)
    return score if score >= _ENOUGH else None


def _clash(new: frozenset[str], known: set[str], named: bool) -> bool:
    """Whether two descriptions name different parties, places or peoples; of bodies and papers, different anything."""
    if not new or not known:
        return False
    if not named:
        return not new & known
    for kind in (is_place, _is_people):
        a, b = {w for w in new if kind(w)}, {w for w in known if kind(w)}
        if a and b and not a & b:
            return True
    return False


def _is_people(word: str) -> bool:
    return word in grammar.ADJECTIVES_OF_PEOPLES or word in ("libertarian", "green", "independent")
