"""One made-up article, as the text reports are to show it."""

from __future__ import annotations

import pytest

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.findings import Candidate, Finding, Related, Severity
from checker.readers import read_string
from checker.speakers import Speaker
from checker.statements import Statement

TEXT = """Harbour stays shut as council meets

PORT ALBIN – The harbour will stay closed until Friday after a crane fell across the main channel, the harbour master \
said on Tuesday.

“The port is closed, and it stays closed until the divers tell me that nothing is left down there that can tear a hull \
open,” Maria Okafor, the harbour master, told reporters. “I have eighteen ships at anchor.”

Sources said the crane had failed an inspection in March 🏗️. Okafor said that she had not seen the report.

“We warned them twice, in writing, and nobody came to look at the bolts. We warned them again in May, and the answer \
was a form letter, and after that we stopped asking. Our people were tired of being told that the budget had no line \
for it, and some of them had begun to say so in public.”

The mayor of 東京港 believes the council will act.
"""


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def between(first: str, last: str) -> Span:
    return Span(span(first).start, span(last).end)


@pytest.fixture
def story() -> Article:
    closed = between("“The port", "open,”")
    warned = between("“We warned", "in public.”")
    port = between("The harbour will", "channel")
    statements = (
        Statement("s1", "indirect", "speech", (port,), (span("said"),), (span("the harbour master"),), "p1", 0.98),
        Statement(
            "s2",
            "direct",
            "speech",
            (closed, span("“I have eighteen ships at anchor.”")),
            (span("told"),),
            (span("Maria Okafor, the harbour master"),),
            "p1",
            0.97,
        ),
        Statement(
            "s3",
            "indirect",
            "speech",
            (span("the crane had failed an inspection in March"),),
            (span("said", 1),),
            (span("Sources"),),
            "p2",
        ),
        Statement(
            "s4",
            "indirect",
            "speech",
            (span("that she had not seen the report"),),
            (span("said", 2),),
            (span("Okafor", 1),),
            "p1",
        ),
        Statement("s5", "direct", "speech", (warned,)),
        Statement("s6", "indirect", "thought", (span("the council will act"),), (span("believes"),), (), "p3"),
    )
    speakers = (
        Speaker("p1", "Maria Okafor", "person", "harbour master", (span("Maria Okafor"),)),
        Speaker("p2", "Sources", "unnamed", None, (span("Sources"),)),
        Speaker("p3", "The mayor of 東京港", "person", None, (span("The mayor of 東京港"),)),
    )
    findings = (
        Finding(
            "ATT101",
            "unattributed-quote",
            Severity.ERROR,
            warned,
            "The text does not say whose words these are.",
            (Related(span("Maria Okafor")),),
            0.93,
            (Candidate("p3", 0.21), Candidate("p1", 0.58)),
        ),
        Finding(
            "ATT203",
            "vague-source",
            Severity.WARNING,
            span("Sources"),
            "“Sources” is all that the reader is told: say how they know, and why they are not named.",
        ),
        Finding(
            "ATT304",
            "fragment-quote",
            Severity.INFO,
            span("東京港"),
            "A fragment.",
            (Related(Span(10, 30), "notes/interview.txt"),),
        ),
    )
    document = read_string(TEXT, path="story.txt")
    limits = ("The last page of the file could not be read.",)
    return Article(document, ModelInfo("small", "0123abcd"), statements, speakers, findings, limits)
