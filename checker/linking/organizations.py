"""Organizations by their names: tells them from persons, and which forms can be one's."""

from __future__ import annotations

import re

from checker.names import (
    fold,
    is_acronym,
    is_given_name,
    is_honorific,
    is_organization_word,
    is_particle,
    is_place,
    is_place_name,
    parse_person,
)

_AMBIGUOUS_SURNAMES = frozenset(
    """
    hall church house day post college guild bell price star press mills lines foods stores west banks fund mercury
    sun hill sales lane parks field forest lake rivers street valley law day young battle power knight page bay
    coast winter road act age prize islands bridge stone mountain tower square west north east south carrier mercury
    college power week
    """.split()
)


def is_organization(parts: tuple[str, ...], before: str) -> bool | None:
    """Whether a capitalised name is an organization's (True), a person's (False) or open; `before` the word before it."""
    core = parts[1:] if parts[0] == "The" else parts
    person = parse_person(core)
    if person is None:
        return True
    words = (*person.given, *person.family.split())
    titled = person.title is not None or any(is_honorific(p) for p in core[:-1])
    if titled and not is_organization_word(words[-1]):
        return False
    if titled and len(words) > 1 and is_given_name(words[0]) and fold(words[-1]) in _AMBIGUOUS_SURNAMES:
        return False
    organization = [w for w in core if is_organization_word(w)]
    if organization:
        ambiguous = fold(organization[-1]) in _AMBIGUOUS_SURNAMES and organization == [core[-1]]
        if ambiguous and len(core) > 1 and is_given_name(core[0]) and not is_place(core[0]):
            return False
        if not (len(core) == 1 and ambiguous):
            return True
    if core[-1].isdigit() or "for" in core or "&" in core or any("&" in w for w in core):
        return True
    if len(words) > 4 and not any(is_particle(w) for w in words) and not titled:
        return True
    if len(core) == 2 and fold(core[0]) in ("st", "saint", "san", "santa", "port", "mount", "fort", "lake"):
        return True
    if is_place_name(core):
        return True
    if len(core) == 1:
        if parts[0] == "The" or before == "the" or is_acronym(core[0]):
            return True
        return False if is_given_name(core[0]) else None
    if fold(core[0]) in ("un", "us", "eu", "uk", "gop") or (is_acronym(core[0]) and len(core[0].replace(".", "")) > 2):
        return True
    if before == "the" or parts[0] == "The":
        return None if is_given_name(core[0]) else True
    return False if is_given_name(core[0]) and not is_place(core[0]) else None


def initials(words: tuple[str, ...]) -> str:
    """The acronym that an organization's name makes: its capitalised words' first letters, lower-case."""
    return "".join(w[0] for part in words for w in part.split("-") if w[:1].isupper()).lower()


def organization_fit(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether two forms can be one organization's name: equal, an acronym, or the first or last words of the longer."""
    a, b = ([fold(w) for w in words if fold(w) != "the"] for words in (short, full))
    if a == b:
        return True
    if len(a) > len(b) or is_place_name(a):
        return False
    if len(a) == 1 and is_acronym(short[-1]) and len(b) > 1:
        letters = re.sub(r"[^a-z]", "", a[0])
        return letters == initials(tuple(w for w in full if w.lower() != "the"))
    if not a or b[: len(a)] == a:
        return bool(a)
    return b[-len(a) :] == a and (len(a) > 1 or is_organization_word(a[0]))
