from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.document import Document, Span
from checker.errors import AttribError
from checker.evidence import Evidence, Link
from checker.findings import Candidate, Finding, Related, Severity
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions
from checker.reports.json import from_record, to_record
from checker.speakers import Speaker
from checker.statements import Statement, Verification

probabilities = st.none() | st.floats(0, 1).map(lambda p: round(p, 4))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
    parsed = read_string(text, path=draw(st.none() | words))
    document = Document(parsed.text, parsed.paragraphs, parsed.path)

    def span(length: int = len(text)) -> Span:
        start = draw(st.integers(0, length))
        return Span(start, draw(st.integers(start, length)))

    def spans(least: int = 0) -> tuple[Span, ...]:
        return tuple(span() for _ in range(draw(st.integers(least, 2))))

    def verification() -> Verification:
        return Verification(draw(words), draw(st.none() | words), draw(st.none() | st.just(span(9999))), draw(words))

    speakers = tuple(
        Speaker(
            f"p{i}",
            draw(words),
            draw(st.sampled_from(["person", "organization", "group", "document", "unnamed"])),
            draw(st.none() | words),
            spans(),
        )
        for i in range(draw(st.integers(0, 2)))
    )
    speaker_ids = [s.id for s in speakers]
    count = draw(st.integers(0, 3))
    statements = tuple(
        Statement(
            f"s{i}",
            draw(st.sampled_from(["direct", "mixed", "indirect"])),
            draw(st.sampled_from(["speech", "thought", "other"])),
            spans(least=1),
            spans(),
            spans(),
            draw(st.sampled_from([None, *speaker_ids])),
            draw(probabilities),
            draw(st.sampled_from([None, *(f"s{k}" for k in range(count))])),
            verification() if draw(st.booleans()) else None,
        )
        for i in range(count)
    )
    findings = tuple(
        Finding(
            draw(words),
            draw(words),
            draw(st.sampled_from(list(Severity))),
            span(),
            draw(words),
            tuple(Related(span(), draw(st.none() | words)) for _ in range(draw(st.integers(0, 2)))),
            draw(probabilities),
            tuple(Candidate(s, 0.25) for s in speaker_ids),
            draw(words),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    limits = tuple(draw(st.lists(words, max_size=2)))
    return Article(document, ModelInfo(draw(words), draw(words)), statements, speakers, findings, limits)


@given(articles())
def test_an_article_comes_back_from_its_json(article: Article) -> None:
    [line] = REPORTS["json"]([article], RenderOptions()).split("\n")[:-1]
    assert from_record(json.loads(line)) == article


@given(st.lists(articles(), max_size=3))
def test_jsonl_is_one_object_a_line(several: list[Article]) -> None:
    out = REPORTS["jsonl"](several, RenderOptions())
    assert out == REPORTS["json"](several, RenderOptions())
    assert [json.loads(line)["text"] for line in out.split("\n")[:-1]] == [a.text for a in several]


def test_keys_are_the_contract_s_in_its_order(story: Article) -> None:
    record = to_record(story)
    assert list(record) == ["schema", "path", "text", "model", "statements", "speakers", "findings", "limits"]
    assert record["schema"] == 1
    assert list(record["model"]) == ["name", "revision"]
    assert list(record["statements"][0]) == [
        *("id", "kind", "act", "content", "cue", "source"),
        *("speaker", "confidence", "nested_in", "verification"),
    ]
    assert list(record["speakers"][0]) == ["id", "name", "kind", "role", "mentions"]
    assert list(record["findings"][0]) == [
        *("code", "name", "severity", "span", "related"),
        *("message", "confidence", "candidates", "fingerprint"),
    ]
    assert record["findings"][0]["related"] == [{"path": None, "span": list(story.findings[0].related[0].span)}]
    assert record["findings"][0]["candidates"][0] == {"speaker": "p3", "probability": 0.21}


def test_offsets_are_code_points_of_the_text_as_it_stands() -> None:
    document = read_string("\ufeff".lstrip("\ufeff") + "🙂 e\u0301\r\n“Wait.”\r\n")
    start = document.text.index("“")
    statement = Statement("s1", "direct", "speech", (Span(start, start + 7),))
    record = json.loads(REPORTS["json"]([Article(document, ModelInfo("m", "r"), (statement,))], RenderOptions()))
    [[a, b]] = record["statements"][0]["content"]
    assert record["text"][a:b] == "“Wait.”"
    assert "\r\n" in record["text"]


def test_quotes_have_no_findings_and_all_acts(story: Article) -> None:
    record = json.loads(REPORTS["json"]([story], RenderOptions(findings=False)))
    assert record["findings"] == []
    assert [s["act"] for s in record["statements"]].count("thought") == 1


def test_probabilities_are_rounded_to_four_places() -> None:
    statement = Statement("s1", "direct", "speech", (Span(0, 1),), confidence=0.123456)
    article = Article(read_string("A"), ModelInfo("m", "r"), (statement,))
    assert to_record(article)["statements"][0]["confidence"] == 0.1235


def test_verification_has_the_contract_s_keys() -> None:
    verification = Verification("verbatim", "interview.txt", Span(812, 858), "OKAFOR", "00:12:31")
    statement = Statement("s1", "direct", "speech", (Span(0, 1),), verification=verification)
    record = to_record(Article(read_string("A"), ModelInfo("m", "r"), (statement,)))
    assert list(record["statements"][0]["verification"].items()) == [
        ("verdict", "verbatim"),
        ("path", "interview.txt"),
        ("span", [812, 858]),
        ("turn", "OKAFOR"),
        ("time", "00:12:31"),
        ("diff", None),
    ]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("schema",), 2, "schema: expected 1, found 2"),
        (("text",), None, "text: expected str, found None"),
        (("statements", 0, "content"), [[0, 99999]], "statements[0].content[0]: [0, 99999] is not a stretch of a text"),
        (("statements", 0, "content"), [[5, 2]], "statements[0].content[0]: [5, 2] is not a stretch"),
        (("statements", 0, "content"), [[1.5, 2]], "statements[0].content[0]: expected [start, end], found [1.5, 2]"),
        (("statements", 0, "content"), [], "statements[0].content: a statement needs at least one span"),
        (("statements", 1, "kind"), "dirct", "statements[1].kind: 'dirct' is not one of direct, mixed, indirect"),
        (("statements", 1, "speaker"), "p9", "statements[1].speaker: there is no speaker “p9”"),
        (("statements", 1, "nested_in"), "s9", "statements[1].nested_in: there is no statement “s9”"),
        (("statements", 1, "confidence"), 1.2, "statements[1].confidence: expected a number from 0 to 1, found 1.2"),
        (("statements",), [3], "statements[0]: expected an object, found 3"),
        (("findings", 0, "severity"), "bad", "findings[0].severity: 'bad' is not one of error, warning, info, off"),
        (
            ("findings", 0, "candidates"),
            [{"speaker": "p9", "probability": 1}],
            "findings[0].candidates[0]: there is no",
        ),
    ],
)
def test_a_broken_record_is_refused_with_its_place(
    story: Article, place: tuple[str | int, ...], value: Any, message: str
) -> None:
    record = to_record(story)
    target: Any = record
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    with pytest.raises(AttribError) as refusal:
        from_record(record)
    assert str(refusal.value).startswith(message)


def test_a_candidate_who_is_quoted_nowhere_is_in_the_record(story: Article) -> None:
    silent = Speaker("p9", "Deniz Arslan", "person", None, ())
    found = replace(story.findings[1], candidates=(Candidate("p9", 0.4), Candidate("p1", 0.3)))
    links = Evidence({"s1": Link("pronoun", ((silent, 0.4),)), "s2": Link("pronoun", ((story.speakers[0], 0.3),))})
    article = replace(story, findings=(found,), evidence=links)
    record = to_record(article)
    assert [s["id"] for s in record["speakers"]] == [*(s.id for s in story.speakers), "p9"]
    assert from_record(record).speakers[-1] == silent
    assert len(to_record(article, findings=False)["speakers"]) == len(story.speakers)
