import json

import pytest

from checker.errors import AttribError
from checker.evaluation.bootstrap import figures
from checker.evaluation.pairs import Judgement, Pair, read_pairs, score_pair


def write(path, *rows):
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def pair(label, page="p"):
    return Pair("f:1", "It rained.", "It was dry.", label, page, "f")


def test_reading(tmp_path):
    row = {"premise": "A.", "hypothesis": "B.", "label": "neutral"}
    path = write(tmp_path / "pairs.jsonl", row, {**row, "page": "Rain", "source": "wiki"})
    first, second = read_pairs(path)
    assert (first.id, first.unit, first.source) == ("pairs:1", "pairs:1", "pairs")
    assert (second.unit, second.source, second.label) == ("Rain", "wiki", "neutral")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ('{"premise": "A"}', "needs"),
        ("[]", "needs"),
        ('{"premise": "A", "hypothesis": "B", "label": "yes"}', "'yes'"),
        ('{"premise": "A", "hypothesis": 3, "label": "neutral"}', "must be text"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, what):
    path = tmp_path / "pairs.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(AttribError, match=f"pairs.jsonl:1: .*{what}"):
        list(read_pairs(path))


def test_a_missing_file(tmp_path):
    with pytest.raises(AttribError, match="cannot be read"):
        list(read_pairs(tmp_path / "none.jsonl"))


def test_figures_by_hand():
    e, n, c = Judgement(0.8, 0.1, 0.1), Judgement(0.2, 0.7, 0.1), Judgement(0.1, 0.3, 0.6)
    scored = [
        score_pair(pair(label), judgement)
        for label, judgement in [
            ("entailment", e),
            ("entailment", n),
            ("neutral", n),
            ("contradiction", c),
            ("neutral", c),
        ]
    ]
    found = {f.name: f.value for f in figures([s.counts for s in scored]) if not f.slice}
    assert found["accuracy"] == 3 / 5
    assert found["entailment F1"] == pytest.approx(2 / 3)  # 1 of 1 predicted, of 2 gold
    assert found["neutral F1"] == pytest.approx(1 / 2)  # 1 of 2, of 2
    assert found["contradiction F1"] == pytest.approx(2 / 3)  # 1 of 2, of 1
    assert found["macro F1"] == pytest.approx((2 / 3 + 1 / 2 + 2 / 3) / 3)
    assert [s.outcomes[0].confidence for s in scored] == [0.8, 0.7, 0.7, 0.6, 0.6]
    assert scored[1].misses[0].type == "entailment as neutral"
    assert scored[0].misses == []
