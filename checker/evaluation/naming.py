"""When a resolved name is the gold speaker's, by the rule that every report uses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.speakers import Speaker

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend father sister brother bishop"
    " archbishop cardinal rabbi imam sheikh president vice prime minister chancellor secretary senator sen"
    " representative rep congressman congresswoman governor gov lt lieutenant mayor councillor councilman"
    " councilwoman judge justice chief sheriff general gen colonel col major maj captain capt commander cmdr"
    " sergeant sgt detective inspector officer constable admiral ambassador king queen prince princess hon"
    " honorable honourable retired former".split()
)
_WORD = re.compile(r"\w[\w.’'\-]*")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without case, “the”, a possessive, and the titles in front; titles alone are kept."""
    words = [re.sub(r"['’]s?$", "", w).rstrip(".") for w in _WORD.findall(name.casefold())]
    words = [w for w in words if w and w != "the"]
    start = 0
    while start < len(words) and words[start] in _TITLES:
        start += 1
    return tuple(words[start:] or words)


def same_name(gold: str, predicted: str) -> bool:
    """Whether two names can be one person's: the surname (the last word) is in both, and one adds only words to the
    other.

    “Dr Okafor” and “Maria Okafor” agree, “Maria” and “Maria Okafor” do not, nor do “James Okafor” and “Maria Okafor”.
    """
    a, b = name_words(gold), name_words(predicted)
    if not a or not b:
        return a == b
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    return a[-1] == b[-1] and set(shorter) <= set(longer) and len(shorter) < len(longer)


def right_speaker(gold: Speaker | None, predicted: Speaker | None, everyone: Iterable[Speaker]) -> bool:
    """Whether a statement's resolved speaker is the gold one.

    None only equals none. An unnamed gold speaker is met by overlapping mentions, unless the prediction names one of
    the article's named speakers. A name must fit the gold speaker's and no other of `everyone` (the gold speakers) as
    well: “Okafor” is no answer where two Okafors speak.
    """
    if gold is None or predicted is None:
        return gold is None and predicted is None
    fits = [s for s in everyone if s.kind != "unnamed" and same_name(s.name, predicted.name)]
    if gold.kind == "unnamed":
        overlap = any(g.overlaps(p) for g in gold.mentions for p in predicted.mentions)
        return overlap and (predicted.kind == "unnamed" or not fits)
    exact = name_words(gold.name) == name_words(predicted.name)
    return predicted.kind != "unnamed" and (exact or (same_name(gold.name, predicted.name) and len(fits) <= 1))


def full_name(gold: Speaker | None, predicted: Speaker | None, everyone: Iterable[Speaker]) -> bool:
    """As `right_speaker`, but a name must be the gold one word for word (case, titles and “the” aside)."""
    if gold is None or predicted is None or gold.kind == "unnamed":
        return right_speaker(gold, predicted, everyone)
    return predicted.kind != "unnamed" and name_words(gold.name) == name_words(predicted.name)
