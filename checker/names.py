"""Names: their parts, which forms can be one person's or one organization's, and what they tell of gender."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from checker import namewords
from checker.nouns import Gender, gender_of_noun, is_person, singular


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, as written; a bare surname (or a lone given name) stands in `family`.

    `title` is the office before the name (“President”, “Massachusetts Sen.”), None for “Mr” and the like.
    """

    given: tuple[str, ...]
    family: str
    suffix: str = ""
    title: str | None = None
    gender: Gender | None = None

    @property
    def full(self) -> str:
        """The name without its title: “Donald J. Trump Jr.”."""
        return " ".join((*self.given, self.family, self.suffix)).strip()

    @property
    def words(self) -> int:
        """How many words of the name proper, suffix left out."""
        return len(self.given) + 1


@cache
def _given_names() -> dict[str, int]:
    lines = resources.files("checker.data").joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    return {name: int(share) for name, _, share in (line.partition(" ") for line in lines if line[0] != "#")}


@cache
def fold(word: str) -> str:
    """Lower case, no diacritics, plain apostrophes and no full stops: the form that names are compared in."""
    word = word.lower().replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c) and c != ".")


def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name; a double one by its first part (“Jean-Claude”)."""
    return fold(word) in _given_names() or ("-" in word and fold(word).split("-")[0] in _given_names())


@cache
def gender_of_given(word: str) -> Gender | None:
    """The gender that a given name tells, None for unknown and for names that both bear."""
    names = _given_names()
    folded = fold(word)
    share = names.get(folded, names.get(folded.split("-")[0]))
    if share is None or 7 < share < 93:
        return None
    return "female" if share >= 93 else "male"


def is_honorific(word: str) -> bool:
    return fold(word) in namewords.HONORIFICS


def is_office(word: str) -> bool:
    """Whether a word before a name is an office or a profession (“Senator”, “Gov.”, “actress”)."""
    folded = fold(word)
    return folded in namewords.OFFICES or is_person(folded)


def is_particle(word: str) -> bool:
    return word in namewords.PARTICLES or word.startswith(("al-", "el-"))


def is_suffix(word: str) -> bool:
    return fold(word) in namewords.SUFFIXES and word[0].isupper()


def is_place(word: str) -> bool:
    """Whether a word is a well-known country, state or capital: as a source, its government."""
    return fold(word) in namewords.PLACES


def is_place_name(words: Iterable[str]) -> bool:
    """Whether all words make a place: “Mexico”, “the United States”, “New York”."""
    return all(is_place(w) or fold(w) in namewords.OF_PLACES for w in words)


def is_organization_word(word: str) -> bool:
    """Whether a capitalised word marks the name that holds it as an organization's (“Ministry”, “Corp.”, “Times”)."""
    folded = fold(word)
    last = folded.rsplit("-", 1)[-1]
    return any(w in namewords.ORGANIZATION_WORDS for w in (folded, singular(folded), last))


def is_acronym(word: str) -> bool:
    """“EPA”, “U.N.”, “AFL-CIO”: no lower-case letter, two capitals or more."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters)


def parse_person(words: tuple[str, ...]) -> PersonName | None:
    """The parts of a person's name with whatever titles stand before it; None where nothing but titles is there."""
    start, gender, title_end = 0, None, 0
    for i, word in enumerate(words[:-1]):
        rest = words[i + 1 :]
        if is_honorific(word) and not (is_given_name(word) and i > start):
            gender = namewords.HONORIFICS[fold(word)] or gender
            start = i + 1
        elif is_office(word) and not (start < i and fold(word) in namewords.SURNAMES and is_given_name(words[i - 1])):
            if all(is_suffix(w) for w in rest):
                break
            if len(rest) == 1 and fold(word) in namewords.PLAIN and not is_given_name(rest[0]):
                continue
            if fold(word) in ("secretary", "speaker", "director", "archbishop", "bishop", "chief") and rest[0] == "of":
                continue
            gender = gender_of_noun(fold(word)) or gender
            start = title_end = i + 1
    if "of" in words[start:]:
        i = len(words) - 1 - words[::-1].index("of")
        begin = next((k for k in range(i + 2, len(words)) if is_given_name(words[k])), None)
        if begin is None:
            return None
        start = title_end = begin
    core = list(words[start:])
    while len(core) > 1 and core[-1].replace(".", "") in namewords.POST_NOMINALS:
        core.pop()
    suffix = core.pop() if len(core) > 1 and is_suffix(core[-1]) else ""
    if not core or (len(core) == 1 and is_honorific(core[0])):
        return None
    cut = len(core) - 1
    while cut > 1 and is_particle(core[cut - 1].lower() if core[cut - 1][0].islower() else core[cut - 1]):
        cut -= 1
    if cut == 1 and len(core) > 1 and is_particle(core[0]):
        cut = 0
    given = tuple(core[:cut])
    title = " ".join(words[:title_end]) or None
    if gender is None and given:
        gender = gender_of_given(next((g for g in given if len(fold(g)) > 1), given[0]))
    return PersonName(given, " ".join(core[cut:]), suffix, title, gender)


@cache
def nicknames(word: str) -> frozenset[str]:
    """The folded given names that a folded one may stand for or be called: “bill” for “william” and the reverse."""
    return frozenset().union(*(group for group in namewords.NICKNAMES if word in group))


@cache
def _same_given(a: str, b: str) -> bool:
    a, b = fold(a), fold(b)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return long[0] == short
    return b in nicknames(a)


def person_fit(short: PersonName, full: PersonName) -> int:
    """How well two forms can be one person's name: 0 cannot, 1 by a given name, 2 by a part, 3 by surname or in full."""
    if short.gender and full.gender and short.gender != full.gender:
        return 0
    if short.suffix and full.suffix and fold(short.suffix) != fold(full.suffix):
        return 0
    short_words = [fold(w) for w in (*short.given, *short.family.split())]
    full_words = [fold(w) for w in (*full.given, *full.family.split())]
    if short_words == full_words:
        return 3
    if short.given and full.given:
        if fold(short.family) != fold(full.family):
            return 2 if len(short_words) < len(full_words) and full_words[-len(short_words) :] == short_words else 0
        return 3 if _same_given(short.given[0], full.given[0]) or _same_given(short.given[0], full.given[-1]) else 0
    if len(short_words) > len(full_words):
        return person_fit(full, short) if short.given else 0
    family = fold(full.family)
    name = " ".join(short_words)
    if name in (family, family.rsplit(" ", 1)[-1]):
        return 3
    if name in family.split("-") or name in full_words[1:-1]:
        return 2
    return 1 if full.given and _same_given(short.family, full.given[0]) and len(name) > 1 else 0
