"""The subject and the finite verb that a sentence begins with, where both are plain to see."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.evaluation.generators.verbs import Forms, of_past, of_third
from checker.grammar import ADVERBS, AUXILIARIES, CALENDAR, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES

BE = frozenset("is was are were".split())
HAVE = frozenset("has have had".split())
MODALS = frozenset("will would can could should must may might".split())
DO = frozenset("did does do".split())
_PRONOUNS = frozenset("he she it they we i this".split())
_DEFINITE = frozenset("the his her its their our my this that these those".split())
_HUMAN = frozenset("he she they we i".split())
_TITLES = frozenset("mr mrs ms dr sen rep gov president senator governor mayor judge justice".split())
_WORD = re.compile(r"\S+")
_CUT = PREPOSITIONS | CONJUNCTIONS | RELATIVES
_CLOSED = (
    _CUT | ADVERBS | AUXILIARIES | CALENDAR | DETERMINERS | PRONOUNS | frozenset("such perhaps fewer less".split())
)
_OBJECT = frozenset(
    "the a an his her its their our my this that these those him them it us more to into out up down back off".split()
)


class Clause(NamedTuple):
    """`[0, start)` is the subject, `[start, end)` the finite verb; `verb` holds its forms, None for an auxiliary."""

    subject: str
    start: int
    end: int
    word: str
    verb: Forms | None
    personal: bool


def first_clause(text: str) -> Clause | None:
    """The clause that `text` begins with: a pronoun, a name or a definite noun phrase, and at once its verb."""
    words = list(_WORD.finditer(text))
    if len(words) < 3:
        return None
    head = words[0].group()
    if head.lower() in _PRONOUNS:
        size = range(1, 2)
    elif head.lower() in _DEFINITE:
        size = range(2, 6)
    elif starts_name(head):
        size = range(1, 5)
    else:
        return None
    if head.endswith("s") and words[1].group().islower() and head.lower() not in _PRONOUNS | _DEFINITE:
        return None  # “Supporters gave”: a plural noun, not a name
    for n in size:
        if n >= len(words) or not _in_subject(words[n - 1].group(), n, head):
            return None
        verb = _verb(words[n].group(), words[n + 1].group() if n + 1 < len(words) else "")
        if verb is not None:
            m = words[n]
            named = head[0].isupper() and head.lower() not in _DEFINITE | _PRONOUNS
            people = head.lower() in _HUMAN or head.lower().rstrip(".") in _TITLES or (named and n <= 2)
            return Clause(text[: m.start()].rstrip(), m.start(), m.end(), m.group(), verb[0], people)
    return None


def starts_name(word: str) -> bool:
    """Whether a capitalised word at the start of a sentence may begin a name: no word of the closed classes does."""
    return word[0].isupper() and word.lower().rstrip(".,") not in _CLOSED


def _in_subject(word: str, place: int, head: str) -> bool:
    bare = word.lower()
    if re.search(r"[,;:]$", word) or (bare in _CUT and place > 1):
        return False
    named = head.lower() not in _DEFINITE | _PRONOUNS
    return not named or word[0].isupper()


def _verb(word: str, after: str) -> tuple[Forms | None] | None:
    if word in BE | HAVE | MODALS | DO:
        return (None,)
    past = of_past(word)
    if past and (
        past.past != past.participle or after.lower() in _OBJECT or after[:1].isupper() or after[:1].isdigit()
    ):
        return (past,)
    third = of_third(word)
    if third and (after.lower() in _OBJECT or after[:1].isupper()):
        return (third,)
    return None


def lowered(text: str) -> str:
    """`text` to go on inside another sentence: a small first letter, but for names and “I”."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in (_PRONOUNS | _DEFINITE) - {"i"} else text
