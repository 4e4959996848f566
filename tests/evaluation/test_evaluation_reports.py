import json
import re
from html.parser import HTMLParser

import pytest
from building import annotation, gold

from checker.document import Span
from checker.evaluation.calibration import Point
from checker.evaluation.evaluation import Evaluation, SystemResults, compare_systems
from checker.evaluation.metrics import Rules, score_statements
from checker.evaluation.misses import miss
from checker.evaluation.reports import RENDERERS, plots, render
from checker.evaluation.runs import Curve, _result
from checker.evaluation.tasks import Data, Task

EVIL = "</script><script>alert(1)</script> “<b>ü𝄞”"
TASK = Task("statements", "Statements <found>", "statements", ("kind",))


def results(predictions, name="a|b"):
    scores = []
    for k, predicted in enumerate(predictions):
        more = {"genre": "wire", "length": "short"}
        scores.append(score_statements(f"article {k}", gold(), predicted, Rules(), more, ("kind",)))
    scores[0].misses.append(
        miss("evil", EVIL, "missed", [(Span(38, 40), "content")], [], "<i>note</i>", {"kind": "direct"})
    )
    curve = Curve("ATT101", (Point(0.9, 1, 0.5), Point(0.4, 0.5, 1)), 0.5)
    return SystemResults(name, (_result(TASK, Data("gold", None), scores, [], (curve,)),))


@pytest.fixture
def evaluation():
    ours = results([gold(), annotation()] * 3)
    theirs = results([annotation()] * 6, "other")
    gone = SystemResults("textacy", (), "textacy is not installed")
    return Evaluation(ours, (theirs, gone), compare_systems(ours, theirs), "attrib eval --model a|b")


class Page(HTMLParser):
    """Tags that a browser would see, and what they would ask for."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.requests = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.requests += [v for k, v in attrs if k in ("src", "href", "action", "data", "poster")]


@pytest.mark.parametrize("format", RENDERERS)
def test_every_format_has_the_figures_and_the_reasons(evaluation, format):
    report = render(evaluation, format)
    assert "statement F1" in report
    assert "textacy is not installed" in report
    assert "0.5" in report  # recall, half of the articles


def test_json(evaluation):
    value = json.loads(render(evaluation, "json"))
    (task,) = value["tasks"]
    assert value["system"] == "a|b"
    assert task["figures"]["statement recall"]["value"] == 0.5
    assert task["figures"]["statement recall"]["support"] == 18
    assert task["slices"]["kind"]["direct"]["statement recall"]["articles"] == 6
    assert task["curves"]["ATT101"]["threshold"] == 0.5
    assert value["others"][1]["unavailable"] == "textacy is not installed"
    recall = next(d for d in value["comparisons"][0]["differences"] if d["figure"] == "statement recall")
    assert recall["ours"] - recall["theirs"] == recall["difference"] == 0.5


def test_comparison_says_what_is_real(evaluation):
    report = render(evaluation, "text")
    assert re.search(r"statement recall +\+0.500 \[.*\] +real", report)
    assert max(map(len, report.splitlines())) <= 80


def test_markdown_cells_hold_no_bars_of_their_own(evaluation):
    rows = [line for line in render(evaluation, "markdown").splitlines() if line.startswith("| statement F1 |")]
    assert rows
    assert "a\\|b" in render(evaluation, "markdown")


def test_the_page_asks_for_nothing_and_runs_no_text_of_an_article(evaluation):
    report = render(evaluation, "html")
    page = Page(report)
    assert page.requests == []
    assert "url(" not in report
    assert "@import" not in report
    assert page.tags.count("script") == 2  # the data and our own
    assert "alert(1)" in report
    assert "<script>alert" not in report
    assert "Statements &lt;found&gt;" in report
    assert "default-src 'none'" in report
    assert {"b", "i"} & set(page.tags) == set()


def test_the_page_carries_every_miss_with_marks_in_utf16(evaluation):
    report = render(evaluation, "html")
    data = json.loads(re.search(r'id="data">(.*?)</script>', report, re.DOTALL)[1])
    assert len(data) == 1 + 9  # nine statements of the three articles in which nothing was found
    evil = next(d for d in data if d["article"] == "evil")
    assert evil["text"] == EVIL
    ((start, end, role),) = evil["gold"]
    assert role == "content"
    units = EVIL.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == EVIL[38:40]


def test_curve_marks_the_threshold_in_force():
    points = (Point(0.9, 1, 0.5), Point(0.6, 0.75, 0.75), Point(0.4, 0.5, 1))
    drawn = plots.precision_recall(Curve("ATT101", points, 0.5))
    assert 'class="ring"' in drawn
    assert "precision 0.750, recall 0.750" in drawn
    assert 'class="ring"' not in plots.precision_recall(Curve("ATT101", points, None))
    assert 'class="ring"' not in plots.precision_recall(Curve("ATT101", points, 0.95))
