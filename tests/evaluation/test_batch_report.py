import json

import pytest
from building import TEXT, finding, gold

from checker.article import Article, ModelInfo
from checker.errors import AttribError
from checker.evaluation import batch_report
from checker.evaluation.batch import Batch, collect, outlet
from checker.evaluation.batch_report import run_report
from checker.findings import Severity
from checker.readers import read_string

EVIL = "<script>alert(1)</script>"


def article(text=TEXT, findings=()):
    if text != TEXT:
        return Article(read_string(text), ModelInfo("fake", "0"))
    alarm = finding(TEXT, "ATT203", "A senior official", Severity.WARNING)
    return Article(read_string(text), ModelInfo("fake", "0"), gold().statements, gold().speakers, (alarm, *findings))


class FakeChecker:
    def __init__(self, model, config):
        pass

    def check(self, document):
        return article(document.text)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(batch_report, "Checker", FakeChecker)
    for place in ("gazette/one.txt", "gazette/two.txt", "herald/three.txt"):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT if "two" not in place else "Nothing was said here at all today.\n", encoding="utf-8")
    (tmp_path / "herald" / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_files_are_collected_once_and_in_order(folder):
    found = collect([str(folder / "herald" / "three.txt"), str(folder)])
    assert [f.rpartition("/")[2] for f in found] == ["three.txt", "one.txt", "two.txt"]
    with pytest.raises(AttribError, match="no articles there"):
        collect([_empty(folder)])


def _empty(folder):
    (folder / "empty").mkdir()
    return str(folder / "empty")


def test_tallies_by_hand(folder):
    report, status = run_report([str(folder)], format="json")
    value = json.loads(report)
    assert status == 0
    words = 2 * len(TEXT.split()) + 7
    assert value["whole"]["articles"] == 3
    assert value["whole"]["words"] == words
    assert value["whole"]["statements"] == value["whole"]["named"] == 6
    assert value["whole"]["codes"] == {"ATT203": 2}
    assert value["whole"]["per_thousand_words"] == pytest.approx(2000 / words, abs=1e-4)
    assert {name: t["articles"] for name, t in value["outlets"].items()} == {"gazette": 2, "herald": 1}
    # The unnamed official is in nobody's tally.
    assert value["speakers"] == [{"name": "Maria Okafor", "statements": 4, "articles": 2}]
    assert [(f["line"], f["words"]) for f in value["findings"]] == [(5, "A senior official")] * 2


def test_one_name_in_two_forms_is_one_speaker():
    batch = Batch()
    first, second = article(), article()
    batch.add(first, "x/a.txt")
    batch.add(second, "x/b.txt")
    assert len(batch.speakers) == 1
    assert outlet("/archive/gazette/a.txt") == "gazette"


@pytest.mark.parametrize("format", ["text", "html"])
def test_reports_tell_the_same(folder, format):
    out = folder / f"report.{format}"
    report, _ = run_report([str(folder)], format=format, output=out)
    assert out.read_text(encoding="utf-8") == report
    for words in ("ATT203", "vague-source", "gazette", "herald", "Maria Okafor", "3 articles"):
        assert words in report
    if format == "text":
        assert max(map(len, report.splitlines())) <= 80 or "articles," in max(report.splitlines(), key=len)


def test_a_file_that_cannot_be_read_costs_no_other(folder):
    (folder / "herald" / "broken.txt").write_bytes(b"")
    report, status = run_report([str(folder), str(folder / "gone.txt")], format="html")
    assert status == 2
    assert "gone.txt" in report
    assert "Not checked" in report
    assert "ATT203" in report


def test_names_and_words_of_articles_are_escaped(folder, monkeypatch):
    evil = folder / EVIL.replace("/", "_")
    evil.mkdir()
    (evil / "a.txt").write_text(TEXT, encoding="utf-8")
    report, _ = run_report([str(folder)], format="html")
    assert "<script" not in report
    assert "&lt;script&gt;" in report


def test_an_unknown_format():
    with pytest.raises(AttribError, match="no report format “pdf”"):
        run_report(["x"], format="pdf")
