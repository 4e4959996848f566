"""`ChainedText`: one text and which of its mentions corefer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from checker.document import Span
from checker.nouns import kind_of

Chain = tuple[Span, ...]
Part = Literal["train", "dev"]

#: Personal pronouns, possessive and reflexive ones among them. “This” and “that” mostly stand for what happened.
PRONOUNS = frozenset(
    """
    i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself
    we us our ours ourselves they them their theirs themselves themself who whom whose
    """.split()
)
_DEV_SHARE = 10  # per cent


@dataclass(frozen=True, slots=True)
class ChainedText:
    """One document and its chains of coreferent mentions.

    `id` begins with the corpus: “gum/GUM_news_korea”, “ecbplus/1/10ecb”, “litbank/158_emma”. `chains` are ordered by
    their first mention, each in text order (of two that start together the longer first), singletons included where
    the corpus marks them. `complete` tells whether a mention in no chain is known to corefer with nothing (GUM,
    LitBank), or only not known to (ECB+).
    """

    id: str
    corpus: str
    text: str
    chains: tuple[Chain, ...]
    complete: bool
    genre: str


def part(id: str) -> Part:
    """The part that a text belongs to, told from its id alone: one in ten is for development.

    ECB+ is split by topic, since the documents of one tell the same story; the others by document or book.
    """
    group = id.rsplit("/", 1)[0] if id.startswith("ecbplus/") else id
    number = int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big")
    return "dev" if number % 100 < _DEV_SHARE else "train"


def in_order(chains: Iterable[Iterable[Span]]) -> tuple[Chain, ...]:
    """Chains and their mentions in text order, no mention twice: what stands in two chains stays in the first."""
    seen: set[Span] = set()
    kept: list[Chain] = []
    for chain in sorted((sorted(set(c), key=_place) for c in chains), key=lambda c: [_place(s) for s in c]):
        if own := tuple(s for s in chain if s not in seen):
            kept.append(own)
            seen.update(own)
    return tuple(sorted(kept, key=lambda c: _place(c[0])))


def may_speak(text: str, chain: Iterable[Span]) -> bool:
    """Whether the words of a chain allow a speaker, whatever its entity type: a pronoun, or a noun for a document."""
    for span in chain:
        words = span.of(text).lower().split()
        if len(words) == 1 and words[0] in PRONOUNS:
            return True
        if words and kind_of(words[-1]) == "document":
            return True
    return False


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end
