"""Invented people, and articles whose people have invented names, so that no model learns who is who by heart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from checker.evaluation.generators.drafts import Sentence
from checker.grammar import CALENDAR
from checker.names import gender_of_given, is_given_name, is_organization_word, is_place

_WOMEN = """
Maria Ingrid Amina Joanna Priya Helen Ruth Chiara Nadia Olga Beatrice Yuki Fatima Grace Hannah Leila Marta Nora Paula
Rosa Sofia Tessa Vera Wanda Zoe Agnes Bella Carmen Delia Esther Freya Greta Irene Julia Karin Lucy Mabel Nina Odile
""".split()
_MEN = """
Peter Anton Omar Daniel Rahul Karl Samuel Marco Felix Oleg Bernard Kenji Hassan George Henrik Idris Jonas Kwame Luis
Martin Niklas Oscar Pavel Rupert Simon Tomas Ulrich Victor Walter Xavier Adrian Bruno Caleb Dominic Edgar Frank Gavin
""".split()
_SURNAMES = """
Okafor Lindqvist Marlowe Petrov Achebe Hartnell Osei Varga Whitlock Tanaka Moreau Delgado Fairley Novak Brandt Castellan
Dunmore Eriksen Farouk Gallway Hollis Ibsen Jarrow Kessler Larkin Mbeki Norwood Ortega Pemberton Quill Rashford Sandoval
Thorne Underhill Vance Wexford Yamada Zeller Ashdown Birkett Corrigan Devlin Ellery Fontaine Grayling Hathaway Ingram
Jessop Kovacs Lockwood Mercer Nakamura Oduya Prentice Rowley Stanhope Treadwell Ulman Vickery Winslow Abernathy Bexley
""".split()
_NAME = re.compile(r"\b([A-Z][a-zé]+) (?:[A-Z]\. )?([A-Z][a-zé]{2,}(?:[A-Z][a-z]+)?)\b")
_NEVER = frozenset(
    """
    Republican Democrat Democratic Democrats Republicans Party House Senate Street Beach University Congress Court
    Court El San Santa Los Las Saint Fort Lake Mount Port Will Obama Gov White North South East West New American
    State States County City Times Post News Journal Fox Super
    """.split()
)


def person(rng: Random) -> str:
    """An invented full name."""
    return f"{rng.choice(_WOMEN + _MEN)} {rng.choice(_SURNAMES)}"


def rename(sentences: Sequence[Sentence], rng: Random) -> list[Sentence]:
    """The sentences of one article, every person whose full name stands in it renamed, everywhere alike."""
    names: dict[str, str] = {}
    surnames = list(_SURNAMES)
    rng.shuffle(surnames)
    for sentence in sentences:
        for given, surname in _NAME.findall(sentence.text):
            if surname in names or not surnames or not _is_person(given, surname):
                continue
            names[surname] = surnames.pop()
            pool = {"female": _WOMEN, "male": _MEN, None: _WOMEN + _MEN}[gender_of_given(given)]
            names.setdefault(given, rng.choice(pool))
    if not names:
        return list(sentences)
    known = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b")
    return [s._replace(text=known.sub(lambda m: names[m.group()], s.text)) for s in sentences]


def _is_person(given: str, surname: str) -> bool:
    words = (given, surname)
    if any(w in _NEVER or w.lower() in CALENDAR or is_place(w) or is_organization_word(w) for w in words):
        return False
    return is_given_name(given)
