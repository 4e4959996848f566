"""Whether a text is English: attrib reads nothing else."""

from __future__ import annotations

import re

NOT_ENGLISH = "The text does not seem to be English; attrib reads English alone, so nothing in it was checked."

# Words that hold an English sentence together.
_FUNCTION_WORDS = frozenset(
    (
        "the of and to that for is was with it his her as at by be this from are or had have has he she they we you i "
        "not but which their its an were been would there what all when who will more one about up out them then into "
        "than could other our some may any after before said says if my your him how these those over only also a in "
        "on no so me do because between while where during through against under since until don't it's"
    ).split()
)
# Those that are as common elsewhere (German “in” and “was”, Dutch “is” and “of”, French “a” and “on”): they count half.
_SHARED = frozenset(
    "a an are as at by do for had has have he her i in is me no not of on or over so was we who will".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 60_000
# English news has .30 to .40 by this count, and .15 where it is all names and tweets; other languages have .01 to .10.
_MIN_SHARE = 0.125
_FEW = 25


def is_english(text: str) -> bool:
    """True where function words say English, and where there are too few words to tell and all are in Latin script.

    Reads at most the first 60,000 code points.
    """
    words = [w.replace("’", "'").lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return True
    latin = sum(w.isascii() or max(w) < "\u0250" or "'" in w for w in words)
    if latin < 0.6 * len(words):
        return False
    count = sum(0.5 if w in _SHARED else 1.0 for w in words if w in _FUNCTION_WORDS)
    if len(words) < _FEW:
        return count > 0 or len(words) < 8
    return count / len(words) >= _MIN_SHARE
