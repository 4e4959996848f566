"""More and less detail: what is left out still holds; what is added was not known; a part is not the whole."""

from __future__ import annotations

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
    put,
)
from checker.evaluation.generators.figures import WORDS

_ASIDE = re.compile(r", (?:who|which) [^,]{8,90},(?= [a-z])")
_TAIL = re.compile(
    r", (?:saying|including|according to|adding|noting|citing|after|following|despite|while|as) [^,.]{6,90}(?=\.$)"
)
_INCLUDING = re.compile(
    r"(?i)\b(\d+|" + "|".join(WORDS[2:]) + r") people, including (\d+|" + "|".join(WORDS[2:]) + r") ([a-z]+)\b"
)
_OF_THE = re.compile(r"(?i)\b(\d+|" + "|".join(WORDS[2:]) + r") of the (\d+|" + "|".join(WORDS[2:]) + r") ([a-z]+)\b")


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Leaves out what stands between commas; and takes parts of counted wholes."""
    text = sentence.text
    for pattern in (_ASIDE, _TAIL):
        m = pattern.search(text)
        if m and claims_plainly(text):
            shorter = put(text, m.start(), m.end(), "")
            if len(shorter.split()) >= 5:
                yield Draft(text, shorter, ENTAILMENT)
                yield Draft(shorter, text, NEUTRAL)
    m = _INCLUDING.search(text)
    if m:
        yield Draft(text, f"None of the {m[1].lower()} were {m[3]}.", CONTRADICTION)
        yield Draft(text, f"There were {m[2]} {m[3]} among the {m[1].lower()} people.", ENTAILMENT)
        yield Draft(text, f"All of the {m[1].lower()} were {m[3]}.", CONTRADICTION)
    m = _OF_THE.search(text)
    if m and m[1].lower() != m[2].lower():
        yield Draft(text, put(text, m.start(), m.end(), f"none of the {m[2]} {m[3]}"), CONTRADICTION)
        yield Draft(text, put(text, m.start(), m.end(), f"all of the {m[2]} {m[3]}"), CONTRADICTION)
        yield Draft(text, put(text, m.start(), m.end(), f"some of the {m[2]} {m[3]}"), ENTAILMENT)
