"""Who a quotation without a speaker might be by."""

from __future__ import annotations

from checker.checks.reading import Reading
from checker.findings import Candidate
from checker.statements import Statement

_MOST = 5
_NOBODY = 0.15


def candidates(reading: Reading, statement: Statement) -> tuple[Candidate, ...]:
    """Who may have made a statement, the likeliest first: as the linker ranks them where it does, else by distance alone.

    By distance, a speaker weighs 1 / (1 + d), d being the paragraphs from the quotation to the nearest mention; one behind the
    quotation counts as one paragraph further off, and a speaker of the nearest statement before weighs twice. Weights
    are scaled to add up to 0.85: the rest is for someone the article does not name.
    """
    link = reading.article.evidence.links.get(statement.id)
    if link is not None and link.candidates:
        return tuple(Candidate(s.id, round(p, 3)) for s, p in link.candidates[:_MOST])
    start = statement.content[0].start
    home = reading.paragraph(statement.content[0])
    earlier = [s for s in reading.statements if s.content[0].start < start and s.speaker is not None]
    last = earlier[-1].speaker if earlier else None
    weights: dict[str, tuple[float, int]] = {}
    for speaker in reading.article.speakers:
        if not speaker.mentions or speaker.kind == "document":
            continue
        distance = min(abs(home - reading.paragraph(m)) + (m.start > start) for m in speaker.mentions)
        letters = min(abs(start - m.start) for m in speaker.mentions)
        weights[speaker.id] = ((2 if speaker.id == last else 1) / (1 + distance), -letters)
    best = sorted(weights, key=lambda i: weights[i], reverse=True)[:_MOST]
    total = sum(weights[i][0] for i in best)
    return tuple(Candidate(i, round((1 - _NOBODY) * weights[i][0] / total, 3)) for i in best)
