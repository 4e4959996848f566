"""Sentences as ranges of pieces, and their scores."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tokenizers import Tokenizer

from checker.document import Document, Paragraph, Span
from checker.modeling.claiming import sentence_rows, sentence_scores
from checker.modeling.pieces import Pieces
from checker.readers import read_string
from checker.sentences import claim_sentences


def test_rows_hold_the_pieces_of_their_sentences(tiny_tokenizer: Tokenizer) -> None:
    text = "Ada Moll said the bridge was open. It rained.\n\n“The ferry will not sail.” Nobody wept."
    document = read_string(text)
    pieces = Pieces.of(document, tiny_tokenizer)
    spans = claim_sentences(document)
    assert len(spans) == 4
    rows = sentence_rows(pieces, spans)
    assert rows[0][0] == 0 and rows[-1][1] == len(pieces)
    assert all(a[1] == b[0] for a, b in pairwise(rows)), "one after the other, without a gap"
    for (a, b), span in zip(rows, spans, strict=True):
        assert (int(pieces.start[a]), int(pieces.end[b - 1])) == span


def test_what_the_pieces_leave_out_has_no_rows(tiny_tokenizer: Tokenizer) -> None:
    text = "It rained. Share this story. It was open."
    roles = (Paragraph(Span(0, 10)), Paragraph(Span(11, 28), "boilerplate"), Paragraph(Span(29, 41)))
    pieces = Pieces.of(Document(text, roles), tiny_tokenizer)
    rows = sentence_rows(pieces, [p.span for p in roles])
    assert rows[1][0] == rows[1][1]
    assert rows[0] == (0, rows[1][0]) and rows[2] == (rows[1][1], len(pieces))
    assert sentence_rows(Pieces.of(read_string(""), tiny_tokenizer), [Span(0, 1)]) == [(0, 0)]


def test_scores_against_values_computed_by_hand() -> None:
    scores = np.array([[0.0, 9, 9, 9], [np.log(3), 2.0, 0.0, -4.0], [0.0, -2.0, 4.0, 0.0]], np.float32)
    found = sentence_scores(scores, [(1, 3), (2, 2), (0, 1)])
    # Weights 3/4 and 1/4: scores 1, 1 and -3.
    assert found[0] == pytest.approx([0.7310586, 0.7310586, 0.0474259], abs=1e-6)
    assert found[1].tolist() == [0, 0, 0], "no pieces, no claim"
    assert found[2] == pytest.approx([0.9998766] * 3, abs=1e-6)


def test_no_sentences() -> None:
    assert sentence_scores(np.zeros((5, 4), np.float32), []).shape == (0, 3)
