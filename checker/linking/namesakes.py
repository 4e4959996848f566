"""Whose name is it: groups the names of an article, and ranks the persons whom a bare surname can be."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.linking.organizations import initials, organization_fit
from checker.linking.phrases import role_nouns
from checker.names import fold, gender_of_given, nicknames, person_fit
from checker.nouns import Gender

_KIN = frozenset(
    """
    wife husband brother sister son daughter father mother uncle aunt cousin nephew niece widow grandson
    granddaughter grandfather grandmother stepson stepfather stepmother ex-wife ex-husband
    """.split()
)


class Namesakes:
    """The entities of an article by the words of their names."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_word: dict[str, dict[int, Entity]] = {}

    def put(self, mention: Mention, entity: Entity | None) -> Entity:
        """Put a name with an entity, a new one where `entity` is None."""
        if entity is None:
            entity = Entity()
            self.entities.append(entity)
        entity.add(mention)
        for word in _keys(mention):
            self._by_word.setdefault(word, {})[id(entity)] = entity
        return entity

    def candidates(self, mention: Mention) -> list[Entity]:
        """The entities that share a word, a nickname or an acronym with a name, in the order in which they came."""
        found: dict[int, Entity] = {}
        for word in _keys(mention):
            found.update(self._by_word.get(word, {}))
        return list(found.values())

    def rank(self, mention: Mention, told: Gender | None = None) -> list[tuple[Entity, float]]:
        """The entities that a one-word name can be, likeliest first, with probabilities; `told` is what a pronoun says."""
        scored = []
        for e in self.candidates(mention):
            score = _score(mention, e, told)
            if score is not None:
                scored.append((e, score))
        if len(scored) > 1:
            earliest = min(e.mentions[0].span for e, _ in scored)
            scored = [(e, s + 0.7 * (e.mentions[0].span == earliest)) for e, s in scored]
        scored.sort(key=lambda x: -x[1])
        total = sum(math.exp(s - scored[0][1]) for _, s in scored) if scored else 1.0
        return [(e, math.exp(s - scored[0][1]) / total) for e, s in scored]


def gather_names(mentions: Sequence[Mention]) -> tuple[Namesakes, dict[Mention, list[tuple[Entity, float]]]]:
    """Group the names of an article: full names first, wherever they stand, then bare ones to the name that fits best.

    Each name comes with the entities that it can be, likeliest first, and their probabilities; it has been put with the
    first of them. A surname that two persons bear goes to the one whom pronouns, place and frequency speak for.
    """
    known = Namesakes()
    out: dict[Mention, list[tuple[Entity, float]]] = {}
    names = [m for m in mentions if m.kind == "name"]
    full = [m for m in names if _length(m) > 1]
    for m in sorted(full, key=lambda m: -_length(m) if m.speaker_kind == "organization" else -9):
        fits = [(e, fit) for e in known.candidates(m) if (fit := _fits(m, e))]
        out[m] = [(known.put(m, max(fits, key=lambda x: x[1])[0] if fits else None), 1.0)]
    pronouns = [m for m in mentions if m.kind == "pronoun" and m.gender is not None]
    bare = [m for m in names if m not in out]
    for m in sorted(bare, key=lambda m: m.person is None or m.person.gender is None):  # “Mr. Obama” before “Obama”
        ranked = known.rank(m, _gender_after(m, pronouns, names))
        entity = known.put(m, ranked[0][0] if ranked else None)
        out[m] = ranked or [(entity, 1.0)]
    return known, out


def _keys(m: Mention) -> set[str]:
    """The words by which a name is found: its own, folded, their nicknames, and the acronym that it makes."""
    words = set(map(fold, m.organization))
    if m.person is not None:
        words |= {fold(w) for w in m.person.family.replace("-", " ").split()} | {fold(m.person.family)}
        words |= {fold(w) for w in m.person.given if len(fold(w)) > 1}
    words |= {n for w in tuple(words) for n in nicknames(w)}
    if len(m.organization) > 1:
        words.add(initials(m.organization))
    elif m.organization:
        words.add(fold(m.organization[0]).replace("-", ""))
    return words


def _gender_after(m: Mention, pronouns: Sequence[Mention], names: Sequence[Mention]) -> Gender | None:
    """The gender of the pronoun that follows a name in its sentence, with no other name between."""
    k = bisect_right(pronouns, m.span, key=lambda x: x.span)
    if k == len(pronouns) or pronouns[k].sentence != m.sentence or pronouns[k].in_quote != m.in_quote:
        return None
    j = bisect_right(names, m.span, key=lambda x: x.span)
    return None if j < len(names) and names[j].span < pronouns[k].span else pronouns[k].gender


def _score(mention: Mention, e: Entity, told: Gender | None) -> float | None:
    """How likely a one-word name is an entity's, None where it cannot be."""
    fit = _fits(mention, e)
    if not fit:
        return None
    before = bisect_left(e.mentions, mention.span, key=lambda m: m.span)
    if not before:
        # “President Obama … Michelle Obama”: a title and a bare name that come first are a person of their own; and
        # “Riggs … his brother, Jesse Riggs”: the bare name that came first is someone else's.
        if mention.role and mention.person is not None and not e.nouns & role_nouns(mention.role):
            return None
        if e.nouns & _KIN and mention.sentence < e.mentions[0].sentence:
            return None
    distance = mention.sentence - e.mentions[before - 1].sentence if before else 40
    score = 2.0 * (fit == 3) + 0.7 * (fit == 2) + 0.8 * math.exp(-distance / 6) + 0.9 * math.log1p(len(e.mentions))
    if told and e.gender:
        score += 1.5 if told == e.gender else -1.5
    score -= 0.0 if before else 1.5
    score += 0.8 * any(m.subject for m in e.mentions[:2])
    if mention.person is not None and mention.person.gender and e.gender:
        score += 4.0 if mention.person.gender == e.gender else -4.0
    return score


def _length(m: Mention) -> int:
    if m.person is not None and m.speaker_kind != "organization":
        return m.person.words
    return len(m.organization)


def _fits(m: Mention, e: Entity) -> int:
    """How well a name can be an entity's: 0 not at all, 3 best."""
    return _fits_person(m, e) or _fits_organization(m, e)


def _fits_person(m: Mention, e: Entity) -> int:
    if m.person is None or not e.persons or e.kind not in ("person", None) or m.speaker_kind in ("group", "document"):
        return 0
    if m.speaker_kind == "organization" and len(m.organization) > 1:
        return 0
    told = m.person.gender if not m.person.given else None
    if told and told != (e.told_gender or (e.gender if _clearly(e) else None) or told):
        return 0
    best = max(person_fit(m.person, p) for p in e.persons)
    return best if m.speaker_kind != "organization" or best == 3 else 0


def _fits_organization(m: Mention, e: Entity) -> int:
    if not m.organization or m.speaker_kind == "person" or e.kind not in ("organization", None):
        return 0
    if any(organization_fit(m.organization, o) or organization_fit(o, m.organization) for o in e.organizations):
        return 3 if m.speaker_kind == "organization" else 2
    return 0


def _clearly(e: Entity) -> bool:
    """Whether the given names of an entity leave no doubt of its gender."""
    return any(gender_of_given(g) for p in e.persons for g in p.given[:1])
