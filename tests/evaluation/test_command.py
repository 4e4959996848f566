import json
from dataclasses import replace

import pytest
from building import TEXT, annotation, finding, gold, statement

from checker.article import Article, ModelInfo
from checker.errors import AttribError
from checker.evaluation import command, product
from checker.evaluation.annotations import read_annotations, write_annotations
from checker.evaluation.command import run
from checker.findings import Severity
from checker.modeling.locate import released_models


@pytest.fixture
def files(tmp_path):
    """Six annotated articles, predictions that are all right, and predictions that find one statement of three."""
    articles = [replace(gold(), path=f"a{k}.txt", meta={"id": f"a{k}"}) for k in range(6)]
    paths = {name: tmp_path / f"{name}.jsonl" for name in ("gold", "good", "poor")}
    write_annotations(articles, paths["gold"])
    write_annotations(articles, paths["good"])
    write_annotations([replace(a, statements=a.statements[:1]) for a in articles], paths["poor"])
    return paths


def test_saved_predictions_as_json(files):
    report = json.loads(run(model=str(files["poor"]), tasks=["statements"], data=files["gold"], format="json"))
    (task,) = report["tasks"]
    assert report["system"] == "poor.jsonl"
    assert task["articles"] == 6
    assert task["figures"]["statement recall"]["value"] == pytest.approx(1 / 3)
    assert task["figures"]["statement precision"]["value"] == 1


def test_against_another_says_that_the_difference_is_real(files):
    options = {"tasks": ["statements"], "data": files["gold"], "format": "json"}
    report = json.loads(run(model=str(files["good"]), against=str(files["poor"]), **options))
    recall = next(d for d in report["comparisons"][0]["differences"] if d["figure"] == "statement recall")
    assert recall["real"]
    assert recall["difference"] == pytest.approx(2 / 3)
    same = json.loads(run(model=str(files["good"]), against=str(files["good"]), **options))
    assert not any(d["real"] for d in same["comparisons"][0]["differences"])


def test_the_output_folder_holds_every_report_and_the_predictions(files, tmp_path):
    out = tmp_path / "out"
    printed = run(model=str(files["good"]), tasks=["statements"], data=files["gold"], output=out)
    assert "statement F1" in printed
    assert {p.name for p in out.iterdir()} == {"report.html", "report.md", "report.json", "predictions"}
    (saved,) = (p for p in (out / "predictions").rglob("*.jsonl") if p.is_file())
    assert saved.name == "statements-gold.jsonl"
    # What was saved can be scored again, and gives the same.
    again = json.loads(run(model=str(saved), tasks=["statements"], data=files["gold"], format="json"))
    assert again["tasks"][0]["figures"]["statement F1"]["value"] == 1


def test_a_peer_that_is_not_installed_is_skipped_with_the_reason(files, monkeypatch):
    def missing(name):
        raise AttribError("textacy is not installed; pip install 'attrib[peers]'")

    monkeypatch.setattr(command, "find_peer", missing)
    report = run(model=str(files["good"]), tasks=["statements"], data=files["gold"], peer="textacy")
    assert "skipped: textacy is not installed" in report


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"format": "pdf"}, "no report format “pdf”"),
        ({"data": "none.jsonl"}, "none.jsonl: no such file"),
        ({"tasks": ["nothing"]}, "no task “nothing”"),
        ({"model": "none.jsonl", "tasks": ["roles"]}, "none.jsonl: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_line(options, what, tmp_path):
    if "data" in options:
        options = {"data": tmp_path / options["data"]}
    with pytest.raises(AttribError, match=what):
        run(**options)


def test_data_of_ones_own_needs_a_task(files):
    with pytest.raises(AttribError, match="needs --task"):
        run(model=str(files["good"]), data=files["gold"])


def test_nothing_measured_on_data_that_was_asked_for_is_an_error(files):
    with pytest.raises(AttribError, match=r"nothing was measured on .*has no prediction"):
        run(model=str(files["poor"]), tasks=["statements"], data=_one_more(files))


def _one_more(files):
    path = files["gold"].with_name("more.jsonl")
    write_annotations([*read_annotations(files["gold"]), replace(gold(), path="b.txt", meta={"id": "b"})], path)
    return path


class FakeChecker:
    """Finds one statement, and an alarm that needs half a chance."""

    def __init__(self, model, config, *, sources=()):
        if sources:
            raise AttribError("--source: not in this version")
        self.config = config

    def quotes(self, document):
        said = (statement(TEXT, "s1", "the cost was rising", "said", "A senior official"),)
        return Article(document, ModelInfo("fake", "0"), said)

    def compared(self, article):
        return article


def fake_checks(article, config):
    alarm = finding(TEXT, "ATT101", "the cost was rising", Severity.ERROR, confidence=0.3)
    return (alarm,) if config.thresholds.get("ATT101", 0.5) <= 0.3 else ()


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(product, "Checker", FakeChecker)
    monkeypatch.setattr(product, "run_checks", fake_checks)
    return product.Product("fake")


def test_the_product_answers_as_its_commands_would(fake):
    found = fake.quotes(gold())
    assert (found.id, found.text, found.statements[0].cue[0].of(TEXT)) == ("a", TEXT, "said")
    assert fake.check(gold()).findings == ()
    assert [f.confidence for f in fake.candidates(gold())] == [0.3]
    assert fake.name == "fake"


def test_a_source_outside_its_folder_is_refused(fake):
    with pytest.raises(AttribError, match="outside its folder"):
        fake.check(replace(gold(), transcript={"../interview.txt": "OKAFOR: No."}))


@pytest.mark.skipif(not released_models("pairs"), reason="no released pair model in this checkout")
def test_the_released_pair_model_judges_any_file_of_pairs(fake, tmp_path):
    pairs = tmp_path / "pairs.jsonl"
    same, other = "The bridge reopened on Friday.", "The bridge did not reopen on Friday."
    pairs.write_text(
        f'{{"premise": "{same}", "hypothesis": "{same}", "label": "entailment"}}\n'
        f'{{"premise": "{same}", "hypothesis": "{other}", "label": "contradiction"}}\n'
    )
    found = json.loads(run(model="fake", tasks=["pairs"], data=pairs, format="json"))
    assert found["tasks"][0]["figures"]["accuracy"]["value"] == 1


def test_predictions_of_an_article_with_dots_in_its_name_are_found_again(fake):
    dotted = annotation(name="u.s.election")
    assert fake.quotes(dotted).path == "u.s.election.txt"
