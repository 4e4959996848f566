"""`Sentence` and `Draft`: what a generator reads, and the pair that it proposes."""

from __future__ import annotations

import re
from typing import NamedTuple

CONTRADICTION, ENTAILMENT, NEUTRAL = "contradiction", "entailment", "neutral"

NEGATION = re.compile(
    r"\b(?:not|never|no|nor|none|nobody|nothing|neither|cannot|without|hardly|barely|den(?:y|ies|ied|ying)|fail(?:s|ed)?"
    r"|refus(?:es?|ed)|unlikely)\b|n[’']t\b",
    re.IGNORECASE,
)
#: What makes a sentence claim less than its main verb says, so that an edit need not change what it claims.
OPEN = re.compile(
    r"\b(?:if|unless|whether|should|may|might|could|can|or|perhaps|maybe|possibl[ye]|probably)\b", re.IGNORECASE
)
_BROKEN = re.compile(
    r"[“”\"()\[\]?*|_@#�•…]|\.\.|https?:|--|''|``|[a-z]{4,}\. [A-Z]|[a-z],[A-Z]|\d[:,] \d|(?:\b\d| )\.$|,\."
    r"|[\u0300-\u036f]|\w: [A-Z]|â|Â|Ã|\s[-–—]|\bPhoto\b|\bRead more\b|\bClick\b"
)


class Sentence(NamedTuple):
    """A sentence of news prose and the name of its article."""

    text: str
    article: str


class Draft(NamedTuple):
    """A pair as a generator proposes it."""

    premise: str
    hypothesis: str
    label: str


def is_plain(text: str) -> bool:
    """Whether a sentence is whole, of 6 to 40 words, and without quotation marks, brackets or the debris of web pages."""
    return (
        6 <= len(text.split()) <= 40
        and text[0].isupper()
        and text.endswith(".")
        and not _BROKEN.search(text)
        and not text.split()[0].rstrip(",").isupper()
    )


def claims_plainly(text: str) -> bool:
    """Whether nothing in a sentence negates it, conditions it or leaves it open."""
    return not NEGATION.search(text) and not OPEN.search(text)


def put(text: str, start: int, end: int, words: str) -> str:
    """`text` with `words` in place of [start, end); a gap closes, and the first letter stays as large as it was."""
    changed = text[:start] + words + text[end:]
    if not words:
        changed = re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s{2,}", " ", changed)).lstrip()
    return capital(changed) if text[:1].isupper() else changed


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def like(model: str, words: str) -> str:
    """`words` with a capital where `model` has one."""
    return capital(words) if model[:1].isupper() else words
