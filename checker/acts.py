"""Speech, thought, or neither: what kind of act a cue names."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from checker.statements import Act, Kind

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


@cache
def speech_cues() -> frozenset[str]:
    """Words that say that something was said or written: “said”, “according”, “tweeted”."""
    return _words("speech_cues.txt") | _words("more_speech_cues.txt")


@cache
def thought_cues() -> frozenset[str]:
    """Words that say that something was thought or felt: “believes”, “hoped”, “fear”."""
    return _words("thought_cues.txt")


def act_of(cue: str, kind: Kind) -> Act:
    """What the words of a cue name; of a statement without one, speech where it quotes and `other` where it does not."""
    words = set(_WORD.findall(cue.lower()))
    if words & speech_cues():
        return "speech"
    if words & thought_cues():
        return "thought"
    if kind != "indirect" or ":" in cue:
        return "speech"
    return "other"


def _words(name: str) -> frozenset[str]:
    text = resources.files("checker").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
