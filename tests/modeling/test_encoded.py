"""What a document that has been read answers."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from checker.document import Span
from checker.linking.linker import find_mentions
from checker.linking.mentions import Mention
from checker.modeling.collate import WindowBatch
from checker.modeling.decoding import TAGS, Floats
from checker.modeling.encoded import Encoded
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import Heads, PointerBatch
from checker.readers import read_string

TEXT = "Ada Moll met Piet Haan. She said that Haan had read the letter. It rained."


class FixedScorer:
    """Scores every piece by the first number of its state, whoever asks."""

    transitions: Floats = np.zeros((len(TAGS), len(TAGS)), np.float32)

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats, Floats]:
        raise AssertionError("the document has been read")

    emissions = states

    def antecedents(self, states: Floats, mentions: PointerBatch) -> Floats:
        return states[mentions.index, 0]


def encoded(text: str, tokenizer: Tokenizer, states: Floats | None = None, claims: Floats | None = None) -> Encoded:
    document = read_string(text)
    pieces = Pieces.of(document, tokenizer)
    n = len(pieces)
    states = np.zeros((n, 2), np.float32) if states is None else states
    claims = np.zeros((n, 4), np.float32) if claims is None else claims
    return Encoded(document, pieces, (), states, claims, FixedScorer())


def mentions_of(*words: str) -> list[Mention]:
    return [Mention(Span(i := TEXT.index(w), i + len(w)), "name", w, 0, 0) for w in words]


def test_chances_by_hand(tiny_tokenizer: Tokenizer) -> None:
    mentions = mentions_of("Ada Moll", "Piet Haan", "She")
    plain = encoded(TEXT, tiny_tokenizer)
    assert plain.antecedents(mentions, [2]) == [{0: pytest.approx(1 / 3), 1: pytest.approx(1 / 3)}]
    heads = Heads.of(plain.pieces, mentions)
    states = np.full((len(plain.pieces), 2), 99, np.float32)  # what no mention ends at counts for nothing
    states[heads.piece, 0] = np.log([6, 1, 3])
    first, second = encoded(TEXT, tiny_tokenizer, states).antecedents(mentions, [2, 0])
    assert first == {0: pytest.approx(0.6), 1: pytest.approx(0.1)}, "and 0.3 of nobody near"
    assert second == {1: pytest.approx(0.1), 2: pytest.approx(0.3)}, "who is named later may be meant, too"


def test_chances_and_nobody_make_one(tiny_tokenizer: Tokenizer) -> None:
    text = " ".join([TEXT] * 30)
    document = read_string(text)
    mentions = find_mentions(document)
    wanted = list(range(0, len(mentions), 3))
    rng = np.random.default_rng(0)
    states = rng.normal(0, 4, (len(Pieces.of(document, tiny_tokenizer)), 2)).astype(np.float32)
    for w, chances in zip(wanted, encoded(text, tiny_tokenizer, states).antecedents(mentions, wanted), strict=True):
        assert chances and w not in chances
        assert all(0 <= p <= 1 for p in chances.values())
        assert sum(chances.values()) < 1, "what is left is nobody's"


def test_a_mention_alone_points_at_nobody(tiny_tokenizer: Tokenizer) -> None:
    assert encoded(TEXT, tiny_tokenizer).antecedents(mentions_of("She"), [0]) == [{}]


def test_nothing_asked_and_nothing_read(tiny_tokenizer: Tokenizer) -> None:
    assert encoded(TEXT, tiny_tokenizer).antecedents(mentions_of("She"), []) == []
    empty = encoded("", tiny_tokenizer)
    assert empty.antecedents(mentions_of("She"), [0]) == [{}]
    assert empty.claims([Span(0, 0)]).tolist() == [[0, 0, 0]]
    assert empty.claims([]).shape == (0, 3)


def test_claims_are_of_their_sentences(tiny_tokenizer: Tokenizer) -> None:
    plain = encoded(TEXT, tiny_tokenizer)
    last = int(np.flatnonzero(plain.pieces.sentence == 2)[0])
    claims = np.zeros((len(plain.pieces), 4), np.float32)
    claims[last:, 1:] = (2.0, 0.0, -2.0)
    start = TEXT.index("It rained")
    found = encoded(TEXT, tiny_tokenizer, claims=claims).claims([Span(0, 23), Span(start, len(TEXT))])
    assert found == pytest.approx(np.array([[0.5, 0.5, 0.5], [0.8807971, 0.5, 0.1192029]]), abs=1e-6)
