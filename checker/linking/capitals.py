"""Names by their capitals: finds them in running text, with care at sentence starts and in headlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker import grammar, nouns
from checker.document import Span
from checker.linking.casing import BREAKERS, NOT_NAMES, QUOTES, Casing
from checker.linking.words import Word, Words
from checker.names import (
    fold,
    is_acronym,
    is_given_name,
    is_honorific,
    is_office,
    is_organization_word,
    is_particle,
    is_place,
    is_suffix,
)

_FUNCTION_GIVEN = frozenset("per will may van dawn an do".split())  # given names that look like function words
_JOINERS = frozenset("of for on and".split())


class Capitals(NamedTuple):
    """A run of capitalised words that is a name: half-open range of words; `parts` leaves out nicknames in quotes."""

    first: int
    last: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class CapitalReader:
    """Finds names in the words of one document."""

    words: Words

    @cached_property
    def casing(self) -> Casing:
        """What the document's capitals tell."""
        return Casing(self.words)

    def find(self) -> tuple[Capitals, ...]:
        """All names of the document in text order."""
        return tuple(name for first, last in self.words.sentences for name in self.find_in(first, last))

    def find_in(self, first: int, last: int) -> Iterator[Capitals]:
        """The names among words `first` to `last` (not beyond one sentence)."""
        i = first
        spelled = self._spelled_out
        while i < last:
            if i in spelled:
                yield spelled[i]
                i = spelled[i].last
                continue
            if not self._starts_name(i):
                i += 1
                continue
            name = self._extend(i, last)
            end = name.last
            trimmed = self._trim(name)
            if trimmed is not None:
                yield trimmed
            i = end

    @cached_property
    def _spelled_out(self) -> dict[int, Capitals]:
        """Names that an acronym in brackets follows, by their first word (“Alliance to Reclaim Our Schools (AROS)”)."""
        words = self.words.words
        out = {}
        for k in range(2, len(words) - 1):
            if words[k - 1].text != "(" or words[k + 1].text != ")" or not is_acronym(words[k].text):
                continue
            letters = [c for c in words[k].lower if c.isalpha()]
            i = k - 1
            while letters and i > 0 and k - i < 14 and words[i - 1].sentence == words[k].sentence:
                i -= 1
                initials = [part[0].lower() for part in words[i].text.split("-") if part[:1].isupper()]
                if words[i].text[0].isupper() and initials and letters[-len(initials) :] == initials:
                    del letters[-len(initials) :]
                elif not words[i].text[0].islower() or not letters:
                    break
            if not letters and words[i].text[0].isupper() and i < k - 2:
                out[i] = Capitals(i, k - 1, tuple(w.text for w in words[i : k - 1]))
        return out

    def _starts_name(self, i: int) -> bool:
        w = self.words.words[i]
        if i in self.casing.datelines:
            return False
        if not w.text[0].isupper():
            return w.text.startswith(("al-", "el-")) and w.text[3:4].isupper()
        capitals, lowers = self.casing.evidence
        if w.sentence in self.casing.headlines:
            after = self.words.words[i + 1].text if self.words.adjacent(i + 1) else ""
            known = w.text in capitals or (is_given_name(w.text) and after in capitals)
            return known and w.lower not in grammar.STARTERS and w.lower not in lowers
        if w.text == "I" or self.casing.is_time(i) or _is_adjective(w.text) or self.casing.is_kind(i):
            return False
        follows = self.casing.goes_on(i)
        if not self.casing.is_first(i):
            if w.lower in grammar.ADJECTIVES_OF_PEOPLES:
                return follows
            if w.lower in grammar.FUNCTION_WORDS:
                return w.text == "The" and follows
            return True
        if w.lower in _FUNCTION_GIVEN and follows and self.words.words[i + 1].text in capitals:
            return True
        opener = w.lower in grammar.STARTERS and w.lower not in (grammar.CALENDAR - NOT_NAMES)
        if opener or w.lower in grammar.ADJECTIVES_OF_PEOPLES:
            known = w.text in capitals and w.lower not in grammar.DETERMINERS and w.lower not in grammar.PRONOUNS
            return known and follows and is_given_name(w.text)
        if is_honorific(w.text) or w.text in capitals or is_acronym(w.text):
            return True
        of_office = w.lower in _OF_OFFICES and i + 1 < len(self.words.words) and self.words.words[i + 1].text == "of"
        if w.lower in lowers and not of_office:
            return follows and (is_given_name(w.text) or is_office(w.text) or is_office(self.words.words[i + 1].text))
        if follows:
            return True
        if nouns.kind_of(w.lower) not in (None, "unnamed") or (nouns.kind_of(w.lower) and nouns.is_plural(w.lower)):
            return False
        return of_office or self.casing.speaks(i)

    def _extend(self, i: int, last: int) -> Capitals:
        words = self.words.words
        parts = [words[i].text]
        j = i + 1
        headline = words[i].sentence in self.casing.headlines
        while j < last:
            w = words[j]
            if not self.words.adjacent(j):
                if w.text == "," and j + 1 < last and is_suffix(words[j + 1].text) and words[j + 1].text[-1] == ".":
                    parts.append(words[j + 1].text)
                    j += 2
                    continue
                if self._owns_body(parts, j, last):
                    parts[-1] += w.text
                    j += 1
                    continue
                break
            plain = w.lower not in NOT_NAMES or self._is_called(parts, j)
            if w.text[0].isupper() and plain and w.lower not in BREAKERS and w.text != "I":
                if headline and w.text not in self.casing.evidence[0]:
                    break
                parts.append(w.text)
                j += 1
            elif w.text.isdigit() and len(w.text) < 4 and not is_honorific(parts[0]):
                parts.append(w.text)  # “Local 88”
                j += 1
            elif (k := self._bridge(parts, j, last)) > j:
                if words[j].text not in QUOTES:
                    parts.extend(x.text for x in words[j:k])
                else:
                    parts.append(words[k - 1].text)
                j = k
            else:
                break
        return Capitals(i, j, tuple(parts))

    def _is_called(self, parts: list[str], j: int) -> bool:
        """Whether the day at word `j` is somebody's given name (“Mr Sunday Okpara”)."""
        return len(parts) == 1 and is_honorific(parts[0]) and self.casing.goes_on(j)

    def _owns_body(self, parts: list[str], j: int, last: int) -> bool:
        """Whether the apostrophe at word `j` stands inside a body's name (“Tea Traders’ Chamber”)."""
        words = self.words.words
        if words[j].text not in ("'", "’") or words[j].start != words[j - 1].end or not parts[-1].endswith("s"):
            return False
        return j + 1 < last and words[j + 1].text[0].isupper() and is_organization_word(words[j + 1].text)

    def _bridge(self, parts: list[str], j: int, last: int) -> int:
        """The end of a stretch from word `j` on that joins a capital to the name; `j` where none does."""
        words = self.words.words

        def capital(k: int) -> bool:
            return k < last and words[k].text[0].isupper() and words[k].lower not in NOT_NAMES

        w = words[j]
        if is_particle(w.text):
            k = j + 1
            while k < last and is_particle(words[k].text) and self.words.adjacent(k):
                k += 1
            inner = w.text[3:4].isupper()
            return k + (not inner) if inner or (capital(k) and self.words.adjacent(k)) else j
        if w.text in QUOTES and j + 3 < last and capital(j + 1) and words[j + 2].text in QUOTES and capital(j + 3):
            return j + 4 if is_given_name(parts[0]) else j
        if w.text == "&" and capital(j + 1):
            return j + 2
        titled = w.lower == "of" and fold(parts[-1]) in _OF_OFFICES
        people = w.lower in ("for", "of") and nouns.is_plural(fold(parts[-1])) and parts[-1][0].isupper()
        organization = any(is_organization_word(p) for p in parts)
        if w.lower in _JOINERS and (organization or titled or people or self._joins_one_body(parts, j, last)):
            if w.lower == "and" and not ({"of", "for"} & set(parts) or self._joins_one_body(parts, j, last)):
                return j
            k = j + 1
            if k < last and words[k].lower == "the":
                k += 1
            if capital(k) and not (w.lower == "and" and (is_given_name(words[k].text) or is_acronym(words[k].text))):
                return k + 1
        return j

    def _joins_one_body(self, parts: list[str], j: int, last: int) -> bool:
        """Whether “and” at word `j` stands inside one body's name (“Food and Drug Administration”)."""
        words = self.words.words
        k = j + 1
        while k < last and words[k].text[0].isupper() and self.words.adjacent(k):
            k += 1
        if words[j].lower != "and" or k < j + 3 or not is_organization_word(words[k - 1].text):
            return False
        if fold(parts[0]) in ("house", "senate", "food", "securities", "health", "education"):
            return True
        own = (
            is_organization_word(parts[-1])
            or is_acronym(parts[-1])
            or is_place(parts[-1])
            or any(map(is_given_name, parts))
        )
        return len(parts) > 1 and not own and not any(is_office(p) or is_honorific(p) for p in parts)

    def _trim(self, name: Capitals) -> Capitals | None:
        """The name without a first word that owes its capital to its place; None where nothing is left."""
        words = self.words.words
        first, parts = name.first, name.parts
        if self.casing.is_first(first) and len(parts) > 1:
            lower = words[first].lower
            lowered = lower in self.casing.evidence[1] and words[first].text not in self.casing.evidence[0]
            if lowered and not (is_given_name(parts[0]) or any(map(is_office, parts[:-1])) or is_particle(lower)):
                first, parts = first + 1, parts[1:]
                if parts and not parts[0][0].isupper():
                    return None
            if len(parts) > 2 and self.casing.owes_capital(first) and is_given_name(parts[1]):
                first, parts = first + 1, parts[1:]
        if len(parts) > 1 and fold(parts[-1]) in _TRAILING and not is_given_name(parts[-2]):
            return Capitals(
                first, name.last - 1, parts[:-1]
            )  # “Wells Fargo CEO”: the chief is described, the bank named
        if not parts or (len(parts) == 1 and parts[0].lower() in grammar.ADJECTIVES_OF_PEOPLES):
            return None
        if len(parts) == 1 and is_office(parts[0]):
            before = words[first - 1].lower if self.words.adjacent(first) else ""
            if (
                not is_given_name(parts[0])
                or before in grammar.DETERMINERS
                or parts[0].lower() in self.casing.evidence[1]
            ):
                return None
        if len(parts) == 1 and len(parts[0]) == 1:
            return None
        return Capitals(first, name.last, parts)


_COMPOUND_ENDS = frozenset(
    """
    led based backed born style era area wide like owned run made level wing related only free
    """.split()
)


def _is_adjective(word: str) -> bool:
    """Whether a capitalised compound is no name: an adjective (“London-based”), or a party and state (“R-Tenn.”)."""
    return "-" in word and (word.rsplit("-", 1)[1] in _COMPOUND_ENDS or (word[1] == "-" and word[:1] in "RDI"))


_TRAILING = frozenset(
    """
    ceo cfo coo cto president chairman chairwoman spokesman spokeswoman minister director chief
    """.split()
)
_OF_OFFICES = frozenset(
    """
    secretary speaker director archbishop bishop chief minister president prince king queen duke
    """.split()
)


def span_of(words: tuple[Word, ...], first: int, last: int) -> Span:
    """From the start of word `first` to the end of the word before `last`."""
    return Span(words[first].start, words[last - 1].end)
