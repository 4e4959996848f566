"""What was found on the way that checks judge by: the `Evidence` of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from checker.document import Span
from checker.speakers import Speaker

ClashKind = Literal["number", "date", "place", "name", "polarity", "quantity", "meaning"]


@dataclass(frozen=True, slots=True)
class Link:
    """Why a statement has its speaker, and who else it might be: candidates with probabilities, likeliest first."""

    reason: str
    candidates: tuple[tuple[Speaker, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, with the probabilities that it asserts, in the paper's own voice, what needs a source; that it attacks,
    judges or mocks someone; and that it tells of grave things (crime, corruption, abuse, death, danger, dismissal).
    """

    span: Span
    probability: float
    judgement: float = 0.0
    serious: float = 0.0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two stretches of an article that cannot both hold, the earlier first.

    first, second: the sentence, or the content of the statement, on each side; first_words, second_words: the words in them
    that clash; probability: calibrated; kind: what differs.
    """

    first: Span
    second: Span
    first_words: Span
    second_words: Span
    probability: float
    kind: ClashKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """Links by statement id; claims, one for every sentence of the body and captions, and clashes in text order. Empty where
    nothing looked for them.
    """

    links: Mapping[str, Link] = field(default_factory=lambda: MappingProxyType({}))
    claims: tuple[Claim, ...] = ()
    clashes: tuple[Clash, ...] = ()
