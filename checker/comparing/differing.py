"""The words that clash: on each side of two assertions, those that make the difference."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from checker.comparing.antonyms import antonym_of
from checker.comparing.assertions import Assertion
from checker.comparing.features import differences
from checker.comparing.signals import negations
from checker.comparing.stems import stem
from checker.document import Span
from checker.evidence import ClashKind

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
_KINDS: dict[str, ClashKind] = {
    "date": "date",
    "weekday": "date",
    "clock": "date",
    "year": "date",
    "nought": "quantity",
}


def differing_words(text: str, a: Assertion, b: Assertion) -> tuple[ClashKind, Span, Span]:
    """What differs, and the words that do on each side: values first, then a negation, antonyms, names, or else the
    shortest stretch that the sides do not share.
    """
    by_weight = sorted(differences(a, b), key=lambda d: d.kind in ("weekday", "year", "measure"))
    if by_weight:
        best = by_weight[0]
        return _KINDS.get(best.kind, "number"), best.first, best.second
    first, second = negations(text, a.span), negations(text, b.span)
    if bool(first) != bool(second):
        return "polarity", first[0] if first else a.span, second[0] if second else b.span
    if words := antonym_of(a.words, b.words):
        return "polarity", _at(text, a.span, words[0]), _at(text, b.span, words[1])
    return _stretches(text, a.span, b.span)


def _at(text: str, span: Span, word: str) -> Span:
    m = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE).search(text, *span)
    return Span(*m.span()) if m else span


def _stretches(text: str, first: Span, second: Span) -> tuple[ClashKind, Span, Span]:
    a, b = (list(_WORD.finditer(text, *span)) for span in (first, second))
    matcher = SequenceMatcher(None, [stem(m.group().lower()) for m in a], [stem(m.group().lower()) for m in b], False)
    replaced = [(j - i + n - m, i, j, m, n) for tag, i, j, m, n in matcher.get_opcodes() if tag == "replace"]
    if not replaced or matcher.ratio() < 0.3:
        return "meaning", first, second
    _, i, j, m, n = min(replaced)
    one, other = Span(a[i].start(), a[j - 1].end()), Span(b[m].start(), b[n - 1].end())
    named = one.of(text)[:1].isupper() and other.of(text)[:1].isupper() and i > 0 and m > 0
    return ("name" if named else "meaning"), one, other
