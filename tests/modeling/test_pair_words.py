"""Words shared by both sides of a pair, numbers and negations."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from checker.modeling import pair_words
from checker.modeling.collate import Specials
from checker.modeling.pair_pieces import collate_pairs, pair_pieces
from checker.modeling.pair_words import Number, features, stem, words


def alignment(side: str, other: str, word: str) -> tuple[int, int]:
    ours = words(side)
    row = features(ours, words(other), [side.index(word)], side)[0]
    return int(row[0]), int(row[1])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("46,300", Number(46300, "cardinal")),
        ("13 million", Number(13e6, "cardinal")),
        ("twenty-three million", Number(23e6, "cardinal")),
        ("4.5bn", Number(4.5e9, "cardinal")),
        ("2019", Number(2019, "year")),
        ("2,019", Number(2019, "cardinal")),
        ("22nd", Number(22, "ordinal")),
        ("third", Number(3, "ordinal")),
        ("zero", Number(0, "cardinal")),
    ],
)
def test_numbers(text: str, number: Number) -> None:
    found = words(f"It is {text}.")[2:]
    assert {w.number for w in found} == {number}


@pytest.mark.parametrize(
    ("a", "b"), [("claims", "claimed"), ("stopped", "stops"), ("carries", "carried"), ("Maria's", "maria")]
)
def test_stems(a: str, b: str) -> None:
    assert stem(a) == stem(b)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("said", pair_words._SAME),
        ("Port", pair_words._CASE),
        ("closed", pair_words._STEM),
        ("12", pair_words._BELOW),
        ("million", pair_words._EQUAL),
        ("2019", pair_words._ABOVE),
        ("fourth", pair_words._ALONE),
        ("harbour", pair_words._ABSENT),
        (",", pair_words._MARK),
    ],
)
def test_alignment(word: str, expected: int) -> None:
    side = "He said the Port closed, with 12 ships, 3 million tons, in 2019, a fourth harbour."
    other = "She said a port closes with fourteen ships and 3,000,000 tons in 2018."
    assert alignment(side, other, word)[0] == expected


def test_kinds() -> None:
    side = "The port didn't close. Nobody told Maria about 7 ships."
    kinds = [alignment(side, "", w)[1] for w in ("The", "port", "didn't", "Nobody", "Maria", "7", ".")]
    assert kinds == [
        pair_words._FIRST_CAPITAL,
        pair_words._LOWER,
        pair_words._NEGATION,
        pair_words._NEGATION,
        pair_words._CAPITAL,
        pair_words._NUMBER,
        pair_words._PUNCTUATION,
    ]


def test_what_is_too_long_is_cut_where_it_shares_least(tiny_tokenizer: Tokenizer) -> None:
    premise = "the " * 40 + "mayor said 12 ships " + "of " * 40
    (pair,) = pair_pieces([(premise, "mayor said 12 ships")], tiny_tokenizer, length=24)
    assert len(pair) == 24
    assert (pair.premise.features[:, 0] < pair_words._ABSENT).sum() >= len(pair.hypothesis)
    assert len(pair.swapped().within(24)) == 24
    (both,) = pair_pieces([(premise, premise)], tiny_tokenizer, length=24)
    assert len(both) <= 24 and len(both.premise) == 11


def test_batches(tiny_tokenizer: Tokenizer) -> None:
    pairs = pair_pieces([("It rained.", "It was dry"), ("", "x")], tiny_tokenizer, length=64)
    batch = collate_pairs(pairs, Specials(2, 3, 0, 4), multiple=8)
    assert batch.ids.shape[1] % 8 == 0
    for k, pair in enumerate(pairs):
        n, p = len(pair), len(pair.premise)
        assert batch.ids[k, 0] == 2 and batch.ids[k, p + 1] == batch.ids[k, n - 1] == 3
        assert batch.mask[k].sum() == n and batch.types[k].sum() == len(pair.hypothesis) + 1
        text = batch.features[k, :, 0] > 0
        assert text.sum() == n - 3 and not text[0] and not text[p + 1]
