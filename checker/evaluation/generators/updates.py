"""A count that has since changed, or was another at another time: both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.drafts import NEUTRAL, Draft, Sentence, claims_plainly, put
from checker.evaluation.generators.figures import HEDGES, figures, other

_YEAR = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b(?![-–]|[’']s)")
_COUNTED = re.compile(r" ([a-z]+)\b(?! (?:ago|later|before|earlier|after|old))")
_COUNTS = frozenset(
    "people men women children workers employees jobs cases deaths victims arrests soldiers troops officers delegates refugees"
    " members candidates students homes houses aftershocks complaints passengers patients protesters residents volunteers"
    " migrants prisoners inmates supporters donors schools stores casualties lawsuits survivors hostages suspects".split()
)


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Tells of the same thing at another time."""
    text = sentence.text
    found = [f for f in figures(text) if HEDGES.get(f.hedge) in (None, "more", "near")] if claims_plainly(text) else []
    if not found:
        return
    figure = rng.choice(found)
    up = rng.random() < 0.6
    value = figure.written(other(figure, rng, up))
    year = _YEAR.search(text)
    if year:
        changed = put(
            text, year.start(1), year.end(1), str(int(year[1]) + rng.choice((-6, -4, -3, -2, -1, 1, 2, 3, 4)))
        )
        yield Draft(text, put(changed, figure.start, figure.end, value), NEUTRAL)
    noun = _COUNTED.match(text, figure.end)
    if noun and noun[1] in _COUNTS and not figure.money:
        later = rng.choice(
            ("has since risen to", "has since grown to") if up else ("has since fallen to", "has since been revised to")
        )
        yield Draft(text, f"The number of {noun[1]} {later} {value}.", NEUTRAL)
        yield Draft(text, f"{text[:-1]}, though the number later {'rose' if up else 'fell'} to {value}.", NEUTRAL)
    elif figure.scale.strip() in ("percent", "%", "per cent") or figure.money:
        later = rng.choice(("has since risen to", "later rose to") if up else ("has since dropped to", "later fell to"))
        yield Draft(text, f"The figure {later} {value}.", NEUTRAL)
