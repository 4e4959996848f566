"""Fitting what finds contradictions: on annotated articles, from the file to the probabilities."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from checker.comparing.features import FEATURES, SPEAK_FOR, TEXT_FEATURES
from checker.comparing.weights import Weights, released
from checker.evaluation.clash_fitting import Reading, fit, gold_article, neutral, recall, write
from checker.evaluation.markup import parse_markup

_PAIRS = (("gate", "mill"), ("ford", "barn"), ("well", "oak"))
FILL = "\n\n".join(f"The {a} stood by the {b}, and the {b} by the {a}." for a, b in _PAIRS)


def reading(name: str, dead: str, later: str, *, gold: bool) -> Reading:
    first = f"A crane {{f1|killed {dead} people}} in {name} on Monday."
    text = f"{first}\n\n{FILL}\n\nAll {{f2|{later} of the dead}} lived in {name}."
    findings = "ATT306 | f2 | related f1\n" if gold else "ATT102 | f1 | x\nATT102 | f2 | x\n"
    tables = f"=== speakers\n=== statements\n=== findings\n{findings}=== not_findings\n"
    block = f"=== meta\nid: {name}\n=== text\n{text}\n{tables}"
    annotation = parse_markup(block, name)
    return Reading.of(gold_article(annotation), annotation.findings)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    towns = "Tarbert Oban Crinan Kilmory Ardrishaig Inveraray Lochgair Furnace".split()
    return [reading(t, "six", "eight" if k % 2 else "six", gold=bool(k % 2)) for k, t in enumerate(towns)]


def test_fitted_weights_find_and_tell_what_they_learned_from(readings: list[Reading]) -> None:
    weights = fit(readings, neutral)
    hits, total, pairs = recall(readings, weights)
    assert hits == total == 4
    assert pairs > 0
    by_name = dict(zip(FEATURES, weights.verdict, strict=True))
    assert by_name["fate"] + by_name["settled"] + by_name["settled_whole"] > 0 >= by_name["agree"]
    assert min(by_name[name] for name in SPEAK_FOR) >= 0
    assert by_name["contradiction"] == 0, "a judge that knows nothing teaches nothing"


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    write(released(), tmp_path / "weights.json")
    again = Weights.from_json(json.loads((tmp_path / "weights.json").read_text("utf-8")))
    assert np.allclose(again.verdict, released().verdict)
    assert np.allclose(again.retrieval, released().retrieval)


def test_the_released_weights_name_features_that_there_are() -> None:
    table = json.loads(Path(__file__).parents[2].joinpath("checker/comparing/weights.json").read_text("utf-8"))
    assert set(table["retrieval"]) == set(TEXT_FEATURES)
    assert set(table["verdict"]) == {*FEATURES, "intercept"}
