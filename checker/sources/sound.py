"""How words sound: whether one could be a machine's hearing of the other."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from checker.names import fold
from checker.sources.words import AMBIGUOUS

_HOMOPHONES = tuple(
    frozenset(group.split())
    for group in (
        "their there", "bear bare", "whole hole", "by buy bye", "past passed", "for four 4", "to too 2", "won 1", "ate 8",
        "no know", "your youre", "who hoo", "would wood", "pair pear pare", "wear where ware", "weather whether",
        "its it", "than then", "air heir", "aisle isle", "brake break", "cell sell", "council counsel", "affect effect",
        "principal principle", "course coarse", "die dye", "great grate", "hour our", "key quay", "sun son", "some sum",
        "threw through", "war wore", "way weigh", "which witch", "board bored", "meat meet", "grey gray", "tyre tire",
        "kerb curb", "gaol jail", "okay ok", "mr mister", "mrs missus", "dr doctor", "st saint", "storey story",
        "programme program", "aluminium aluminum", "mum mom", "metre meter", "cheque check", "plough plow",
        "learnt learned", "burnt burned", "spelt spelled", "dreamt dreamed", "til till until", "cos because cause",
        "an and", "thru through", "got gotten", "toward towards", "while whilst", "among amongst",
    )
)  # fmt: skip
_BY_WORD: dict[str, list[int]] = {}
for _number, _group in enumerate(_HOMOPHONES):
    for _word in _group:
        _BY_WORD.setdefault(_word, []).append(_number)

# In the order in which they apply, to a word in lower-case letters. Capitals are sounds that are settled.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^who", "ho"), (r"^wh", "w"), (r"^ps", "s"), (r"^x", "s"),
        (r"mb(?=s?$)", "m"), (r"mn(?=s?$)", "m"), (r"igh", "Y"), (r"dge?|ge?$|g(?=[ei])", "j"), (r"tch", "C"), (r"ch", "C"),
        (r"sh|ti(?=on)|ci(?=al|ous)", "S"), (r"ph", "f"), (r"gh(?=t|s?$)", ""), (r"gh", "g"), (r"sc(?=[eiy])", "s"),
        (r"ck|c(?![eiy])", "k"), (r"c", "s"), (r"qu?", "kw"), (r"x", "ks"), (r"z", "s"),
        (r"(?<=[^aeiou])re$", "er"), (r"(?<=\w{2})(?:our|or|ar|er|ur|ir)(?=s?$)", "R"),
        (r"a([^aeiouwyR])e$", r"A\1"), (r"e([^aeiouwyR])e$", r"I\1"), (r"i([^aeiouwyR])e$", r"Y\1"),
        (r"o([^aeiouwyR])e$", r"O\1"), (r"u([^aeiouwyR])e$", r"U\1"),
        (r"ai|ay|ei|ey(?!$)", "A"), (r"ee|ea|ie", "I"), (r"oa|ow|oe|au|aw", "O"), (r"oo|ou|ew|ue", "U"),
        (r"(?<=.)(?:ey|y)$", "I"), (r"y(?=[^aeiou]|$)", "i"), (r"(?<=[aeiouAIOUY])h", ""), (r"(?<=[^aeiouAIOUY])e$", ""),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_ALIKE_NAMES = 70.0
_ALIKE_PARTS = 70.0
# Words on which the sense turns are never taken for each other, however they sound.
TURNING = frozenset(
    "not no never none nobody nothing nowhere neither nor without hardly barely can could may might must shall should will "
    "would all every most some any few many only always sometimes often more less".split()
)


# First letters that can begin the same sound; vowels, silent “h” and “w” included.
_ONSETS = ("aeiouyhw", "ckqsxz", "gj", "kn", "gn", "pf", "ps", "wr", "td", "bp", "vf")
_SAME_ONSET = {(a, b) for group in _ONSETS for a in group for b in group}
LENGTHS_APART = 4
"""Words alike differ by so many letters at most."""


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A rough spelling of how a word sounds in English, the same for homophones: “hymns” and “hims”, “colour” and “color”."""
    word = re.sub(r"[^a-z]", "", fold(word))
    for pattern, by in _RULES:
        word = pattern.sub(by, word)
    return word


def _skeleton(word: str) -> str:
    """The consonants, voiced and voiceless alike, with the first sound."""
    heard = sound(word).upper().translate(str.maketrans("BDGVJZ", "PTKFCS"))
    return heard[:1] + re.sub("[AEIOUYHWR]", "", heard[1:]) if heard else ""


@lru_cache(maxsize=256)
def onsets(letter: str) -> frozenset[str]:
    """The first letters that words alike with one that begins with `letter` can have; digits go with all."""
    if letter.isdigit():
        return frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
    return frozenset((letter, *"0123456789", *(b for a, b in _SAME_ONSET if a == letter)))


@lru_cache(maxsize=65536)
def alike(a: str, b: str, name: bool = False) -> bool:
    """Whether two words, or words run together (“cup board”), can be one word, misheard or spelt another way.

    name: one of them is a proper name, of which a machine hears less (“roy to shield” for Reuterskiöld).
    """
    if a == b:
        return True
    if any(b in _HOMOPHONES[g] for g in _BY_WORD.get(a, ())):
        return True
    if "".join(AMBIGUOUS.get(a, ())) == b or "".join(AMBIGUOUS.get(b, ())) == a:
        return True
    if a in TURNING or b in TURNING or not (a.isalpha() and b.isalpha()):
        return False
    if len(a) > 2 < len(b) and sound(a) == sound(b):
        return True
    if not name or min(len(a), len(b)) < 4:
        return False
    first, second = _skeleton(a), _skeleton(b)
    return first[:1] == second[:1] and (first == second or ratio(sound(a), sound(b)) >= _ALIKE_NAMES)


@lru_cache(maxsize=65536)
def heard_apart(whole: str, parts: str, name: bool = False) -> bool:
    """Whether a machine may have heard one word as several, `parts` being those run together (“sole annoyed” for solenoid)."""
    if alike(whole, parts, name):
        return True
    long = min(len(whole), len(parts)) > 6 and whole.isalpha() and parts.isalpha()
    return long and sound(whole)[:1] == sound(parts)[:1] and ratio(sound(whole), sound(parts)) >= _ALIKE_PARTS
