"""Calibration and threshold, fitted on dev."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="the evaluation extra is not installed")

from checker.document import Document
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.evaluation.fitting import DevSet, fit
from checker.evaluation.metrics import Rules
from checker.modeling.assembly import Reading
from checker.modeling.collate import Specials
from checker.modeling.finder import Candidate
from checker.modeling.settings import Calibration, Settings

TINY = Path(__file__).parents[1] / "data/tiny/train.jsonl"
SETTINGS = Settings("s", "b", Specials(2, 3, 0, 4))


class Reader:
    """Reads what the annotation says, with these chances, and as often something that it does not say."""

    def __init__(self, gold: list[Annotation], right: float, wrong: float | None) -> None:
        self.gold, self.right, self.wrong = gold, right, wrong

    def candidates(self, documents: list[Document]) -> list[list[Candidate]]:
        out = []
        for annotation in self.gold:
            found = [Candidate(self.right, 0.9, Reading(s.content, s.cue, s.source)) for s in annotation.statements]
            if self.wrong is not None:
                found += [Candidate(self.wrong, 0.9, Reading(s.cue)) for s in annotation.statements if s.cue]
            out.append(found)
        return out


@pytest.fixture
def gold() -> list[Annotation]:
    return list(read_annotations(TINY))


def test_right_and_wrong_are_told_apart(gold: list[Annotation]) -> None:
    dev = DevSet(gold, Rules())
    reader = Reader(gold, 0.7, 0.6)
    fitted = fit(SETTINGS, dev, reader)  # type: ignore[arg-type]
    assert fitted.calibration != Calibration()
    p, q = (fitted.calibration.probability(x, 0.9) for x in (0.7, 0.6))
    assert q < fitted.threshold <= p
    candidates = reader.candidates([])
    assert dev.f1(candidates, fitted.calibration, fitted.threshold) == 1
    assert dev.f1(candidates, fitted.calibration, 0.0) < 0.8
    assert replace(fitted, calibration=SETTINGS.calibration, threshold=SETTINGS.threshold) == SETTINGS


@pytest.mark.parametrize("right", [0.9, None])
def test_candidates_that_are_all_right_or_none_at_all_fit_nothing(gold: list[Annotation], right: float | None) -> None:
    dev = DevSet(gold, Rules())
    reader = Reader(gold if right else [replace(a, statements=()) for a in gold], 0.9, None)
    fitted = fit(SETTINGS, dev, reader)  # type: ignore[arg-type]
    assert fitted.calibration == Calibration()
    assert 0 < fitted.threshold < 0.9
