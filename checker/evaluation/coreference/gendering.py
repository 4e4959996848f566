"""Words that tell a person's gender, and the other gender's words for them."""

from __future__ import annotations

import re

from checker.document import Span

_PAIRS = """
    he/she himself/herself man/woman men/women boy/girl boys/girls father/mother fathers/mothers dad/mom son/daughter
    sons/daughters brother/sister brothers/sisters husband/wife husbands/wives uncle/aunt nephew/niece
    grandfather/grandmother grandson/granddaughter stepfather/stepmother boyfriend/girlfriend gentleman/lady
    gentlemen/ladies king/queen prince/princess duke/duchess actor/actress widower/widow spokesman/spokeswoman
    chairman/chairwoman businessman/businesswoman congressman/congresswoman policeman/policewoman waiter/waitress
    male/female nobleman/noblewoman heir/heiress
""".split()
_OTHER = {a: b for pair in _PAIRS for a, b in (pair.split("/"), pair.split("/")[::-1])}
_OTHER |= {"him": "her", "hers": "his", "mr": "ms", "mrs": "mr", "ms": "mr", "miss": "mr", "sir": "dame", "dame": "sir"}
GENDERED = frozenset(_OTHER) | {"his", "her"}

# What follows “her” the object, or “his” that stands alone; after the possessives stands a noun or its adjectives.
_AFTER_OBJECT = frozenset(
    """
    a an the this that these those and or but nor as at by for from in into of off on onto out over to toward towards
    under up upon with without about after against before behind between during since until till through than then
    when where while who whom which why how what if because so not is are was were be been has had have will would can
    could may might must should shall did do does again away back down forward home here there now today tomorrow
    yesterday once too also alone even just i you he she it we they my your his her its our their
    """.split()
)
_NEXT_WORD = re.compile(r"[ \n]+([\w’']+)")


def other_gender(text: str, word: Span, possessives: frozenset[int]) -> str | None:
    """The other gender's word for the one at a span, in its letter case; None where it tells no gender.

    `possessives` are the starts of mentions longer than their first word: “her” there is “her mother”'s.
    """
    written = word.of(text)
    lower = written.lower()
    if lower in ("her", "his"):
        before_noun = word.start in possessives or _before_noun(text, word)
        other = ("his" if before_noun else "him") if lower == "her" else ("her" if before_noun else "hers")
    elif lower in _OTHER:
        other = _OTHER[lower]
    else:
        return None
    return other.upper() if written.isupper() else other.capitalize() if written[0].isupper() else other


def _before_noun(text: str, word: Span) -> bool:
    following = _NEXT_WORD.match(text, word.end)
    return following is not None and following[1].lower() not in _AFTER_OBJECT
