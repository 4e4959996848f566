"""What speaks for and against a clash of two assertions, in numbers: one list, for retrieval and for the verdict."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from checker.article import Article
from checker.comparing.antonyms import antonym_of
from checker.comparing.assertions import Assertion
from checker.comparing.signals import is_hedged, is_update, negations
from checker.comparing.stems import stem
from checker.comparing.times import same_moment
from checker.comparing.values import Quantity, compare
from checker.document import Span

FloatArray = NDArray[np.float64]

TEXT_FEATURES = (
    "overlap", "rarest", "coverage", "fate", "ballot", "measure", "noun", "nought", "whole", "agree", "date", "weekday",
    "clock", "year", "same_time", "negation", "antonym", "same_speaker", "two_speakers", "paper", "paper_and_speaker",
    "headline", "hedged", "update", "thought", "absolute", "absolutes", "both_count", "both_date", "name", "opening",
    "lengths", "settled", "settled_whole", "date_rarest", "noun_coverage",
)  # fmt: skip
"""Read from the text alone."""
MODEL_FEATURES = ("contradiction", "weaker_contradiction", "entailment", "contradiction_overlap", "contradiction_value")
"""Read from the judge's probabilities: see `model_features`."""
FEATURES = TEXT_FEATURES + MODEL_FEATURES
SPEAK_FOR = frozenset(
    "overlap rarest coverage fate ballot measure noun nought whole date weekday clock year negation antonym settled"
    " settled_whole date_rarest noun_coverage contradiction weaker_contradiction contradiction_overlap"
    " contradiction_value".split()
)
"""Those that can only speak for a clash: one that a small sample gives a negative weight is left out."""

_FATES = frozenset("dead hurt arrested missing homeless".split())
_MEASURES = frozenset(
    "money percent metre kilometre mile foot tonne barrel gallon litre hectare acre minute hour day week month year"
    " degree point".split()
)
_LENGTHS = frozenset("minute hour day week month year".split())
_ABSOLUTE = frozenset(
    "all every each both only nobody none never no not nothing always ever whole throughout entire"
    " any single neither".split()
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
_CEILING = 5.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Two places whose values cannot both hold of one thing: the words on each side."""

    kind: str
    first: Span
    second: Span
    definite: bool = False


class Comparison:
    """The assertions of one article, ready to be compared pair by pair."""

    def __init__(self, article: Article, assertions: Sequence[Assertion]) -> None:
        self.article = article
        self.assertions = assertions
        counts = Counter(s for a in assertions for s in a.stems)
        total = max(2, len(assertions))
        self.idf: Mapping[str, float] = {s: math.log(total / n) / math.log(total) for s, n in counts.items()}

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(stem(m.group().lower()) for m in _NAME.finditer(self.article.text))

    @cached_property
    def _opening(self) -> int:
        """Index of the second paragraph of the body."""
        body = [k for k, p in enumerate(self.article.document.paragraphs) if p.role == "body"]
        return body[min(1, len(body) - 1)] if body else 0

    @cached_property
    def _hedged(self) -> list[bool]:
        return [is_hedged(a) for a in self.assertions]

    @cached_property
    def _absolute(self) -> list[bool]:
        return [bool(a.words & _ABSOLUTE) for a in self.assertions]

    @cached_property
    def _lasting(self) -> list[bool]:
        return [any(q.thing in _LENGTHS for q in a.values.quantities) for a in self.assertions]

    @cached_property
    def _negated(self) -> list[bool]:
        text = self.article.text
        return [bool(negations(text, a.span)) for a in self.assertions]

    @cached_property
    def _updates(self) -> list[bool]:
        return [is_update(self.article, a) for a in self.assertions]

    @cached_property
    def _weights(self) -> list[float]:
        return [math.sqrt(sum(self.idf[s] ** 2 for s in a.stems)) or 1.0 for a in self.assertions]

    def text_features(self, i: int, j: int) -> list[float]:
        """The `TEXT_FEATURES` of two assertions, the earlier first."""
        a, b = self.assertions[i], self.assertions[j]
        shared = a.stems & b.stems
        overlap = sum(self.idf[s] ** 2 for s in shared) / (self._weights[i] * self._weights[j])
        lighter = min(self._weights[i], self._weights[j]) ** 2
        different = differences(a, b)
        kinds = Counter(d.kind for d in different)
        definite = any(d.definite for d in different)
        fate, noun = float(kinds["fate"] > 0), float(kinds["noun"] > 0)
        date, clock = float(kinds["date"] > 0), float(kinds["clock"] > 0)
        rarest = max((self.idf[s] for s in shared), default=0.0)
        coverage = sum(self.idf[s] ** 2 for s in shared) / lighter if lighter else 0.0
        opening = float(a.is_paper and a.paragraph <= self._opening)
        update = self._updates[i] or self._updates[j]
        settled = float((kinds["fate"] > 0 or kinds["ballot"] > 0) and not update)
        roles = [self.article.document.paragraphs[x.paragraph].role for x in (a, b)]
        return [
            overlap,
            rarest,
            coverage,
            fate,
            float(kinds["ballot"] > 0),
            float(kinds["measure"] > 0) * overlap,
            noun,
            float(kinds["nought"] > 0),
            float(definite),
            float(any(_agree(p, q) for p in a.values.quantities for q in b.values.quantities)),
            date,
            float(kinds["weekday"] > 0) * overlap,
            clock,
            float(kinds["year"] > 0) * overlap,
            float(any(same_moment(p, q) for p in a.values.moments for q in b.values.moments)),
            float(self._negated[i] != self._negated[j]) * overlap,
            float(antonym_of(a.words, b.words) is not None) * overlap,
            float(a.holder is not None and a.holder == b.holder),
            float(not a.is_paper and not b.is_paper and a.holder != b.holder),
            float(a.is_paper and b.is_paper),
            float(a.is_paper != b.is_paper),
            float("headline" in roles),
            float(self._hedged[i] or self._hedged[j]),
            float(update),
            float("thought" in (a.act, b.act)),
            float(self._absolute[i] != self._absolute[j]),
            float(self._absolute[i] and self._absolute[j]),
            float(bool(a.values.quantities) and bool(b.values.quantities)),
            float(bool(a.values.moments) and bool(b.values.moments)),
            max((self.idf[s] for s in shared & self._names), default=0.0),
            opening,
            float(self._lasting[i] and self._lasting[j]),
            settled,
            settled * definite,
            date * rarest,
            noun * coverage,
        ]  # fmt: skip


def model_features(text: FloatArray, forward: FloatArray, backward: FloatArray) -> FloatArray:
    """The `MODEL_FEATURES` [n, 5] of n pairs from their text features [n, t] and the judge's probabilities [n, 3] of
    entailment, neutral and contradiction, read forward and backward."""
    odds = np.clip(np.stack([_log_odds(forward[:, 2]), _log_odds(backward[:, 2])]), -_CEILING, _CEILING)
    mean = odds.mean(axis=0)
    value = text[:, [TEXT_FEATURES.index(n) for n in ("fate", "ballot", "noun", "nought", "date", "clock")]].max(axis=1)
    entailment = np.maximum(forward[:, 0], backward[:, 0])
    return np.stack([mean, odds.min(axis=0), entailment, mean * text[:, 0], mean * value], axis=1)


def differences(a: Assertion, b: Assertion) -> tuple[Difference, ...]:
    """The values of the two that cannot both hold, and for which the two have no value in common."""
    return tuple(_quantity_differences(a, b)) + tuple(_moment_differences(a, b))


def _quantity_differences(a: Assertion, b: Assertion) -> Iterator[Difference]:
    agreed = {p.thing for p in a.values.quantities for q in b.values.quantities if compare(p, q) == "compatible"}
    for p in a.values.quantities:
        for q in b.values.quantities:
            if p.thing not in agreed and compare(p, q) == "incompatible":
                yield Difference(_kind(p, q), p.span, q.span, p.whole or q.whole)


def _kind(p: Quantity, q: Quantity) -> str:
    if 0 in (p.number.high, q.number.high):
        return "nought"
    if p.thing in _FATES:
        return "fate"
    if p.thing.startswith("votes"):
        return "ballot"
    return "measure" if p.thing in _MEASURES else "noun"


def _moment_differences(a: Assertion, b: Assertion) -> Iterator[Difference]:
    pairs = [(p, q, same_moment(p, q)) for p in a.values.moments for q in b.values.moments]
    agreed = {p.kind for p, _, same in pairs if same}
    for p, q, same in pairs:
        if same is False and p.kind not in agreed:
            yield Difference(p.kind, p.span, q.span)


def _agree(p: Quantity, q: Quantity) -> bool:
    return compare(p, q) == "compatible" and not p.number.loose and not q.number.loose


def _log_odds(p: FloatArray) -> FloatArray:
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(2 * p / (1 - p)))  # 0 where the judge knows nothing
