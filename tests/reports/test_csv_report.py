from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.findings import Finding, Severity
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions
from checker.speakers import Speaker
from checker.statements import Statement, Verification


def rows_of(*articles: Article, findings: bool) -> list[dict[str, str]]:
    out = str(REPORTS["csv"](articles, RenderOptions(findings=findings)))
    return list(csv.DictReader(io.StringIO(out, newline="")))


def test_a_row_a_statement(story: Article) -> None:
    first = replace(story.statements[0], verification=Verification("verbatim"))
    rows = rows_of(replace(story, statements=(first, *story.statements[1:])), story, findings=False)
    assert [r["id"] for r in rows] == [s.id for s in story.statements] * 2
    assert rows[1] == {
        **{"path": "story.txt", "line": "5", "id": "s2", "speaker": "Maria Okafor", "speaker_kind": "person"},
        **{"role": "harbour master", "kind": "direct", "act": "speech", "cue": "told"},
        "source": "Maria Okafor, the harbour master",
        "content": "“The port is closed, and it stays closed until the divers tell me that nothing is left down there "
        "that can tear a hull open,” … “I have eighteen ships at anchor.”",
        **{"confidence": "0.97", "nested_in": "", "verdict": ""},
    }
    assert rows[0]["verdict"] == "verbatim"
    assert [rows[4][key] for key in ("speaker", "speaker_kind", "role", "cue", "source")] == [""] * 5


def test_a_row_a_finding(story: Article) -> None:
    rows = rows_of(story, findings=True)
    assert [r["code"] for r in rows] == ["ATT203", "ATT101", "ATT304"]
    assert rows[2] == {
        **{"path": "story.txt", "line": "11", "column": "14", "code": "ATT304", "name": "fragment-quote"},
        **{"severity": "info", "message": "A fragment.", "words": "東京港", "confidence": "", "fingerprint": ""},
    }


def test_lines_end_as_the_standard_has_it(story: Article) -> None:
    out = str(REPORTS["csv"]([replace(story, findings=())], RenderOptions()))
    assert out == "path,line,column,code,name,severity,message,words,confidence,fingerprint\r\n"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begin: str) -> None:
    text = f'{begin}HYPERLINK("x"), he said.'
    statement = Statement("s1", "indirect", "speech", (Span(0, 15),), speaker="p1")
    speaker = Speaker("p1", f"{begin}cmd", "person", f"{begin}role")
    finding = Finding("ATT101", "n", Severity.ERROR, Span(0, 15), f"{begin}message")
    article = Article(
        read_string(text, path=f"{begin}a.txt"), ModelInfo("m", "r"), (statement,), (speaker,), (finding,)
    )
    cells = [cell for findings in (True, False) for row in rows_of(article, findings=findings) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(begin)]
    assert f"'{begin}cmd" in cells and f'\'{begin}HYPERLINK("x")' in cells


@given(st.text(st.sampled_from(list('a",;\r\n🙂e\u0301“')), min_size=1))
def test_words_come_back_whole(text: str) -> None:
    finding = Finding("ATT101", "n", Severity.ERROR, Span(0, len(text)), "m")
    [row] = rows_of(Article(read_string(text), ModelInfo("m", "r"), findings=(finding,)), findings=True)
    assert row["words"].removeprefix("'") == text
