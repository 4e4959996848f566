"""What an editor is shown of an entity that speaks: its fullest name, its kind, and its role."""

from __future__ import annotations

from collections.abc import Mapping

from checker import grammar, nouns
from checker.document import Span
from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.linking.phrases import phrase_end
from checker.linking.words import Words
from checker.names import is_acronym, is_given_name, is_place
from checker.speakers import Speaker, SpeakerKind

_ROLE_WITHIN = 2  # sentences after the first mention
_LONGEST = 12  # words in the name of something described


def speaker_of(
    entity: Entity, id_: str, words: Words, headlines: frozenset[int], sources: Mapping[Mention, Span] | None = None
) -> Speaker:
    """The public form of an entity.

    headlines: the sentences that are no first reference; sources: of mentions that are sources, all that was marked as such.
    """
    kind = _kind(entity)
    mentions = tuple(dict.fromkeys(m.span for m in entity.mentions))
    name = _as_marked(entity, kind, words, headlines, sources or {}) or _name(entity, kind, words, headlines)
    return Speaker(id_, name, kind, _role(entity, kind, headlines), mentions)


def _as_marked(
    entity: Entity, kind: SpeakerKind, words: Words, headlines: frozenset[int], sources: Mapping[Mention, Span]
) -> str | None:
    """What a nameless body or document is called where it first speaks: “a report by the county auditor, dated May 3”."""
    if kind not in ("organization", "document", "group") or entity.organizations or entity.members or entity.named():
        return None
    body = [m for m in entity.mentions if m.sentence not in headlines and m.kind != "pronoun"]
    if not body or body[0] not in sources:
        return None
    span = sources[body[0]]
    said = " ".join(span.of(words.document.text).split())
    said = said.partition("," if kind != "document" else ", which")[0]
    if span.start != body[0].span.start or len(said.split()) > _LONGEST:
        return None
    first = said.split()[0].lower()
    return said[0].lower() + said[1:] if first in grammar.DETERMINERS or nouns.kind_of(first) is not None else said


def _kind(entity: Entity) -> SpeakerKind:
    named = any(m.kind == "name" for m in entity.mentions)
    if entity.kind is None:
        return "person" if _looks_human(entity) else "organization"
    if entity.kind == "unnamed" and named:
        return "person"
    if entity.kind == "person" and not named:
        return "unnamed"
    return entity.kind


def _looks_human(entity: Entity) -> bool:
    """Whether a name that nothing else has told of is a person's: not where its first word alone stands for it."""
    if entity.gender is not None or not entity.persons:
        return bool(entity.persons)
    longest = max(entity.persons, key=lambda p: p.words)
    called = {p.family for p in entity.persons if not p.given}
    return not longest.given or is_given_name(longest.given[0]) or longest.given[0] not in called


def _name(entity: Entity, kind: SpeakerKind, words: Words, headlines: frozenset[int]) -> str:
    if entity.members:
        *first, last = [_name(e, _kind(e), words, headlines) for e in entity.members]
        return f"{', '.join(first)} and {last}"
    if kind == "person" and entity.persons:
        return max(entity.persons, key=lambda p: (p.words, not _shouts(p.full), len(p.full))).full
    if kind in ("organization", "document") and entity.organizations:
        return max((" ".join(o) for o in entity.organizations), key=lambda n: (len(n.split()), len(n)))
    body = [m for m in entity.mentions if m.sentence not in headlines] or entity.mentions
    described = [m for m in body if m.kind != "pronoun"] or body
    if not described:
        return ""
    phrases = [_phrase(m, words, kind == "document") for m in described]
    if kind not in ("organization", "document"):
        return phrases[0]
    return max((p for p in phrases if len(p.split()) <= _LONGEST), key=_content, default=phrases[0])


def _shouts(name: str) -> bool:
    return all(is_acronym(w) for w in name.split())


def _content(phrase: str) -> int:
    """How many words of a phrase are no determiners."""
    return sum(w not in grammar.DETERMINERS for w in phrase.lower().split())


def _phrase(mention: Mention, words: Words, whole: bool) -> str:
    """The words of a mention with the prepositional phrase that belongs to it, as they would stand inside a sentence.

    `whole` takes in every phrase (“a letter to the board”), else only those with “of” and “for”.
    """
    text = words.document.text
    first, last = words.range_of(mention.span)
    limit = words.sentences[mention.sentence][1]
    end = last
    if mention.kind in ("nominal", "group"):
        end = phrase_end(words, last, limit) if whole else phrase_end(words, last, limit, ("of", "for"))
    phrase = " ".join(text[words.words[first].start : words.words[end - 1].end].split())
    lower = words.words[first].lower
    plain = lower in grammar.DETERMINERS or (nouns.kind_of(lower) is not None and mention.kind != "name")
    proper = nouns.singular(lower) in grammar.ADJECTIVES_OF_PEOPLES or is_place(lower) or nouns.is_people(lower)
    return (
        phrase[0].lower() + phrase[1:] if plain and not proper and not is_acronym(words.words[first].text) else phrase
    )


def _role(entity: Entity, kind: SpeakerKind, headlines: frozenset[int]) -> str | None:
    """The role given where the body first names a person or a body, or right after."""
    if kind not in ("person", "organization"):
        return None
    body = [m for m in entity.mentions if m.sentence not in headlines and m.kind == "name"]
    for m in body:
        if m.sentence - body[0].sentence > _ROLE_WITHIN:
            break
        if m.role:
            return m.role
    return None
