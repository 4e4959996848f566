"""Noun phrases: reads a description of someone (“the former harbour master”), and the roles that stand beside names."""

from __future__ import annotations

from typing import NamedTuple

from checker import grammar, nouns
from checker.linking.mentions import Determiner
from checker.linking.words import Words
from checker.names import fold, is_honorific, is_office

_STOPS = frozenset(', . ; : — – ( ) “ ” " ? ! … [ ]'.split())
_ROLE_STARTS = frozenset("then now formerly also currently longtime".split())
# Forms that are as often verbs: after a noun they end it (“the poll shows”, “the company plans”).
_VERB_FORMS = frozenset(
    """
    claims reports notes states orders records plans charts lists tweets posts features supports rules leads calls
    heads chairs guides hosts guards judges models figures estimates results reviews updates files forces fires
    works matters means runs signs records titles texts answers audits drafts guards markets forms acts stories
    quotes bills
    """.split()
)
_OFFICE_NOUNS = {
    "sen": "senator", "gov": "governor", "rep": "representative", "pres": "president", "lt": "lieutenant",
    "gen": "general", "col": "colonel", "maj": "major", "capt": "captain", "sgt": "sergeant", "det": "detective",
    "insp": "inspector", "supt": "superintendent", "adm": "admiral", "cmdr": "commander", "prof": "professor",
    "del": "delegate", "rev": "reverend", "supt.": "superintendent", "dr": "doctor", "amb": "ambassador",
    "congressman": "congressman", "cllr": "councillor", "judge": "judge", "justice": "justice", "pm": "premier",
    "cpl": "corporal", "pvt": "private", "atty": "attorney",
}  # fmt: skip


_OF = ("of", "for", "from", "at", "with", "in", "on", "to")


class Nominal(NamedTuple):
    """A description: half-open range of words, the index of its head noun, and what stands before the head."""

    first: int
    last: int
    head: int
    noun: str
    determiner: Determiner
    modifiers: tuple[str, ...]


def determiner_of(word: str) -> Determiner:
    """What a lower-case first word makes a phrase: “the” definite, “a” indefinite, “his” possessive, else bare."""
    if word in grammar.ARTICLES_DEFINITE:
        return "definite"
    if word in grammar.ARTICLES_INDEFINITE or word[:1].isdigit():
        return "indefinite"
    return "possessive" if word in grammar.POSSESSIVES or word in ("'s", "’s", "'", "’") else "bare"


def read_nominal(words: Words, first: int, last: int) -> Nominal | None:
    """The description that begins at word `first` and ends before `last`, None where no noun that can speak heads it.

    `first` may be a determiner, a possessive “’s”, or the description's first word.
    """
    all_words = words.words
    determiner = determiner_of(all_words[first].lower)
    k = first if determiner == "bare" else first + 1
    begin = k
    head = -1
    while k < min(last, begin + 8):
        w = all_words[k]
        if k > first and not words.adjacent(k):
            break
        if not w.text[0].isalnum() or (w.lower in grammar.FUNCTION_WORDS and w.lower not in _NUMBERS):
            break
        if w.lower in _VERB_FORMS and (head >= 0 or all_words[k - 1].text[0].isupper()):
            break
        kind = nouns.kind_of(w.lower)
        if kind is not None and (w.text[0].islower() or nouns.is_person(w.lower)):
            head = k
        elif head >= 0 or (grammar.looks_finite(w.lower) and not w.lower.endswith("ed") and w.text[0].islower()):
            break
        k += 1
    if head < 0:
        return None
    modifiers = tuple(fold(w.text) for w in all_words[begin:head] if w.text not in ("'s", "’s"))
    return Nominal(first, head + 1, head, all_words[head].lower, determiner, modifiers)


def is_complete(words: Words, nominal: Nominal) -> bool:
    """Whether the noun ends its phrase: not “the police station”, whose head is a thing that does not speak."""
    k = nominal.last
    if not words.adjacent(k):
        return True
    after = words.words[k]
    if not after.text[0].isalpha() or after.lower in grammar.FUNCTION_WORDS or after.lower in grammar.ADVERBS:
        return True
    if after.text[0].isupper():
        return False
    return grammar.looks_finite(after.lower) or after.lower.endswith(("s", "ing", "ly")) or after.lower in _VERB_FORMS


def phrase_end(words: Words, last: int, limit: int, prepositions: tuple[str, ...] = _OF) -> int:
    """Where a phrase whose noun ends before word `last` ends with its prepositional phrases (“a spokesman for the port”)."""
    all_words = words.words
    k = last
    while k < limit and words.adjacent(k) and all_words[k].lower in prepositions:
        end = k + 1
        while end < limit and _continues(words, k, end):
            end += 1
        if end == k + 1:
            break
        k = end
    return k


def _continues(words: Words, preposition: int, k: int) -> bool:
    """Whether word `k` goes on with the phrase that a preposition opened."""
    all_words = words.words
    w, before = all_words[k], all_words[k - 1]
    if w.text in ("'s", "’s"):
        return True
    if not words.adjacent(k) or not w.text[0].isalnum() or w.lower in grammar.CALENDAR or grammar.looks_finite(w.lower):
        return False
    if w.lower in grammar.FUNCTION_WORDS:
        return w.lower in grammar.DETERMINERS
    if k == preposition + 1 and w.lower in (
        "first",
        "least",
        "last",
        "once",
        "night",
        "dawn",
        "noon",
        "midnight",
        "times",
    ):
        return False
    if k == preposition + 1 and before.lower == "to":
        return w.text[0].isupper() or nouns.kind_of(w.lower) is not None
    running = w.lower.endswith("ing") and w.text[0].islower()
    return not (running and (k == preposition + 1 or nouns.kind_of(before.lower) is not None))


def role_before(words: Words, first: int) -> str | None:
    """The description right before a name (“harbour master Maria Okafor”), None where there is none."""
    all_words = words.words
    k = first - 1
    if k < 0 or not words.adjacent(first) or not nouns.is_person(all_words[k].lower) or is_honorific(all_words[k].text):
        return None
    begin = k
    while begin - 1 >= max(0, first - 8) and words.adjacent(begin):
        w = all_words[begin - 1]
        if w.text in ("'s", "’s"):
            break
        if not w.text[0].isalnum() or w.lower in grammar.FUNCTION_WORDS or w.lower in grammar.ADVERBS:
            break
        if grammar.looks_finite(w.lower) and w.lower not in ("retired", "elected", "appointed"):
            break
        begin -= 1
    return words.document.text[all_words[begin].start : all_words[k].end]


def role_after(words: Words, last: int, limit: int) -> tuple[str, int, str] | None:
    """The apposition after a name that ends before word `last`: its text without the article, its end, and its noun.

    `limit` is the end of the sentence. “, 56, the harbour master,” gives “harbour master”.
    """
    all_words = words.words
    if last >= limit or all_words[last].text not in (",", "—", "–"):
        return None
    k = last + 1
    if k + 1 < limit and all_words[k].text.isdigit() and all_words[k + 1].text == ",":
        k += 2
    if k >= limit:
        return None
    opening = all_words[k].lower
    if (
        opening
        in grammar.PRONOUNS | grammar.CONJUNCTIONS | grammar.PREPOSITIONS | grammar.RELATIVES | grammar.AUXILIARIES
    ):
        return None
    if opening in grammar.cues() or (grammar.looks_finite(opening) and not opening.endswith("ed")):
        return None
    begin = k + 1 if opening in ("the", "a", "an") and not _owned(words, k, limit) else k
    end = begin
    while end < min(limit, begin + 24):
        w = all_words[end]
        if w.text in _STOPS or w.lower in ("who", "which", "whose", "whom") or w.lower in grammar.AUXILIARIES:
            break
        if w.lower in grammar.cues() and w.text[0].islower() and end > begin and nouns.kind_of(w.lower) is None:
            break
        end += 1
    if end < limit and all_words[end].text not in _STOPS and all_words[end].lower not in grammar.RELATIVES:
        return None  # “… of Okafor, the mayor said”: a subject of its own
    while end > begin and all_words[end - 1].lower in ("and", "or", "of", "at", "for", "in", "with"):
        end -= 1
    head = _role_noun(words, k, end)
    if head is None or end == begin:
        return None
    return words.document.text[all_words[begin].start : all_words[end - 1].end], end, head


def _owned(words: Words, first: int, limit: int) -> bool:
    """Whether a possessive mark stands among the next words (“the state's campaign chairman”)."""
    return any(w.text in ("'s", "’s") for w in words.words[first : min(limit, first + 4)])


def role_by_predicate(words: Words, last: int, limit: int) -> tuple[str, str] | None:
    """What a name is said to be (“Okafor is the harbour master”): the description and its noun."""
    all_words = words.words
    if last + 1 >= limit or all_words[last].lower not in ("is", "was", "became", "remains"):
        return None
    if all_words[last + 1].lower not in ("the", "a", "an"):
        return None
    nominal = read_nominal(words, last + 1, limit)
    if nominal is None or not nouns.is_person(nominal.noun) or not is_complete(words, nominal):
        return None
    return words.document.text[all_words[last + 2].start : all_words[nominal.head].end], nominal.noun


def _role_noun(words: Words, first: int, end: int) -> str | None:
    """The noun of a person or a body that heads an apposition: in its first phrase, before any preposition."""
    all_words = words.words
    head = None
    for k in range(first, min(end, first + 9)):
        w = all_words[k]
        if w.lower in grammar.PREPOSITIONS or w.lower in ("and", "or", "that"):
            break
        if w.text in ("'s", "’s"):
            head = None
        elif nouns.is_person(w.lower) or office_noun(w.text) is not None:
            head = office_noun(w.text) or w.lower
        elif w.text[0].islower() and nouns.kind_of(w.lower) == "organization":
            head = w.lower
        elif w.lower == "one" and k == first:
            return "person"
    return head


def office_noun(word: str) -> str | None:
    """The noun of an office written short (“Sen.” → “senator”) or in capitals; None for other words."""
    folded = fold(word)
    if folded in _OFFICE_NOUNS:
        return _OFFICE_NOUNS[folded]
    return folded if is_office(word) and nouns.is_person(folded) else None


def role_nouns(role: str) -> frozenset[str]:
    """The nouns of a role: “Clinton campaign manager” → {“manager”}, “Prime Minister” → {“minister”}, “a firm” → {“firm”}."""
    out = set()
    last_body = ""
    owned = role.replace("’s ", "'s ").rsplit("'s ", 1)
    for word in owned[-1].split():
        bare = word.strip(",.()'’“”")
        noun = office_noun(bare)
        if noun is not None:
            out.add(noun)
        elif bare.islower() and nouns.kind_of(bare) == "organization":
            last_body = bare
        if fold(bare) in grammar.PREPOSITIONS and (out or last_body):
            break
    return frozenset(out) or frozenset(filter(None, [last_body]))


_NUMBERS = frozenset("two three four five six seven eight nine ten several other many few most more".split())
