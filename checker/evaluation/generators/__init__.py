"""Pairs to train and judge a contradiction model on, made from real prose by rule: one module a phenomenon.

A rule that is unsure of a sentence makes nothing of it. What two sentences of an article can both say of the same event
is no contradiction: the labels answer that question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from random import Random
from types import MappingProxyType

from checker.evaluation.generators import (
    antonyms,
    dates,
    details,
    modality,
    negation,
    numbers,
    opinions,
    places,
    quantities,
    roles,
    synonyms,
    units,
    unrelated,
    updates,
)
from checker.evaluation.generators.drafts import CONTRADICTION, NEUTRAL, Draft, Sentence, is_plain
from checker.evaluation.generators.invention import rename
from checker.evaluation.pairs import Pair

__all__ = ["GENERATORS", "Draft", "Sentence", "generate", "is_plain"]

Generator = Callable[[Sentence, Random], Iterator[Draft]]

#: The phenomena, by the name that their pairs have as `source`. `unrelated` needs the whole article and stands apart.
GENERATORS: Mapping[str, Generator] = MappingProxyType(
    {
        "numbers": numbers.make,
        "units": units.make,
        "dates": dates.make,
        "negation": negation.make,
        "antonyms": antonyms.make,
        "synonyms": synonyms.make,
        "roles": roles.make,
        "quantities": quantities.make,
        "places": places.make,
        "modality": modality.make,
        "updates": updates.make,
        "opinions": opinions.make,
        "details": details.make,
    }
)
#: Share of articles whose people get invented names.
_RENAMED = 0.7


def generate(sentences: Iterable[Sentence], rng: Random) -> Iterator[Pair]:
    """All pairs that the rules make of sentences that stand article by article; the same for the same state of `rng`.

    Sentences that are not plain (`is_plain`) are passed over. A contradiction is as often turned round as not, and
    what a rule wrote is also set beside another sentence of its article, neutral: neither the place nor the wording
    of a hypothesis tells its label.
    """
    for article, group in groupby(sentences, key=lambda s: s.article):
        plain = [s for s in dict.fromkeys(group) if is_plain(s.text)]
        if rng.random() < _RENAMED:
            plain = rename(plain, rng)
        drafts = [("unrelated", d) for d in unrelated.make(plain, rng)]
        for sentence in plain:
            for name, make in GENERATORS.items():
                for draft in make(sentence, rng):
                    drafts.append((name, draft))
                    if draft.label == CONTRADICTION and rng.random() < 0.3:
                        drafts.extend(("unrelated", d) for d in _elsewhere(draft, plain, rng))
        for number, (name, draft) in enumerate(drafts):
            if draft.premise != draft.hypothesis:
                premise, hypothesis, label = draft
                if label == CONTRADICTION and rng.random() < 0.5:
                    premise, hypothesis = hypothesis, premise
                yield Pair(f"{article}:{number}", premise, hypothesis, label, article, name)


def _elsewhere(draft: Draft, sentences: list[Sentence], rng: Random) -> Iterator[Draft]:
    other = rng.choice(sentences).text
    if unrelated.alike(other, draft.premise) <= unrelated.TOO_ALIKE:
        yield Draft(other, draft.hypothesis, NEUTRAL)
