"""Records: read back as written, spans that moved are found again, and nothing wrong is taken silently."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import (
    annotation_from_json,
    annotation_to_json,
    read_annotations,
    write_annotations,
)
from checker.evaluation.markup import read_markup
from checker.evaluation.realignment import realign
from checker.statements import Verification

HARBOUR = read_markup(Path(__file__).parent / "harbour.att")


def record() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(json.dumps(annotation_to_json(HARBOUR)))
    return value


def refused(value: Any) -> str:
    with pytest.raises(AttribError) as caught:
        annotation_from_json(value, "a.jsonl:1")
    return str(caught.value)


def test_annotations_come_back_as_written(tmp_path: Path) -> None:
    other = Annotation("Nothing.\u2028Still nothing.\r\n", path="b.txt")
    write_annotations([HARBOUR, other], tmp_path / "a.jsonl")
    assert list(read_annotations(tmp_path / "a.jsonl")) == [HARBOUR, other]
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 2


def test_the_record_is_the_json_contract() -> None:
    statement = record()["statements"][0]
    assert statement["content"] == [[*HARBOUR.statements[0].content[0]]]
    assert statement["quote"]["content"] == ["that the port would stay shut until Friday"]
    assert (statement["id"], statement["kind"], statement["act"], statement["speaker"]) == (
        "s1",
        "indirect",
        "speech",
        "p1",
    )
    assert record()["findings"][-1]["related"][0]["path"] == "interview.txt"
    assert record()["not_findings"][0]["code"] == "ATT104"
    assert record()["schema"] == 1


def test_what_attrib_prints_is_read_without_gold_fields() -> None:
    value = {
        "schema": 1,
        "path": "x.txt",
        "text": "“No,” Ann said.",
        "model": {"name": "m", "revision": "r"},
        "statements": [
            {
                "id": "s1",
                "kind": "direct",
                "act": "speech",
                "content": [[0, 5]],
                "cue": [[10, 14]],
                "source": [[6, 9]],
                "speaker": "p1",
                "confidence": 0.97,
                "nested_in": None,
                "verification": {
                    "verdict": "verbatim",
                    "path": "t.txt",
                    "span": [1, 4],
                    "turn": "ANN",
                    "time": None,
                    "diff": None,
                },
            }
        ],
        "speakers": [{"id": "p1", "name": "Ann", "kind": "person", "role": None, "mentions": [[6, 9]]}],
        "findings": [{"code": "ATT403", "span": [0, 5], "related": [{"path": "t.txt", "span": [9, 12]}]}],
        "limits": [],
    }
    a = annotation_from_json(value, "x")
    assert a.statements[0].confidence == 0.97
    assert a.statements[0].verification == Verification("verbatim", "t.txt", Span(1, 4), "ANN")
    assert (a.findings[0].name, a.findings[0].severity) == ("misattributed-against-source", "error")
    assert a.findings[0].related[0].span == Span(9, 12)
    assert annotation_from_json(annotation_to_json(a), "x") == a


def test_kind_and_nesting_follow_from_the_text_where_they_are_missing() -> None:
    value = record()
    for s in value["statements"]:
        del s["kind"], s["nested_in"]
    assert annotation_from_json(value, "x").statements == HARBOUR.statements


def test_a_text_that_grew_moves_its_spans_and_says_so() -> None:
    value = record()
    value["text"] = "Stop press. " + value["text"]
    a = annotation_from_json(value, "a.jsonl:1")
    shift = len("Stop press. ")
    assert [s.content for s in a.statements] == [
        tuple(Span(x + shift, y + shift) for x, y in s.content) for s in HARBOUR.statements
    ]
    assert any("s1" in r and "moved from" in r for r in a.repairs)


def test_words_that_are_gone_or_ambiguous_are_refused_with_their_place() -> None:
    value = record()
    value["statements"][1]["quote"]["cue"] = ["shouted"]
    message = refused(value)
    assert message.startswith("a.jsonl:1: statements[1] (s2) cue[0]") and "'shouted'" in message
    value = record()
    value["text"] = value["text"].replace("on Monday", "said said")
    value["statements"][0]["cue"] = [[value["text"].index("said said") + 2, value["text"].index("said said") + 6]]
    assert "s1" in refused(value)


@pytest.mark.parametrize(
    ("path", "wrong", "message"),
    [
        (("text",), None, "`text` is no str"),
        (("schema",), 2, "schema: is 2"),
        (("statements",), {}, "statements: is not a list"),
        (("statements", 0, "verification"), {"verdict": "x", "span": 3}, "not a record of the JSON contract"),
        (("findings", 0, "related"), [3], "not a record of the JSON contract"),
        (("meta",), [3], "not a record of the JSON contract"),
        (("statements", 0, "content"), [], "has not as many spans as words"),
        (("statements", 0, "kind"), "shouted", "'shouted' is not one of direct, mixed, indirect"),
        (("statements", 0, "act"), "deed", "is not one of speech, thought, other"),
        (("statements", 0, "speaker"), "p9", "speaker 'p9' is not among the speakers"),
        (("statements", 0, "nested_in"), "s9", "nested_in names s9"),
        (("statements", 0, "id"), "s2", "two have the same id"),
        (("statements", 0, "id"), 7, "`id` is no str"),
        (("speakers", 0, "kind"), "ship", "is not one of person"),
        (("speakers", 0, "mentions"), [[0, 4]], "as many spans as words"),
        (("findings", 0, "code"), "ATT999", "'ATT999' is not one of ATT101"),
        (("findings", 0, "span"), [4], "[4] is not [start, end]"),
        (("findings", 0, "span"), ["a", 4], "are no offsets"),
        (("findings", 0, "severity"), "fatal", "is not one of error"),
        (("findings", 4, "candidates"), [{"speaker": "p9", "probability": 1}], "p9 are not among the speakers"),
        (("findings", 6, "related", 0, "path"), "gone.txt", "'gone.txt', which is not in the transcript"),
        (("transcript",), ["x"], "not an object of texts by path"),
        (("not_findings", 0, "code"), "ATT1", "is not one of ATT101"),
    ],
)
def test_a_wrong_field_is_refused(path: tuple[str | int, ...], wrong: Any, message: str) -> None:
    value = deepcopy(record())
    inner: Any = value
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = wrong
    assert message in refused(value)


@pytest.mark.parametrize("span", [[-1, 3], [3, 3], [5, 2], [0, 10**6], [True, 3], [0.5, 3]])
def test_spans_without_words_must_lie_in_the_text(span: list[Any]) -> None:
    assert "a.jsonl:1" in refused({"text": "Ann said no.", "statements": [{"id": "s1", "content": [span]}]})
    assert "has no content" in refused({"text": "Ann said no.", "statements": [{"id": "s1", "content": []}]})


def test_a_broken_file_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "x"}\n\n{"text": \n', encoding="utf-8")
    with pytest.raises(AttribError, match=r"a\.jsonl:3: not JSON"):
        list(read_annotations(file))
    file.write_text("[1]\n", encoding="utf-8")
    with pytest.raises(AttribError, match=r"a\.jsonl:1: the record: is not a JSON object"):
        list(read_annotations(file))
    file.write_bytes(b"\xff\xfe{")
    with pytest.raises(AttribError, match="cannot be read"):
        list(read_annotations(file))
    with pytest.raises(AttribError, match="cannot be read"):
        list(read_annotations(tmp_path / "none.jsonl"))
    with pytest.raises(AttribError, match="cannot be written"):
        write_annotations([], tmp_path)


@pytest.mark.parametrize(
    ("text", "span", "words", "found"),
    [
        ("Ann said no", (4, 8), "said", (4, 8)),
        ("Ann said no", (2, 6), "said", (4, 8)),
        ("the man, he said", (0, 2), "he", (9, 11)),  # not the “he” of “the”
        ("“Yes,” she\nsaid", (0, 15), '"Yes," she said', (0, 15)),  # typography and line breaks are no difference
        ("said or said", (4, 8), "said", None),  # two, about as far
        ("said or not, as was said", (2, 6), "said", (0, 4)),
        ("Ann said no", (4, 8), "wrote", None),
        ("no " + "x " * 300, (400, 402), "no", None),  # too far off
        ("🚢 Ann said", (7, 11), "said", (6, 10)),  # counted in UTF-16
        ("Ann said no", (4, 8), "", None),
    ],
)
def test_realign(text: str, span: tuple[int, int], words: str, found: tuple[int, int] | None) -> None:
    assert realign(text, Span(*span), words) == found


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_span_that_gives_its_words_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert realign(text, Span(start, end), text[start:end]) == Span(start, end)
