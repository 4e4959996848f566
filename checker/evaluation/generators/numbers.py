"""Other numbers for the same thing; the twins round, hedge, or write the same number differently."""

from __future__ import annotations

import math
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
    like,
    put,
)
from checker.evaluation.generators.figures import HEDGES, WORDS, Figure, figures, other

# “Only at least two”, “an at least 51 percent rise” are no English.
_MARKED = re.compile(r"\b(?:only|just|exactly|all|both|even|is|are|was|were|a|an|another|to|with) $", re.IGNORECASE)


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Changes one number of a plain statement."""
    text = sentence.text
    found = list(figures(text)) if claims_plainly(text) else []
    if not found:
        return
    figure = rng.choice(found)
    kind = HEDGES.get(figure.hedge, "exact")
    if kind == "more" and figure.value < 5:
        return
    yield Draft(text, _placed(text, figure, _denying(text, figure, kind, rng)), CONTRADICTION)
    if kind == "exact":
        same = _same(figure)
        if same:
            yield Draft(text, _placed(text, figure, rng.choice(same)), ENTAILMENT)
        bound = None if _MARKED.search(text[: figure.start]) else _bound(figure, rng)
        if bound:
            yield Draft(text, _placed(text, figure, bound), ENTAILMENT)
            # The rough figure does not tell the exact one.
            yield Draft(_placed(text, figure, bound), text, NEUTRAL)
    else:
        within = _within(figure, kind, rng)
        if within:
            yield Draft(text, _placed(text, figure, within), NEUTRAL)


def _placed(text: str, figure: Figure, words: str) -> str:
    return put(text, figure.hedge_start, figure.end, like(text[figure.hedge_start], words))


def _few(figure: Figure) -> str:
    return "less than" if figure.money or figure.scale.strip() in ("%", "percent", "per cent") else "fewer than"


def _denying(text: str, figure: Figure, kind: str, rng: Random) -> str:
    larger = {"more": False, "less": True}.get(kind)
    if kind == "near":
        return figure.written(
            other(figure, rng, True) * (2 if "cent" not in figure.scale and figure.scale != "%" else 1)
        )
    number = other(figure, rng, larger)
    up = number > figure.value  # near one there is no room below
    value = figure.written(number)
    if not _MARKED.search(text[: figure.start]) and rng.random() < (0.35 if kind == "exact" else 0.6):
        return f"{rng.choice(('more than', 'at least', 'over')) if up else _few(figure)} {value}"
    return value


def _same(figure: Figure) -> list[str]:
    if figure.is_word:
        return [str(int(figure.value))]
    found = []
    if not figure.money and not figure.scale and figure.value == int(figure.value) and figure.value <= 20:
        found.append(WORDS[int(figure.value)])
    if figure.scale.strip() in ("percent", "per cent"):
        found.append(figure.written(figure.value).replace(figure.scale, "%"))
    if figure.scale == "%":
        found.append(figure.written(figure.value).replace("%", " percent"))
    if figure.money:
        unit = {"$": "dollars", "£": "pounds", "€": "euros"}[figure.money]
        found.append(f"{figure.written(figure.value)[1:]} {unit}")
    if figure.scale == " million" and not figure.money and figure.value == int(figure.value):
        found.append(f"{int(figure.value):,},000,000")
    return found


def _bound(figure: Figure, rng: Random) -> str | None:
    """A rougher statement that the figure makes true."""
    value = figure.value
    size = 10 ** max(0, math.floor(math.log10(value)) - 1)
    down, up = math.floor(value / size) * size, math.ceil(value / size) * size
    choices = [f"at least {figure.written(value)}"]
    if value >= 20 and down < value:
        near = down if value - down < up - value else up
        choices += [f"{rng.choice(('about', 'around', 'roughly', 'some'))} {figure.written(near)}"] * 2
        choices += [
            f"{rng.choice(('more than', 'over'))} {figure.written(down)}",
            f"{_few(figure)} {figure.written(up)}",
        ]
    elif value >= 20 and value - size > 0:
        choices.append(f"more than {figure.written(value - size)}")
    return rng.choice(choices)


def _within(figure: Figure, kind: str, rng: Random) -> str | None:
    """An exact figure that the hedged one leaves open."""
    value = figure.value
    if kind == "more":
        return figure.written(other(figure, rng, True))
    if figure.hedge in ("nearly", "almost", "under") or value < 20 or value != int(value):
        return None
    if kind == "less":
        return figure.written(other(figure, rng, False))
    off = max(1, round(value * rng.uniform(0.005, 0.03)))
    return figure.written(value - off if rng.random() < 0.5 else value + off)
