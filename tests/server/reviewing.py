"""A stand-in for the model, quick and predictable, and what the tests of the review page share."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from checker.article import Article, ModelInfo
from checker.document import Document, Span
from checker.evidence import Evidence, Link
from checker.findings import Candidate, Finding, Severity, fingerprinted
from checker.server.desk import Desk
from checker.server.drafting import Request
from checker.server.store import Store
from checker.speakers import Speaker
from checker.statements import Statement

TOKEN = "a-token-of-the-tests"
PORT = 8017
HOME = f"http://127.0.0.1:{PORT}"

TEXT = """Harbour stays shut as council meets

“The port is closed, and it stays closed 🏗️ until Friday,” said Maria Okafor. “I have eighteen ships at anchor.”

“We warned them twice,” said Deniz Arslan.

“Nobody came to look at the bolts.”

The mayor said that the cafe\u0301 would open again on Monday, and that 👩‍👩‍👧 were welcome.
"""

_QUOTE = re.compile("“[^”]*”")
_NAMED = re.compile(r"(?:” | )(said) ((?:[A-Z]\w+ [A-Z]\w+))")
_SAID = re.compile(r"(The mayor) (said) (that [^.]*)")


class StandIn:
    """Finds what stands in quotation marks, “said Given Family” behind it, and “The mayor said that”."""

    def __init__(self, revision: str = "1") -> None:
        self.model = SimpleNamespace(info=ModelInfo("stand-in", revision), settings=SimpleNamespace(threshold=0.5))
        self.read = 0

    def check(self, document: Document) -> Article:
        self.read += 1
        text, speakers = document.text, {}
        statements: list[Statement] = []
        findings: list[Finding] = []

        def speaker(name: str, span: Span) -> str:
            known = speakers.get(name, Speaker(f"p{len(speakers) + 1}", name, "person"))
            speakers[name] = Speaker(known.id, name, "person", None, (*known.mentions, span))
            return known.id

        for paragraph in document.paragraphs:
            quotes = [Span(*m.span()) for m in _QUOTE.finditer(text, *paragraph.span)]
            named, said = _NAMED.search(text, *paragraph.span), _SAID.search(text, *paragraph.span)
            id_ = f"s{len(statements) + 1}"
            if quotes and named:
                who = speaker(named[2], Span(*named.span(2)))
                cue, source = (Span(*named.span(1)),), (Span(*named.span(2)),)
                statements.append(Statement(id_, "direct", "speech", tuple(quotes), cue, source, who, 0.9))
            elif quotes:
                statements.append(Statement(id_, "direct", "speech", tuple(quotes), confidence=0.55))
                findings.append(
                    Finding(
                        "ATT101",
                        "unattributed-quote",
                        Severity.ERROR,
                        quotes[0],
                        "The text does not say whose words these are.",
                        confidence=0.8,
                        candidates=tuple(Candidate(s.id, 0.5) for s in list(speakers.values())[:2]),
                    )
                )
            if said:
                who = speaker(said[1], Span(*said.span(1)))
                cue, source = (Span(*said.span(2)),), (Span(*said.span(1)),)
                id_ = f"s{len(statements) + 1}"
                statements.append(Statement(id_, "indirect", "speech", (Span(*said.span(3)),), cue, source, who, 0.97))
                findings.append(
                    Finding(
                        "ATT203", "vague-source", Severity.WARNING, Span(*said.span(1)), "Which mayor?", confidence=0.6
                    )
                )
        people = tuple(speakers.values())
        links = {statements[-1].id: Link("pronoun", ((people[-1], 0.5), (people[0], 0.45)))} if len(people) > 1 else {}
        return Article(
            document,
            self.model.info,
            tuple(statements),
            people,
            fingerprinted(findings, document),
            document.limits,
            Evidence(links),
        )


def desk(database: Path, author: str = "Ines", checker: Any = None) -> Desk:
    """A desk whose model is the stand-in."""
    return Desk(Store(database), author, checker or StandIn())


def correct(desk: Desk, id_: str, action: str, item: str = "article", **fields: Any) -> Any:
    """A correction made against the state as it is now, unless a version is given."""
    version = fields.pop("version", None)
    if version is None:
        version = desk.review(id_).version
    return desk.correct(id_, Request(action, version, item, **fields))


def words(text: str, part: str) -> dict[str, int]:
    """Where `part` first stands, as the fields of a request."""
    start = text.index(part)
    return {"start": start, "end": start + len(part)}
