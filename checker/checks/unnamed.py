"""Statements by nobody whom a reader could name, and what the claims head says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checker.checks.nameless import head_of, is_definite
from checker.checks.reading import Reading
from checker.checks.vague_source import is_vague
from checker.checks.vocabulary import ANONYMOUS_HEADS, DEFINITE_HEADS, MOUTHPIECES, VAGUE_PASSIVES
from checker.nouns import singular
from checker.speakers import Speaker
from checker.statements import Statement

Label = Literal["judgement", "serious"]

# “the defendant was said to”, “it is believed that”, “reportedly”: nobody says it.
_PASSIVE = re.compile(
    rf"(?:\b(?:is|are|was|were|been|’s|'s)\s+(?:\w+ly\s+)?)?(?:{'|'.join(VAGUE_PASSIVES)})\b|\b\w+edly$", re.IGNORECASE
)
_COURT = re.compile(r"\b(?:court|jury|inquest|inquiry|hearing|tribunal|trial)\b", re.IGNORECASE)


def unnamed_statements(reading: Reading) -> Iterator[Statement]:
    """Statements of the body and captions that no other holds, by an unnamed or a vague source or by none in the passive."""
    for statement in reading.statements:
        if statement.act != "other" and statement.nested_in is None and reading.in_prose(statement.content[0]):
            speaker = reading.speaker(statement)
            if is_unnamed(speaker) if speaker is not None else _is_nobodys(reading, statement):
                yield statement


def is_unnamed(speaker: Speaker) -> bool:
    """Whether a speaker is nameless and no office or mouthpiece either: not “the president”, nor a firm's spokesman."""
    if is_vague(speaker.name):
        return True
    head = singular(head_of(speaker.name))
    if speaker.kind != "unnamed" or head in MOUTHPIECES:
        return False
    return not is_definite(speaker.name) or head in ANONYMOUS_HEADS | DEFINITE_HEADS


def _is_nobodys(reading: Reading, statement: Statement) -> bool:
    """Whether a statement without a speaker has a vague source, or stands in the passive; in court, who speaks is plain."""
    if statement.source:
        return is_vague(statement.source[0].of(reading.text))
    cue = " ".join(c.of(reading.text) for c in statement.cue)
    return bool(cue) and _PASSIVE.fullmatch(cue) is not None and not _COURT.search(_sentence_of(reading, statement))


def _sentence_of(reading: Reading, statement: Statement) -> str:
    return reading.sentence(statement.cue[0]).of(reading.text)


def likelihood(reading: Reading, statement: Statement, label: Label) -> float:
    """The highest probability of a label among the sentences that a statement's content stands in; 0 where none was judged."""
    return max(
        (
            claim.judgement if label == "judgement" else claim.serious
            for claim in reading.article.evidence.claims
            if any(c.overlaps(claim.span) for c in statement.content)
        ),
        default=0.0,
    )
