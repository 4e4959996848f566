"""Sentences of English news prose, by rule: fast, deterministic, and the same everywhere in attrib."""

from __future__ import annotations

import re
from functools import lru_cache

from checker.document import Document, Span, Spans

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon eng engr barr alh st gen lt col sgt capt cmdr maj adm brig cpl pvt gov sen rep pres supt"
    " insp det sr jr messrs"
    " jan feb mar apr jun jul aug sep sept oct nov dec no vs v inc ltd co corp bros llc dept est approx ave blvd rd fig"
    " u.s u.k u.n e.u d.c p.m a.m e.g i.e ph.d b.a m.a m.p n.y l.a u.s.a etc al op cit vol ed eds p pp"
    " ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn"
    " tex va vt wash wis wyo".split()
)
_END = re.compile(r"(?:[.!?…]+|\.\.\.)[)\]’'\"”»]*(?=\s+|$)")
_STARTS_LOWER = re.compile(r"\s+[a-z]")
# Those that are words of their own where they are small: “He went to mass.”
_CAPITALIZED = frozenset("mass miss ill ore wash pa la ind me fig jan mar may sun sat gen col maj st op".split())
_NUMBER = re.compile(r"\s+\d")
_WORD_BEFORE = re.compile(r"[\w.]+$")


@lru_cache(maxsize=2048)  # the paragraphs and statements of a long article, which every step asks for
def sentence_spans(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences within `span` (a paragraph, say) of `text`, white space around them left out.

    A full stop after an abbreviation or an initial ends nothing, nor does one before a lower-case word (“Inc. said”;
    “Why?” he asked).
    """
    out: list[Span] = []
    start = _skip_space(text, span.start, span.end)
    for m in _END.finditer(text, span.start, span.end):
        if m.end() <= start or not _ends_sentence(text, start, m):
            continue
        out.append(Span(start, m.end()))
        start = _skip_space(text, m.end(), span.end)
    if start < span.end:
        end = span.end
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            out.append(Span(start, end))
    return tuple(out)


def claim_sentences(document: Document) -> Spans:
    """The sentences that may need a source: all of the body and the captions, in text order."""
    return tuple(
        sentence
        for paragraph in document.paragraphs
        if paragraph.role in ("body", "caption")
        for sentence in sentence_spans(document.text, paragraph.span)
    )


def sentence_at(text: str, span: Span, position: int) -> Span:
    """The sentence within `span` that holds `position`, or the nearest before it; `span` itself where there is none."""
    best = span
    for sentence in sentence_spans(text, span):
        if sentence.start > position:
            break
        best = sentence
    return best


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, start: int, m: re.Match[str]) -> bool:
    if _STARTS_LOWER.match(text, m.end()):
        return False
    if not m.group().startswith(".") or m.group().startswith("..") or len(m.group()) > 1:
        return True
    before = _WORD_BEFORE.search(text, start, m.start())
    if before is None:
        return True
    if len(before.group()) == 1 and before.group().isalpha():
        # An initial (“J. Doe”); a letter after an apostrophe (“Mary’s.”), and a small one, is none.
        small = before.group().islower() and not _NUMBER.match(text, m.end())  # “p. 5”
        return small or before.group() == "I" or text[before.start() - 1 : before.start()] in ("'", "’")
    word = before.group().lower().rstrip(".")
    if word not in _ABBREVIATIONS:
        return True
    if word in _CAPITALIZED and before.group()[0].islower():
        return True
    if word == "no":
        return not _NUMBER.match(text, m.end())
    return ("." in word or word in ("etc", "inc", "co", "ltd", "corp")) and _new_start(text, m)


def _new_start(text: str, m: re.Match[str]) -> bool:
    rest = text[m.end() : m.end() + 40].lstrip()
    return bool(re.match(r"[“\"‘]?(?:The|A|An|It|He|She|They|But|And|In|On|At|We|I|This|That|His|Her)\b", rest))
