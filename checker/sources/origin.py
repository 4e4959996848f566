"""Whether a quotation that stands in no source was made of something in one: a summary in quotation marks, or an invention."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from checker.sources.index import Index, Passage, proper_words
from checker.sources.sound import alike
from checker.sources.words import GAP, Word

FEATURES = ("share", "letters", "words", "names")
"""What tells the two apart.

share: how much of the quotation's sense the nearest passage has, 0 to 1. letters and words: letters a word, and words; who
sums up writes longer words and sentences than who speaks. names: names in it that no source has.
"""


@dataclass(frozen=True)
class Weights:
    """A logistic regression: the weight of each of the `FEATURES`, and the intercept."""

    weights: Mapping[str, float]
    intercept: float

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely a quotation was made of the nearest passage, 0 to 1."""
        return 1 / (1 + math.exp(-self.intercept - sum(self.weights[name] * features[name] for name in FEATURES)))


@cache
def released() -> Weights:
    """The weights that attrib comes with, as `python -m checker.evaluation.origin_fitting` writes them."""
    table = json.loads(resources.files("checker.sources").joinpath("weights.json").read_text("utf-8"))
    return Weights({name: table[name] for name in FEATURES}, table["intercept"])


def origin_features(index: Index, near: Passage | None, quote: Sequence[Word], text: str) -> dict[str, float]:
    """The `FEATURES` of a quotation in `text`; `near` is the passage nearest to it, None where the sources share nothing."""
    words = [w for w in quote if w.key != GAP]
    names = {words[i].key for i in proper_words(words, text, frozenset())}
    known = {name for name in names if index.has(name)} if names else set()
    return {
        "share": near.share if near else 0.0,
        "letters": sum(len(w.key) for w in words) / len(words),
        "words": float(len(words)),
        "names": float(sum(not any(alike(name, word, True) for word in index.vocabulary) for name in names - known)),
    }
