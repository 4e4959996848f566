import json
from dataclasses import replace

import pytest
from building import TEXT, annotation, finding, gold, statement

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.pairs import Judgement
from checker.evaluation.predictions import QuotesOnly, SavedPredictions, Unable, identify
from checker.evaluation.runs import run_task
from checker.evaluation.tasks import Data, Task
from checker.findings import Severity

OTHER = "Kim Lee said that rain had come. “It pours,” Lee said.\n"


class Perfect(QuotesOnly):
    """Answers with the gold it was made with; everything it finds has a confidence of .9."""

    name = "perfect"

    def __init__(self, articles):
        self.articles = {a.text: a for a in articles}

    def quotes(self, article):
        known = self.articles[article.text]
        return replace(known, statements=tuple(replace(s, confidence=0.9) for s in known.statements))

    def check(self, article):
        return self.quotes(article)

    def rewritten(self, article):
        return Annotation(article.text, article.path)

    def candidates(self, article):
        return self.quotes(article).findings

    def thresholds(self):
        return {"ATT101": 0.5}

    def judge(self, pairs):
        return [Judgement(*(0.8 if label == p.label else 0.1 for label in Judgement._fields)) for p in pairs]


def articles():
    alarm = finding(TEXT, "ATT101", "“Nobody wants that.”", Severity.ERROR, confidence=0.8)
    second = annotation(
        [statement(OTHER, "s1", "that rain had come", "said", "Kim Lee")], text=OTHER, name="b", findings=()
    )
    return [replace(gold(), findings=(alarm,)), second]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "gold.jsonl"
    write_annotations(articles(), path)
    return Data("gold", path, "attrib")


def test_statements(data):
    (result,) = run_task(Task("statements", "Statements", "statements", ("kind",), data=(data,)), Perfect(articles()))
    assert result.skipped is None
    assert list(result.counts) == ["a", "b"]
    assert result.figure("statement F1").value == 1
    assert result.figure("statement recall", "kind", "direct").support == 1
    assert result.figure("calibration error (statement)").value == pytest.approx(0.1)
    assert result.reliability["statement"][0].size == 4
    assert [p.id for p in result.predictions] == ["a", "b"]
    with pytest.raises(KeyError):
        result.figure("BLEU")


def test_findings_with_their_curve(data):
    task = Task("findings", "Findings", "findings", codes=("ATT101", "ATT203"), data=(data,))
    (result,) = run_task(task, Perfect(articles()))
    assert result.figure("ATT101 F1").value == 1
    (curve,) = result.curves
    assert (curve.code, curve.threshold) == ("ATT101", 0.5)
    assert [tuple(p) for p in curve.points] == [(0.8, 1, 1)]
    clean = result.figure("false errors and warnings per 1,000 words of clean copy")
    assert (clean.value, clean.support) == (0, len(OTHER.split()))


def test_a_task_for_articles_with_sources_alone(data):
    task = Task("transcript", "T", "findings", codes=("ATT401",), only="sources", data=(data,))
    (result,) = run_task(task, Perfect(articles()))
    assert result.skipped == "no article has sources to check against"


def test_what_is_not_there_is_skipped_with_the_reason(tmp_path):
    task = Task("statements", "S", "statements", data=(Data("none", tmp_path / "none.jsonl"),))
    (result,) = run_task(task, Perfect([]))
    assert result.skipped == f"{tmp_path / 'none.jsonl'} is not there"
    assert result.figures == ()
    split = Task("statements", "S", "statements", data=(Data("none", tmp_path, split="test"),))
    assert "test.jsonl is not there" in run_task(split, Perfect([]))[0].skipped


def test_what_a_predictor_cannot_do_is_skipped_with_the_reason(data):
    class Quotes(QuotesOnly):
        name = "some tool"

        def quotes(self, article):
            return article

    (result,) = run_task(Task("findings", "F", "findings", codes=("ATT101",), data=(data,)), Quotes())
    assert result.skipped == "some tool finds quotes and speakers alone, and makes no findings"


def test_roles_are_summed_by_article(tmp_path):
    path = tmp_path / "tagged.jsonl"
    row = {"tokens": ["Lee", "said", "so", "."], "labels": ["B-source", "B-cue", "O", "O"], "id": "one"}
    path.write_text("".join(json.dumps(r) + "\n" for r in (row, row, {**row, "id": "two"})))
    text = "Lee said so."

    class Sources(QuotesOnly):
        name = "sources"

        def quotes(self, article):
            assert article.text == text
            return annotation([statement(text, "s1", "so", "said", "Lee")], text=text, name=article.id)

    task = Task("roles", "R", "roles", data=(Data("t", path),))
    (result,) = run_task(task, Sources())
    assert list(result.counts) == ["one", "two"]
    assert result.figure("source F1").value == 1
    assert result.figure("content precision").value == 0
    assert result.figure("content precision").support == 3


def test_pairs(tmp_path):
    path = tmp_path / "pairs.jsonl"
    rows = [{"premise": "A.", "hypothesis": "B.", "label": label} for label in ("neutral", "contradiction")]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    task = Task("pairs", "P", "pairs", data=(Data("p", path),))
    (result,) = run_task(task, Perfect([]))
    assert result.figure("accuracy").value == 1
    assert result.figure("calibration error (pair)").value == pytest.approx(0.2)
    path.write_text("")
    with pytest.raises(AttribError, match="holds no pairs"):
        run_task(task, Perfect([]))


def test_saved_predictions_are_found_by_file_name(data, tmp_path):
    saved = tmp_path / "tool.jsonl"
    moved = [replace(a, path=f"some/where/{a.path}", meta={}) for a in articles()]
    write_annotations(moved, saved)
    task = Task("statements", "S", "statements", data=(data,))
    (result,) = run_task(task, SavedPredictions(saved))
    assert result.figure("statement F1").value == 1


def test_saved_predictions_that_lack_an_article_measure_nothing(data, tmp_path):
    saved = tmp_path / "tool.jsonl"
    write_annotations(articles()[:1], saved)
    (result,) = run_task(Task("statements", "S", "statements", data=(data,)), SavedPredictions(saved))
    assert result.skipped == "tool.jsonl has no prediction for “b”"


def test_saved_predictions_on_another_text_are_refused(tmp_path):
    saved = tmp_path / "tool.jsonl"
    write_annotations([Annotation("Other words.", "a.txt")], saved)
    with pytest.raises(AttribError, match="the text of “a” is not the annotated article's"):
        SavedPredictions(saved).quotes(gold())
    with pytest.raises(Unable, match="have not seen"):
        SavedPredictions(saved).rewritten(gold())


def test_two_predictions_for_one_article_are_refused(tmp_path):
    saved = tmp_path / "tool.jsonl"
    write_annotations([gold(), gold()], saved)
    with pytest.raises(AttribError, match="two predictions for “a”"):
        SavedPredictions(saved)


def test_articles_need_names_of_their_own():
    with pytest.raises(AttribError, match="two articles are called “a”"):
        identify([gold(), gold()])
    with pytest.raises(AttribError, match="article 1 has neither"):
        identify([Annotation("Text.")])
