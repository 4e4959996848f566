"""What a learned pointer says of mentions, and how it is weighed with what the rules observe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from checker.document import Span
from checker.linking import antecedents, resolve
from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.linking.pointing import Pointed
from checker.readers import read_string
from checker.statements import Statement


class Saying:
    """A pointer that says the same of every mention, and notes what it was asked."""

    def __init__(self, *chances: tuple[int, float]) -> None:
        self.chances = dict(chances)
        self.asked: list[str] = []

    def __call__(self, mentions: Sequence[Mention], wanted: Sequence[int]) -> list[Mapping[int, float]]:
        self.asked += [mentions[k].head for k in wanted]
        return [self.chances for _ in wanted]


def mention(at: int, head: str, kind: str = "name", sentence: int = 0, **more: object) -> Mention:
    return Mention(Span(at, at + len(head)), kind, head, sentence, 0, **more)  # type: ignore[arg-type]


def test_who_is_asked_about() -> None:
    mentions = [
        mention(0, "Okafor"),
        mention(10, "she", "pronoun"),
        mention(20, "i", "pronoun"),
        mention(30, "we", "pronoun"),
        mention(40, "who", "pronoun"),
        mention(50, "mayor", "nominal", determiner="definite"),
        mention(60, "aide", "nominal", determiner="possessive"),
        mention(70, "official", "nominal", determiner="indefinite"),
        mention(80, "they", "pronoun"),
        mention(90, "critic", "nominal", determiner="definite"),
        mention(95, "both", "group", determiner="definite", members=(mention(95, "a"), mention(97, "b"))),
    ]
    pointer = Saying((0, 0.5))
    pointed = Pointed(mentions, frozenset(m for m in mentions if m.head != "critic"), pointer)
    assert pointer.asked == ["she", "mayor", "aide", "they"], "a description only where it is the source of a statement"
    assert [m.head for m in mentions if pointed.knows(m)] == pointer.asked


def test_pronouns_are_asked_about_that_bear_on_a_source() -> None:
    """Those of the same kind, up to six sentences before it and outside quotations."""
    female = {"kind": "pronoun", "gender": "female"}
    mentions = [
        mention(0, "she", sentence=1, **female),
        mention(10, "her", sentence=2, **female),
        mention(20, "he", "pronoun", 3, gender="male"),
        mention(30, "hers", sentence=4, in_quote=0, **female),
        mention(40, "it", "pronoun", 5),
        mention(50, "herself", sentence=8, **female),
        mention(60, "she", sentence=8, **female),
    ]
    pointer = Saying()
    Pointed(mentions, frozenset(mentions[5:6]), pointer)
    assert pointer.asked == ["her", "herself"]


def test_the_chance_of_an_entity_is_that_of_its_mentions_together() -> None:
    first, second, other, she = (
        mention(0, "Okafor"),
        mention(50, "Okafor"),
        mention(20, "Lee"),
        mention(30, "she", "pronoun"),
    )
    mentions = [first, other, she, second]
    pointed = Pointed(mentions, frozenset({she}), Saying((0, 0.25), (1, 0.125), (3, 0.5)))
    assert pointed.chance(she, Entity(mentions=[first, second])) == 0.75
    assert pointed.chance(she, Entity(mentions=[first])) == 0.25
    assert pointed.chance(she, Entity(mentions=[other])) == 0.125
    assert pointed.chance(she, Entity()) == 0
    assert pointed.chance(first, Entity(mentions=[first])) == 0, "it was not asked about a name"


def test_without_a_pointer_nothing_is_known() -> None:
    she = mention(30, "she", "pronoun")
    pointed = Pointed([mention(0, "Okafor"), she], frozenset(), None)
    assert not pointed.knows(she)


def people() -> tuple[list[Mention], Mention, Entity, Entity]:
    first = mention(0, "Ada Moll", subject=True, speaker_kind="person", gender="female")
    second = mention(20, "Clara Weiss", speaker_kind="person", gender="female")
    she = mention(40, "she", "pronoun", 1, gender="female", subject=True)
    entities = Entity(), Entity()
    for entity, m in zip(entities, (first, second), strict=True):
        entity.add(m)
    return [first, second, she], she, *entities


@pytest.mark.parametrize(("a", "b"), [(0.6, 0.3), (0.02, 0.9), (0.5, 0.5)])
def test_the_heads_word_multiplies_the_odds(a: float, b: float) -> None:
    mentions, she, first, second = people()
    rules = {id(e): p for e, p in antecedents.rank(she, [first, second])}
    pointed = Pointed(mentions, frozenset({she}), Saying((0, a), (1, b)))
    ranked = antecedents.rank(she, [first, second], pointed=pointed)
    both = {id(e): p for e, p in ranked}
    assert sum(both.values()) == pytest.approx(1)
    odds = rules[id(first)] / rules[id(second)] * (a / b) ** antecedents.WEIGHTS["pointed at"]
    assert both[id(first)] / both[id(second)] == pytest.approx(odds)
    assert ranked[0][0] is (first if odds > 1 else second)


def test_what_the_head_rules_out_is_merely_unlikely() -> None:
    mentions, she, first, second = people()
    nothing = Pointed(mentions, frozenset({she}), Saying())
    rules, same = (antecedents.rank(she, [first, second], pointed=p) for p in (None, nothing))
    assert [e for e, _ in rules] == [e for e, _ in same]
    assert [p for _, p in rules] == pytest.approx([p for _, p in same]), "it points at neither"
    sure = antecedents.rank(she, [first, second], pointed=Pointed(mentions, frozenset({she}), Saying((1, 1.0))))
    assert sure[0][0] is second and 0 < sure[1][1] < 0.1


@pytest.mark.parametrize("name", ["Ada Moll", "Clara Weiss"])
def test_whom_the_head_points_at_is_the_speaker(name: str) -> None:
    text = "Ada Moll met Clara Weiss on Monday. She said that the ferry would not sail."

    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    def pointer(mentions: Sequence[Mention], wanted: Sequence[int]) -> list[Mapping[int, float]]:
        assert [mentions[k].span.of(text) for k in wanted] == ["She"]
        return [{k: 0.99 for k, m in enumerate(mentions) if m.span.of(text) == name}]

    said = Statement("s1", "indirect", "speech", at("that the ferry would not sail"), at("said"), at("She"))
    linking = resolve(read_string(text), (said,), pointer)
    assert [s.name for s in linking.speakers] == [name]
    (best, probability), (_, rest) = linking.links["s1"].candidates[:2]
    assert best.name == name and probability > 0.8 > rest
