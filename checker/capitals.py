"""Names by their capitals: finds them in running text, with care at sentence starts and in headlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker import grammar, nouns
from checker.document import Span
from checker.names import (
    fold,
    is_acronym,
    is_given_name,
    is_honorific,
    is_office,
    is_organization_word,
    is_particle,
    is_place,
    is_place_name,
    is_suffix,
    parse_person,
)
from checker.words import Word, Words

_JOINERS = frozenset("of for on and".split())
_AMBIGUOUS_SURNAMES = frozenset(
    "hall church house day post college guild bell price star press mills lines foods stores west banks fund mercury sun"
    " hill sales lane parks field forest lake rivers street valley law day young battle power knight page bay coast winter road act"
    " age prize islands bridge stone mountain tower square west north east south carrier mercury college power week".split()
)
_STATES = frozenset(
    "md va pa conn mass calif fla ariz mich minn wis tenn tex okla ore wash colo ala ark del ind kan ky la mo mont neb nev"
    " ga ill miss vt wyo ky d-md r-md".split()
)
_NOT_NAMES = (grammar.CALENDAR | _STATES) - {"may", "june", "april", "august", "march", "summer", "autumn", "jan", "sun", "del", "la", "miss", "mo"}

_BREAKERS = grammar.FUNCTION_WORDS - frozenset("may will an do so no like mine one us its".split())

_NEVER_SECOND = _NOT_NAMES | _BREAKERS


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
    def headline_sentences(self) -> frozenset[int]:
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
    def _evidence(self) -> tuple[frozenset[str], frozenset[str]]:
        """Words capitalised in the middle of a sentence, and words in lower case."""
        capitals, lowers, openers = set(), set(), set()
        headlines = self.headline_sentences
        before = ""
        sentence = -1
        for i, w in enumerate(self.words.words):
            if w.sentence not in headlines:
                if w.text[0].islower():
                    lowers.add(w.text)
                elif w.text[0].isupper() and w.sentence == sentence and before not in _OPENERS:
                    capitals.add(w.text)
                elif w.text[0].isupper() and w.lower not in grammar.STARTERS and self._speaks(i):
                    openers.add(w.text)
            before, sentence = w.text, w.sentence
        capitals |= {w for w in openers if w.lower() not in lowers and nouns.kind_of(w.lower()) is None}
        return frozenset(capitals), frozenset(lowers)

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

    def _is_first(self, i: int) -> bool:
        """Whether a word opens a sentence, a quotation or a clause after a colon, where anything has a capital."""
        words = self.words.words
        return i == 0 or words[i - 1].sentence != words[i].sentence or words[i - 1].text in _OPENERS

    def _starts_name(self, i: int) -> bool:
        w = self.words.words[i]
        if not w.text[0].isupper():
            return w.text.startswith(("al-", "el-")) and w.text[3:4].isupper()
        capitals, lowers = self._evidence
        if w.sentence in self.headline_sentences:
            after = self.words.words[i + 1].text if self.words.adjacent(i + 1) else ""
            known = w.text in capitals or (is_given_name(w.text) and after in capitals)
            return known and w.lower not in grammar.STARTERS and w.lower not in lowers
        if w.lower in _NOT_NAMES or w.text == "I":
            return False
        follows = self._capital_follows(i)
        if (w.lower in grammar.CALENDAR and not follows) or _is_adjective(w.text):
            return False
        if not self._is_first(i):
            if w.lower in grammar.ADJECTIVES_OF_PEOPLES:
                return follows
            if w.lower in grammar.FUNCTION_WORDS:
                return w.text == "The" and follows
            return True
        opener = w.lower in grammar.STARTERS and w.lower not in (grammar.CALENDAR - _NOT_NAMES)
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
        if nouns.kind_of(w.lower) not in (None, "unnamed"):
            return False
        return of_office or self._speaks(i)

    def _speaks(self, i: int) -> bool:
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

    def _capital_follows(self, i: int) -> bool:
        """Whether a word is followed at once by one more of the same name, particles and a nickname in quotes aside."""
        words = self.words.words
        k = i + 1
        if not self.words.adjacent(k):
            return False
        while k + 1 < len(words) and (is_particle(words[k].text) or words[k].text == "&"):
            k += 1
        if words[k].text in _QUOTES and k + 3 < len(words) and words[k + 2].text in _QUOTES and is_given_name(words[i].text):
            k += 3
        return words[k].text[0].isupper() and words[k].lower not in _NEVER_SECOND and words[k].text != "I"

    def _extend(self, i: int, last: int) -> Capitals:
        words = self.words.words
        parts = [words[i].text]
        j = i + 1
        headline = words[i].sentence in self.headline_sentences
        while j < last:
            w = words[j]
            if not self.words.adjacent(j):
                if w.text == "," and j + 1 < last and is_suffix(words[j + 1].text) and words[j + 1].text[-1] == ".":
                    parts.append(words[j + 1].text)
                    j += 2
                    continue
                break
            if w.text[0].isupper() and w.lower not in _NOT_NAMES and w.lower not in _BREAKERS and w.text != "I":
                if headline and w.text not in self._evidence[0]:
                    break
                parts.append(w.text)
                j += 1
            elif w.text[0].isdigit() and len(parts) == 1 and is_acronym(parts[0]):
                break
            elif (k := self._bridge(parts, j, last)) > j:
                if words[j].text not in _QUOTES:
                    parts.extend(x.text for x in words[j:k])
                else:
                    parts.append(words[k - 1].text)
                j = k
            else:
                break
        return Capitals(i, j, tuple(parts))

    def _bridge(self, parts: list[str], j: int, last: int) -> int:
        """The end of a stretch from word `j` on that joins a capital to the name; `j` where none does."""
        words = self.words.words

        def capital(k: int) -> bool:
            return k < last and words[k].text[0].isupper() and words[k].lower not in _NOT_NAMES

        w = words[j]
        if is_particle(w.text):
            k = j + 1
            while k < last and is_particle(words[k].text) and self.words.adjacent(k):
                k += 1
            inner = w.text[3:4].isupper()
            return k + (not inner) if inner or (capital(k) and self.words.adjacent(k)) else j
        if w.text in _QUOTES and j + 3 < last and capital(j + 1) and words[j + 2].text in _QUOTES and capital(j + 3):
            return j + 4 if is_given_name(parts[0]) else j
        if w.text == "&" and capital(j + 1):
            return j + 2
        titled = w.lower == "of" and fold(parts[-1]) in _OF_OFFICES
        people = w.lower == "for" and nouns.is_plural(fold(parts[-1]))
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
        own = is_organization_word(parts[-1]) or is_acronym(parts[-1]) or is_place(parts[-1]) or any(map(is_given_name, parts))
        return len(parts) > 1 and not own and not any(is_office(p) or is_honorific(p) for p in parts)

    def owes_capital(self, i: int) -> bool:
        """Whether nothing but its place accounts for a first word's capital (“Hold Melania Trump to her words”)."""
        word = self.words.words[i].text
        known = word in self._evidence[0] or is_given_name(word) or is_office(word) or is_honorific(word)
        return not known and not is_organization_word(word) and not is_place(word) and not is_acronym(word)

    def _trim(self, name: Capitals) -> Capitals | None:
        """The name without a first word that owes its capital to its place; None where nothing is left."""
        words = self.words.words
        first, parts = name.first, name.parts
        if self._is_first(first) and len(parts) > 1:
            lower = words[first].lower
            lowered = lower in self._evidence[1] and words[first].text not in self._evidence[0]
            if lowered and not (is_given_name(parts[0]) or any(map(is_office, parts[:-1])) or is_particle(lower)):
                first, parts = first + 1, parts[1:]
                if parts and not parts[0][0].isupper():
                    return None
            if len(parts) > 2 and self.owes_capital(first) and is_given_name(parts[1]):
                first, parts = first + 1, parts[1:]
        if len(parts) > 1 and fold(parts[-1]) in _TRAILING and not is_given_name(parts[-2]):
            return Capitals(first, name.last - 1, parts[:-1])  # “Wells Fargo CEO”: the chief is described, the bank named
        if not parts or (len(parts) == 1 and parts[0].lower() in grammar.ADJECTIVES_OF_PEOPLES):
            return None
        if len(parts) == 1 and is_office(parts[0]):
            before = words[first - 1].lower if self.words.adjacent(first) else ""
            if not is_given_name(parts[0]) or before in grammar.DETERMINERS or parts[0].lower() in self._evidence[1]:
                return None
        if len(parts) == 1 and len(parts[0]) == 1:
            return None
        return Capitals(first, name.last, parts)


_COMPOUND_ENDS = frozenset("led based backed born style era area wide like owned run made level wing related only free".split())


def _is_adjective(word: str) -> bool:
    """Whether a capitalised compound is no name: an adjective (“London-based”), or a party and state (“R-Tenn.”)."""
    return "-" in word and (word.rsplit("-", 1)[1] in _COMPOUND_ENDS or (word[1] == "-" and word[:1] in "RDI"))


_OPENERS = frozenset("“ \" ‘ ' ( [ : — – « „ ; • * …".split())
_QUOTES = frozenset("“ ” \" ' ‘ ’".split())
_TRAILING = frozenset("ceo cfo coo cto president chairman chairwoman spokesman spokeswoman minister director chief".split())
# Words that a headline in title case leaves in lower case.
_SMALL_WORDS = grammar.PREPOSITIONS | grammar.CONJUNCTIONS | frozenset("a an the to 's ’s is be are vs".split())
_OF_OFFICES = frozenset("secretary speaker director archbishop bishop chief minister president prince king queen duke".split())


def is_organization(parts: tuple[str, ...], before: str) -> bool | None:
    """Whether a capitalised name is an organization's (True), a person's (False) or open; `before` the word before it."""
    core = parts[1:] if parts[0] == "The" else parts
    person = parse_person(core)
    if person is None:
        return True
    words = (*person.given, *person.family.split())
    titled = person.title is not None or any(is_honorific(p) for p in core[:-1])
    if titled and not is_organization_word(words[-1]):
        return False
    if titled and len(words) > 1 and is_given_name(words[0]) and fold(words[-1]) in _AMBIGUOUS_SURNAMES:
        return False
    organization = [w for w in core if is_organization_word(w)]
    if organization:
        ambiguous = fold(organization[-1]) in _AMBIGUOUS_SURNAMES and organization == [core[-1]]
        if ambiguous and len(core) > 1 and is_given_name(core[0]) and not is_place(core[0]):
            return False
        if not (len(core) == 1 and ambiguous):
            return True
    if "for" in core or "&" in core or any("&" in w for w in core):
        return True
    if len(words) > 4 and not any(is_particle(w) for w in words) and not titled:
        return True
    if is_place_name(core):
        return True
    if len(core) == 1:
        if parts[0] == "The" or before == "the" or is_acronym(core[0]):
            return True
        return False if is_given_name(core[0]) else None
    if fold(core[0]) in ("un", "us", "eu", "uk", "gop") or (is_acronym(core[0]) and len(core[0].replace(".", "")) > 2):
        return True
    if before == "the" or parts[0] == "The":
        return None if is_given_name(core[0]) else True
    return False if is_given_name(core[0]) and not is_place(core[0]) else None


def span_of(words: tuple[Word, ...], first: int, last: int) -> Span:
    """From the start of word `first` to the end of the word before `last`."""
    return Span(words[first].start, words[last - 1].end)
