from __future__ import annotations

import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.findings import Finding, Severity
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions


def test_a_command_for_each_finding_and_limit(story: Article) -> None:
    out = REPORTS["github"]([story], RenderOptions())
    assert str(out).splitlines() == [
        "::warning file=story.txt,line=7,endLine=7,col=1,endColumn=8,title=ATT203 vague-source::"
        "“Sources” is all that the reader is told: say how they know, and why they are not named.",
        "::error file=story.txt,line=9,endLine=9,col=1,endColumn=291,title=ATT101 unattributed-quote::"
        "The text does not say whose words these are. Possibly Maria Okafor (58%25) or The mayor of 東京港 (21%25).",
        "::notice file=story.txt,line=11,endLine=11,col=14,endColumn=17,title=ATT304 fragment-quote::A fragment.",
        "::notice file=story.txt,title=attrib::The last page of the file could not be read.",
    ]


special = st.text(st.sampled_from(list("%:,=\r\n0ADa🙂 \u2028")), max_size=20)


@given(special.filter(lambda path: path and path != "-"), special)
def test_nothing_of_the_article_ends_a_command_early(path: str, message: str) -> None:
    finding = Finding("ATT101", "x", Severity.ERROR, Span(0, 1), message)
    article = Article(read_string("A", path=path), ModelInfo("m", "r"), findings=(finding,))
    out = str(REPORTS["github"]([article], RenderOptions()))
    assert out.endswith("\n") and not set(out[:-1]) & {"\r", "\n"}
    command = re.fullmatch(r"::error file=([^,]*),line=1,.*?title=[^:]*::(.*)", out[:-1], re.DOTALL)
    assert command
    assert unquote(command.group(1)) == path and unquote(command.group(2)) == message
