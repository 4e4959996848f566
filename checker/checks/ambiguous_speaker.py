"""ATT103."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.evidence import Link
from checker.findings import Candidate, Finding, Severity
from checker.names import parse_person
from checker.speakers import Speaker
from checker.statements import Statement

# Where the copy has just met two people on a par, the order in which it names them settles nothing, whatever the ranking
# says: the doubt is _ON_A_PAR of what both have, provided that either has _LEAST_SECOND at all (less says that gender or
# number forbid it). Elsewhere it is twice the share of the second of the two, and counts from _CLOSE on: a wider lead is
# mostly a matter of whose turn it is.
_ON_A_PAR = 0.8
_LEAST_SECOND = 0.004
_CLOSE = 0.97

_SINGULAR = frozenset("he she him her".split())
_SENTENCES_BACK = 2
_POSSESSIVE = re.compile(r"[’']s?\b")


class AmbiguousSpeaker(Check):
    """Two speakers are about equally likely.

    ## What it flags

    A source that is a pronoun or a surname, and that may be either of two people whom the article has just met on a par;
    `candidates` gives them with their probabilities. Once for a run of statements by the same source.

    Silent where grammar, gender, the topic or whose turn it is settles it, and in headlines.

    ## Why

    The writer knows who “she” is. A reader who has met two women in the sentence before does not, and one of them gets
    credit or blame for the other's words.

    ## Example

    Flagged:

    > Okafor and the mayor, Lena Moravec, walked the quay on Monday. **She** said it would reopen within a week.

    Not flagged:

    > Okafor and the mayor, Jon Brandt, walked the quay on Monday. She said it would reopen within a week.
    """

    code = "ATT103"
    name = "ambiguous-speaker"
    severity = Severity.WARNING
    needs = "model"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        last: tuple[frozenset[str], int] | None = None
        for statement, ((a, p), (b, q)), doubt in in_doubt(reading, self.threshold(config)):
            run, paragraph = frozenset((a.id, b.id)), reading.paragraph(statement.source[0])
            follows = last is not None and last[0] == run and paragraph - last[1] <= 1
            last = (run, paragraph)
            if not follows:
                said = " ".join(statement.source[0].of(reading.text).split())
                yield self.finding(
                    statement.source[0],
                    f"“{said[:1].upper()}{said[1:]}” is possibly either of two: {a.name} or {b.name}.",
                    confidence=round(doubt, 3),
                    candidates=(Candidate(a.id, round(p, 3)), Candidate(b.id, round(q, 3))),
                )


Rivals = tuple[tuple[Speaker, float], tuple[Speaker, float]]


def in_doubt(reading: Reading, least: float) -> Iterator[tuple[Statement, Rivals, float]]:
    """The statements whose source may stand for either of two people, with both and how doubtful it is, in text order; those
    of a doubt below `least` left out.
    """
    for statement in reading.statements:
        found = _rivals(reading, statement)
        if found is not None and found[1] >= least:
            yield statement, *found


def _rivals(reading: Reading, statement: Statement) -> tuple[Rivals, float] | None:
    """The two people whom a pronoun or a shared surname may stand for, and how doubtful it is; None where it is plain."""
    link: Link | None = reading.article.evidence.links.get(statement.id)
    if link is None or not statement.source or not reading.in_prose(statement.source[0]):
        return None
    said = " ".join(statement.source[0].of(reading.text).split())
    pronoun = said.lower() in _SINGULAR
    people = [
        (s, p)
        for s, p in link.candidates
        if _is_surely_person(s) and p >= _LEAST_SECOND and (pronoun or _is_surname_of(said, s))
    ]
    pairs = list(combinations(people, 2))
    two = next((x for x in pairs if _are_on_a_par(reading, statement, x[0][0], x[1][0])), None)
    if two is not None:
        return two, _ON_A_PAR * (two[0][1] + two[1][1])
    if pairs and _doubt(pairs[0]) >= _CLOSE:
        return pairs[0], _doubt(pairs[0])
    return None


def _doubt(two: Rivals) -> float:
    (_, p), (_, q) = two
    return 2 * q / (p + q)


def _is_surely_person(speaker: Speaker) -> bool:
    """Whether a candidate is a person by more than one word: a lone name may be a place's."""
    return speaker.kind == "person" and (speaker.role is not None or len(speaker.name.split()) > 1)


def _is_surname_of(said: str, speaker: Speaker) -> bool:
    """Whether a source is a person's bare surname; a title tells Mr from Ms."""
    name = parse_person(tuple(speaker.name.split())) if speaker.kind == "person" else None
    return name is not None and bool(name.given) and said == name.family


def _are_on_a_par(reading: Reading, statement: Statement, a: Speaker, b: Speaker) -> bool:
    """Whether one sentence, close before the source and in its paragraph, has both, and neither has spoken since."""
    source = statement.source[0]
    paragraph = reading.paragraph_span(reading.paragraph(source))
    start = reading.sentence(min(source, statement.content[0])).start
    before = [s for s in reading.sentences(paragraph) if s.start < start][-_SENTENCES_BACK:]
    met = next((s for s in reversed(before) if _mention(reading, s, a) or _mention(reading, s, b)), None)
    if met is None or not (_mention(reading, met, a) and _mention(reading, met, b)):
        return False
    return not any(part.overlaps(Span(met.start, start)) for s in reading.statements for part in s.source + s.cue)


def _mention(reading: Reading, sentence: Span, speaker: Speaker) -> bool:
    """Whether a sentence has a speaker other than as an owner (“Okafor's car”)."""
    return any(sentence.contains(m) and not _POSSESSIVE.match(reading.text, m.end) for m in speaker.mentions)
