"""The same number of another unit; the twins convert."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.drafts import CONTRADICTION, ENTAILMENT, Draft, Sentence, claims_plainly, put
from checker.evaluation.generators.figures import figures

# Unit: another unit of the same kind, and how many of those it makes, 0 where that would be an odd way to put it.
_UNITS = {
    "minutes": ("hours", 0), "hours": ("days", 0), "days": ("weeks", 0), "weeks": ("days", 7), "months": ("years", 0),
    "years": ("months", 12), "decades": ("years", 10), "miles": ("kilometers", 1.609), "kilometers": ("miles", 0.621),
    "feet": ("meters", 0.305), "inches": ("feet", 0), "acres": ("hectares", 0.405), "pounds": ("tons", 0),
    "tons": ("pounds", 0), "meters": ("feet", 3.281), "kilograms": ("pounds", 2.205), "dozen": ("hundred", 0),
    "million": ("billion", 0), "billion": ("million", 1000), "hundred": ("thousand", 0), "thousand": ("hundred", 0),
}  # fmt: skip
_UNIT = re.compile(r" (" + "|".join(_UNITS) + r")\b")


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Changes or converts the unit of one number."""
    text = sentence.text
    if not claims_plainly(text):
        return
    for figure in figures(text):
        scale = figure.scale.strip()
        at = figure.end - len(figure.scale) if scale in _UNITS else figure.end
        m = _UNIT.match(text, at)
        if not m or figure.hedge:
            continue
        unit, factor = _UNITS[m[1]]
        yield Draft(text, put(text, m.start(1), m.end(1), unit), CONTRADICTION)
        converted = figure.value * factor
        if factor and not (scale and figure.money == "" and converted < 1):
            exact = factor == int(factor)
            amount = f"{converted:,.0f}" if converted >= 10 or exact else f"{converted:.1f}"
            words = f"{figure.money}{amount} {unit}" if exact else f"about {amount} {unit}"
            yield Draft(text, put(text, figure.start, m.end(1), words), ENTAILMENT)
