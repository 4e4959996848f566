"""Sentences of which it is known whether they need a source."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from building import TEXT, annotation, finding, gold, span
from tokenizers import Tokenizer

from checker.errors import AttribError
from checker.evaluation.annotations import write_annotations
from checker.evaluation.claim_examples import JudgedSentence, load_claims, of_annotation, read_judged
from checker.modeling.recipe import Claims

TINY = Path(__file__).parents[1] / "data/tiny/claims.jsonl"
LONGER = TEXT + "\nThe port has lost half its trade. The sky was grey.\n"
RISING = "A senior official said the cost was rising."


def judged(*codes: tuple[str, str]) -> dict[str, JudgedSentence]:
    """The judged sentences of an article with findings, by their words; spans are left out."""
    article = annotation(
        gold().statements, gold().speakers, [finding(LONGER, code, words) for code, words in codes], LONGER
    )
    return {s.span.of(LONGER): replace(s, span=span(LONGER, "M")) for s in of_annotation(article)}


def test_an_article_without_findings() -> None:
    any_span = span(LONGER, "M")
    assert judged() == {
        RISING: JudgedSentence(any_span, judgement=False, serious=False),
        "The port has lost half its trade.": JudgedSentence(any_span, claim=False),
        "The sky was grey.": JudgedSentence(any_span, claim=False),
    }, "what a named speaker says is no claim of the paper's"


@pytest.mark.parametrize(
    ("code", "words", "where", "expected"),
    [
        ("ATT102", "lost half", "The port has lost half its trade.", {"claim": True}),
        ("ATT205", "the cost", RISING, {"judgement": True, "serious": False}),
        ("ATT206", "A senior official", RISING, {"judgement": False, "serious": True}),
        ("ATT501", "The sky", "The sky was grey.", {"claim": False}),
    ],
)
def test_findings_judge_their_sentences(code: str, words: str, where: str, expected: dict[str, bool]) -> None:
    found = judged((code, words))
    assert found.pop(where) == JudgedSentence(span(LONGER, "M"), **expected)
    plain = judged()
    assert found == {words: s for words, s in plain.items() if words != where}


def test_a_claim_beside_what_a_named_speaker_says() -> None:
    sentence = LONGER.split("\n")[0]
    assert judged(("ATT102", "on Monday"))[sentence] == JudgedSentence(span(LONGER, "M"), claim=True)


def test_annotated_articles_and_files_of_sentences_are_told_apart(tmp_path: Path) -> None:
    write_annotations([gold()], tmp_path / "articles.jsonl")
    ((text, sentences),) = read_judged(tmp_path / "articles.jsonl")
    assert text == TEXT and sentences == of_annotation(gold())
    texts = list(read_judged(TINY))
    assert [len(s) for _, s in texts] == [3, 3, 2, 2]
    assert texts[1][1][2] == JudgedSentence(span(texts[1][0], "The builders are liars, a man said."), None, True, False)


GOOD = '{"text": "It rained.", "sentences": [{"span": [0, 10], "claim": false}]}'


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "3",
        "[]",
        '{"text": "It rained."}',
        '{"sentences": []}',
        GOOD.replace("10", "11"),
        GOOD.replace("0, 10", "4, 4"),
        GOOD.replace("[0, 10]", "7"),
        GOOD.replace("false", '"no"'),
        "\udcff",
    ],
)
def test_a_line_that_is_no_good_is_told_by_its_number(tmp_path: Path, before: int, bad: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes("\n".join([GOOD] * before + [bad, GOOD]).encode(errors="surrogateescape"))
    with pytest.raises(AttribError) as error:
        list(read_judged(path))
    message = str(error.value)
    assert message.startswith(f"{path}:{before + 1}: not a text with judged sentences (") and "\n" not in message


def test_examples_are_the_sentences_of_which_something_is_known(tiny_tokenizer: Tokenizer, tmp_path: Path) -> None:
    text = "It rained. The bridge was open. It was late."
    sentences = [{"span": [0, 10], "claim": True}, {"span": [11, 31]}, {"span": [32, 44], "serious": False}]
    nothing = {"text": text, "sentences": sentences[1:2]}
    path = tmp_path / "claims.jsonl"
    lines = [json.dumps({"text": text, "sentences": sentences}), json.dumps(nothing)]
    path.write_text("\n".join(lines), encoding="utf-8")
    (example,) = load_claims(Claims(str(path)), tiny_tokenizer)
    pieces = example.pieces
    assert [text[pieces.start[a] : pieces.end[b - 1]] for a, b in example.rows] == ["It rained.", "It was late."]
    assert np.array_equal(example.labels, [[1, np.nan, np.nan], [np.nan, np.nan, 0]], equal_nan=True)


def test_a_file_that_is_not_there(tiny_tokenizer: Tokenizer, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"absent\.jsonl: the recipe's file of claims is not there\. Put it there"):
        list(load_claims(Claims(str(tmp_path / "absent.jsonl")), tiny_tokenizer))
