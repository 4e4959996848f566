"""Descriptions and pronouns that nothing before them explains: named later, or telling more of someone just named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checker import grammar, nouns
from checker.linking import antecedents, descriptions
from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.linking.words import Words
from checker.names import is_place, is_place_name

Near = Callable[[int, int], list[Entity]]
"""The entities mentioned in a sentence or in so many before it."""

# Who brings a person of their own into the article, and often stays nameless.
_OTHERS = frozenset(
    """
    spokesman spokeswoman spokesperson official source person aide witness insider prosecutor judge coroner lawyer attorney
    magistrate detective officer expert analyst economist neighbour neighbor resident reporter adviser advisor friend
    colleague doctor relative brother sister mother father wife husband son daughter man woman representative announcer
    moderator narrator interviewer
    """.split()
)
_TRADES = frozenset(
    """
    company firm group organization organisation agency business corporation maker manufacturer retailer chain airline bank
    charity union brewery carmaker publisher operator utility insurer lender startup start-up supplier developer club
    team paper newspaper broadcaster regulator watchdog giant
    """.split()
)
_NAMED_WITHIN = 2  # paragraphs
_LATER_WITHIN = 4  # paragraphs


@dataclass(frozen=True)
class Identification:
    """Looks ahead and around in one article; `headlines` are the sentences that identify nobody."""

    words: Words
    headlines: frozenset[int]

    def named_later(self, mention: Mention, entities: Iterable[Entity]) -> Entity | None:
        """The person whom a first paragraph describes and a later one names: “A former treasurer told a jury …”."""
        if mention.speaker_kind != "unnamed" or mention.plural or not mention.subject:
            return None
        if mention.in_quote is not None or mention.paragraph not in self._first_paragraphs():
            return None
        found = None
        for entity in entities:
            first = self._introduction(entity)
            if first is None or first.paragraph <= mention.paragraph or mention.gender not in (None, entity.gender):
                continue
            if mention.head in entity.nouns:
                return entity
            known = bool(entity.nouns) and not nouns.specifics(mention.head) & entity.nouns
            opens = self.words.sentences[first.sentence][0] == self.words.range_of(first.span)[0]
            near = first.paragraph - mention.paragraph <= _NAMED_WITHIN
            if mention.head not in _OTHERS and not known and near and opens and first.subject:
                found = found or entity
        return found

    def introduced_later(self, mention: Mention, entities: Iterable[Entity], possessor: Entity | None) -> Entity | None:
        """The one person whom the article gives the role of a definite description further down: “its chief executive
        said”, and two paragraphs later “Walter Nakagawa, the chief executive”.
        """
        if mention.speaker_kind != "unnamed" or mention.plural:
            return None
        found = [
            entity
            for entity in entities
            if (first := self._introduction(entity)) is not None
            and first.span > mention.span
            and first.sentence != mention.sentence
            and mention.head in entity.nouns
            and descriptions.can_be(mention, entity, possessor)
        ]
        if len(found) == 1:
            return found[0]
        return None if found else self.named_later(mention, entities)

    def next_person(self, pronoun: Mention, entities: Iterable[Entity]) -> Entity | None:
        """The person named next after a “she” whom nobody before can be."""
        best: tuple[Mention, Entity] | None = None
        for entity in entities:
            first = self._introduction(entity)
            if first is None or first.span < pronoun.span or entity.gender not in (None, pronoun.gender):
                continue
            if first.paragraph - pronoun.paragraph <= _LATER_WITHIN and (best is None or first.span < best[0].span):
                best = (first, entity)
        return best[1] if best is not None else None

    def told_of(self, mention: Mention, near: Near, last_speaker: Entity | None) -> tuple[Entity, float] | None:
        """Whom a definite description tells more of, with a probability: “Mike Pence hit back. The Indiana governor …”."""
        if mention.determiner != "definite" or mention.plural:
            return None
        if (
            mention.speaker_kind == "organization"
            and mention.head in _TRADES
            and all(map(_is_origin, mention.qualifiers))
        ):
            candidates = [e for e in near(mention.sentence, 3) if e.kind in ("organization", None) and e.organizations]
            candidates = [e for e in candidates if not e.nouns and not e.placed() and not _is_place(e)]
        elif mention.speaker_kind == "unnamed":
            candidates = self._persons(mention, near, last_speaker)
        else:
            return None
        ranked = antecedents.rank(mention, candidates, last_speaker)
        return ranked[0] if ranked and ranked[0][1] > 0.4 else None

    def _persons(self, mention: Mention, near: Near, last_speaker: Entity | None) -> list[Entity]:
        aged = any(w[0].isdigit() for w in (mention.head, *mention.modifiers))
        telling = aged or mention.qualifiers or "former" in mention.modifiers
        if not telling and mention.head in _OTHERS:
            return []
        return [
            e
            for e in near(mention.sentence, 2)
            if e.kind == "person" and e.named() and (aged or not e.nouns) and mention.gender in (None, e.gender, e.leaning)
            and (telling or e is last_speaker)
        ]  # fmt: skip

    def _first_paragraphs(self) -> list[int]:
        return [k for k, p in enumerate(self.words.document.paragraphs) if p.role == "body"][:2]

    def _introduction(self, entity: Entity) -> Mention | None:
        """The first mention in the body, where it is a person's full name."""
        first = next((m for m in entity.mentions if m.sentence not in self.headlines), None)
        if first is None or first.kind != "name" or first.person is None or not first.person.given:
            return None
        return first if entity.kind in ("person", None) and first.speaker_kind != "organization" else None


def _is_origin(word: str) -> bool:
    """Whether a word of a description says where a firm is from (“the Norwegian builder”), and not whose it is."""
    return is_place(word) or word in grammar.ADJECTIVES_OF_PEOPLES


def _is_place(entity: Entity) -> bool:
    return any(is_place_name(o) for o in entity.organizations)
