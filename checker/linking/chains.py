"""Chains: reads an article once, in order, and puts every mention with the entity that it is of."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from checker import nouns
from checker.document import Span
from checker.linking import antecedents, descriptions
from checker.linking.entities import Entity
from checker.linking.identification import Identification
from checker.linking.mentions import Mention
from checker.linking.namesakes import gather_names
from checker.linking.pointing import FIRST_PERSON, Pointed
from checker.linking.words import Words
from checker.names import fold

Ranked = list[tuple[Entity, float]]

_ANEW = frozenset("another other others".split())
_SURE = 0.6  # The head's probability from which a description is taken to be of whom it says, against the rules.
_SURER = 0.9  # The same where it is known by other nouns than the description's.
_DOUBT = 0.05
_FAR = 200  # sentences
_LAWYER_OF = re.compile(
    r"([\w’'-]+?)['’]s? (?:defen[cs]e )?(?:barrister|lawyer|solicitor|attorney|counsel|agent)\b"
    r"|\b(?:for|representing|defending) (?:\w+ )*?([A-Z][\w-]+)$"
)
_TELLING = 0.7  # A pronoun that is surer than this tells its antecedent's gender.


class Chains:
    """The entities of one article. `resolve` must be called in text order, but may leave mentions out."""

    def __init__(
        self,
        words: Words,
        mentions: Sequence[Mention],
        headlines: frozenset[int] = frozenset(),
        pointed: Pointed | None = None,
    ) -> None:
        self._headlines = headlines
        self._pointed = pointed or Pointed((), frozenset(), None)
        self._identification = Identification(words, headlines)
        self._words = words
        self._text = words.document.text
        self._namesakes, self._named = gather_names(mentions)
        self._entity_of: dict[Mention, Entity] = {m: ranked[0][0] for m, ranked in self._named.items()}
        self._at = {m.span: e for m, e in self._entity_of.items()}
        self.entities: list[Entity] = list(dict.fromkeys(self._entity_of.values()))
        self._by_noun: dict[str, list[Entity]] = {}
        self._by_phrase: dict[str, Entity] = {}
        self._by_possessor: dict[tuple[str, int], Entity] = {}
        self._narrators: dict[str, Entity] = {}
        self._in_sentence: dict[int, dict[int, Entity]] = {}
        for entity in self.entities:
            self._index(entity)
            for m in entity.mentions:
                self._in_sentence.setdefault(m.sentence, {})[id(entity)] = entity

    def entity_of(self, mention: Mention) -> Entity | None:
        """The entity that a mention has been put with, None where none was found."""
        return self._entity_of.get(mention)

    def resolve(
        self,
        mention: Mention,
        last_speaker: Entity | None = None,
        excluded: Sequence[Span] = (),
        not_these: Iterable[Entity] = (),
    ) -> Ranked:
        """Put a mention with its entity: the candidates, likeliest first; empty for a pronoun that points at nothing.

        last_speaker: who spoke last. excluded, not_these: as `antecedents.rank` takes them.
        """
        known = self._entity_of.get(mention)
        if known is not None:
            return self._named.get(mention, [(known, 1.0)])
        if mention.members:
            entity = self._joined(mention, last_speaker, excluded)
            ranked = [(entity, 1.0)]
        elif mention.head in FIRST_PERSON | {"you", "your"} and mention.kind == "pronoun":
            ranked = [(self._narrator(mention), 1.0)]
        elif mention.kind == "pronoun":
            ranked = self._pronoun(mention, last_speaker, excluded, not_these)
            if not ranked:
                return []
        else:
            ranked = self._nominal(mention, last_speaker)
        self._join(mention, ranked[0][0], ranked[0][1])
        return ranked

    def start(self, mention: Mention) -> Entity:
        """A new entity that holds `mention` alone."""
        entity = Entity(plural=mention.plural)
        self.entities.append(entity)
        self._join(mention, entity)
        if entity.kind is None:
            entity.kind = "group" if mention.plural else "unnamed"
        return entity

    def find(self, mention: Mention) -> Entity | None:
        """The entity that a name outside the running text (a speaker's label) is of; None where it is new."""
        ranked = self._namesakes.rank(mention)
        return ranked[0][0] if ranked else None

    def assign(self, mention: Mention, entity: Entity) -> None:
        """Put a mention with an entity that something else than its words has shown."""
        self._join(mention, entity)

    def _join(self, mention: Mention, entity: Entity, probability: float = 1.0) -> None:
        if mention in self._entity_of:
            return
        gender, roles = entity.gender, len(entity.roles)
        entity.add(mention)
        if mention.kind == "pronoun":
            entity.gender = gender or (mention.gender if probability >= _TELLING else None)
            if entity.kind is None and mention.gender is not None and probability >= _TELLING:
                entity.kind = "person"
            if entity.kind is None and mention.head in ("it", "its") and probability >= _TELLING:
                entity.kind = "organization"
        self._entity_of[mention] = entity
        self._at[mention.span] = entity
        self._in_sentence.setdefault(mention.sentence, {})[id(entity)] = entity
        if mention.kind != "pronoun" or len(entity.roles) != roles:
            self._index(entity)

    def _index(self, entity: Entity) -> None:
        words = set(entity.nouns)
        for organization in entity.organizations:
            if entity.kind != "person":
                words |= {nouns.singular(fold(w)) for w in organization}
        for word in words:
            found = self._by_noun.setdefault(word, [])
            if entity not in found:
                found.append(entity)

    def _narrator(self, mention: Mention) -> Entity:
        """Who “I” is where no quotation tells: the writer, one entity for the article; “we” and “you” likewise."""
        person = {"my": "i", "me": "i", "mine": "i", "myself": "i"}.get(mention.head, mention.head)
        if person not in ("i", "you", "your"):
            person = "we"
        if person not in self._narrators:
            self._narrators[person] = Entity(kind="unnamed", plural=person == "we", narrator=True)
            self.entities.append(self._narrators[person])
        return self._narrators[person]

    def _joined(self, mention: Mention, last_speaker: Entity | None, excluded: Sequence[Span]) -> Entity:
        members = []
        for member in mention.members:
            ranked = self.resolve(member, last_speaker, excluded)
            members.append(ranked[0][0] if ranked else self.start(member))
        same = next((e for e in self.entities if e.members and set(map(id, e.members)) == set(map(id, members))), None)
        if same is not None:
            return same
        entity = Entity(kind="group", plural=True, members=tuple(members))
        self.entities.append(entity)
        return entity

    def _pronoun(
        self, mention: Mention, last_speaker: Entity | None, excluded: Sequence[Span], not_these: Iterable[Entity]
    ) -> Ranked:
        if mention.head in ("who", "which", "that", "whom", "whose"):
            before = self._just_before(mention)
            if before is not None:
                return [(before, 1.0)]
        opening = self._words.in_opening_phrase(mention.span.start)
        near = self._near(mention.sentence, antecedents.REACH)
        ranked = antecedents.rank(mention, near, last_speaker, excluded, not_these, opening, self._pointed)
        if not ranked and mention.gender is not None:
            later = self._identification.next_person(mention, self.entities)
            return [(later, 1.0)] if later is not None else []
        return ranked

    def _near(self, sentence: int, reach: int) -> list[Entity]:
        """The entities mentioned in a sentence or in the `reach` ones before it."""
        near: dict[int, Entity] = {}
        for back in range(reach + 1):
            near.update(self._in_sentence.get(sentence - back, {}))
        return list(near.values())

    def _just_before(self, mention: Mention) -> Entity | None:
        """The entity whose mention a relative pronoun follows, with at most its apposition and a comma between."""
        best: tuple[int, Entity] | None = None
        for entity in self._in_sentence.get(mention.sentence, {}).values():
            k = bisect_right(entity.mentions, mention.span.start, key=lambda m: m.span.end) - 1
            if k < 0 or entity.mentions[k].sentence != mention.sentence or entity.mentions[k].possessive:
                continue
            if mention.head in ("who", "whom") and (entity.kind == "organization" or entity.placed()):
                continue
            gap = self._text[entity.mentions[k].span.end : mention.span.start]
            if len(gap) > 60 or gap.count(",") > 2 or (best is not None and best[0] >= entity.mentions[k].span.end):
                continue
            best = (entity.mentions[k].span.end, entity)
        return best[1] if best else None

    def _nominal(self, mention: Mention, last_speaker: Entity | None) -> Ranked:
        phrase = _phrase(self._text, mention)
        possessor = self._possessor(mention)
        if mention.sentence in self._headlines and not mention.plural:
            ranked = self._taken_up(mention, possessor, anywhere=True)
            if ranked:
                return ranked
        if mention.determiner in ("indefinite", "bare"):
            anew = self._text[mention.span.start : mention.span.end].lower().split()[0] in _ANEW
            known = self._by_phrase.get(phrase)
            if known is not None and not anew:
                return [(known, 1.0)]
            entity = self._identification.named_later(mention, self.entities) or self._new(mention, possessor)
            self._by_phrase[phrase] = entity
            return [(entity, 1.0)]
        if possessor is not None:
            known = self._by_possessor.get((mention.head, id(possessor)))
            if known is None and mention.head == "client":
                known = self._client_of(possessor)
            if known is not None:
                return [(known, 1.0)]
        ranked = self._weighed(mention, possessor, self._taken_up(mention, possessor))
        if not ranked and phrase in self._by_phrase:
            ranked = [(self._by_phrase[phrase], 1.0)]
        if not ranked:
            later = self._identification.introduced_later(mention, self.entities, possessor)
            ranked = [(later or self._new(mention, possessor), 1.0)]
            told_of = None if later else self._identification.told_of(mention, self._near, last_speaker)
            if told_of is not None:
                ranked = [told_of, (ranked[0][0], 1 - told_of[1])]
        self._by_phrase.setdefault(phrase, ranked[0][0])
        if possessor is not None:
            self._by_possessor.setdefault((mention.head, id(possessor)), ranked[0][0])
        return ranked

    def _weighed(self, mention: Mention, possessor: Entity | None, ranked: Ranked) -> Ranked:
        """What the rules rank, weighed against what the learned head says; where they rank nobody, whom it is sure of."""
        if not self._pointed.knows(mention) or self._by_phrase.get(_phrase(self._text, mention)):
            return ranked
        if mention.in_quote is not None and self._text[mention.span.start :].lower().startswith(("my ", "our ")):
            return ranked
        chances = [(e, self._pointed.chance(mention, e)) for e in self._near(mention.sentence, _FAR)]
        best, chance = max(chances, key=lambda x: x[1], default=(None, 0.0))
        least = _SURE if not best or not best.nouns else _SURER
        if best is not None and chance >= least and descriptions.can_be(mention, best, possessor):
            others = sum(self._pointed.chance(mention, e) for e, _ in ranked)
            if not ranked or others < 1 - least:
                return [(best, chance), *((e, p * (1 - chance)) for e, p in ranked if e is not best)]
        scored = [(e, p * max(self._pointed.chance(mention, e), _DOUBT)) for e, p in ranked]
        total = sum(p for _, p in scored)
        return sorted(((e, p / total) for e, p in scored), key=lambda x: -x[1])

    def _new(self, mention: Mention, possessor: Entity | None) -> Entity:
        entity = Entity(kind=mention.speaker_kind, plural=mention.plural, possessor=possessor)
        self.entities.append(entity)
        return entity

    def _possessor(self, mention: Mention) -> Entity | None:
        """Whose a nominal is: the name, the description or the pronoun that stands before it."""
        return self._at.get(mention.possessor) if mention.possessor is not None else None

    def _client_of(self, lawyer: Entity) -> Entity | None:
        """Whose lawyer someone is, as a role says: “Mr Tully's barrister”, “counsel for Tully”."""
        for role in lawyer.roles:
            said = _LAWYER_OF.search(role)
            if said:
                family = fold(said[1] or said[2])
                people = (e for e in self.entities if e is not lawyer and e.kind in ("person", None))
                return next((e for e in people if any(fold(p.family) == family for p in e.persons)), None)
        return None

    def _taken_up(self, mention: Mention, possessor: Entity | None, anywhere: bool = False) -> Ranked:
        """The entities that a definite description can take up, likeliest first."""
        candidates: dict[int, tuple[Entity, float]] = {}
        for noun in (mention.head, *sorted(nouns.specifics(mention.head))):
            for entity in self._by_noun.get(noun, ()):
                candidates.setdefault(id(entity), (entity, 2.0 if noun == mention.head else 0.8))
        scored = []
        for entity, strength in candidates.values():
            score = descriptions.fit(mention, entity, strength, possessor, anywhere)
            if score is not None:
                scored.append((entity, score))
        scored.sort(key=lambda x: -x[1])
        total = sum(math.exp(s - scored[0][1]) for _, s in scored) if scored else 1.0
        return [(e, math.exp(s - scored[0][1]) / total) for e, s in scored]


def _phrase(text: str, mention: Mention) -> str:
    """A description's words without its article, lower-case, to tell when it comes again."""
    words = text[mention.span.start : mention.span.end].lower().split()
    if len(words) > 1 and words[0] in ("the", "a", "an", "another", "this", "that", "these", "those"):
        words = words[1:]
    return " ".join(words)
