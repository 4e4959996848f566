"""GAP's scores, against values computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from checker.document import Document, Span
from checker.evaluation.coreference import AmbiguousPronoun
from checker.evaluation.gap_scores import probabilities, score
from checker.linking.mentions import Mention

TEXT = "Ada Moll met Clara Weiss on Monday. She said that Weiss had won."
SHE = Span(36, 39)


def row(a: bool, b: bool, feminine: bool, pronoun: Span = SHE) -> AmbiguousPronoun:
    return AmbiguousPronoun("gap/1", TEXT, pronoun, Span(0, 8), Span(13, 24), a, b, feminine)


ROWS = [row(True, False, False), row(False, True, True), row(False, False, True), row(True, False, False)]
CHANCES = [(0.7, 0.2, 0.1), (0.6, 0.3, 0.1), (0.1, 0.2, 0.7), (0.25, 0.1, 0.65)]


def test_scores_by_hand() -> None:
    found = score(ROWS, CHANCES, 0.3)
    # One of two said is right, of three that are true.
    assert found.overall == pytest.approx(2 / 5)
    assert found.masculine == pytest.approx(2 / 3)
    assert found.feminine == 0 == found.bias
    bold = score(ROWS, CHANCES, 0.0)
    assert bold.overall == pytest.approx(4 / 7) and bold.masculine == 1


def test_bias_is_feminine_over_masculine() -> None:
    rows = [row(True, False, True), row(True, False, False), row(True, False, False)]
    found = score(rows, [(0.9, 0, 0.1), (0.9, 0, 0.1), (0, 0.9, 0.1)], 0.5)
    assert (found.feminine, found.masculine) == (1.0, 0.5) and found.bias == 2


def test_neither_of_two_that_are_alike() -> None:
    assert score([row(True, False, True)], [(0.4, 0.4, 0.2)], 0.1).overall == 0
    assert score([], [], 0.5).overall == 0


def test_a_name_has_the_chances_of_all_its_mentions() -> None:
    def antecedents(mentions: Sequence[Mention], wanted: Sequence[int]) -> list[dict[int, float]]:
        assert [mentions[k].span.of(TEXT) for k in wanted] == ["She"]
        chance = {"Ada Moll": 0.125, "Clara Weiss": 0.25, "Weiss": 0.5}
        return [{k: chance[w] for k, m in enumerate(mentions) if (w := m.span.of(TEXT)) in chance}]

    def read(document: Document) -> SimpleNamespace:
        assert document.text == TEXT
        return SimpleNamespace(antecedents=antecedents)

    rows = [row(False, True, True), row(False, True, True, Span(40, 44))]
    found = probabilities(rows, SimpleNamespace(read=read))  # type: ignore[arg-type]
    assert found == [(0.125, 0.75, 0.125), (0.0, 0.0, 1.0)], "a pronoun that is not found is nobody's"
