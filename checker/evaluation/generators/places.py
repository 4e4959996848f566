"""Another place for what happened once; the twins name what the place lies in, or leave it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.drafts import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    Draft,
    Sentence,
    claims_plainly,
    put,
)

STATES = (
    """
Ohio|Texas|Florida|Iowa|Nevada|Michigan|Wisconsin|Pennsylvania|Virginia|Colorado|Arizona|Georgia|Indiana|Kentucky|Oregon|Utah
Illinois|California|Minnesota|Missouri|Nebraska|New Hampshire|New Mexico|North Carolina|South Carolina|Vermont|Maine
""".strip()
    .replace("\n", "|")
    .split("|")
)
COUNTRIES = (
    """
France|Germany|Spain|Italy|Poland|Kenya|Nigeria|India|China|Japan|Brazil|Mexico|Canada|Iran|Iraq|Syria|Russia|Ukraine|Egypt|Turkey
Israel|Pakistan|Indonesia|Australia|Greece|Sweden|Norway|Ireland|Scotland|Chile|Peru|Cuba
""".strip()
    .replace("\n", "|")
    .split("|")
)
CITIES = {
    "Paris": "France", "London": "England", "Berlin": "Germany", "Rome": "Italy", "Madrid": "Spain", "Moscow": "Russia",
    "Tokyo": "Japan", "Beijing": "China", "Cairo": "Egypt", "Mumbai": "India", "Brussels": "Belgium", "Geneva": "Switzerland",
    "Cleveland": "Ohio", "Cincinnati": "Ohio", "Columbus": "Ohio", "Chicago": "Illinois", "Los Angeles": "California",
    "San Francisco": "California", "San Diego": "California", "Houston": "Texas", "Dallas": "Texas", "Miami": "Florida",
    "Orlando": "Florida", "Tampa": "Florida", "Detroit": "Michigan", "Milwaukee": "Wisconsin", "Philadelphia": "Pennsylvania",
    "Pittsburgh": "Pennsylvania", "Denver": "Colorado", "Phoenix": "Arizona", "Atlanta": "Georgia", "Las Vegas": "Nevada",
    "Des Moines": "Iowa", "Boston": "Massachusetts", "Seattle": "Washington state", "Baltimore": "Maryland",
    "Charlotte": "North Carolina", "Minneapolis": "Minnesota", "Indianapolis": "Indiana", "Manhattan": "New York",
    "Brooklyn": "New York", "Charleston": "South Carolina", "Manchester": "England", "Istanbul": "Turkey",
}  # fmt: skip
_PLACE = re.compile(
    r"\b[Ii]n ("
    + "|".join(sorted([*STATES, *COUNTRIES, *CITIES], key=len, reverse=True))
    + r")(?=[ .]|, )(?! [A-Z]|, [A-Z]|, and| and)"
)
_ONCE = re.compile(
    r"\b(?:born|died|arrested|met|spoke|held|killed|grew up|arrived|landed|won|lost|rally|crashed|opened|voted|elected|event"
    r"|speech|shot|shooting|attended|happened|took place|moved|married|lives|lived|worked|fundraiser|convention|conference"
    r"|town hall|campaigned|buried|debate|signed)\b"
)  # fmt: skip


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Moves an event elsewhere."""
    text = sentence.text
    found = _PLACE.findall(text)
    m = _PLACE.search(text)
    if m is None or len(found) != 1 or not _ONCE.search(text) or not claims_plainly(text):
        return
    place = m[1]
    kind = STATES if place in STATES else COUNTRIES if place in COUNTRIES else list(CITIES)
    yield Draft(text, put(text, m.start(1), m.end(1), rng.choice([p for p in kind if p != place])), CONTRADICTION)
    if place in CITIES:
        wider = CITIES[place]
        within = put(text, m.start(1), m.end(1), wider)
        yield Draft(text, within, ENTAILMENT)
        yield Draft(within, text, NEUTRAL)
        elsewhere = rng.choice([w for w in (STATES if wider in STATES else COUNTRIES) if w != wider])
        yield Draft(text, put(text, m.start(1), m.end(1), elsewhere), CONTRADICTION)
    if m.start() and text[m.end()] == ".":
        shorter = put(text, m.start(), m.end(), "")
        yield Draft(text, shorter, ENTAILMENT)
        yield Draft(shorter, text, NEUTRAL)
