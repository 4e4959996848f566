"""Gold chains and attrib's own mentions brought together."""

from __future__ import annotations

import re

import pytest
from building import TEXT, gold
from tokenizers import Tokenizer

from checker.document import Span
from checker.evaluation.coreference import AmbiguousPronoun, ChainedText
from checker.evaluation.mention_targets import (
    align,
    example_of_annotation,
    example_of_chains,
    example_of_pronoun,
    is_anchor,
    naming,
)
from checker.linking.linker import find_mentions
from checker.linking.mentions import Mention
from checker.modeling.mention_examples import MentionExample
from checker.readers import read_string


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def aligned(text: str, own: str, *spans: str) -> str | None:
    """The gold words that a mention of ours is aligned with."""
    mention = Mention(at(text, own), "nominal", own.split()[-1].lower(), 0, 0)
    found = align(text, [mention], [at(text, s) for s in spans])
    return found[0].of(text) if 0 in found else None


@pytest.mark.parametrize(
    ("text", "own", "spans", "expected"),
    [
        ("The mayor of Leeds left.", "The mayor", ["The mayor of Leeds"], "The mayor of Leeds"),
        ("The mayor of Leeds left.", "Leeds", ["The mayor of Leeds"], None),
        ("The mayor of Leeds left.", "Leeds", ["The mayor of Leeds", "Leeds"], "Leeds"),
        ("Then Dr Okafor left.", "Okafor", ["Dr Okafor"], "Dr Okafor"),
        ("Then Dr Okafor left.", "Dr Okafor", ["Okafor"], "Okafor"),
        ("Then Dr Okafor left.", "Dr Okafor", ["Okafor", "Dr Okafor"], "Dr Okafor"),
        ("The governor's spokesman left.", "The governor", ["The governor's spokesman"], None),
        ("The governor's spokesman left.", "spokesman", ["The governor's spokesman"], None),
        (
            "The governor's spokesman left.",
            "The governor's spokesman",
            ["The governor's spokesman", "The governor's"],
            "The governor's spokesman",
        ),
        ("The governor's spokesman left.", "The governor", ["The governor's"], "The governor's"),
        ("The police van left.", "The police", ["The police van"], None),
        ("Ada Moll, the mayor, left.", "Ada Moll", ["Ada Moll, the mayor,"], "Ada Moll, the mayor,"),
        ("Ada Moll, the mayor, left.", "the mayor", ["Ada Moll, the mayor,"], None),
        ("The man who left was old.", "The man", ["The man who left"], "The man who left"),
        ("They left.", "They", [], None),
    ],
)
def test_alignment(text: str, own: str, spans: list[str], expected: str | None) -> None:
    assert aligned(text, own, *spans) == expected


def test_what_is_an_anchor() -> None:
    def anchor(kind: str, head: str, **more: object) -> bool:
        return is_anchor(Mention(Span(0, 3), kind, head, 0, 0, **more))  # type: ignore[arg-type]

    assert all(anchor("pronoun", head) for head in ("she", "him", "their", "it"))
    assert not any(anchor("pronoun", head) for head in ("i", "our", "you", "who", "that"))
    assert anchor("nominal", "mayor", determiner="definite") and anchor("nominal", "aide", determiner="possessive")
    assert not anchor("nominal", "official", determiner="indefinite") and not anchor("nominal", "official")
    assert anchor("group", "officials", determiner="definite")
    assert not anchor("group", "both", determiner="definite", members=(Mention(Span(0, 1), "name", "A", 0, 0),))
    assert not anchor("name", "Okafor", determiner="definite")


STORY = "Clara Weiss met Piet Haan on Monday. She said that he had lied. The minister wept."


def targets(example: MentionExample, text: str) -> dict[str, tuple[set[str], bool, set[str]]]:
    """For each target's words: what is right, whether nobody is, and what is not known."""
    words = [m.span.of(text) for m in find_mentions(read_string(text))]
    assert len(words) == len(example.heads.piece)
    return {
        words[t.mention]: ({words[k] for k in t.right}, t.nobody, {words[k] for k in t.unknown})
        for t in example.targets
    }


def story(complete: bool, *chains: tuple[str, ...]) -> ChainedText:
    spans = tuple(tuple(Span(*re.search(rf"\b{w}\b", STORY).span()) for w in chain) for chain in chains)  # type: ignore[union-attr]
    return ChainedText("gum/x", "gum", STORY, spans, complete, "news")


def test_where_all_chains_are_known(tiny_tokenizer: Tokenizer) -> None:
    text = story(True, ("Clara Weiss", "She"), ("Piet Haan", "he"))
    assert targets(example_of_chains(text, tiny_tokenizer), STORY) == {
        "She": ({"Clara Weiss"}, False, set()),
        "he": ({"Piet Haan"}, False, set()),
        "The minister": (set(), True, set()),
    }


def test_where_only_some_are_known_the_rest_is_left_open(tiny_tokenizer: Tokenizer) -> None:
    text = story(False, ("Clara Weiss", "She"), ("The minister",))
    assert targets(example_of_chains(text, tiny_tokenizer), STORY) == {"She": ({"Clara Weiss"}, False, {"he"})}


def test_the_first_of_a_chain_may_be_nobody(tiny_tokenizer: Tokenizer) -> None:
    found = targets(example_of_chains(story(True, ("She", "The minister")), tiny_tokenizer), STORY)
    assert found["She"] == ({"The minister"}, True, set())
    assert found["The minister"] == ({"She"}, False, set())


def test_an_annotated_article(tiny_tokenizer: Tokenizer) -> None:
    example = example_of_annotation(gold(), tiny_tokenizer)
    mentions = find_mentions(read_string(TEXT), gold().statements)
    words = [m.span.of(TEXT) for m in mentions]
    found = {words[t.mention]: ({words[k] for k in t.right}, t.nobody) for t in example.targets}
    assert found == {"she": ({"Maria Okafor"}, False)}
    assert all(words[k] not in ("Maria Okafor", "she") for t in example.targets for k in t.unknown)


SNIPPET = "Ada Moll met Clara Weiss in the old hall. The crowd heard her. Weiss sang and Piet Haan wept."


def row(a: bool, b: bool, pronoun: str = "her") -> AmbiguousPronoun:
    spans = at(SNIPPET, pronoun), at(SNIPPET, "Ada Moll"), at(SNIPPET, "Clara Weiss")
    return AmbiguousPronoun("gap/1", SNIPPET, *spans, a, b, True)


def test_a_name_is_all_mentions_that_bear_its_last_word() -> None:
    mentions = find_mentions(read_string(SNIPPET))

    def found(words: str) -> list[str]:
        return [mentions[k].span.of(SNIPPET) for k in sorted(naming(mentions, at(SNIPPET, words)))]

    assert found("Clara Weiss") == ["Clara Weiss", "Weiss"]
    assert found("Clara") == ["Clara Weiss", "Weiss"], "a part of the name will do"
    assert found("Ada Moll") == ["Ada Moll"]
    assert found("the old") == []


def test_an_ambiguous_pronoun(tiny_tokenizer: Tokenizer) -> None:
    example = example_of_pronoun(row(False, True), tiny_tokenizer)
    assert example is not None
    ((right, nobody, unknown),) = targets(example, SNIPPET).values()
    assert (right, nobody) == ({"Clara Weiss", "Weiss"}, False)
    assert not unknown & {"Ada Moll", "Clara Weiss", "Weiss", "Piet Haan"}, "other names are wrong"
    neither = example_of_pronoun(row(False, False), tiny_tokenizer)
    assert neither is not None
    ((right, nobody, _),) = targets(neither, SNIPPET).values()
    assert nobody and "Piet Haan" in right and not right & {"Ada Moll", "Clara Weiss", "Weiss", "her"}


def test_a_pronoun_that_is_not_found_teaches_nothing(tiny_tokenizer: Tokenizer) -> None:
    assert example_of_pronoun(row(True, False, "hall"), tiny_tokenizer) is None
