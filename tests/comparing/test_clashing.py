"""Which pairs are looked at, what differs in them, and what the weights make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from checker.article import Article, ModelInfo
from checker.comparing import assertions, find_clashes
from checker.comparing.clashing import is_silent
from checker.comparing.differing import differing_words
from checker.comparing.features import FEATURES, TEXT_FEATURES, Comparison, FloatArray
from checker.comparing.retrieval import LEAST_PAIRS, MOST_PER_ASSERTION, PAIRS_PER_WORD, candidate_pairs
from checker.comparing.weights import Weights, released
from checker.document import Span
from checker.evaluation.markup import parse_markup
from checker.readers import read_string

FILL = "The crane came from a yard in Tarbert in spring.\n\nA baker gave out rolls along the ring road."


def article(text: str, speakers: str = "", statements: str = "") -> Article:
    block = "=== meta\nid: a\ngenre: wire\n=== text\n" + text + "\n=== speakers\n" + speakers + "=== statements\n"
    gold = parse_markup(block + statements + "=== findings\n=== not_findings\n", "a")
    return Article(read_string(gold.text), ModelInfo("gold", "0"), gold.statements, gold.speakers)


def spoken(first: str, second: str, between: str = FILL, *, who: str = "p1") -> Article:
    names = {"p1": "{p1|Maria Okafor}", "p2": "{p2|Jon Brandt}"}
    text = f"{{s1|{names['p1']}}} {{q1|said}} {{c1|{first}}}.\n\n{between}\n\n{{s2|{names[who]}}} {{q2|said}} {{c2|{second}}}."
    speakers = "p1 | Maria Okafor | person | -\n" + ("p2 | Jon Brandt | person | -\n" if who == "p2" else "")
    return article(text, speakers, f"1 | p1 | speech\n2 | {who} | speech\n")


def always(contradiction: float):  # type: ignore[no-untyped-def]
    def judge(pairs: Sequence[tuple[str, str]]) -> FloatArray:
        return np.tile([0.0, 1 - contradiction, contradiction], (len(pairs), 1))

    return judge


def model_only() -> Weights:
    """Weights that believe the judge, and it alone."""
    verdict = np.array([float(name == "contradiction") for name in FEATURES])
    return replace(released(), verdict=verdict, intercept=0.0)


def test_assertions_are_statements_and_what_the_paper_says_around_them() -> None:
    found = assertions(spoken("that she had seen the crane fall", "that I saw nothing of it"))
    first, last = found[0], found[-1]
    assert (first.text, first.holder, first.statement_id) == ("Maria Okafor had seen the crane fall.", "p1", "s1")
    assert last.text == "Maria Okafor saw nothing of it."
    assert [a.text for a in found if a.is_paper] == FILL.split("\n\n")


def test_a_sentence_that_its_attribution_breaks_is_one_and_the_next_another() -> None:
    text = "{c1|“We saw it fall,”} {s1|{p1|Okafor}} {q1|said}, {c1|“and we ran away. The quay shook for minutes.”}"
    found = assertions(article(text, "p1 | Okafor | person | -\n", "1 | p1 | speech\n"))
    assert [a.text for a in found] == ["We saw it fall, and we ran away.", "The quay shook for minutes."]


def test_the_judge_sees_every_pair_in_both_directions() -> None:
    seen: list[tuple[str, str]] = []

    def judge(pairs: Sequence[tuple[str, str]]) -> FloatArray:
        seen.extend(pairs)
        return np.full((len(pairs), 3), 1 / 3)

    find_clashes(spoken("that the crane fell on the quay", "that the crane never fell on the quay"), judge)
    assert seen
    assert {(b, a) for a, b in seen} == set(seen)


def test_a_clash_has_the_words_that_differ() -> None:
    story = spoken("that twelve people were killed on the quay", "that all 15 people killed on the quay were men")
    (clash,) = [c for c in find_clashes(story, always(0.99), weights=model_only()) if c.kind == "number"]
    assert clash.first_words.of(story.text) == "twelve people"
    assert clash.second_words.of(story.text) == "15 people"
    assert clash.first.start < clash.second.start
    assert clash.probability > 0.9


def test_without_a_contradiction_there_is_no_clash() -> None:
    story = spoken("that twelve people were killed on the quay", "that the quay was full of people at noon")
    assert find_clashes(story, always(0.001), weights=model_only()) == ()


@pytest.mark.parametrize(
    ("first", "second", "kind", "words"),
    [
        ("that the gate was open", "that the gate was not open", "polarity", "not"),
        ("that the gate was open at noon", "that the gate was shut at noon", "polarity", "shut"),
        ("that it fell on 6 May", "that it fell on 7 June", "date", "7 June"),
        ("that the crane was bought from Tarbert", "that the crane was bought from Oban", "name", "Oban"),
    ],
)
def test_what_differs(first: str, second: str, kind: str, words: str) -> None:
    story = spoken(first, second)
    a, b = (x for x in assertions(story) if not x.is_paper)
    found, _, second_words = differing_words(story.text, a, b)
    assert (found, second_words.of(story.text)) == (kind, words)


@pytest.mark.parametrize(
    ("first", "second", "between", "who", "silent"),
    [
        ("that the gate was open", "that the gate was shut", FILL, "p1", False),
        ("that the gate was open", "that the gate was shut", FILL, "p2", False),
        ("that the gate was open", "that the gate was shut", "Nobody else was there.", "p2", False),
        ("that the gate was open", "that the gate would be shut if it rained", FILL, "p1", True),
        ("that the gate was open", "“Was the gate ever shut?”", FILL, "p1", True),
    ],
)
def test_silence(first: str, second: str, between: str, who: str, silent: bool) -> None:
    story = spoken(first, second, between, who=who)
    a, b = (x for x in assertions(story) if not x.is_paper)
    assert is_silent(story, a, b) is silent


def test_two_voices_side_by_side_and_a_told_dispute_are_silent_and_one_voice_is_not() -> None:
    text = "{s1|{p1|Okafor}} {q1|said} {c1|that the gate was open}.\n\n%s{s2|{p2|Brandt}} {q2|said} {c2|that the gate was shut}."
    speakers, rows = "p1 | Okafor | person | -\np2 | Brandt | person | -\n", "1 | p1 | speech\n2 | p2 | speech\n"
    for between, silent in (("", True), (FILL + "\n\nBut ", True), (FILL + "\n\n", False)):
        story = article(text % between, speakers, rows)
        a, b = (x for x in assertions(story) if not x.is_paper)
        assert is_silent(story, a, b) is silent


def test_pairs_grow_with_the_length_and_not_with_its_square() -> None:
    long = "\n\n".join(
        f"Crane {n} fell on the quay at Tarbert on Monday and killed {n} people. The harbour board met."
        for n in range(100)
    )
    story = article(long)
    found = assertions(story)
    pairs, features = candidate_pairs(Comparison(story, found), weights=released())
    assert len(pairs) <= LEAST_PAIRS + PAIRS_PER_WORD * len(long.split())
    assert features.shape == (len(pairs), len(TEXT_FEATURES))
    assert max(np.bincount(np.array(pairs).ravel())) <= MOST_PER_ASSERTION
    assert all(i < j for i, j in pairs)


def test_vectors_bring_pairs_that_share_no_word() -> None:
    story = spoken("that the gate was open", "that nobody could enter")
    found = assertions(story)
    said = [k for k, a in enumerate(found) if not a.is_paper]
    vectors = np.eye(len(found))
    vectors[said] = vectors[said[0]]
    pairs, _ = candidate_pairs(Comparison(story, found), vectors, weights=released())
    assert pairs[0] == tuple(said)


def test_an_empty_article_has_no_clash() -> None:
    assert find_clashes(article(""), always(1.0)) == ()


def test_weights_that_the_file_does_not_name_are_nought() -> None:
    weights = Weights.from_json({"retrieval": {"overlap": 2.0}, "verdict": {"intercept": -1.0}})
    assert weights.retrieval.sum() == 2.0
    assert weights.probabilities(np.ones((1, len(FEATURES)))) == pytest.approx([1 / (1 + np.e)])


def test_spans_are_of_the_text() -> None:
    story = spoken("that twelve people were killed 🙂 on the quay", "that all 15 people killed on the quay were men")
    for clash in find_clashes(story, always(0.99), weights=model_only()):
        assert Span(0, len(story.text)).contains(clash.first)
        assert clash.first.contains(clash.first_words)
        assert clash.second.contains(clash.second_words)
