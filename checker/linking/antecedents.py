"""Which earlier mention a pronoun stands for: every candidate is weighed, and the weights make probabilities.

The weights were fitted by maximum likelihood on the development part of GAP (Webster et al. 2018) and on news, interviews,
speeches, court records and biographies of GUM (Zeldes 2017), a pronoun's candidates against each other, and rounded; those
of who spoke last, of paragraphs and of subjects were then set by trial on news of this project's own.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from checker.document import Span
from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.linking.pointing import Pointed

WEIGHTS: dict[str, float] = {
    "same sentence": 2.0,
    "previous sentence": 1.1,
    "sentences between": -0.3,
    "words between": -0.15,
    "subject": 0.1,
    "subject of the sentence": -0.7,
    "parallel subject": 0.4,
    "pronoun": -0.4,
    "possessor": 0.4,
    "gender known": 0.75,
    "gender leans": 1.0,
    "gender leans away": -0.9,
    "a place": -1.7,
    "after opening phrase": 2.9,
    "most recent": 0.2,
    "times mentioned": 0.9,
    "opens paragraph": 1.0,
    "last speaker": 2.0,
    "quoted": -0.8,
    "follows": 1.5,
    "object of its subject": -0.7,
    "opens sentence": 1.0,
    "opens document": 0.4,
    "nameless": -1.0,
    "pointed at": 0.7,
}
"""What each observation about a candidate adds to its score."""

REACH = 14
"""How many sentences back an antecedent may stand."""
_LATELY = 6  # sentences
_OPENS_WITHIN = 3  # sentences
_LEAST = 1e-3  # the least probability that is told from none


def is_possible(entity: Entity, pronoun: Mention) -> bool:
    """Whether gender, number and kind let a pronoun stand for an entity; a description is taken to be fitting."""
    if entity.narrator:
        return False
    if pronoun.kind != "pronoun":
        return True
    if pronoun.gender is not None:
        if entity.kind is None and entity.placed():
            return False
        return entity.is_human and not entity.plural and entity.gender in (None, pronoun.gender)
    if pronoun.head in ("it", "its", "itself", "which"):
        return entity.kind in ("organization", "document") or (entity.kind is None and entity.gender is None)
    if pronoun.plural:
        return entity.plural or entity.kind in ("group", "organization") or bool(entity.members)
    return True


def rank(
    pronoun: Mention,
    entities: Iterable[Entity],
    last_speaker: Entity | None = None,
    excluded: Sequence[Span] = (),
    not_these: Iterable[Entity] = (),
    opening: bool = False,
    pointed: Pointed | None = None,
) -> list[tuple[Entity, float]]:
    """The entities that a pronoun can stand for, likeliest first, with probabilities that sum to 1.

    excluded: stretches of text whose mentions do not count: the quotation being attributed, say.
    opening: whether the pronoun stands in the phrase that opens its sentence (“When she spoke, Okafor said”).
    not_these: entities that it cannot be, such as the speaker of the quotation that it stands in.
    pointed: what a learned head says of the pronoun.
    """
    barred = set(map(id, not_these))
    seen: list[tuple[Entity, Mention, int]] = []
    for entity in entities:
        if id(entity) in barred or not is_possible(entity, pronoun):
            continue
        last, count = _last_mention(entity, pronoun, excluded)
        if last is not None:
            seen.append((entity, last, count))
    if not seen:
        return []
    opener = _opener(seen, pronoun)
    recent = max((m.span for _, m, _ in seen if m.span < pronoun.span), default=None)
    scored = []
    for entity, last, count in seen:
        found = observe(entity, last, count, pronoun, last.span == recent, entity is last_speaker, opening)
        found["opens paragraph"] = float(entity is opener)
        if pointed is not None and pointed.knows(pronoun):
            found["pointed at"] = math.log(max(pointed.chance(pronoun, entity), _LEAST))
        scored.append((entity, sum(WEIGHTS[name] * value for name, value in found.items())))
    scored.sort(key=lambda x: -x[1])
    weights = [math.exp(s - scored[0][1]) for _, s in scored]
    total = sum(weights)
    return [(e, w / total) for (e, _), w in zip(scored, weights, strict=True)]


def _last_mention(entity: Entity, pronoun: Mention, excluded: Sequence[Span]) -> tuple[Mention | None, int]:
    """The nearest mention before a pronoun, or the first after it in its sentence, and how many lately stood before."""
    mentions = entity.mentions
    k = bisect_left(mentions, pronoun.span.start, key=_start)
    last, count = None, 0
    for i in range(k - 1, -1, -1):
        m = mentions[i]
        if pronoun.sentence - m.sentence > (REACH if last is None else _LATELY):
            break
        if not any(x.start <= m.span.start < x.end for x in excluded):
            last = last or m
            count += 1
    if last is not None:
        return last, count
    for m in mentions[k:]:
        if m.sentence != pronoun.sentence:
            break
        if m.kind == "name" and m.subject and not any(x.start <= m.span.start < x.end for x in excluded):
            return m, 0
    return None, 0


def _opener(seen: Sequence[tuple[Entity, Mention, int]], pronoun: Mention) -> Entity | None:
    """The candidate that is named first in a pronoun's paragraph, as a subject."""
    best: tuple[Span, Entity] | None = None
    for entity, _, _ in seen:
        for m in entity.mentions[bisect_left(entity.mentions, pronoun.paragraph, key=_paragraph) :]:
            if m.span.start >= pronoun.span.start:
                break
            near = pronoun.sentence - m.sentence <= _OPENS_WITHIN and m.kind != "pronoun" and m.in_quote is None
            if near and m.subject and (best is None or m.span < best[0]):
                best = (m.span, entity)
                break
    return best[1] if best is not None else None


def _paragraph(m: Mention) -> int:
    return m.paragraph


def _start(m: Mention) -> int:
    return m.span.start


def observe(
    entity: Entity, last: Mention, count: int, pronoun: Mention, most_recent: bool, last_speaker: bool, opening: bool
) -> dict[str, float]:
    """What speaks for or against an entity whose nearest mention is `last`: a value for some of the keys of `WEIGHTS`."""
    follows = last.span.start > pronoun.span.start
    distance = 0 if follows else pronoun.sentence - last.sentence
    found = {
        "same sentence": float(distance == 0 and not follows),
        "previous sentence": float(distance == 1),
        "sentences between": math.log1p(distance),
        "words between": math.log1p(abs(pronoun.span.start - last.span.end) / 6),
        "subject": float(last.subject),
        "subject of the sentence": float(last.subject and distance == 0 and not follows),
        "parallel subject": float(last.subject and pronoun.subject),
        "pronoun": float(last.kind == "pronoun"),
        "possessor": float(last.possessive and last.kind == "name"),
        "gender known": float(entity.gender is not None),
        "gender leans": float(entity.leaning is not None and entity.leaning == pronoun.gender),
        "gender leans away": float(entity.leaning is not None and entity.leaning != pronoun.gender),
        "a place": float(entity.placed()),
        "after opening phrase": float(follows and opening),
        "most recent": float(most_recent),
        "times mentioned": math.log1p(count),
        "last speaker": float(last_speaker),
        "quoted": float(last.in_quote is not None and last.in_quote != pronoun.in_quote),
        "follows": float(follows),
        "object of its subject": float(pronoun.object and last.subject and distance == 0 and not follows),
        "opens sentence": float(last.subject and distance <= 1 and not follows and not last.possessive),
        "opens document": float(entity.mentions[0].sentence <= 1),
        "nameless": float(not entity.named()),
    }
    return found
