"""An article that comes again with an edit: what is remembered of it gives what a first reading gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.modeling.model import Model
from checker.modeling.pair_judge import PairJudge
from checker.pipeline import Checker
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions

TINY = Path(__file__).parent / "data/tiny"

#: Where in the text, how many characters are taken out, and what is put there.
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 30),
        st.sampled_from(["", "a", " ", ".", "“", "”", '"', "\n\n", "not ", "She said it rained. ", "🚢", "Haan "]),
    ),
    min_size=1,
    max_size=3,
)


def record(checker: Checker, text: str) -> Any:
    return json.loads(REPORTS["json"]([checker.check(read_string(text))], RenderOptions()))


@pytest.fixture(scope="module")
def article() -> str:
    lines = (TINY / "train.jsonl").read_text(encoding="utf-8").splitlines()
    return "\n\n".join(json.loads(line)["text"] for line in lines[:8])


@pytest.fixture(scope="module")
def opened(tiny_model: Path) -> Checker:
    return Checker(str(tiny_model))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_an_edited_article_is_read_as_a_new_one_is(
    opened: Checker, tiny_model: Path, article: str, edits: list[tuple[float, int, str]]
) -> None:
    record(opened, article)
    text = article
    for place, out, put in edits:
        at = int(place * len(text))
        text = text[:at] + put + text[at + out :]
        again = record(opened, text)
    fresh = Checker(str(tiny_model), threads=1)
    fresh.model, fresh.judge = Model(tiny_model, threads=1), PairJudge.open(threads=1)
    assert again == record(fresh, text)
