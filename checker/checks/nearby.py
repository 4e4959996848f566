"""Whether a sentence of the paper's own has its source in it or beside it."""

from __future__ import annotations

import re

from checker.checks.reading import Reading
from checker.comparing.stems import content_stems
from checker.document import Span
from checker.statements import Statement

# The share of a sentence's stems, and how many at the least, that a statement beside it has too where it is its source.
_SHARE, _LEAST_STEMS = 0.5, 2

_INSIDE = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|eyes|estimation) of|as \w+(?: \w+)? (?:put|puts|has put) it"
    r"|(?:prosecutors|police|investigators|the charge|the indictment) alleges?)\b",
    re.IGNORECASE,
)
# “That is the conclusion of the report”, “So said a banner”, “The figures are from the statistics office”.
_ROOTS = (
    "account|accusation|allegation|analysis|argument|assessment|audit|belief|calculation|case|charge|claim|complaint"
    "|conclusion|estimate|evidence|figure|finding|forecast|judge?ment|number|opinion|prediction|reading|report|ruling"
    "|statement|study|survey|testimony|theory|verdict|version|view|warning|word"
)
_TAKEN_UP = re.compile(
    rf"(?:(?:That|This|Those|These|Such|It)\b[^.!?]{{0,40}}?\b(?:{_ROOTS})s?\b"
    rf"|The (?:{_ROOTS})s?\b[^.!?]{{0,20}}?\b(?:is|are|was|were|comes?|came|stems?)\b[^.!?]{{0,20}}?\b(?:from|by|of|in)\b"
    r"|(?:Or )?[Ss]o,?\s+(?:at least,?\s+)?(?:said|says|say|argued?s?|reckons?|runs?|ran|he|she|they|it)\b"
    r"|(?:That|This),? at (?:any rate|least),? is (?:how|what)\b"
    r"|(?:That|This) is (?:how|what|according)\b|Those are\b)"
)
_RECORD = re.compile(
    r"\b(?:(?:is|are|was|were|been|be|being) (?:\w+ly )?(?:charged|indicted|convicted|acquitted|sentenced|jailed|imprisoned|fined"
    r"|arraigned|arrested|remanded|committed for trial|found guilty|elected|re-elected|appointed|sworn in|ordered)"
    r"|pleaded (?:not )?guilty|(?:admits?|admitted|denies|denied|faces?|faced) (?:\w+ ){0,3}(?:charges?|counts?)"
    r"|stands? trial|(?:opened|begun|began|launched|ordered) an (?:inquiry|inquest|investigation))\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"\b(?:(?:this|our|the) (?:reporter|correspondent)s?|on a visit|when (?:this|our|a|the) (?:reporter|newspaper|paper)"
    r"|we (?:saw|watched|counted|found|visited|heard)|(?:seen|reviewed|obtained|examined) by (?:this|the|our)\b"
    r"|documents|emails|e-mails|records|minutes|footage|video|photographs|court (?:filings?|papers))\b(?! scandal)",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es|ed)|refut(?:es|ed)|rebut(?:s|ted)?|nothing"
    r"|no|not|never|none|nobody|neither|false|untrue|nonsense)\b|n[’']t\b",
    re.IGNORECASE,
)


def has_source(reading: Reading, sentence: Span) -> bool:
    """Whether a sentence holds a statement of its own, or words that give a source."""
    return _INSIDE.search(sentence.of(reading.narration)) is not None or any(
        part.overlaps(sentence) for s in reading.statements if s.act != "other" for part in s.content + s.cue + s.source
    )


def is_attributed_beside(reading: Reading, sentence: Span) -> bool:
    """Whether the sentence before leads in or the next takes up, or a statement in either, or in the paragraph, says the same.

    A denial is none: who denies an accusation has not made it.
    """
    before, after = _beside(reading, sentence)
    if before is not None and before.of(reading.text).rstrip().endswith(":"):
        return True
    if after is not None and _TAKEN_UP.match(after.of(reading.text)):
        return True
    paragraph = reading.paragraph_span(reading.paragraph(sentence))
    near = [x for x in (before, after) if x is not None]
    return any(
        _says_same(reading, sentence, s)
        for s in reading.statements
        if s.act != "other"
        and (paragraph.overlaps(s.content[0]) or any(x.overlaps(c) for x in near for c in s.content))
    )


def is_record_or_witness(reading: Reading, sentence: Span) -> bool:
    """Whether a document, a court or an office carries a sentence, or the reporter has seen what it tells."""
    said = sentence.of(reading.narration)
    return _RECORD.search(said) is not None or _WITNESS.search(said) is not None


def denies(reading: Reading, statement: Statement) -> bool:
    """Whether a statement says no: by its cue, or in its content."""
    parts = statement.cue + statement.content
    return any(_DENIAL.search(p.of(reading.text)) for p in parts)


def shared_stems(reading: Reading, spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[int, int]:
    """How many stems that carry sense the one has, and how many of them the other has too."""
    own = {stem for s in spans for stem in content_stems(s.of(reading.text))}
    other = {stem for s in others for stem in content_stems(s.of(reading.text))}
    return len(own), len(own & other)


def _says_same(reading: Reading, sentence: Span, statement: Statement) -> bool:
    own, shared = shared_stems(reading, (sentence,), statement.content)
    return shared >= _LEAST_STEMS and shared >= _SHARE * own and not denies(reading, statement)


def _beside(reading: Reading, sentence: Span) -> tuple[Span | None, Span | None]:
    """The sentence before and after, in the next body paragraph where this one begins or ends its own."""
    index = reading.paragraph(sentence)
    inside = reading.sentences(reading.paragraph_span(index))
    at = next((k for k, s in enumerate(inside) if s.overlaps(sentence)), 0)
    before, after = reading.body_neighbour(index, -1), reading.body_neighbour(index, 1)
    first = inside[at - 1] if at else (_sentences(reading, before) or (None,))[-1]
    last = inside[at + 1] if at + 1 < len(inside) else (_sentences(reading, after) or (None,))[0]
    return first, last


def _sentences(reading: Reading, index: int | None) -> tuple[Span, ...]:
    return () if index is None else reading.sentences(reading.paragraph_span(index))
