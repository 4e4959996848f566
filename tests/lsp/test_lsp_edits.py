"""What the editor offers to change: punctuation, marks and comments, in text, Markdown and HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("pygls", reason="the lsp extra is not installed")

from checker.article import Article, ModelInfo
from checker.document import Document, Span
from checker.findings import Candidate, Finding, Severity, suppressions
from checker.lsp.edits import attributions, edits, ignore
from checker.quotation import scan
from checker.readers import read_string
from checker.speakers import Speaker
from checker.statements import Statement

_AMERICAN = "“We open,” he said.\n\n{}\n\nShips wait."
_BRITISH = "‘We open’, he said. She called it ‘a shame’.\n\n{}\n\nShips wait."


def article(document: Document, name: str = "Ana Ruiz", cue: str = "") -> Article:
    """An article whose last quotations, all of one paragraph's worth or more, nobody is given for."""
    quotations = [q for q in scan(document) if q.depth == 0]
    last = [q.span for q in quotations if q.reopened or q.continues] or [quotations[-1].span]
    statements = [Statement("s1", "direct", "speech", tuple(last))]
    if cue:
        at = document.text.index(cue)
        statements.append(Statement("s0", "indirect", "speech", (Span(0, 1),), cue=(Span(at, at + len(cue)),)))
    finding = Finding(
        "ATT101",
        "unattributed-quote",
        Severity.ERROR,
        Span(last[0].start, last[-1].end),
        "Whose?",
        candidates=(Candidate("p1", 0.58),),
    )
    return Article(document, ModelInfo("m", "0"), tuple(statements), (Speaker("p1", name, "person"),), (finding,))


def attributed(source: str, *, format: str = "text", name: str = "Ana Ruiz", cue: str = "") -> str:
    read = article(read_string(source, format=format), name, cue)
    [edit] = attributions(read, read.findings[0])
    return edit.applied(source)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("“They knew of it.”", "“They knew of it,” Ana Ruiz said."),
        ("“They knew of it,”", "“They knew of it,” Ana Ruiz said."),
        ("“Did they know it?”", "“Did they know it?” Ana Ruiz said."),
        ("“They knew of it!”", "“They knew of it!” Ana Ruiz said."),
        ("“They knew of it…”", "“They knew of it…” Ana Ruiz said."),
        ("“They knew of it...”", "“They knew of it...” Ana Ruiz said."),
        ("“But they knew—”", "“But they knew—” Ana Ruiz said."),
        ("“They knew of it”", "“They knew of it,” Ana Ruiz said."),
        ("“They knew of it”.", "“They knew of it”, Ana Ruiz said."),
        ("“He told us ‘no.’”", "“He told us ‘no,’” Ana Ruiz said."),
        ('"They knew of it."', '"They knew of it," Ana Ruiz said.'),
        ("``They knew of it.''", "``They knew of it,'' Ana Ruiz said."),
        ("“They knew of it. Nobody came.”", "“They knew of it,” Ana Ruiz said. “Nobody came.”"),
        ("“Did they know it? Nobody came.”", "“Did they know it?” Ana Ruiz said. “Nobody came.”"),
        ("“No. They knew of it.”", "“No. They knew of it,” Ana Ruiz said."),
        (
            "“They knew of it. Now.\n\n“Then no one came.”",
            "“They knew of it,” Ana Ruiz said. “Now.\n\n“Then no one came.”",
        ),
    ],
)
def test_american_punctuation(quote: str, expected: str) -> None:
    assert attributed(_AMERICAN.format(quote)) == _AMERICAN.format(expected)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("‘They knew of it’.", "‘They knew of it’, Ana Ruiz said."),
        ("‘They knew of it’", "‘They knew of it’, Ana Ruiz said."),
        ("‘Did they know of it?’", "‘Did they know of it?’ Ana Ruiz said."),
        ("‘They knew of it.’", "‘They knew of it,’ Ana Ruiz said."),
    ],
)
def test_british_punctuation(quote: str, expected: str) -> None:
    assert attributed(_BRITISH.format(quote)) == _BRITISH.format(expected)


def test_an_article_in_the_present_tense_says_says() -> None:
    assert "Ruiz says." in attributed("The mayor says so.\n\n“They knew of it.”\n", cue="says")


def test_the_likeliest_that_have_a_name_are_offered() -> None:
    read = article(read_string("“They knew of it.”\n"))
    speakers = (
        *read.speakers,
        Speaker("p2", "sources", "unnamed"),
        Speaker("p3", "the port", "organization"),
        Speaker("p4", "Bo Li", "person"),
        Speaker("p5", "Cy Ott", "person"),
    )
    ranked = tuple(Candidate(f"p{i}", 0.4 / i) for i in (2, 1, 3, 4, 5))
    found = replace(read.findings[0], candidates=ranked)
    titles = [edit.title for edit in edits(replace(read, speakers=speakers), found)]
    assert titles == [
        "Attribute the quotation to Ana Ruiz (40%)",
        "Attribute the quotation to the port (13%)",
        "Attribute the quotation to Bo Li (10%)",
        "Ignore ATT101 unattributed-quote in this paragraph",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>“They knew of it.”</p>", "<p>“They knew of it,” Ruiz &amp; Co said.</p>"),
        ("<p>&ldquo;They knew.&rdquo;</p>", "<p>&ldquo;They knew,&rdquo; Ruiz &amp; Co said.</p>"),
        (
            "<p>&#8220;They knew it. No one came.&#8221;</p>",
            "<p>&#8220;They knew it,&#8221; Ruiz &amp; Co said. &#8220;No one came.&#8221;</p>",
        ),
        ("<p><em>“They knew of it.”</em></p>", "<p><em>“They knew of it,” Ruiz &amp; Co said.</em></p>"),
    ],
)
def test_in_html_entities_stay_entities(source: str, expected: str) -> None:
    assert attributed(source, format="html", name="Ruiz & Co") == expected


@pytest.mark.parametrize("source", ["<p>“They knew.<b>”</b></p>", "<p><q>They knew of it.</q></p>"])
def test_nothing_is_offered_where_markup_stands_in_between(source: str) -> None:
    read = article(read_string(source, format="html"))
    assert list(attributions(read, read.findings[0])) == []


@pytest.mark.parametrize(
    ("format", "source", "expected"),
    [
        ("text", "A\n\nSources say B.\n\nC.\n", "A\n\nSources say B. {}\n\nC.\n"),
        ("text", "A\r\n\r\nSources say B.\r\n\r\nC.\r\n", "A\r\n\r\nSources say B. {}\r\n\r\nC.\r\n"),
        ("text", "Sources say B.", "Sources say B. {}"),
        ("markdown", "# A\n\n> Sources\n> say **B.**\n\nC.\n", "# A\n\n> Sources\n> say **B. {}**\n\nC.\n"),
        ("markdown", "- Sources say `B`\n- C.\n", "- Sources say `B` {}\n- C.\n"),
        ("html", "<p>Sources say <b>B.</b></p><p>C.</p>", "<p>Sources say <b>B. {}</b></p><p>C.</p>"),
        ("html", "<p>Sources say &ldquo;B.&rdquo;</p>", "<p>Sources say &ldquo;B.&rdquo; {}</p>"),
        ("html", "<p>Sources say <q>no</q></p>", "<p>{} Sources say <q>no</q></p>"),
    ],
)
def test_the_comment_stands_in_the_paragraph(format: str, source: str, expected: str) -> None:
    document = read_string(source, format=format)
    at = document.text.index("Sources")
    finding = Finding("ATT203", "vague-source", Severity.WARNING, Span(at, at + 7), "Who?")
    edit = ignore(document, finding)
    assert edit is not None
    assert edit.applied(source) == expected.format("<!-- attrib: ignore ATT203 -->")
    [covering] = suppressions(read_string(edit.applied(source), format=format))
    assert covering.covers(finding)
