"""All, most, some, none; always, never; the twins take a part of the whole, or say it with a share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.drafts import (
    CONTRADICTION,
    ENTAILMENT,
    NEGATION,
    NEUTRAL,
    OPEN,
    Draft,
    Sentence,
    like,
    put,
)

# What stands there, what denies it, what it makes true, what it leaves open; bars part several, “-” is none.
_SCALES = [
    (
        r"\b(?:all|All) of (?=the |his |her |their |its |them)",
        "none of|only some of|few of|hardly any of",
        "some of|most of|more than half of",
        "-",
    ),
    (
        r"\b(?:most|Most) of (?=the [a-z]+s |his |her |their |its |them)",
        "none of|few of|only a minority of|hardly any of|fewer than half of",
        "more than half of|some of|a majority of",
        "all of",
    ),
    (r"\b(?:some|Some) of (?=the |his |her |their |its |them)", "none of", "at least some of", "all of|most of"),
    (
        r"\b(?:many|Many) of (?=the |his |her |their |its |them)",
        "none of|hardly any of|only a few of",
        "a good many of",
        "all of|most of",
    ),
    (
        r"\b(?:a|A) majority of ",
        "only a minority of|fewer than half of|less than half of",
        "more than half of",
        "-",
    ),
    (r"\b(?:more|More) than half of ", "fewer than half of|only a minority of", "a majority of|most of", "all of"),
    (r"\b(?:nearly|Nearly|about|About|roughly|Roughly) half of ", "all of|hardly any of|nearly all of", "some of", "-"),
    (r"\b(?:half|Half) of ", "all of|a quarter of|none of", "50 percent of|one in two of", "-"),
    (
        r"\b(?<!ully )(?:a|A|one|One)[ -]third of (?!a\b)",
        "half of|two-thirds of|a tenth of",
        "about 33 percent of|roughly one in three of",
        "-",
    ),
    (
        r"\b(?<!ully )(?:two)[ -]thirds of ",
        "a third of|half of|40 percent of",
        "about 67 percent of|more than half of",
        "-",
    ),
    (
        r"\b(?<!ully )(?:a|A|one|One)[ -]quarter of (?!a\b)",
        "half of|three-quarters of|a tenth of",
        "25 percent of",
        "-",
    ),
    (r"\b(?:none|None) of ", "all of|most of|some of", "not one of", "-"),
    (
        r"\b(?:everyone|Everyone|everybody|Everybody) (?=was|is|has|in|at|who|[a-z]+ed\b)",
        "nobody|hardly anyone",
        "-",
        "-",
    ),
    (
        r"\b(?:nobody|Nobody|no one|No one) (?=was|is|has|in|at|who|[a-z]+ed\b)",
        "everyone|almost everyone|somebody",
        "not one person",
        "-",
    ),
    (
        r"(?<=\s)(?:most|Most) (?=(?:Americans|voters|people|Republicans|Democrats|women|men|states))",
        "few|hardly any",
        "more than half of all",
        "all",
    ),
    (r"^Most (?=[a-z]+s )", "few|hardly any|no", "more than half of all|the majority of", "all"),
    (r"^(?:All|Every one of) the (?=[a-z]+s )", "none of the|only some of the", "most of the|every one of the", "-"),
    (r"^Some (?=[a-z]+s )", "no", "at least a few|certain", "most|all"),
    (r"^Many (?=[a-z]+s )", "few|no|hardly any", "a lot of|numerous", "most|all"),
    (r"^Few (?=[a-z]+s )", "most|many|all", "not many", "-"),
    (r"(?<=\s)(?:always) (?=[a-z]+ed\b|been)", "never|rarely", "-", "-"),
    (r"(?<=\s)(?:often|frequently) (?=[a-z]+ed\b|been)", "never|hardly ever", "on many occasions", "always"),
    (r"(?<=\s)(?:rarely|seldom) (?=[a-z]+ed\b|been)", "often|frequently|constantly", "not often", "-"),
    (r"(?<=\s)(?:once|Once) (?=[a-z]+ed\b)", "never", "at one time", "-"),
    (r"\bdozens of ", "only three|two", "more than ten|a large number of", "hundreds of"),
    (
        r"\bhundreds of (?!mill|bill|thous)",
        "only a dozen|fewer than twenty",
        "more than a hundred|a large number of",
        "thousands of",
    ),
    (
        r"\b(?<!hundreds of )(?<!tens of )thousands of ",
        "only a few hundred|fewer than a hundred",
        "more than a thousand|a large number of",
        "-",
    ),
    (r"\bmillions of ", "only a few thousand|fewer than a hundred", "more than a million|a huge number of", "-"),
    (r"(?<=\s)(?:unanimously)\b ?", "narrowly|by a single vote", "without dissent", "-"),
]
_COMPILED = [
    (re.compile(p), denied.split("|"), implied.split("|"), open_.split("|")) for p, denied, implied, open_ in _SCALES
]


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Puts another quantity in the place of one."""
    text = sentence.text
    for pattern, denied, implied, open_ in _COMPILED:
        m = pattern.search(text)
        if m is None or OPEN.search(text) or NEGATION.search(text[: m.start()] + text[m.end() :]):
            continue
        for choices, label in ((denied, CONTRADICTION), (implied, ENTAILMENT), (open_, NEUTRAL)):
            words = rng.choice(choices)
            if words != "-":
                space = " " if m.group().endswith(" ") else ""
                yield Draft(text, put(text, m.start(), m.end(), like(m.group(), words) + space), label)
        return
