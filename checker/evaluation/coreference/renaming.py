"""Texts with other people's names in them, so that a model learns no name by heart, and each gender as often."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import overload

from checker.document import Span
from checker.evaluation.coreference.ambiguous_pronoun import AmbiguousPronoun
from checker.evaluation.coreference.chained_text import PRONOUNS, Chain, ChainedText
from checker.evaluation.coreference.gendering import GENDERED, other_gender
from checker.evaluation.coreference.surnames import SURNAMES
from checker.names import (
    fold,
    gender_of_given,
    is_given_name,
    is_honorific,
    is_office,
    is_organization_word,
    is_particle,
    is_place,
    is_suffix,
)
from checker.namewords import NICKNAMES
from checker.nouns import Gender, gender_of_noun, is_people

_WORD = re.compile(r"[^\W\d_]+(?:[-'’](?!s\b)[^\W\d_]+)*", re.UNICODE)
_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_OTHER: dict[Gender, Gender] = {"male": "female", "female": "male"}


@overload
def with_new_names(text: ChainedText, rng: random.Random) -> ChainedText: ...
@overload
def with_new_names(text: AmbiguousPronoun, rng: random.Random) -> AmbiguousPronoun: ...
def with_new_names(text: ChainedText | AmbiguousPronoun, rng: random.Random) -> ChainedText | AmbiguousPronoun:
    """The text with its people renamed, each word of a name by one other word all through, and spans to fit.

    Given names give way to others of the same gender, surnames to any. Every second text also changes all genders:
    pronouns, forms of address, words of kinship, and given names with them.
    """
    if isinstance(text, ChainedText):
        new, moved = _renamed(text.text, text.chains, rng)
        return replace(text, text=new, chains=tuple(tuple(moved(s) for s in chain) for chain in text.chains))
    gender: Gender = "female" if text.feminine else "male"
    new, moved = _renamed(text.text, text.chained.chains, rng, {text.a: gender, text.b: gender})
    pronoun = moved(text.pronoun)
    return replace(
        text,
        text=new,
        pronoun=pronoun,
        a=moved(text.a),
        b=moved(text.b),
        feminine=pronoun.of(new).lower() in _FEMALE,
    )


@dataclass(slots=True)
class _Names:
    """The words that names of the text are made of: given names with their gender (None: not known), surnames."""

    given: dict[str, Gender | None] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)

    def add(self, words: list[str], gender: Gender | None) -> None:
        """The name of a person: all words but the last are given names, of a lone word its sort is looked up."""
        family = words.pop()
        if not words and is_given_name(family) and family not in self.surnames:
            self.given.setdefault(family, gender_of_given(family) or gender)
        elif family not in self.given and len(family) > 1:
            self.surnames.add(family)
        for word in words:
            known = word == words[0] or is_given_name(word)
            if known and len(word) > 1 and word not in self.surnames and not is_particle(word):
                self.given[word] = self.given.get(word) or gender_of_given(word) or gender


def _renamed(
    text: str, chains: tuple[Chain, ...], rng: random.Random, genders: dict[Span, Gender] | None = None
) -> tuple[str, Callable[[Span], Span]]:
    swap = rng.random() < 0.5
    new_word = _new_words(text, _names(text, chains, genders or {}), swap, rng)
    possessives = frozenset(s.start for chain in chains for s in chain if " " in s.of(text))
    edits: list[tuple[Span, str]] = []
    for match in _WORD.finditer(text):
        span = Span(*match.span())
        other = new_word.get(match[0])
        if other is None and swap:
            other = other_gender(text, span, possessives)
        if other is not None:
            edits.append((span, other))
    return _apply(text, edits)


def _names(text: str, chains: Iterable[Chain], genders: dict[Span, Gender]) -> _Names:
    names = _Names()
    lower = {m[0] for m in _WORD.finditer(text) if m[0].islower()}
    lone: list[tuple[list[str], Gender | None]] = []
    for words, mid_sentence in _runs(text):
        if not is_given_name(words[0]) or not _usable(words, lower):
            continue
        if len(words) > 1:
            names.add(words, None)
        elif mid_sentence and (gender := gender_of_given(words[0])):
            lone.append((words, gender))
    for chain in chains:
        told = next((genders[s] for s in chain if s in genders), None) or _gender(text, chain)
        for span in chain:
            words = _name_words(span.of(text))
            known = told is not None or (words and is_given_name(words[0]))
            if known and words and _whole_name(span.of(text)) and _usable(words, lower):
                if len(words) > 1:
                    names.add(words, told)
                else:
                    lone.append((words, told))
    for words, told in lone:  # “Lee” is a surname where an “Ann Lee” is in the text
        if words[0] not in names.given and words[0] not in names.surnames:
            names.add(words, told)
    return names


def _runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Runs of capitalised words (initials and particles inside), and whether a word in small letters stands before."""
    run: list[str] = []
    mid_sentence = small_before = False
    end = 0
    for match in _WORD.finditer(text):
        word, gap = match[0], text[end : match.start()]
        goes_on = gap == " " or (gap == ". " and run != [] and len(run[-1]) == 1)
        if run and not (goes_on and (word[0].isupper() or is_particle(word))):
            yield _name_words(" ".join(run)) or run, mid_sentence
            run = []
        if word[0].isupper():
            mid_sentence = mid_sentence if run else small_before and gap == " "
            run.append(word)
        elif run:
            run.append(word)
        small_before = word[0].islower()
        end = match.end()
    if run:
        yield _name_words(" ".join(run)) or run, mid_sentence


def _name_words(mention: str) -> list[str]:
    """The words of the last name in a mention or run of words, titles and suffixes left out; empty where it has none."""
    words = _WORD.findall(mention)
    while words and (is_suffix(words[-1]) or not words[-1][0].isupper()):
        words.pop()
    kept: list[str] = []
    for word in reversed(words):
        title = is_honorific(word) or (is_office(word) and (kept != [] or not is_given_name(word)))
        if title or not (word[0].isupper() or (is_particle(word) and kept)):
            break
        kept.insert(0, word)
    while kept and is_particle(kept[0].lower()) and len(kept) > 1:
        kept.pop(0)
    return kept


def _whole_name(mention: str) -> bool:
    """Whether a mention is a name and nothing else, titles aside: not “the Smith family”, not “Ann Lee, who sings”."""
    words = _WORD.findall(mention)
    return (
        0 < len(words) <= 6
        and not re.search(r"[,;:\n(\"“]|\b(?:of|and)\b", mention)
        and all(w[0].isupper() or is_particle(w) or w in ("'s", "s") or is_office(w) for w in words)
    )


def _usable(words: list[str], lower: set[str]) -> bool:
    """Whether the words can change wherever they stand: not places, organizations, nor words of the language."""
    return len(words) <= 5 and not any(
        is_place(w)
        or is_people(f"{fold(w)}s")
        or fold(w) in PRONOUNS
        or is_organization_word(w)
        or fold(w) in GENDERED
        or gender_of_noun(fold(w)) is not None
        or fold(w) in lower
        or fold(w) in _WORDS
        or (len(w) > 1 and w.isupper())
        for w in words
    )


#: Given names that open sentences as words of the language, months and days among them.
_WORDS = frozenset(
    """
    will may mark grace hope faith joy art bill rose april june august summer autumn sunny dawn eve an in so do
    my la le de van long young king grant chase chance ray rich frank ernest sue drew jan mar any catholic can you
    sunday monday tuesday wednesday thursday friday saturday january february march july september october november
    december the this that these those when while after before with from but and for not one two new old north south
    east west god lord english french american british german christian see sea star ice america europe asia no
    she he they we it who his her mother father dear oh ah yes see all are has had have was were
    """.split()
)


def _gender(text: str, chain: Chain) -> Gender | None:
    words = [s.of(text).lower() for s in chain]
    female, male = sum(w in _FEMALE for w in words), sum(w in _MALE for w in words)
    return None if female == male else "female" if female > male else "male"


@cache
def _given_names_of(gender: Gender) -> tuple[str, ...]:
    """Given names that tell a gender, capitalised, in the order of the list."""
    lines = resources.files("checker.data").joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    names = (line.partition(" ")[0] for line in lines if not line.startswith("#"))
    return tuple(n.capitalize() for n in names if gender_of_given(n) == gender and n.isalpha() and 2 < len(n) < 12)


@cache
def _common_names_of(gender: Gender) -> tuple[str, ...]:
    """Of them the English names that have short forms, and these."""
    common = frozenset().union(*NICKNAMES)
    return tuple(n for n in _given_names_of(gender) if n.lower() in common)


def _new_words(text: str, names: _Names, swap: bool, rng: random.Random) -> dict[str, str]:
    taken = {m[0] for m in _WORD.finditer(text)}

    def fresh(pool: tuple[str, ...]) -> Iterator[str]:
        while True:
            name = rng.choice(pool)
            if name not in taken and fold(name) not in _WORDS:
                taken.add(name)
                yield name

    surnames = fresh(SURNAMES)
    given = {g: (fresh(_given_names_of(g)), fresh(_common_names_of(g))) for g in _OTHER}
    new = {word: next(surnames) for word in sorted(names.surnames - names.given.keys())}
    for word, gender in sorted(names.given.items()):
        old = gender if gender is not None else rng.choice(tuple(_OTHER))
        new[word] = next(rng.choice(given[_OTHER[old] if swap else old]))
    return new


def _apply(text: str, edits: list[tuple[Span, str]]) -> tuple[str, Callable[[Span], Span]]:
    """The edited text, and where a span of the old one is in it; inside an edited word a span takes in all of it."""
    pieces: list[str] = []
    starts, ends = list(range(len(text) + 1)), list(range(len(text) + 1))
    at = shift = 0
    for span, word in edits:
        for i in range(at, span.start + 1):
            starts[i] = i + shift
            ends[i] = i + shift
        begin = span.start + shift
        for i in range(span.start + 1, span.end):
            starts[i], ends[i] = begin, begin + len(word)
        pieces += [text[at : span.start], word]
        shift += len(word) - (span.end - span.start)
        at = span.end
    for i in range(at, len(text) + 1):
        starts[i] = ends[i] = i + shift
    return "".join([*pieces, text[at:]]), lambda s: Span(starts[s.start], ends[s.end])
