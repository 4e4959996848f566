"""Mentions: every place in a document where someone or something that could speak is named, described or pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.document import Span
from checker.names import PersonName, fold
from checker.nouns import Gender
from checker.speakers import SpeakerKind

MentionKind = Literal["name", "nominal", "pronoun", "group"]
Determiner = Literal["definite", "indefinite", "possessive", "bare"]


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One place where someone is mentioned; compared by identity.

    head: for a name the name as written, without titles; for a nominal its noun, lower-case singular; for a pronoun itself.
    speaker_kind: what the words alone say it is; None where they do not (a lone capitalised word, a pronoun).
    person: the parts of a person's name; `organization`: the words of an organization's.
    qualifiers: folded capitalised words of a description and its possessor (“Clinton's Iowa director”: clinton, iowa).
    modifiers: folded words between a nominal's determiner and its head.
    possessor: where the one stands whose the nominal is (“his wife”, “Obama's adviser”).
    role: what is said of the mentioned here, by title, apposition or predicate; without its article.
    sure: whether `speaker_kind` is certain.
    subject: whether it looks like a subject; `possessive` whether it is itself a possessor (“his”, “Okafor's”).
    object: whether it is a pronoun in the object's form (“him”).
    before: the lower-case word before it in its sentence.
    members: for a group of two or more named together, the mentions joined.
    """

    span: Span
    kind: MentionKind
    head: str
    sentence: int
    paragraph: int
    in_quote: int | None = None
    speaker_kind: SpeakerKind | None = None
    sure: bool = False
    person: PersonName | None = None
    organization: tuple[str, ...] = ()
    gender: Gender | None = None
    plural: bool = False
    determiner: Determiner = "bare"
    modifiers: tuple[str, ...] = ()
    qualifiers: frozenset[str] = frozenset()
    possessor: Span | None = None
    role: str | None = None
    subject: bool = False
    possessive: bool = False
    object: bool = False
    before: str = ""
    members: tuple[Mention, ...] = ()


def qualifiers(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a description that are capitalised, folded; parties by one name (“GOP” is “republican”)."""
    return frozenset(_PARTY.get(fold(w), fold(w)) for w in words if w[0].isupper())


_PARTY = {"gop": "republican", "democrat": "democratic", "tory": "conservative", "democrats": "democratic"}
