"""Direct, mixed or indirect, and what is nested in what."""

from __future__ import annotations

import pytest

from checker.document import Span
from checker.kinds import kind_of, nest, quotations
from checker.statements import Kind, Statement


def kind(text: str, *content: str, attribution: str = "") -> Kind:
    spans = tuple(Span(text.index(c), text.index(c) + len(c)) for c in content)
    at = (Span(text.index(attribution), text.index(attribution) + len(attribution)),) if attribution else ()
    return kind_of(text, quotations(text), spans, at)


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“We lost,” she said.", ["“We lost,”"], "direct"),
        ("“We lost,” she said.", ["We lost"], "direct"),
        ("“We lost,” she said. “Badly.”", ["“We lost,”", "“Badly.”"], "direct"),
        ("She said that “we lost” twice.", ["that “we lost” twice"], "mixed"),
        ("She called it “a farce”.", ["it “a farce”"], "mixed"),
        ("She said that they lost.", ["that they lost"], "indirect"),
        ("‘We lost,’ she said.", ["‘We lost,’"], "direct"),
        # no word at all stands inside
        ("She said … “no”.", ["…"], "indirect"),
        # an unclosed quotation runs to the end of its paragraph
        ("“We lost.\nShe left.", ["“We lost."], "direct"),
        ("“We lost.\nShe left.", ["She left"], "indirect"),
    ],
)
def test_kind(text: str, content: list[str], expected: Kind) -> None:
    assert kind(text, *content) == expected


def test_marks_around_the_cue_are_someone_elses() -> None:
    text = "“Kim told me that nobody was hurt,” Lee said."
    assert kind(text, "that nobody was hurt", attribution="told") == "indirect"
    assert kind(text, "“Kim told me that nobody was hurt,”", attribution="Lee said") == "direct"
    inner = "“Kim told me ‘nobody was hurt’,” Lee said."
    assert kind(inner, "‘nobody was hurt’", attribution="told") == "direct"


def test_nested_in_the_smallest_that_holds_it() -> None:
    def statement(id: str, *content: tuple[int, int]) -> Statement:
        return Statement(id, "indirect", "speech", tuple(Span(*c) for c in content))

    nested = nest(
        [
            statement("s1", (0, 100)),
            statement("s2", (10, 60)),
            statement("s3", (20, 30), (40, 50)),
            statement("s4", (50, 70)),
            statement("s5", (90, 110)),
            statement("s6", (10, 60)),
        ]
    )
    assert [s.nested_in for s in nested] == [None, "s1", "s2", "s1", None, "s1"]
