"""Entities: mentions gathered by who they are."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from checker import nouns
from checker.linking.mentions import Mention, qualifiers
from checker.linking.phrases import role_nouns
from checker.names import PersonName, fold, gender_of_given
from checker.nouns import Gender
from checker.speakers import SpeakerKind


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that the article mentions; grows while it is read.

    `kind` is None while nothing shows it. `told_gender` comes from a title or a noun, `gender` from anything.
    `owned` tells that it was described as somebody's; `narrator` marks the “I”, “we” and “you” of the writer.
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
    owned: bool = False
    narrator: bool = False

    def add(self, mention: Mention) -> None:
        """Take in a mention with all that its words tell."""
        insort(self.mentions, mention, key=lambda m: m.span)
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
            self.owned = self.owned or mention.possessor is not None
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
        """Whether “he” or “she” may be it: a person, or a nameless one described by a person's noun."""
        if self.kind == "unnamed":
            return any(map(nouns.is_person, self.nouns))
        return self.kind in ("person", None)

    @property
    def leaning(self) -> Gender | None:
        """The gender that a lone name suggests where it is a given name: “Jenny”; weak, since it may be a surname."""
        if self.gender is not None or any(p.given for p in self.persons):
            return None
        return next((g for p in self.persons if (g := gender_of_given(p.family))), None)

    def placed(self) -> bool:
        """Whether every name of the entity stands after a preposition of place, as a town's does."""
        names = [m for m in self.mentions if m.kind == "name"]
        return bool(names) and not self.roles and all(m.before in ("in", "at", "near", "into", "on") for m in names)

    def named(self) -> bool:
        return any(m.kind == "name" for m in self.mentions)
