"""What an article counts and when: quantities with the thing they count, moments, and which of two cannot both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checker.comparing.numbers import Number, numbers
from checker.comparing.stems import stem
from checker.comparing.times import Moment, moments
from checker.document import Span
from checker.nouns import is_person, singular

Verdict = Literal["compatible", "incompatible", "incomparable"]

_PEOPLE = frozenset("people person".split())
_REMAINS = frozenset("body death life".split())
_FATES = {
    "dead": r"(?<!for )(?<!feared )dead|died|dies?|dying|killed|killing|kills?|deaths?|fatalities|bodies|death toll|lives",
    "hurt": r"injured|injuring|injuries|hurt|wounded|wounding",
    "arrested": r"arrested|detained|arrests|in custody|under arrest",
    "missing": r"missing|unaccounted",
    "homeless": r"homeless|displaced",
}
_FATE = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _FATES.items()), re.IGNORECASE)
_BALLOT = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|backed|motion|majority|councillors?|members|carried|approved)\b", re.IGNORECASE
)
_PAIR = re.compile(r"(?:\s|-)(?:votes\s)?to(?:\s|-)|\s?[–-]\s?")
_AGAINST = re.compile(r"\b(?:against|opposed)\b", re.IGNORECASE)
_IN_FAVOUR = re.compile(
    r"\b(?:backed|in favou?r|voted for (?:it|the (?:motion|measure|bill|plan|deal|resolution)))\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_STOPS = re.compile(r"[,.;:!?()“”\"]|\s[–—-]\s")
_ENDS_NOUN = frozenset(
    """
    a an the to in on at by from with who which that whose was were is are be been had has have will would could can may
    for and or but as after before when while than into since during until between under over per if his her their its
    said says did do does not only yet ago later earlier out up down off through across
    """.split()
)
_ANOTHER = re.compile(
    r"\b(?:another|other|others|additional|further|extra|remaining|fellow|next|last|every|each|first)\s$", re.I
)
_MORE = re.compile(r"\s(?:more|others?|additional|further|extra|fewer|less|each|apiece|times|per|a)\b", re.IGNORECASE)
_OF = re.compile(r"\sof\s(?:the\s|its\s|his\s|her\s|their\s|those\s|them\b|a\s)?", re.IGNORECASE)
_OUT_OF = re.compile(r"\bout of\s(?:the\s)?$", re.IGNORECASE)
_AMONG = re.compile(r"\b(?:is|are|was|were) among\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:all|the|both|these|those|all the|all of the|his|her|their|its)\s$", re.IGNORECASE)
_AGE = re.compile(r"[-\s]years?[-\s]olds?\b|(?<=\d)(?=,\s(?:who|a|an|the|from|of|said|told|was|is)\b)", re.IGNORECASE)
_MEASURES = {
    "metre": "metre meters meter metres m", "kilometre": "km kilometre kilometres kilometer kilometers",
    "mile": "mile miles", "foot": "foot feet ft", "tonne": "tonne tonnes ton tons", "barrel": "barrel barrels",
    "gallon": "gallon gallons", "litre": "litre litres liter liters", "hectare": "hectare hectares",
    "acre": "acre acres", "minute": "minute minutes", "hour": "hour hours", "day": "day days", "week": "week weeks",
    "month": "month months", "year": "year years", "degree": "degree degrees", "point": "point points",
}  # fmt: skip
_MEASURE = {word: name for name, words in _MEASURES.items() for word in words.split()}
_VAGUE = frozenset("thing way time part piece kind sort bit lot number matter reason side end case word".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    thing: “dead”, “votes for”, “money”, “percent”, a measure (“mile”), or the stem of the noun counted; “” where none is
    told. part: it is a share of something, or adds to it (“two of the nine”, “another five”): no rival of a total.
    whole: it stands for all there are (“all 18”, “the seven”). span: the number with its noun.
    """

    number: Number
    thing: str
    span: Span
    part: bool = False
    whole: bool = False


def quantities(text: str, within: Span) -> tuple[Quantity, ...]:
    """The quantities in a stretch of text, in order. Numbers that are dates or times of day are none."""
    times = [m.span for m in moments(text, within)]
    found = [n for n in numbers(text, within) if not any(n.span.overlaps(t) for t in times)]
    ballot = _BALLOT.search(text, *within) is not None
    out: list[Quantity] = []
    skip = False
    for number, after in zip(found, [*found, None][1:], strict=True):
        if skip:
            skip = False
        elif after is not None and _PAIR.fullmatch(text[number.span.end : after.span.start]):
            skip = True
            if ballot:
                sides = (number, "votes for"), (after, "votes against")
                out += [Quantity(n, side, n.span, whole=True) for n, side in sides]
            elif number.low < after.low:  # a range; a score (“3-1”) counts nothing that could be compared
                out += _counted(text, within, _range(number, after), ballot)
        elif after is not None and _between(text, within, number, after):
            skip = True
            out += _counted(text, within, _range(number, after), ballot)
        else:
            out += _counted(text, within, number, ballot)
    return tuple(out)


def _between(text: str, within: Span, a: Number, b: Number) -> bool:
    ahead = text[max(within.start, a.lead - 8) : a.lead].lower()
    return ahead == "between " and text[a.span.end : b.span.start] == " and "


def _range(a: Number, b: Number) -> Number:
    return Number(Span(a.span.start, b.span.end), a.low, b.high, b.unit or a.unit, True, a.lead)


def _counted(text: str, within: Span, number: Number, ballot: bool) -> Iterator[Quantity]:
    span, before = number.span, text[max(within.start, number.lead - 16) : number.lead]
    tail = text[span.end : within.end]
    part = bool(_ANOTHER.search(before) or _OUT_OF.search(before) or _MORE.match(tail))
    part = part or bool(_AMONG.search(text, span.end, min(within.end, span.end + 40)))
    whole = bool(_WHOLE.search(before))
    if number.unit:
        yield Quantity(number, number.unit, span, part, whole)
        return
    if m := _AGE.match(tail):
        yield Quantity(number, "years old", Span(span.start, span.end + m.end()), True, whole)
        return
    if m := _OF.match(tail):
        part = part or "the" in m.group().lower().split() or "them" in m.group().lower()
        part = part and not whole
    noun = _noun(text, span.end + (m.end() if m else 0), within.end, one=number.high == 0)
    end = noun.end if noun else span.end
    word = singular(noun.of(text).lower()) if noun else ""
    measure = _MEASURE.get(word, _MEASURE.get(noun.of(text).lower() if noun else ""))
    fate = None if measure else _fate(text, within, number, end, word)
    if ballot and (side := _side(text, end, within.end)):
        yield Quantity(number, side, Span(span.start, end), part, whole)
    elif fate:
        yield Quantity(number, fate, Span(span.start, end), part, whole)
    else:
        thing = measure or ("" if word in _VAGUE else stem(word) if word not in _PEOPLE else "people")
        yield Quantity(number, thing, Span(span.start, end), part, whole)


def _noun(text: str, start: int, stop: int, one: bool) -> Span | None:
    """The last word of the noun phrase that a number opens, None where no noun follows; `one`: it may be a singular."""
    if m := _STOPS.search(text, start, stop):
        stop = m.start()
    last: Span | None = None
    for m in list(_WORD.finditer(text, start, min(stop, start + 60)))[:4]:
        word = m.group().lower()
        if word in _ENDS_NOUN or (last is not None and _FATE.fullmatch(last.of(text))):
            break
        last = Span(*m.span())
        if one or _plural(word):
            break
    return last


def _plural(word: str) -> bool:
    return singular(word) != word or word in _PEOPLE or word in ("children", "police", "cattle", "sheep")


def _fate(text: str, within: Span, number: Number, end: int, word: str) -> str | None:
    """What became of the people counted, told by the words right around the number: “12 dead”, “killing six workers”."""
    if word and not (is_person(word) or word in _PEOPLE or word in _REMAINS or _FATE.fullmatch(word)):
        return None
    behind = text[end : min(within.end, end + 24)]
    clause = re.split(r"[,;.]|\band\b|\bbut\b", behind)[0]
    of_noun = text[number.span.end : end]
    for where in (of_noun, clause):
        if m := _FATE.search(where):
            return m.lastgroup
    ahead = re.split(r"[,;.]|\band\b|\bbut\b", text[max(within.start, number.lead - 34) : number.lead])[-1]
    hits = list(_FATE.finditer(ahead))
    return hits[-1].lastgroup if hits else None


def _side(text: str, end: int, stop: int) -> str | None:
    behind = text[end : min(stop, end + 40)]
    if _AGAINST.search(behind):
        return "votes against"
    return "votes for" if _IN_FAVOUR.search(behind) and _BALLOT.search(behind) else None


def compare(a: Quantity, b: Quantity) -> Verdict:
    """Whether two quantities can both hold of one matter: whether their intervals meet, if they count one thing."""
    if not a.thing or a.thing != b.thing:
        return "incomparable"
    if a.number.low <= b.number.high and b.number.low <= a.number.high:
        return "compatible"
    if a.part or b.part:
        return "incomparable"
    return "incompatible"


@dataclass(frozen=True, slots=True)
class Values:
    """All that a stretch of text counts and dates."""

    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]


def values(text: str, within: Span) -> Values:
    """The quantities and moments of a stretch of text, each in order."""
    return Values(quantities(text, within), moments(text, within))
