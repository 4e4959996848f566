"""Words brought to a common form, so that “killing” meets “killed” and “deaths” meets “died”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from checker.grammar import ADVERBS, FUNCTION_WORDS, cues

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ments?|ings?|ers?|ed|es|ly|s|e|y)$")
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_EMPTY = FUNCTION_WORDS | ADVERBS | frozenset("mr mrs ms dr one two three new say said says told added".split())

_FAMILIES = """
die died dies dying dead death deaths killed kill kills killing fatalities fatality toll
injure injured injuring injuries injury hurt wounded wounds wound
arrested arrest arrests arresting detained detain detains
open opened opens opening
shut shuts close closed closes closing closure
lock locked locks locking
see saw seen sees seeing watch watched watches
go went gone goes going
come came comes coming
leave left leaves leaving
give gave given gives giving
take took taken takes taking
begin began begun begins start started starts
send sent sends sending
buy bought buys buying
sell sold sells selling
win won wins winning
lose lost loses losing loss losses
pay paid pays paying
hold held holds holding
find found finds
build built builds building
write wrote written letter letters
child children kid kids
man men
woman women
fire blaze fires
vote votes voted voting
break broke broken
sleep slept
stand stood stands
meet met meets meeting
know knew known knows
fridge fridges refrigerator refrigerators
""".strip().splitlines()
_FAMILY: Mapping[str, str] = MappingProxyType({word: line.split()[0] for line in _FAMILIES for word in line.split()})


@cache
def stem(word: str) -> str:
    """The common form of a lower-case word: by table, else with the ending cut off."""
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    if word in _FAMILY:
        return _FAMILY[word]
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word))


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry the sense, in order: no function words, adverbs, or words of saying."""
    words = (m.group().lower() for m in WORD.finditer(text))
    return tuple(stem(w) for w in words if len(w) > 1 and w not in _EMPTY and w not in cues())
