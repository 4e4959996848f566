from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker.article import Article
from checker.document import Span
from checker.evidence import Evidence, Link
from checker.findings import Candidate, Finding, Severity
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions
from checker.speakers import Speaker

GOLDENS = Path(__file__).parent / "goldens"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(("golden", "findings"), [("check.txt", True), ("quotes.txt", False)])
def test_report_reads_as_its_golden(story: Article, golden: str, findings: bool) -> None:
    out = REPORTS["text"]([story], RenderOptions(findings=findings))
    assert out == (GOLDENS / golden).read_text(encoding="utf-8")


@pytest.mark.parametrize("findings", [True, False])
@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_asked(story: Article, width: int, findings: bool) -> None:
    out = REPORTS["text"]([story], RenderOptions(findings=findings, width=width))
    # The line with the place is for machines to click on, and stays whole.
    lines = [line for line in out.splitlines() if not line.startswith("story.txt:")]
    assert max(cell_len(line) for line in lines) <= width


def test_colour_changes_nothing_but_colour(story: Article) -> None:
    plain = REPORTS["text"]([story], RenderOptions())
    coloured = REPORTS["text"]([story], RenderOptions(colour=True))
    assert coloured != plain
    assert ANSI.sub("", coloured) == plain


def test_no_escape_sequence_of_the_article_reaches_the_terminal() -> None:
    text = "“It is \x1b[2Jgone,\u202e” said \x07Lee.\n"
    finding = Finding("ATT101", "unattributed-quote", Severity.ERROR, Span(0, 16), "Whose \x1b]0;words\x07 are these?")
    article = Article(read_string(text), None, findings=(finding,))  # type: ignore[arg-type]
    out = REPORTS["text"]([article], RenderOptions())
    assert not set(out) & {"\x1b", "\x07", "\u202e"}
    assert "It is �[2Jgone,�” said �Lee." in out


def test_findings_come_in_text_order_and_the_likeliest_candidate_first(story: Article) -> None:
    out = REPORTS["text"]([story], RenderOptions())
    assert re.findall(r"ATT\d+", out) == ["ATT203", "ATT101", "ATT304"]
    assert "Possibly Maria Okafor (58%) or The mayor of 東京港 (21%)." in out


def test_summary_adds_up_over_files(story: Article) -> None:
    out = REPORTS["text"]([story, replace(story, findings=())], RenderOptions())
    assert out.splitlines()[-1] == "2 files, 10 statements, 4 speakers: 1 error, 1 warning, 1 info."
    assert "files" not in REPORTS["text"]([story, story], RenderOptions(summary=False))


def test_clean_file_says_so(story: Article) -> None:
    out = REPORTS["text"]([replace(story, findings=(), limits=())], RenderOptions())
    assert out == "1 file, 5 statements, 2 speakers: nothing found.\n"


def test_places_are_those_of_the_source_file() -> None:
    article = Article(read_string("One.\r\n\r\nTwo, 🙂 “three”.\r\n", path="a.txt"), None)  # type: ignore[arg-type]
    start = article.text.index("“")
    finding = Finding("ATT304", "fragment-quote", Severity.INFO, Span(start, start + 7), "m")
    out = REPORTS["text"]([replace(article, findings=(finding,))], RenderOptions())
    assert out.splitlines()[:3] == [
        "a.txt:3:8 info ATT304 fragment-quote",
        "  | Two, 🙂 “three”.",
        "  |         ^^^^^^^",
    ]


def test_names_of_texts_without_a_file() -> None:
    def first_line(path: str | None) -> str:
        article = Article(read_string("Words.", path=path), None, limits=("short",))  # type: ignore[arg-type]
        return REPORTS["text"]([article], RenderOptions()).splitlines()[0]

    assert first_line(None) == "<text>: note: short"
    assert first_line("-") == "<stdin>: note: short"


def test_candidates_have_names_and_no_probability_is_certain(story: Article) -> None:
    stranger = Speaker("p9", "Deniz Arslan", "person")
    candidates = (Candidate("p9", 0.999), Candidate("p1", 0.001), Candidate("p8", 0.0))
    found = replace(story.findings[1], candidates=candidates)
    linked = Evidence({"s1": Link("pronoun", ((stranger, 0.999),))})
    article = replace(story, findings=(found,), evidence=linked)
    out = REPORTS["text"]([article], RenderOptions())
    assert "Possibly Deniz Arslan (over 99%) or Maria Okafor (0%)." in out
