"""Two people may differ; one person may not say and deny the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.clauses import first_clause, lowered
from checker.evaluation.generators.drafts import CONTRADICTION, ENTAILMENT, NEUTRAL, Draft, Sentence
from checker.evaluation.generators.invention import person
from checker.evaluation.generators.negation import denials

_INNER = re.compile(r"\b(?:if|unless|whether|but|except|because|although|though|while|or|said|says|told)\b")
_SAID = ("said that", "told reporters that", "insisted that", "maintained that", "argued that")
_DENIED = ("denied that", "rejected the claim that", "disputed that")
_AGREED = ("acknowledged that", "confirmed that", "stressed that")


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Has one or two invented people say a plain sentence, or its denial."""
    text = sentence.text
    clause = first_clause(text)
    if clause is None or _INNER.search(text) or clause.word in ("may", "might", "do") or clause.subject in ("I", "We"):
        return
    negated = denials(text, clause)
    if not negated:
        return
    one, two = person(rng), person(rng)
    if one == two:
        return
    surname = one.split()[1]
    said = f"{one} {rng.choice(_SAID)} {lowered(text)}"
    unsaid = lowered(rng.choice(negated))
    yield Draft(said, f"{rng.choice((one, surname))} {rng.choice(_SAID)} {unsaid}", CONTRADICTION)
    yield Draft(said, f"{rng.choice((one, surname))} {rng.choice(_DENIED)} {lowered(text)}", CONTRADICTION)
    yield Draft(said, f"{two} {rng.choice(_SAID)} {unsaid}", NEUTRAL)
    yield Draft(said, f"{two} {rng.choice(_DENIED)} {lowered(text)}", NEUTRAL)
    yield Draft(said, f"{two} {rng.choice(_SAID)} {lowered(text)}", NEUTRAL)
    yield Draft(f"{one} {rng.choice(_AGREED)} {lowered(text)}", f"{surname} said {lowered(text)}", ENTAILMENT)
    yield Draft(f"According to {one}, {lowered(text)}", f"{one} said that {lowered(text)}", ENTAILMENT)
