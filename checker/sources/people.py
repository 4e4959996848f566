"""Whether the voice of a source and the speaker of an article are one person."""

from __future__ import annotations

import re
from enum import Enum

from checker import namewords
from checker.names import fold, is_given_name, is_organization_word, nicknames
from checker.nouns import is_person
from checker.sources.sound import alike
from checker.speakers import Speaker

_ASKS = frozenset(
    "q int me host interviewer reporter reporters journalist presenter anchor moderator question questioner".split()
)
_LINKS = frozenset("the of for and to a in at".split())
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
_GENERIC = re.compile(
    r"(?:the )?(?:speaker|participant|interviewee|voice|unknown|unknown speaker|person|audience|member|man|woman|a|answer|"
    r"operator|several|all|chair|chairman|chairwoman|chairperson|clerk|witness|spokesman|spokeswoman|spokesperson|"
    r"judge|mayor|the court|counsel)(?: ?\d+)?"
)


class Same(Enum):
    """Whether two are one person, as far as their names tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def asks(label: str) -> bool:
    """Whether a label is an interviewer's."""
    words = fold(re.sub(r"[^\w ]", "", label)).split()
    return bool(words) and words[0] in _ASKS and len(words) <= 2


def is_generic(label: str) -> bool:
    """Whether a label tells no name: “Speaker 2”, “A”, “the witness”."""
    return bool(_GENERIC.fullmatch(fold(re.sub(r"[^\w ]", "", label)).strip()))


def is_numbered(label: str) -> bool:
    """Whether a label stands for one voice throughout a source, though it tells no name: “Speaker 2”."""
    return is_generic(label) and label[-1:].isdigit()


def compare(label: str, speaker: Speaker) -> Same:
    """Whether a label of a source can name a speaker of the article; titles, case, initials and spelling aside."""
    own = _name_words(speaker.name)
    theirs = _name_words(label)
    if asks(label):
        role = set(fold(f"{speaker.name} {speaker.role or ''}").split())
        return Same.UNKNOWN if role & (_ASKS | {"broadcaster", "editor"}) else Same.NO
    if not own or not theirs or is_generic(label):
        return Same.UNKNOWN
    if speaker.kind == "unnamed":
        return Same.UNKNOWN
    if speaker.kind != "person":
        # A body speaks through people, and a press office for its body.
        return Same.YES if set(own) & set(theirs) else Same.UNKNOWN
    if "".join(c for c in label if c.isalpha()) == "".join(w[0] for w in own).upper() and len(own) > 1:
        return Same.YES
    if any(_fits(a, b) for a in own for b in theirs):
        return Same.NO if _other_given(own, theirs) else Same.YES
    role = set(fold(speaker.role or "").replace("-", " ").split())
    if role & set(theirs):
        return Same.UNKNOWN  # “FINANCE DIRECTOR:” may be whom the article names
    return Same.UNKNOWN if _tells_no_name(label, theirs) else Same.NO


def _tells_no_name(label: str, words: list[str]) -> bool:
    """Whether a label may be anybody: initials, an office (“COACH”), or a desk that passes words on (“Press Office”)."""
    if _INITIALS.fullmatch(label) and not (len(label) == 3 and is_given_name(label)):
        return True
    return all(w in _LINKS or w in namewords.OFFICES or is_person(w) or is_organization_word(w) for w in words) or (
        is_organization_word(words[-1])
    )


def _name_words(name: str) -> list[str]:
    """The words of a name without titles, offices, suffixes and what follows a comma."""
    name = re.sub(r"\([^)]*\)|,.*", "", name)
    words = [fold(w) for w in re.findall(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?", name)]
    kept = [
        w
        for w in words
        if w not in namewords.HONORIFICS and w not in namewords.SUFFIXES and w not in namewords.PARTICLES
    ]
    proper = [w for w in kept if w not in namewords.OFFICES]
    return proper or kept


def _fits(a: str, b: str) -> bool:
    if len(a) < 2 or len(b) < 2:
        return False
    return a == b or b in nicknames(a) or alike(a, b, True)


def _other_given(own: list[str], theirs: list[str]) -> bool:
    """Whether two names share the surname alone: both have a given name, and not the same."""
    a, b = own[0], theirs[0]
    if min(len(own), len(theirs)) < 2 or own[-1] != theirs[-1] or any(_fits(a, w) for w in theirs):
        return False
    return is_given_name(b) and not (a[0] == b[0] and min(len(a), len(b)) == 1) and not a.startswith(b)
