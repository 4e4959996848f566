"""The checks that stand on probabilities: thresholds move them, and their candidates come from the linker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.article import Article, ModelInfo
from checker.checks import run_checks
from checker.checks.reading import Reading
from checker.checks.unnamed import is_unnamed, unnamed_statements
from checker.document import Span
from checker.evidence import Claim, Evidence, Link
from checker.findings import Candidate
from checker.readers import read_string
from checker.sentences import claim_sentences
from checker.speakers import Speaker
from checker.statements import Statement

_TEXT = """Port shuts after crane collapse

The port had ignored every warning to save money. Its owner cares for nothing but his yacht.

“We will not risk a second collapse.”

Forty ships are waiting outside the harbour.
"""
_OKAFOR = Speaker("p7", "Maria Okafor", "person")


def article(*chances: float) -> Article:
    """The text with probabilities of a claim for its sentences, in order."""
    document = read_string(_TEXT)
    spans = claim_sentences(document)
    evidence = Evidence(claims=tuple(Claim(s, p) for s, p in zip(spans, chances, strict=True)))
    at = _TEXT.index("“We")
    quote = Statement("s1", "direct", "speech", (Span(at, _TEXT.index("”") + 1),))
    return Article(document, ModelInfo("none", "0"), (quote,), evidence=evidence)


def test_sentences_of_the_body_and_captions_alone_are_judged() -> None:
    document = read_string(_TEXT)
    assert [s.of(_TEXT).split()[0] for s in claim_sentences(document)] == ["The", "Its", "“We", "Forty"]


def test_every_claim_of_a_paragraph_is_found() -> None:
    first, second = run_checks(article(0.7, 0.9, 0.1, 0.1), select=["ATT102"])
    assert first.span.of(_TEXT).startswith("The port") and first.confidence == 0.7
    assert second.span.of(_TEXT).startswith("Its owner") and second.confidence == 0.9


@pytest.mark.parametrize(("least", "found"), [(0.05, 3), (0.3, 1), (0.95, 0)])
def test_a_threshold_moves_the_check_both_ways(least: float, found: int) -> None:
    assert len(run_checks(article(0.4, 0.2, 0.0, 0.1), select=["ATT102"], thresholds={"ATT102": least})) == found


def test_the_candidates_of_a_quotation_are_the_linkers_where_it_has_any() -> None:
    plain = article(0, 0, 0, 0)
    (finding,) = run_checks(plain, select=["ATT101"])
    assert finding.candidates == ()
    linked = replace(plain, evidence=Evidence({"s1": Link("none", ((_OKAFOR, 0.61234),))}))
    (finding,) = run_checks(linked, select=["ATT101"])
    assert finding.candidates == (Candidate("p7", 0.612),)


@pytest.mark.parametrize(
    ("name", "kind", "unnamed"),
    [
        ("A director who may not talk to the press", "unnamed", True),
        ("critics", "group", True),
        ("the official", "unnamed", True),
        ("the mayor", "unnamed", False),
        ("a spokesman for the port", "unnamed", False),
        ("residents", "group", False),
        ("Maria Okafor", "person", False),
    ],
)
def test_who_is_unnamed(name: str, kind: str, unnamed: bool) -> None:
    assert is_unnamed(Speaker("p1", name, kind)) is unnamed  # type: ignore[arg-type]


@pytest.mark.parametrize(("cue", "found"), [("is said", 1), ("believed", 1), ("signed", 0)])
def test_a_statement_of_nobodys_in_the_passive(cue: str, found: int) -> None:
    text = f"Port\n\nOkafor {cue} to be a bully."
    at = text.index(cue)
    end = at + len(cue)
    statement = Statement("s1", "indirect", "speech", (Span(end + 1, len(text) - 1),), (Span(at, end),))
    reading = Reading(Article(read_string(text), ModelInfo("none", "0"), (statement,)))
    assert len(list(unnamed_statements(reading))) == found
