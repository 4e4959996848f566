"""From readings to statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span, hull
from checker.modeling.assembly import Reading, assemble
from checker.readers import read_string
from checker.statements import Statement


def spans(text: str, words: str | Iterable[str]) -> tuple[Span, ...]:
    """Where words stand, each after the one before it."""
    out, at = [], 0
    for part in [words] if isinstance(words, str) else words:
        at = text.index(part, at)
        out.append(Span(at, at + len(part)))
    return tuple(out)


def reading(text: str, content: str | Sequence[str], cue: str = "", source: str = "") -> Reading:
    return Reading(spans(text, content), spans(text, cue) if cue else (), spans(text, source) if source else ())


def assembled(text: str, *readings: tuple[Reading, float]) -> tuple[Statement, ...]:
    return assemble(read_string(text), readings)


def contents(text: str, statements: Iterable[Statement]) -> list[list[str]]:
    return [[c.of(text) for c in s.content] for s in statements]


@pytest.mark.parametrize(
    ("text", "tagged", "whole"),
    [
        # a mark, or a mark and its comma, left out
        ("“We lost the match,” she said.", "We lost the match", "“We lost the match,”"),
        ("“We lost the match,” she said.", "“We lost the match,", "“We lost the match,”"),
        # most of the quotation
        ("“We lost the match,” she said.", "We lost the", "“We lost the match,”"),
        # words before the quotation stay
        ("She said that “we lost the match”.", "that “we lost the", "that “we lost the match”"),
        # of a nested quotation both marks
        ("“He gave a ‘no’ to it all,” she said.", "He gave a ‘no’ to it", "“He gave a ‘no’ to it all,”"),
        # a small part of a long quotation stays one
        ("“We lost the match, and we know very well why,” she said.", "why", "why"),
    ],
)
def test_content_is_made_whole_at_the_marks(text: str, tagged: str, whole: str) -> None:
    (statement,) = assembled(text, (reading(text, tagged, "said", "she" if "she" in text else "She"), 0.9))
    assert contents(text, [statement]) == [[whole]]


def test_a_quotation_that_holds_the_cue_is_not_taken_in() -> None:
    text = "“Kim told me that nobody was hurt,” Lee said."
    inner = reading(text, "that nobody was hurt", "told", "Kim")
    outer = reading(text, "“Kim told me that nobody was hurt,”", "said", "Lee")
    statements = assembled(text, (inner, 0.8), (outer, 0.9))
    assert contents(text, statements) == [["“Kim told me that nobody was hurt,”"], ["that nobody was hurt"]]
    assert [(s.kind, s.nested_in) for s in statements] == [("direct", None), ("indirect", "s1")]


@pytest.mark.parametrize(
    ("text", "tagged", "kept"),
    [
        ("She said that it was over.", "that it was over.", "that it was over"),
        ("It was over, she said.", "It was over,", "It was over"),
        ("She said, it was over;", ", it was over;", "it was over"),
        ("She said it fled to the U.S.", "it fled to the U.S.", "it fled to the U.S."),
        ("She said it opened at 5 p.m.", "it opened at 5 p.m.", "it opened at 5 p.m."),
        ("She said it was led by Jane K.", "it was led by Jane K.", "it was led by Jane K."),
        ("She said it was “over.”", "it was “over.”", "it was “over.”"),
        ("She asked whether it was over?", "whether it was over?", "whether it was over?"),
    ],
)
def test_indirect_content_loses_the_papers_own_stop(text: str, tagged: str, kept: str) -> None:
    cue = "asked" if "asked" in text else "said"
    (statement,) = assembled(text, (reading(text, tagged, cue, "she" if "she" in text else "She"), 0.9))
    assert contents(text, [statement]) == [[kept]]


def test_a_quotation_broken_in_two_is_one_statement() -> None:
    text = "“We lost,” she said. “We know why, and it is simple.”"
    (statement,) = assembled(text, (reading(text, "“We lost,”", "said", "she"), 0.9))
    assert contents(text, [statement]) == [["“We lost,”", "“We know why, and it is simple.”"]]
    assert (statement.kind, statement.confidence) == ("direct", 0.9)


@pytest.mark.parametrize(
    "text",
    [
        # a sentence of the paper's between the two
        "“We lost,” she said. The hall was quiet. “We know why, and it is simple.”",
        # a paragraph of its own
        "“We lost,” she said.\n\n“We know why, and it is simple.”",
        # the first was no quotation
        "It was lost, she said. “We know why, and it is simple.”",
    ],
)
def test_a_quotation_after_something_else_is_a_statement_of_its_own(text: str) -> None:
    first = "“We lost,”" if "We lost" in text else "It was lost"
    statements = assembled(text, (reading(text, first, "said", "she"), 0.9))
    assert contents(text, statements) == [[first], ["“We know why, and it is simple.”"]]
    assert (statements[1].cue, statements[1].source, statements[1].speaker) == ((), (), None)


def test_readings_of_one_statement_are_one_and_the_surer_stays() -> None:
    text = "The ferry will not sail, she said, and told reporters so."
    sure = reading(text, "The ferry will not sail", "said", "she")
    doubtful = reading(text, "ferry will not sail", "told", "she")
    other = reading(text, "so", "told", "she")
    for order in ([(sure, 0.9), (doubtful, 0.6), (other, 0.5)], [(other, 0.5), (doubtful, 0.6), (sure, 0.9)]):
        statements = assembled(text, *order)
        assert contents(text, statements) == [["The ferry will not sail"], ["so"]]
        assert [s.confidence for s in statements] == [0.9, 0.5]


def test_a_nested_statement_is_kept() -> None:
    text = "Lee said Kim had told him that nobody was hurt."
    outer = reading(text, "Kim had told him that nobody was hurt", "said", "Lee")
    inner = reading(text, "that nobody was hurt", "had told", "Kim")
    statements = assembled(text, (inner, 0.9), (outer, 0.7))
    assert [(s.id, s.nested_in, s.confidence) for s in statements] == [("s1", None, 0.7), ("s2", "s1", 0.9)]


def test_a_quotation_that_nobody_claims_is_a_direct_statement_without_a_source() -> None:
    text = "The hall was quiet. “They have taken the lot.” Nobody moved."
    (statement,) = assembled(text)
    assert contents(text, [statement]) == [["“They have taken the lot.”"]]
    assert statement == Statement("s1", "direct", "speech", statement.content)
    assert statement.confidence is None, "a rule found it"


@pytest.mark.parametrize(
    "text",
    [
        "Her novel “The Long Way to a Small Town” came out.",
        "The “free” lunch was dear.",
        "Al “Scarface” Capone was never tried.",
        "The plan to “make the river safe again” has failed.",
    ],
)
def test_titles_and_scare_quotes_are_none(text: str) -> None:
    assert assembled(text) == ()


def test_a_quotation_that_a_reading_touches_is_no_statement_twice() -> None:
    text = "She spoke of “what they have taken from us, which is all.”"
    (statement,) = assembled(text, (reading(text, "taken", "spoke", "She"), 0.9))
    assert contents(text, [statement]) == [["taken"]]


def test_ids_follow_the_text() -> None:
    text = "“It rains,” he said.\n\nAda Moll said it was over.\n\n“They have taken the lot.”\n\nThe end, says Moll."
    statements = assembled(
        text,
        (reading(text, "The end", "says"), 0.9),
        (reading(text, "it was over", "said", "Ada Moll"), 0.5),
        (reading(text, "“It rains,”", "said", "he"), 0.6),
    )
    assert [s.id for s in statements] == ["s1", "s2", "s3", "s4"]
    assert [c[0][:6] for c in contents(text, statements)] == ["“It ra", "it was", "“They ", "The en"]
    assert [s.speaker for s in statements] == [None] * 4


def test_a_reading_without_content_is_nothing() -> None:
    text = "She said so."
    assert assembled(text, (Reading((), spans(text, "said")), 0.9)) == ()
    assert assembled(text, (Reading(spans(text, "."), spans(text, "said")), 0.9)) == ()
    assert assembled("") == ()


_TEXTS = st.lists(
    st.sampled_from([*"“”‘’\"'.,;: ", "We know it. ", "she said", "U.S. ", "\n\n", "🚢", "is a "]),
    min_size=1,
    max_size=40,
).map("".join)


@given(_TEXTS, st.data())
def test_whatever_was_read(text: str, data: st.DataObject) -> None:
    """Contents lie in the text, in order, apart, with neither white space at their ends nor a copy of another's."""
    positions = st.integers(0, len(text))
    some = st.lists(st.tuples(positions, positions).map(lambda p: Span(*sorted(p))), max_size=3)

    def role() -> tuple[Span, ...]:
        return tuple(s for s in sorted(data.draw(some)) if s.end > s.start)

    readings = [(Reading(role(), role(), role()), k / 10) for k in range(data.draw(st.integers(0, 3)))]
    statements = assembled(text, *readings)
    assert [s.id for s in statements] == [f"s{i}" for i in range(1, len(statements) + 1)]
    assert [s.hull.start for s in statements] == sorted(s.hull.start for s in statements)
    for s in statements:
        assert s.content
        assert 0 <= hull(s.content).start < hull(s.content).end <= len(text)
        assert all(a.end < b.start for a, b in zip(s.content, s.content[1:], strict=False))
        assert all(c.of(text) == c.of(text).strip() != "" for c in s.content)
    assert len({s.content for s in statements}) == len(statements)


def test_a_quote_over_paragraphs_is_one_wherever_its_attribution_stands() -> None:
    text = "“The bridge is safe.\n\n“It has always been safe,” Tom Brandt said.\n"
    second = Span(text.index("“It"), text.index(" Tom"))
    reading = Reading((second,), (Span(text.index("said"), text.index("said") + 4),))
    (statement,) = assemble(read_string(text), [(reading, 0.9)])
    assert [c.of(text) for c in statement.content] == ["“The bridge is safe.", "“It has always been safe,”"]


def test_content_ends_with_the_paragraph_of_its_cue() -> None:
    text = "Storm live: roads shut\n\n17:42 A bus is stuck.\n"
    reading = Reading((Span(text.index("roads"), text.index(" A bus")),), (Span(10, 11),))
    (statement,) = assemble(read_string(text), [(reading, 0.9)])
    assert [c.of(text) for c in statement.content] == ["roads shut"]
