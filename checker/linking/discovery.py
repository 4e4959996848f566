"""Finds the mentions of a document: names, descriptions and third-person pronouns, in text order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checker import grammar, nouns
from checker.document import Span
from checker.linking.capitals import CapitalReader, Capitals, span_of
from checker.linking.mentions import Mention, qualifiers
from checker.linking.organizations import is_organization
from checker.linking.phrases import Nominal, is_complete, read_nominal, role_after, role_before, role_by_predicate
from checker.linking.words import Words
from checker.names import fold, is_given_name, is_honorific, parse_person
from checker.nouns import Gender
from checker.speakers import SpeakerKind

PRONOUN_GENDER: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PLURAL_PRONOUNS = frozenset("they them their theirs themselves".split())
_POSSESSIVE = frozenset("his her hers their theirs its my our your".split())
_OBJECT = frozenset("him them himself herself themselves me us".split())


@dataclass(frozen=True)
class MentionReader:
    """Reads mentions out of one document's words."""

    words: Words
    capitals: CapitalReader

    def find(self) -> tuple[Mention, ...]:
        """All mentions in text order; those inside another one's apposition are left out."""
        names = self.capitals.find()
        starts = {name.first: name for name in names}
        inside = {k for name in names for k in range(name.first, name.last)}
        out: list[Mention] = []
        all_words = self.words.words
        skip_until = 0
        for i, w in enumerate(all_words):
            if i in starts:
                mention, end = self.name(starts[i])
                out.append(mention)
                body = self._body(starts[i])
                if body is not None:
                    out.append(body)
                skip_until = max(skip_until, end)
            elif i in inside:
                continue
            elif w.lower in PRONOUN_GENDER or w.lower in PLURAL_PRONOUNS:
                out.append(self.pronoun(i))
            if i >= skip_until and i not in inside and self._starts_nominal(i):
                limit = self.words.sentences[w.sentence][1]
                nominal = read_nominal(self.words, i, limit)
                if nominal is not None and is_complete(self.words, nominal) and nominal.head not in inside:
                    mention = self.nominal(nominal)
                    if mention.speaker_kind != "document" or mention.determiner != "bare":
                        out.append(mention)
        out.sort(key=lambda m: m.span)
        return tuple(_with_roles_from_before(self.words, out))

    def _body(self, name: Capitals) -> Mention | None:
        """The body whose lower-case noun a name goes before, with no article: “Marlow Vale district council”."""
        before = self.words.words[name.first - 1].lower if self.words.adjacent(name.first) else ""
        if before in grammar.DETERMINERS or not self._describes(name.last):
            return None
        limit = self.words.sentences[self.words.words[name.first].sentence][1]
        nominal = read_nominal(self.words, name.last, limit)
        if nominal is None or nouns.kind_of(nominal.noun) != "organization" or not is_complete(self.words, nominal):
            return None
        parts = tuple(fold(w.text) for w in self.words.words[name.first : nominal.head])
        return self.nominal(nominal._replace(first=name.first, determiner="bare", modifiers=parts))

    def _starts_nominal(self, i: int) -> bool:
        """A determiner, a possessive, or a bare noun that opens a sentence."""
        w = self.words.words[i]
        if w.lower in grammar.DETERMINERS or w.text in ("'s", "’s"):
            return True
        opens = i == 0 or self.words.words[i - 1].sentence != w.sentence
        return opens and nouns.kind_of(w.lower) is not None and w.sentence not in self.capitals.casing.headlines

    def pronoun(self, i: int) -> Mention:
        """The pronoun at word `i`."""
        w = self.words.words[i]
        possessive = w.lower in _POSSESSIVE
        if w.lower == "her":
            after = self.words.words[i + 1] if self.words.adjacent(i + 1) else None
            possessive = (
                after is not None and after.text[0].isalpha()
                and after.lower not in grammar.FUNCTION_WORDS and after.lower not in grammar.ADVERBS
            )  # fmt: skip
        return Mention(
            span=Span(w.start, w.end),
            kind="pronoun",
            head=w.lower,
            sentence=w.sentence,
            paragraph=w.paragraph,
            in_quote=self.words.quotation_at(w.start),
            gender=PRONOUN_GENDER.get(w.lower),
            plural=w.lower in PLURAL_PRONOUNS or w.lower in ("we", "us", "our"),
            subject=not possessive and w.lower not in _OBJECT and w.lower != "her",
            possessive=possessive,
            object=w.lower in _OBJECT or (w.lower == "her" and not possessive),
        )

    def nominal(self, nominal: Nominal, last: int | None = None) -> Mention:
        """The mention that a description is; `last` the word where its span ends, where that is beyond the noun."""
        all_words = self.words.words
        first = nominal.first
        possessor = None
        if nominal.determiner == "possessive":
            w = all_words[first]
            if w.text in ("'s", "’s", "'", "’"):
                first = self._possessor_start(first)
                possessor = span_of(all_words, first, nominal.first)
            else:
                possessor = Span(w.start, w.end)
        noun = nominal.noun
        kind: SpeakerKind | None = nouns.kind_of(noun)
        plural = nouns.is_plural(noun)
        if kind == "unnamed" and all_words[nominal.first].lower in ("two", "three", "several", "many", "some"):
            kind, plural = "group", True
        w = all_words[first]
        plain = w.lower in grammar.DETERMINERS or (self._opens(first) and nominal.determiner != "possessive")
        begin = first + 1 if plain else first
        return Mention(
            span=span_of(all_words, first, last or nominal.last),
            kind="group" if plural and kind == "group" else "nominal",
            head=nouns.singular(noun) if kind != "unnamed" else noun,
            sentence=w.sentence,
            paragraph=w.paragraph,
            in_quote=self.words.quotation_at(w.start),
            speaker_kind=kind,
            sure=True,
            gender=nouns.gender_of_noun(noun),
            plural=plural,
            determiner=nominal.determiner,
            modifiers=nominal.modifiers,
            qualifiers=qualifiers(tuple(x.text for x in all_words[begin : nominal.head])),
            possessor=possessor,
            subject=self._is_subject(first, nominal.last),
            possessive=self._is_possessor(nominal.last),
        )

    def _opens(self, i: int) -> bool:
        return i == 0 or self.words.words[i - 1].sentence != self.words.words[i].sentence

    def _possessor_start(self, mark: int) -> int:
        """The first word of the phrase before the possessive mark at word `mark`: a name's, or back to a determiner."""
        all_words = self.words.words
        k = mark - 1
        while k > 0 and self.words.adjacent(k) and mark - k < 6:
            before = all_words[k - 1]
            if before.lower in grammar.DETERMINERS and before.lower != "that":
                return k - 1
            if before.lower in grammar.FUNCTION_WORDS or not before.text[0].isalpha() or before.text[0].islower():
                break
            k -= 1
        return k

    def name(self, name: Capitals) -> tuple[Mention, int]:
        """The mention that a name is, and the word where its apposition (or itself) ends."""
        all_words = self.words.words
        first, last, parts = name
        limit = self.words.sentences[all_words[first].sentence][1]
        before = all_words[first - 1].lower if self.words.adjacent(first) else ""
        organization = is_organization(parts, "" if self._describes(last) else before)
        shouted = (
            len(parts) == 1 and parts[0].isupper() and parts[0].isalpha() and len(parts[0]) > 3
        )  # “MARIN: You did.”
        person = parse_person(parts) if not organization or shouted else None
        role, noun, end = (person.title if person else None), None, last
        premodifier = role_before(self.words, first)
        if premodifier and organization is None:
            organization = False
        role = f"{premodifier} {role}" if premodifier and role else premodifier or role
        follows = [w.lower for w in all_words[last : last + 2]]
        if follows == [",", "which"] and organization is None:
            organization = True
        if (
            organization is None
            and follows
            and (follows[0] == "who" or (follows[0] == "," and _tells_person(follows[-1])))
        ):
            organization = False
        if not organization:
            after = role_after(self.words, last, limit)
            predicate = role_by_predicate(self.words, last, limit) if after is None else None
            if after is not None:
                text, end, noun = after
                role, organization = role or text, _is_body(noun, parts, organization)
            elif predicate is not None:
                text, noun = predicate
                role, organization = role or text, False
        gender = person.gender if person else None
        if organization and not shouted:
            person, gender = None, None
        if gender is None and noun is not None and not organization:
            gender = nouns.gender_of_noun(noun)
        if gender is None and premodifier:
            gender = nouns.gender_of_noun(premodifier.split()[-1].lower())
        plural = before == "the" and len(parts) == 1 and parts[0].endswith("s") and not organization
        kind: SpeakerKind | None = "organization" if organization else "person" if organization is False else None
        if all_words[end - 1].text != "," and end < limit and all_words[end].text in (",", "—", "–") and end > last:
            end += 1
        if len(parts) == 1 and nouns.is_people(parts[0].lower()):
            kind, plural, organization = "group", True, None
        w = all_words[first]
        return Mention(
            span=span_of(all_words, first, last),
            kind="name",
            head=person.full if person else " ".join(parts),
            sentence=w.sentence,
            paragraph=w.paragraph,
            in_quote=self.words.quotation_at(w.start),
            speaker_kind="group" if plural and organization is None else kind,
            sure=organization is not None and (kind == "organization" or is_sure_person(parts)),
            person=person,
            organization=tuple(p for p in parts if p != "The") if organization is not False else (),
            gender=gender,
            plural=plural,
            determiner="definite" if before == "the" or parts[0] == "The" else "bare",
            role=role,
            subject=self._is_subject(first, end),
            possessive=self._is_possessor(last) or self._is_modifier(last),
            before=before,
        ), end

    def _is_possessor(self, last: int) -> bool:
        words = self.words.words
        if last >= len(words):
            return False
        touching = words[last].start == words[last - 1].end
        mark = words[last].text
        return touching and (mark in ("'s", "’s") or (mark in ("'", "’") and words[last - 1].lower.endswith("s")))

    def _describes(self, last: int) -> bool:
        """Whether a lower-case word that is no verb follows a name at once: “the Clinton rally”."""
        if not self.words.adjacent(last):
            return False
        after = self.words.words[last]
        plain = (
            after.text[0].islower() and after.lower not in grammar.FUNCTION_WORDS and after.lower not in grammar.ADVERBS
        )
        return plain and not grammar.looks_finite(after.lower)

    def _is_modifier(self, last: int) -> bool:
        """Whether a noun that the name describes follows (“Clinton aide”, “Obama administration”)."""
        if not self.words.adjacent(last):
            return False
        after = self.words.words[last]
        return (
            after.text[0].islower() and nouns.kind_of(after.lower) is not None and not grammar.looks_finite(after.lower)
        )

    def _is_subject(self, first: int, last: int) -> bool:
        words = self.words.words
        opens = first == 0 or words[first - 1].sentence != words[first].sentence
        before = "" if opens else words[first - 1].lower
        if before in ("the", "a", "an"):
            before = words[first - 2].lower if first > 1 else ""
        if before in grammar.PREPOSITIONS:
            return False
        if before in grammar.cues() and before not in ("told", "tell", "tells", "telling", "called", "asked", "urged"):
            return True
        after = words[last].lower if last < len(words) and words[last].sentence == words[first].sentence else ""
        return grammar.looks_finite(after) or after in ("who",) or (opens and after not in ("'s", "’s"))


def _is_body(noun: str, parts: tuple[str, ...], organization: bool | None) -> bool:
    """Whether a name described by a noun is a body's, not a person's (“a company”; “its operator, Meridian Delta”)."""
    if organization is False:
        return False
    if nouns.kind_of(noun) == "organization":
        return not (nouns.is_either(noun) and is_sure_person(parts))
    return nouns.is_either(noun) and not is_sure_person(parts)


def _tells_person(word: str) -> bool:
    """Whether a word after a name and a comma shows that a person is meant: “who”, an age."""
    return word in ("who", "whose") or (word.isdigit() and len(word) == 2)


def is_sure_person(parts: tuple[str, ...]) -> bool:
    """Whether the words of a name alone show a person: a known given name before a surname, or a form of address."""
    return (len(parts) > 1 and any(is_given_name(p) for p in parts[:-1])) or is_honorific(parts[0])


def _with_roles_from_before(words: Words, mentions: list[Mention]) -> list[Mention]:
    """Give a name the role that a description before it names: “The port's director, Maria Okafor, said”."""
    out: list[Mention] = []
    text = words.document.text
    opening: Mention | None = None
    for m in mentions:
        if m.kind != "name" and _opens_sentence(words, m):
            opening = m  # of two that open it, the longer comes later: “The port”, “The port's director”
        if m.kind != "name" or not _lacks_role(m) or m.speaker_kind == "organization" or opening is None:
            out.append(m)
            continue
        near = opening.sentence == m.sentence and m.span.start - opening.span.end < 80
        described = opening.speaker_kind == "unnamed" or (
            opening.speaker_kind == "organization" and m.speaker_kind is None
        )
        if near and described and opening.kind == "nominal" and _is_apposed(text, opening, m):
            out.remove(opening)
            role = text[opening.span.start : m.span.start].rstrip(" ,")
            article, _, rest = role.partition(" ")
            owned = "'s " in role or "’s " in role
            role = rest if article.lower() in ("the", "a", "an", "another") and not owned else role
            gender = m.gender or opening.gender
            subject = opening.subject or m.subject
            parts = m.organization or tuple(m.head.split())
            kind: SpeakerKind = "organization" if _is_body(opening.head, parts, None) else "person"
            out.append(replace(m, role=role, gender=gender, speaker_kind=kind, sure=True, subject=subject))
            opening = None
        else:
            out.append(m)
    return out


def _lacks_role(m: Mention) -> bool:
    """Whether nothing but a title before the name tells what someone is: “the minister, Chief Donatus Ekpo”."""
    return not m.role or (m.person is not None and m.role == m.person.title and " " not in m.role)


def _opens_sentence(words: Words, m: Mention) -> bool:
    first = words.sentences[m.sentence][0]
    return words.words[first].start >= m.span.start - 1 or words.words[first].text in '“"‘'


def _is_apposed(text: str, description: Mention, name: Mention) -> bool:
    """Whether only a prepositional phrase and a comma lie between, and a comma follows the name."""
    between = text[description.span.end : name.span.start]
    if between.count(",") != 1 or not between.endswith(", ") or any(c in between for c in '“”".;:('):
        return False
    inner = between[:-2].split()
    if inner and inner[0] not in ("of", "for", "at", "in", "from", "on"):
        return False
    return text[name.span.end : name.span.end + 1] in (",", "’", "'", ".") and not any(
        grammar.looks_finite(fold(w)) for w in inner
    )
