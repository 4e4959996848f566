"""`run_checks`: which checks run, at what severity, in what order, and that no text makes them fall over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.checks import CHECKS, by_code, run_checks
from checker.config import Config
from checker.document import Document, Span
from checker.errors import AttribError
from checker.evaluation.codes import CODES
from checker.findings import Severity
from checker.quotation import scan
from checker.readers import read_string
from checker.speakers import Speaker
from checker.statements import Statement

_TEXT = """Port shuts

Critics say the crane leaned. It was reportedly never inspected.

The report was late.

“We will not risk a second collapse.”

Forty ships are waiting.
"""


def article_of(text: str, *speakers: Speaker, **quote: object) -> Article:
    """An article whose statements are its quotations, nobody's unless `quote` says more."""
    document = read_string(text)
    statements = tuple(
        Statement(f"s{i}", "direct", "speech", (q.span,), **quote)  # type: ignore[arg-type]
        for i, q in enumerate(scan(document), 1)
        if q.depth == 0
    )
    return Article(document, ModelInfo("none", "0"), statements, speakers)


def codes(article: Article, config: Config | None = None, **how: object) -> list[str]:
    return [f.code for f in run_checks(article, config, **how)]  # type: ignore[arg-type]


def test_the_default_checks_in_text_order() -> None:
    article = article_of(_TEXT)
    found = run_checks(article)
    assert [(f.code, f.span.of(article.text)) for f in found] == [
        ("ATT203", "Critics"),
        ("ATT203", "reportedly"),
        ("ATT101", "“We will not risk a second collapse.”"),
    ]
    assert [f.severity for f in found] == [Severity.WARNING, Severity.WARNING, Severity.ERROR]
    assert len({f.fingerprint for f in found}) == 3


@pytest.mark.parametrize("wanted", ["ATT101", "att101", "unattributed-quote", "ATT1"])
def test_select_takes_codes_names_and_families(wanted: str) -> None:
    assert codes(article_of(_TEXT), select=[wanted]) == ["ATT101"]


def test_ignore() -> None:
    assert codes(article_of(_TEXT), ignore=["ATT2"]) == ["ATT101"]
    assert codes(article_of(_TEXT), select=["ATT2"], ignore=["vague-source"]) == []


def test_a_check_that_is_off_runs_where_it_is_selected() -> None:
    document = read_string("Port shuts\n\nOkafor claimed the crane was sound.")
    claim = Statement("s1", "indirect", "speech", (Span(27, 46),), (Span(19, 26),), (Span(12, 18),), "p1")
    article = Article(
        document, ModelInfo("none", "0"), (claim,), (Speaker("p1", "Okafor", "person", "pilot", (Span(12, 18),)),)
    )
    assert "ATT502" not in codes(article)
    for how in ({"select": ["ATT502"]}, {"select": ["ATT5"]}, {"severity": {"ATT502": Severity.WARNING}}):
        found = [f for f in run_checks(article, **how) if f.code == "ATT502"]  # type: ignore[arg-type]
        assert [f.severity for f in found] == [Severity.WARNING]


def test_severity_and_off() -> None:
    article = article_of(_TEXT)
    assert {f.severity for f in run_checks(article, severity={"ATT203": Severity.INFO}, select=["ATT203"])} == {
        Severity.INFO
    }
    assert codes(article, severity={"vague-source": Severity.OFF}) == ["ATT101"]


def test_thresholds_weigh_probabilities_alone() -> None:
    article = article_of(_TEXT, confidence=0.6)
    assert "ATT101" not in codes(article, thresholds={"ATT101": 0.7})
    assert "ATT101" in codes(article, thresholds={"ATT101": 0.6})
    assert "ATT101" in codes(article_of(_TEXT), thresholds={"ATT101": 0.99})


def test_the_configuration_is_in_force() -> None:
    assert codes(article_of(_TEXT), Config(select=("ATT101",))) == ["ATT101"]


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(AttribError, match="unattributed-quote"):
        by_code("unatributed-quote")
    with pytest.raises(AttribError, match="ATT203"):
        run_checks(article_of(_TEXT), select=["ATT2O3"])
    with pytest.raises(AttribError, match="family"):
        by_code("ATT1")
    assert by_code("Vague-Source").code == "ATT203"


def test_candidates_are_near_ranked_and_leave_room_for_nobody() -> None:
    text = "Port shuts\n\nAna Reyes came.\n\nMaria Okafor came.\n\n“We will not risk a second collapse.”\n\nIt rained."
    people = [
        Speaker("p1", "Ana Reyes", "person", None, (Span(12, 21),)),
        Speaker("p2", "Maria Okafor", "person", None, (Span(29, 41),)),
    ]
    (found,) = run_checks(article_of(text, *people), select=["ATT101"])
    assert [c.speaker for c in found.candidates] == ["p2", "p1"]
    assert sum(c.probability for c in found.candidates) == pytest.approx(0.85, abs=0.01)


def test_the_table_of_the_evaluation_agrees() -> None:
    assert [c.code for c in CHECKS] == sorted(c.code for c in CHECKS)
    for check in CHECKS:
        assert CODES[check.code] == (check.name, check.severity)


def test_nothing_to_read() -> None:
    assert run_checks(Article(Document("", ()), ModelInfo("none", "0"))) == ()


_LETTERS = st.sampled_from(
    [*"“”\"'‘’«».,:?!—…[]<>-\n\n aeSTO69🙂é", "said ", "Okafor ", "critics say ", "``", "''", "<!--"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LETTERS, max_size=60).map("".join))
def test_any_text(text: str) -> None:
    """Findings lie inside the text, point at something, are in order, and have fingerprints of their own."""
    article = article_of(text)
    found = run_checks(article, select=["ATT1", "ATT2", "ATT3", "ATT5"])
    assert all(0 <= f.span.start < f.span.end <= len(article.text) for f in found)
    assert [f.span for f in found] == sorted(f.span for f in found)
    assert len({f.fingerprint for f in found}) == len(found)
