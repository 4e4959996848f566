"""Who did it to whom: the names change places; the twins turn active into passive, or swap what is mutual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.clauses import starts_name
from checker.evaluation.generators.drafts import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    Draft,
    Sentence,
    claims_plainly,
    put,
)
from checker.evaluation.generators.invention import person
from checker.evaluation.generators.verbs import of_participle, of_past

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?[A-Z][a-zé]+(?: [A-Z][a-zé]+){0,2}"
_ONE_WAY = frozenset(
    "defeat beat replace succeed acquire buy kill hire dismiss arrest sue appoint elect employ rescue murder shoot"
    " overtake nominate outspend trail lead invite promote inform overthrow evict acquit convict expel follow endorse"
    " donate prosecute recruit name select choose punish thank congratulate".split()
)
_EITHER_WAY = frozenset(
    "criticize attack accuse praise support back condemn mock warn blame welcome threaten challenge".split()
)
_ACTIVE = re.compile(rf"^({_NAME}) ([a-z]+) ({_NAME})(?=[ .,])(?![’'])")
_MUTUAL = re.compile(
    rf"^({_NAME}) ((?:has |had )?(?:met|married|divorced|debated)(?: with)?) ({_NAME})(?=[ .,])(?![’'])"
)
_WON = re.compile(
    rf"^({_NAME}) ((?:was|were) (?:elected|named|appointed|nominated|hired|chosen|born)|won(?= the)|died|resigned)\b"
)


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Exchanges the names around one verb, or puts another person in the place of one."""
    text = sentence.text
    if not claims_plainly(text):
        return
    yield from _mutual(text)
    yield from _exchange(text)
    m = _WON.match(text)
    if m and _are_names(m[1]):
        who = person(rng)
        yield Draft(
            text, put(text, m.start(1), m.end(1), who), NEUTRAL if m[2] in ("died", "was born") else CONTRADICTION
        )


def _mutual(text: str) -> Iterator[Draft]:
    m = _MUTUAL.match(text)
    if m and _are_names(m[1], m[3]):
        yield Draft(text, f"{m[3]} {m[2]} {m[1]}{text[m.end() :]}", ENTAILMENT)


def _exchange(text: str) -> Iterator[Draft]:
    m = _ACTIVE.match(text)
    verb = of_past(m[2]) if m else None
    if m is None or verb is None or not _are_names(m[1], m[3]):
        return
    rest = text[m.end() :]
    swapped = f"{m[3]} {m[2]} {m[1]}{rest}"
    passive = verb.participle
    if verb.stem in _ONE_WAY | _EITHER_WAY and of_participle(passive):
        yield Draft(text, f"{m[3]} was {passive} by {m[1]}{rest}", ENTAILMENT)
    if verb.stem in _ONE_WAY:
        yield Draft(text, swapped, CONTRADICTION)
        yield Draft(text, f"{m[1]} was {passive} by {m[3]}{rest}", CONTRADICTION)
    elif verb.stem in _EITHER_WAY:
        yield Draft(text, swapped, NEUTRAL)


def _are_names(*names: str) -> bool:
    """Whether all are names of one each, as far as the words tell: a plural (“Republicans”) would need other verbs."""
    return len(set(names)) == len(names) and all(starts_name(n.split()[0]) and not n.endswith("s") for n in names)
