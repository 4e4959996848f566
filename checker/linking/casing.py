"""What a capital tells: whether a word owes it to its place, to a headline, or to its being a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from checker import grammar, nouns
from checker.document import Span
from checker.linking.words import Words
from checker.names import (
    is_acronym,
    is_given_name,
    is_honorific,
    is_office,
    is_organization_word,
    is_particle,
    is_place,
)

_STATES = frozenset(
    """
    md va pa conn mass calif fla ariz mich minn wis tenn tex okla ore wash colo ala ark del ind kan ky la mo mont
    neb nev ga ill miss vt wyo ky d-md r-md rs crore lakh
    """.split()
)
NOT_NAMES = (grammar.CALENDAR | _STATES) - frozenset(
    "may june april august march summer autumn jan sun del la miss mo".split()
)
"""Capitalised words that are in no name: days, months, states written short."""

BREAKERS = grammar.FUNCTION_WORDS - frozenset("may will an do so no like mine one us its".split())
"""Words that end a name even where they have a capital."""
_NEVER_SECOND = NOT_NAMES | BREAKERS
_OPENERS = frozenset("“ \" ‘ ' ( [ : — – « „ ; • * …".split())
QUOTES = frozenset("“ ” \" ' ‘ ’".split())
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’']+[ -]?){1,4}"  # the town, all in capitals
    r"(?:, [^\n—–(“”\"]{2,40}?)?(?: \([^)\n]{2,24}\))?\s?(?:[—–]|--?)\s"
)
# Words that a headline in title case leaves in lower case.
_SMALL_WORDS = grammar.PREPOSITIONS | grammar.CONJUNCTIONS | frozenset("a an the to 's ’s is be are vs".split())


@dataclass(frozen=True)
class Casing:
    """The capitals of one document's words."""

    words: Words

    @cached_property
    def headlines(self) -> frozenset[int]:
        """Sentences set in title case, where a capital is no evidence."""
        out = set()
        paragraphs = self.words.document.paragraphs
        for number, (first, last) in enumerate(self.words.sentences):
            run = self.words.words[first:last]
            if run and paragraphs[run[0].paragraph].role == "headline":
                out.add(number)
                continue
            lowers = [w.lower for w in run if w.text[0].islower()]
            capitals = sum(w.text[0].isupper() for w in run)
            if capitals >= 4 and capitals > len(lowers) and all(w in _SMALL_WORDS for w in lowers):
                out.add(number)
        return frozenset(out)

    @cached_property
    def evidence(self) -> tuple[frozenset[str], frozenset[str]]:
        """Words capitalised in the middle of a sentence, and words in lower case."""
        capitals, lowers, openers = set(), set(), set()
        headlines = self.headlines
        before = ""
        sentence = -1
        for i, w in enumerate(self.words.words):
            if w.sentence not in headlines:
                if w.text[0].islower():
                    lowers.add(w.text)
                elif w.text[0].isupper() and w.sentence == sentence and before not in _OPENERS:
                    capitals.add(w.text)
                elif w.text[0].isupper() and w.lower not in grammar.STARTERS and self.speaks(i):
                    openers.add(w.text)
            before, sentence = w.text, w.sentence
        capitals |= {w for w in openers if w.lower() not in lowers and nouns.kind_of(w.lower()) is None}
        return frozenset(capitals), frozenset(lowers)

    @cached_property
    def datelines(self) -> frozenset[int]:
        """Words of the place and day that open a report: “SAN TELMO, Nov 9 (Agency) —”. Nobody speaks there."""
        out: set[int] = set()
        document = self.words.document
        for paragraph in document.paragraphs:
            if paragraph.role == "body" and (m := _DATELINE.match(document.text, *paragraph.span)):
                out.update(range(*self.words.range_of(Span(*m.span()))))
        return frozenset(out)

    def is_time(self, i: int) -> bool:
        """Whether a word is a day, a month or a feast, in the plural too (“Novembers”), and no one's given name here."""
        lower = self.words.words[i].lower
        if lower in NOT_NAMES or (lower.endswith("s") and lower[:-1] in grammar.CALENDAR):
            return True
        return lower in grammar.CALENDAR and not self.goes_on(i)

    def is_kind(self, i: int) -> bool:
        """Whether a capitalised word is one of a kind, not a name: alone after “a” or “an” (“a Belgian”)."""
        before = self.words.words[i - 1].lower if self.words.adjacent(i) else ""
        return before in ("a", "an") and not self.goes_on(i)

    def is_first(self, i: int) -> bool:
        """Whether a word opens a sentence, a quotation or a clause after a colon, where anything has a capital."""
        words = self.words.words
        return i == 0 or words[i - 1].sentence != words[i].sentence or words[i - 1].text in _OPENERS

    def speaks(self, i: int) -> bool:
        """Whether what follows shows that a capitalised first word is a name: a verb, a possessive, an apposition."""
        words = self.words.words
        if i + 1 >= len(words) or words[i + 1].sentence != words[i].sentence:
            return False
        after = words[i + 1]
        if after.text == ",":
            return is_given_name(words[i].text)
        if after.lower == "and":
            return i + 2 < len(words) and words[i + 2].text[0].isupper()
        return after.lower in ("'s", "’s", "who") or grammar.looks_finite(after.lower)

    def goes_on(self, i: int) -> bool:
        """Whether a word is followed at once by one more of the same name, particles and a nickname in quotes aside."""
        words = self.words.words
        k = i + 1
        if not self.words.adjacent(k):
            return False
        while k + 1 < len(words) and (is_particle(words[k].text) or words[k].text == "&"):
            k += 1
        if (
            words[k].text in QUOTES
            and k + 3 < len(words)
            and words[k + 2].text in QUOTES
            and is_given_name(words[i].text)
        ):
            k += 3
        return words[k].text[0].isupper() and words[k].lower not in _NEVER_SECOND and words[k].text != "I"

    def owes_capital(self, i: int) -> bool:
        """Whether nothing but its place accounts for a first word's capital (“Hold Melania Trump to her words”)."""
        word = self.words.words[i].text
        known = word in self.evidence[0] or is_given_name(word) or is_office(word) or is_honorific(word)
        return not known and not is_organization_word(word) and not is_place(word) and not is_acronym(word)
