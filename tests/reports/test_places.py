"""Places that other programs are told lead back to the very words, whatever the text is made of."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from html_reading import Page
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.document import Document, Span
from checker.findings import Finding, Severity
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions
from checker.reports.regions import region

PIECES = ["a", "Okafor", " ", "\n", "\r\n", "\r", "🙂", "👩\u200d🚒", "e\u0301", "“", "”", "東京", "\u2028", "\t", ","]
MARKDOWN = ["word ", "*said* ", "**“we** ", "[link](x) ", "🙂 ", "e\u0301 ", "&amp; ", "\n", "\r\n", "\n\n> ", "\n\n# "]


@st.composite
def found(draw: st.DrawFn) -> tuple[Document, Span]:
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20)))
    start = draw(st.integers(0, len(text) - 1))
    return read_string(text, path="a.txt"), Span(start, draw(st.integers(start + 1, len(text))))


def report(name: str, document: Document, span: Span) -> str:
    finding = Finding("ATT101", "unattributed-quote", Severity.ERROR, span, "Whose?")
    out = REPORTS[name]([Article(document, ModelInfo("m", "r"), findings=(finding,))], RenderOptions())
    assert isinstance(out, str)
    return out


def line_starts(source: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", source))]


def between(source: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """The words between two places: line and column from 1, columns in code points."""
    starts = line_starts(source)
    return source[starts[first[0] - 1] + first[1] - 1 : starts[last[0] - 1] + last[1] - 1]


@given(found())
def test_sarif_counts_code_points(case: tuple[Document, Span]) -> None:
    document, span = case
    [run] = json.loads(report("sarif", document, span))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    at = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    words = span.of(document.text)
    assert document.text[at["charOffset"] :][: at["charLength"]] == words == at["snippet"]["text"]
    first, last = (at["startLine"], at["startColumn"]), (at["endLine"], at["endColumn"])
    assert between(document.text, first, last) == words


@given(found())
def test_reviewdog_counts_bytes(case: tuple[Document, Span]) -> None:
    document, span = case
    [diagnostic] = json.loads(report("rdjson", document, span))["diagnostics"]
    start, end = diagnostic["location"]["range"]["start"], diagnostic["location"]["range"]["end"]
    source = document.text.encode()
    starts = [len(document.text[:s].encode()) for s in line_starts(document.text)]
    words = source[starts[start["line"] - 1] + start["column"] - 1 : starts[end["line"] - 1] + end["column"] - 1]
    assert words.decode() == span.of(document.text)


@given(found())
def test_github_counts_code_points_within_a_line(case: tuple[Document, Span]) -> None:
    document, span = case
    out = report("github", document, span)
    at = {key: int(n) for key, n in re.findall(r"(line|col|endLine|endColumn)=(\d+)", out)}
    words = span.of(document.text)
    if "col" in at:
        assert between(document.text, (at["line"], at["col"]), (at["endLine"], at["endColumn"])) == words
    else:
        starts = line_starts(document.text)
        assert starts[at["line"] - 1] <= span.start and starts[at["endLine"] - 1] < span.end
        assert at["line"] < at["endLine"]


@given(found(), st.sampled_from(["json", "jsonl"]))
def test_json_counts_code_points(case: tuple[Document, Span], name: str) -> None:
    document, span = case
    record = json.loads(report(name, document, span))
    assert record["text"] == document.text
    assert record["text"][slice(*record["findings"][0]["span"])] == span.of(document.text)


@given(found())
def test_csv_has_line_column_and_the_words(case: tuple[Document, Span]) -> None:
    document, span = case
    [row] = csv.DictReader(io.StringIO(report("csv", document, span), newline=""))
    words = span.of(document.text)
    # An apostrophe before what a spreadsheet would run.
    assert row["words"] == (f"'{words}" if words[0] in "\t\r\n" else words)
    start = line_starts(document.text)[int(row["line"]) - 1] + int(row["column"]) - 1
    assert document.text.startswith(words, start) and start == span.start


@given(found())
def test_text_has_line_and_column(case: tuple[Document, Span]) -> None:
    document, span = case
    head = re.match(r"a\.txt:(\d+):(\d+) error ATT101 ", report("text", document, span))
    assert head
    assert line_starts(document.text)[int(head[1]) - 1] + int(head[2]) - 1 == span.start


@given(found())
def test_the_page_marks_the_very_words(case: tuple[Document, Span]) -> None:
    document, span = case
    marked = Page(report("html", document, span)).by_data("f", "a0f1")
    assert "".join(marked.split()) == "".join(span.of(document.text).split())


@given(st.lists(st.sampled_from(MARKDOWN), min_size=1, max_size=12), st.data())
def test_a_rendered_format_leads_to_its_source(pieces: list[str], data: st.DataObject) -> None:
    document = read_string("".join(pieces), format="markdown")
    words = [Span(*m.span()) for m in re.finditer(r"\w+|“", document.text) if m.group() != "amp"]
    assume(words)
    first = data.draw(st.sampled_from(words))
    last = data.draw(st.sampled_from([w for w in words if w.start >= first.start]))
    at = region(document, first)
    assert at.words == first.of(document.text)
    at = region(document, Span(first.start, last.end))
    assert at.words.startswith(first.of(document.text)) and at.words.endswith(last.of(document.text))
    assert between(document.source_text or "", at.first, at.last) == at.words


def test_no_format_is_left_out() -> None:
    # Word's comments are followed over random runs in test_docx_report, the carets of the text in test_excerpt.
    assert set(REPORTS) == {"text", "json", "jsonl", "csv", "sarif", "rdjson", "github", "html", "docx"}


@pytest.mark.parametrize("name", ["sarif", "rdjson", "github"])
def test_an_empty_span_is_a_place(name: str) -> None:
    out = report(name, read_string("One.\nTwo.\n", path="a.txt"), Span(5, 5))
    assert re.search(r'line=2|"startLine": 2|"line": 2', out)
