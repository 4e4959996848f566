from __future__ import annotations

import json

from checker.article import Article
from checker.reports import REPORTS, RenderOptions


def test_one_result_for_all_files(story: Article) -> None:
    result = json.loads(REPORTS["rdjson"]([story, story], RenderOptions()))
    assert result["source"] == {"name": "attrib"}
    assert [d["code"]["value"] for d in result["diagnostics"]] == ["ATT203", "ATT101", "ATT304"] * 2
    assert [d["severity"] for d in result["diagnostics"]][:3] == ["WARNING", "ERROR", "INFO"]
    assert result["diagnostics"][0] == {
        "message": "“Sources” is all that the reader is told: say how they know, and why they are not named.",
        "location": {
            "path": "story.txt",
            "range": {"start": {"line": 7, "column": 1}, "end": {"line": 7, "column": 8}},
        },
        "severity": "WARNING",
        "code": {"value": "ATT203"},
    }


def test_columns_are_bytes(story: Article) -> None:
    place = json.loads(REPORTS["rdjson"]([story], RenderOptions()))["diagnostics"][2]["location"]["range"]
    # “The mayor of ” before three characters of three bytes each.
    assert place == {"start": {"line": 11, "column": 14}, "end": {"line": 11, "column": 23}}
