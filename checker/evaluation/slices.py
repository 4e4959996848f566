"""Parts that figures are broken down by: what kind of statement, source, article it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from checker.document import Span, Spans
from checker.evaluation.naming import name_words
from checker.speakers import Speaker
from checker.statements import Kind, Statement

STATEMENT_SLICES = ("kind", "cue", "source", "place", "distance", "act")
ARTICLE_SLICES = ("genre", "length")
SLICES = STATEMENT_SLICES + ARTICLE_SLICES

_QUOTED = re.compile(r"(?:[“\"]|'')[^”\"]*?(?:[”\"]|''|$)")
_PRONOUNS = frozenset(
    "all i we you he she it they me us him her them who which whom that this these those one someone anyone everyone "
    "nobody himself herself themselves itself his hers their theirs its our my your mine ours yours others both".split()
)
_DETERMINERS = frozenset("the a an this that these those some many several most two three four five no".split())
_HEAD_ENDS = re.compile(r",|;|\(|\s[–—-]\s|\s(?:of|for|from|in|at|on|with|who|whose|which|that|to|by|about|and)\s")


@cache
def speech_cues() -> frozenset[str]:
    """Words that make a cue one of speech or report, lower case."""
    text = resources.files("checker").joinpath("data/speech_cues.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def quote_kind(text: str, content: Iterable[Span]) -> Kind:
    """direct, mixed or indirect by the share of the content that stands between double marks (over nine tenths:
    direct).
    """
    words = " ".join(text[s:e] for s, e in content)
    quoted = sum(len(q) for q in _QUOTED.findall(words))
    if quoted / max(1, len(words)) > 0.9:
        return "direct"
    return "mixed" if re.search(r"[“”\"]|''", words) else "indirect"


def cue_kind(text: str, cue: Spans) -> str:
    """“speech cue” or “other cue”, by the checked-in list; no cue at all is “other cue”, as in the reference scorer."""
    words = set(re.findall("[a-z]+", " ".join(s.of(text) for s in cue).lower()))
    return "speech cue" if words & speech_cues() else "other cue"


def source_kind(text: str, source: Spans) -> str:
    """name, pronoun, nominal or none, by the head of the first piece of the source.

    The head is the last word before the first comma, preposition or relative; a word is a name's if it is capitalised
    and the article never has it in lower case.
    """
    if not source:
        return "none"
    words = re.findall(r"[\w’'.\-]+", _HEAD_ENDS.split(source[0].of(text) + " ")[0])
    if not words:
        return "nominal"
    if words[0].lower() in _PRONOUNS and len(words) == 1:
        return "pronoun"
    head = re.sub(r"['’]s?$", "", words[-1])
    named = head[:1].isupper() and head.lower() not in _DETERMINERS and not _in_lower_case(text, head)
    return "name" if named else "nominal"


def cue_place(statement: Statement) -> str:
    """Where the cue stands to the content: before, after, inside (between its first and last character), or none."""
    if not statement.cue:
        return "none"
    cue, content = statement.cue[0], statement.content
    if cue.end <= content[0].start:
        return "before"
    return "after" if cue.start >= content[-1].end else "inside"


def name_distance(text: str, statement: Statement, speaker: Speaker | None) -> str:
    """How far back the speaker's name stands: in the source, the same paragraph, 1–3 or more before, later, nowhere."""
    if speaker is None or speaker.kind == "unnamed":
        return "no name"
    surname = name_words(speaker.name)[-1:]
    at = statement.source[0] if statement.source else statement.content[0]
    named = [m for m in speaker.mentions if set(surname) & set(name_words(m.of(text)))]
    if any(m.overlaps(s) for m in named for s in statement.source):
        return "in the source"
    before = [m for m in named if m.start < at.start]
    if not before:
        return "later" if named else "no name"
    breaks = len(re.findall(r"(?:\r\n|\r|\n)+", text[before[-1].end : at.start]))
    if breaks == 0:
        return "same paragraph"
    return "1-3 paragraphs" if breaks <= 3 else "4 paragraphs or more"


def article_length(text: str) -> str:
    """The class of an article by its words."""
    words = len(text.split())
    for limit, name in ((300, "under 300 words"), (600, "300-599 words"), (1000, "600-999 words")):
        if words < limit:
            return name
    return "1,000 words and over"


def article_slices(text: str, meta: Mapping[str, object]) -> dict[str, str]:
    """Genre (from the annotation's meta) and length."""
    genre = meta.get("genre")
    return {"genre": str(genre) if genre else "not stated", "length": article_length(text)}


def statement_slices(text: str, statement: Statement, speaker: Speaker | None) -> dict[str, str]:
    """The parts that a statement belongs to, one for each of `STATEMENT_SLICES`."""
    return {
        "kind": statement.kind,
        "cue": cue_kind(text, statement.cue),
        "source": source_kind(text, statement.source),
        "place": cue_place(statement),
        "distance": name_distance(text, statement, speaker),
        "act": statement.act,
    }


def _in_lower_case(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word.lower())}\b", text) is not None
