"""Two sentences of one article that speak of different things, as most pairs that the product asks about do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from checker.evaluation.generators.drafts import NEUTRAL, Draft, Sentence

_WORD = re.compile(r"[a-z]{4,}|\d+")
#: Share of the shorter sentence's words above which two sentences may tell the same.
TOO_ALIKE = 0.5


def make(sentences: Sequence[Sentence], rng: Random) -> Iterator[Draft]:
    """Pairs each sentence of an article with one near it that shares a few words with it, or, as often, with any."""
    texts = [s.text for s in sentences]
    for at, text in enumerate(texts):
        near = [t for t in texts[max(0, at - 6) : at + 7] if t != text and alike(t, text) <= TOO_ALIKE]
        if near:
            other = max(near, key=lambda t: alike(t, text)) if rng.random() < 0.5 else rng.choice(near)
            yield Draft(text, other, NEUTRAL)


def alike(one: str, two: str) -> float:
    """The share of the shorter sentence's words (of four letters or more, and numbers) that the other has."""
    a, b = set(_WORD.findall(one.lower())), set(_WORD.findall(two.lower()))
    return len(a & b) / max(1, min(len(a), len(b)))
