"""Verdicts, and what the verification says of the place."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.readers import read_string
from checker.sources import parse_source, verify
from checker.speakers import Speaker
from checker.statements import Statement, Verification

OKAFOR = Speaker("p1", "Maria Okafor", "person", "harbour master")
CALL = (
    "[00:01:10] HOST: Well?\n[00:01:12] OKAFOR: We will not close the port. It is open.\n"
    "[00:02:00] HOST: And the crane?\n[00:02:10] OKAFOR: The crane is scrap.\n"
)


def verdict(quote: str, source: str = CALL, contradiction: float | None = None) -> Verification | None:
    """What becomes of a quote, or of an indirect statement where it has no marks."""
    kind = "direct" if quote.startswith("“") else "indirect"
    statement = Statement("s1", kind, "speech", (Span(0, len(quote)),), speaker="p1")
    article = Article(read_string(f"{quote} Okafor said.\n"), ModelInfo("gold", "0"), (statement,), (OKAFOR,))

    def model(pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [contradiction or 0.0] * len(pairs)

    return (
        verify(article, [parse_source("call.txt", source)], model if contradiction else None).statements[0].verification
    )


def test_the_place_is_told() -> None:
    found = verdict("“We will not close the port,”")
    assert found is not None and found.span is not None
    assert (found.verdict, found.path, found.turn, found.time) == ("verbatim", "call.txt", "OKAFOR", "00:01:12")
    assert found.span.of(CALL) == "We will not close the port"


def test_the_difference_is_shown() -> None:
    found = verdict("“We may close the port,”")
    assert found is not None and (found.verdict, found.diff) == ("meaning", "We [-will not-] {+may+} close the port")


def test_two_answers_in_one_quote_without_a_mark_change_the_sense() -> None:
    found = verdict("“We will not close the port. It is open. The crane is scrap.”")
    assert found is not None and found.verdict == "meaning"


def test_a_source_in_another_language_checks_nothing() -> None:
    german = (
        "OKAFOR: Wir werden den Hafen nicht schließen, und niemand hat uns gefragt, ob das der Stadt gefällt oder nicht.\n"
        * 3
    )
    found = verdict("“We will not close the port,”", german)
    assert found is not None and found.verdict == "unchecked"


def test_one_or_two_words_are_not_enough() -> None:
    found = verdict("“utter folly”")
    assert found is not None and found.verdict == "unchecked"


def test_an_indirect_statement_is_flagged_only_where_the_model_is_sure() -> None:
    assert verdict("that the port would close") is None
    assert verdict("that the port would close", contradiction=0.8) is None
    found = verdict("that the port would close", contradiction=0.95)
    assert found is not None and found.verdict == "contradicted" and found.turn == "OKAFOR"


@given(st.text(max_size=120), st.text(max_size=200))
def test_any_text_gets_a_verdict(quote: str, source: str) -> None:
    found = verdict(f"“{quote}”", source)
    assert found is not None
    assert found.span is None or 0 <= found.span.start < found.span.end <= len(source)
