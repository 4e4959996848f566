"""The harness gives the figures that the reference scorers give, on the same predictions."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rule_predictor import predict

from checker.evaluation.annotations import annotation_from_json
from checker.evaluation.predictions import QuotesOnly
from checker.evaluation.runs import run_task
from checker.evaluation.tasks import corpora, load_tasks, with_data

TOOLS = Path(__file__).resolve().parents[3] / "shared" / "tools"
POLNEAR = corpora() / "polnear" / "dev"
COFENET = corpora() / "cofenet" / "polnear-valid.jsonl"

pytestmark = pytest.mark.skipif(
    not (TOOLS.is_dir() and POLNEAR.is_dir() and COFENET.is_file()),
    reason="the reference scorers or their corpora (../shared) are not there",
)


class Rules(QuotesOnly):
    name = "rules"

    def quotes(self, article):
        return self._predict(article, False)

    def check(self, article):
        return self._predict(article, True)

    def rewritten(self, article):
        return self.check(article)

    def _predict(self, article, findings):
        value = json.loads(json.dumps(predict(article.text, article.path, findings)))
        return annotation_from_json(value, "rules")


def reference(script, *arguments):
    rules = f"{sys.executable} {Path(__file__).with_name('rule_predictor.py')}"
    run = subprocess.run(
        [sys.executable, TOOLS / script, *arguments],
        env={**os.environ, "ATTRIB": rules},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def harness(task, data):
    (result,) = run_task(with_data(load_tasks([task])[0], data), Rules())
    return result


def rounded(result, name, digits=3):
    figure = result.figure(name)
    return round(figure.value, digits)


def same_prf(result, name, expected):
    assert expected["gold"] > 50
    assert rounded(result, f"{name} precision") == expected["P"]
    assert rounded(result, f"{name} recall") == expected["R"]
    assert rounded(result, f"{name} F1") == expected["F1"]
    assert result.figure(f"{name} precision").support == expected["pred"]
    assert result.figure(f"{name} recall").support == expected["gold"]


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    """A part of the corpora, one article of which has records that run over lines and one offsets inside words."""
    root = tmp_path_factory.mktemp("corpora")
    chosen = sorted((POLNEAR / "text").glob("*.txt"))[::5]
    chosen += [*(POLNEAR / "text").glob("politico_2016-09-22*"), *(POLNEAR / "text").glob("breitbart_2016-09-30*")]
    for folder in ("text", "attributions"):
        (root / "polnear" / "dev" / folder).mkdir(parents=True)
    for text in dict.fromkeys(chosen):
        shutil.copy(text, root / "polnear" / "dev" / "text")
        for annotated in (POLNEAR / "attributions").glob(f"{text.stem}_????.ann"):
            shutil.copy(annotated, root / "polnear" / "dev" / "attributions")
    (root / "cofenet").mkdir()
    lines = COFENET.read_text(encoding="utf-8").splitlines(keepends=True)
    (root / "cofenet" / COFENET.name).write_text("".join(lines[:500]), encoding="utf-8")
    return root


def test_statements(part):
    expected = reference("score_statements.py", part / "polnear" / "dev")
    result = harness("statements", part)
    same_prf(result, "statement", expected["statement"])
    same_prf(result, "content alone", expected["content alone"])
    for slice, name in [("kind", k) for k in ("direct", "mixed", "indirect")] + [
        ("cue", "speech cue"),
        ("cue", "other cue"),
    ]:
        assert round(result.figure("statement recall", slice, name).value, 3) == expected["recall"][name]


def test_roles(part):
    expected = reference("score_roles.py", part / "cofenet" / COFENET.name)
    result = harness("roles", part)
    for role, figures in expected.items():
        same_prf(result, role, figures)


def test_deleted_attributions(part):
    expected = reference("score_statements.py", part / "polnear" / "dev", "--dangling")
    result = harness("dangling", part)
    assert result.figure("dangling quotes found").support == expected["cases"] >= 3
    assert rounded(result, "dangling quotes found") == expected["dangling quotes found"]
    name = "false ATT101 per 1,000 words of untouched articles"
    assert rounded(result, name, 2) == expected[name]
    assert expected["false"] > 0
    assert result.figure(name).support == expected["words"]
