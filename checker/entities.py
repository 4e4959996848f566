"""Entities: mentions gathered by who they are, name forms first."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checker import nouns
from checker.mentions import Mention, qualifiers
from checker.names import PersonName, fold, gender_of_given, organization_fit, person_fit
from checker.nouns import Gender
from checker.phrases import role_nouns
from checker.speakers import SpeakerKind


_KIN = frozenset(
    "wife husband brother sister son daughter father mother uncle aunt cousin nephew niece widow grandson granddaughter"
    " grandfather grandmother stepson stepfather stepmother ex-wife ex-husband".split()
)


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that the article mentions; grows while it is read.

    `kind` is None while nothing shows it. `told_gender` comes from a title or a noun, `gender` from anything.
    """

    kind: SpeakerKind | None = None
    mentions: list[Mention] = field(default_factory=list)
    persons: list[PersonName] = field(default_factory=list)
    organizations: list[tuple[str, ...]] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    modifiers: set[str] = field(default_factory=set)
    qualifiers: set[str] = field(default_factory=set)
    told_gender: Gender | None = None
    gender: Gender | None = None
    plural: bool = False
    possessor: Entity | None = None
    members: tuple[Entity, ...] = ()

    def add(self, mention: Mention) -> None:
        """Take in a mention with all that its words tell."""
        self.mentions.append(mention)
        if mention.kind == "pronoun":
            self.gender = self.gender or mention.gender
            return
        if mention.speaker_kind is not None and (self.kind is None or (mention.sure and self.kind != "person")):
            self.kind = mention.speaker_kind
        self.plural = self.plural or (mention.plural and mention.speaker_kind == "group")
        if mention.person is not None and mention.person not in self.persons and mention.speaker_kind != "organization":
            self.persons.append(mention.person)
        if mention.organization and mention.organization not in self.organizations:
            self.organizations.append(mention.organization)
        if mention.role:
            self.roles.append(mention.role)
            self.nouns |= role_nouns(mention.role)
            role = tuple(w for part in mention.role.split() if (w := part.strip(",.()'’s")))
            self.modifiers |= set(map(fold, role))
            self.qualifiers |= qualifiers(role) - self.nouns
        if mention.kind in ("nominal", "group"):
            self.nouns.add(mention.head)
            self.modifiers |= set(mention.modifiers)
            self.qualifiers |= mention.qualifiers
        self._learn_gender(mention)

    def _learn_gender(self, mention: Mention) -> None:
        told = None
        if mention.kind == "name" and mention.person is not None:
            given = mention.person.given
            by_list = gender_of_given(given[0]) if given else None
            told = mention.gender if mention.gender != by_list else None
        elif mention.kind == "nominal":
            told = mention.gender
        for noun in self.nouns:
            told = told or nouns.gender_of_noun(noun)
        if told is not None:
            self.told_gender = self.told_gender or told
            self.gender = self.told_gender
        elif self.gender is None:
            self.gender = mention.gender

    @property
    def is_human(self) -> bool:
        return self.kind in ("person", "unnamed", None)

    @property
    def leaning(self) -> Gender | None:
        """The gender that a lone name suggests where it is a given name: “Jenny”; weak, since it may be a surname."""
        if self.gender is not None or any(p.given for p in self.persons):
            return None
        return next((g for p in self.persons if (g := gender_of_given(p.family))), None)

    def placed(self) -> bool:
        """Whether every name of the entity stands after a preposition of place, as a town's does."""
        names = [m for m in self.mentions if m.kind == "name"]
        return bool(names) and not self.roles and all(m.before in ("in", "at", "near", "into") for m in names)

    def named(self) -> bool:
        return any(m.kind == "name" for m in self.mentions)


def gather_names(mentions: Sequence[Mention]) -> dict[Mention, Entity]:
    """Group the names of an article: full names first, wherever they stand, then bare ones to the name that fits best.

    A bare surname that two persons bear goes to the one lately and often named; `rank_bare` tells how sure that is.
    """
    entities: list[Entity] = []
    out: dict[Mention, Entity] = {}
    names = [m for m in mentions if m.kind == "name"]
    by_form: dict[tuple[str, bool], Entity] = {}
    full = [m for m in names if _words(m) > 1]
    for m in sorted(full, key=lambda m: -_words(m) if m.speaker_kind == "organization" else -9):
        key = (m.head, m.speaker_kind == "organization")
        entity = by_form.get(key)
        if entity is None or not _compatible(m, entity):
            entity = next((e for e in entities if _fits(m, e) == 3), None) or next((e for e in entities if _fits(m, e)), None)
        if entity is None:
            entity = Entity()
            entities.append(entity)
        by_form[key] = entity
        entity.add(m)
        out[m] = entity
    for entity in entities:
        entity.mentions.sort(key=lambda m: m.span)
    pronouns = [m for m in mentions if m.kind == "pronoun" and m.gender is not None]
    for m in names:
        if m in out:
            continue
        ranked = rank_bare(m, entities, _gender_after(m, pronouns, names))
        if ranked:
            entity = ranked[0][0]
        else:
            entity = Entity()
            entities.append(entity)
        entity.add(m)
        out[m] = entity
    for entity in entities:
        entity.mentions.sort(key=lambda m: m.span)
    return out


def _gender_after(m: Mention, pronouns: Sequence[Mention], names: Sequence[Mention]) -> Gender | None:
    """The gender of the pronoun that follows a name in its sentence, with no other name between."""
    k = bisect_right(pronouns, m.span, key=lambda x: x.span)
    if k == len(pronouns) or pronouns[k].sentence != m.sentence or pronouns[k].in_quote != m.in_quote:
        return None
    j = bisect_right(names, m.span, key=lambda x: x.span)
    return None if j < len(names) and names[j].span < pronouns[k].span else pronouns[k].gender


def rank_bare(mention: Mention, entities: Iterable[Entity], told: Gender | None = None) -> list[tuple[Entity, float]]:
    """The entities that a one-word name can be, likeliest first, with probabilities; `told` is what a pronoun says."""
    scored = []
    for e in entities:
        fit = _fits(mention, e)
        if not fit:
            continue
        before = [m for m in e.mentions if m.span < mention.span and m is not mention]
        distance = mention.sentence - before[-1].sentence if before else 40
        score = 2.0 * (fit == 3) + 0.7 * (fit == 2) + 0.8 * math.exp(-distance / 6) + 0.9 * math.log1p(len(e.mentions))
        if told and e.gender:
            score += 1.5 if told == e.gender else -1.5
        score -= 0.0 if before else 1.5
        score += 0.8 * any(m.subject for m in e.mentions[:2])
        if not before and e.nouns & _KIN and mention.sentence < e.mentions[0].sentence:
            continue  # “Riggs … his brother, Jesse Riggs”: the bare name came first, and is someone else's.
        if mention.person is not None and mention.person.gender and e.gender:
            score += 4.0 if mention.person.gender == e.gender else -4.0
        scored.append((e, score))
    if len(scored) > 1:
        earliest = min(e.mentions[0].span for e, _ in scored)
        scored = [(e, s + 0.7 * (e.mentions[0].span == earliest)) for e, s in scored]
    scored.sort(key=lambda x: -x[1])
    total = sum(math.exp(s - scored[0][1]) for _, s in scored) if scored else 1.0
    return [(e, math.exp(s - scored[0][1]) / total) for e, s in scored]


def _words(m: Mention) -> int:
    if m.person is not None and m.speaker_kind != "organization":
        return m.person.words
    return len(m.organization)


def _compatible(m: Mention, e: Entity) -> bool:
    told = m.person.gender if m.person is not None and not m.person.given else None
    return not (told and e.told_gender and told != e.told_gender)


def _fits(m: Mention, e: Entity) -> int:
    """How well a name can be an entity's: 0 not at all, 3 best."""
    if not _compatible(m, e):
        return 0
    best = 0
    if m.person is not None and m.speaker_kind in ("person", None, "organization") and e.persons:
        if m.speaker_kind == "organization" and len(m.organization) > 1:
            best = 0
        elif e.kind in ("person", None):
            best = max(person_fit(m.person, p) for p in e.persons)
            if best and m.speaker_kind == "organization" and best < 3:
                best = 0
            told = m.person.gender if not m.person.given else None
            if best and told and e.told_gender is None and e.gender and told != e.gender and _clearly(e):
                best = 0
    if best < 3 and m.organization and e.organizations and m.speaker_kind != "person" and e.kind in ("organization", None):
        if any(organization_fit(m.organization, o) or organization_fit(o, m.organization) for o in e.organizations):
            best = 3
    return best


def _clearly(e: Entity) -> bool:
    """Whether the given names of an entity leave no doubt of its gender."""
    return any(gender_of_given(g) for p in e.persons for g in p.given[:1])
