import pytest
from building import TEXT, gold, span, speaker, statement

from checker.document import Span
from checker.evaluation.slices import (
    STATEMENT_SLICES,
    article_length,
    article_slices,
    cue_kind,
    cue_place,
    name_distance,
    quote_kind,
    source_kind,
    speech_cues,
    statement_slices,
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("“All of it,”", "direct"),
        ('"All of it"', "direct"),
        ("“Not closed", "direct"),
        ("the plan “reckless”", "mixed"),
        ("that the port is shut", "indirect"),
        ("‘single marks’", "indirect"),  # the published rule looks at double marks alone
        ("", "indirect"),
    ],
)
def test_quote_kind(words, kind):
    assert quote_kind(words, [Span(0, len(words))]) == kind


def test_cue_kind_needs_one_word_of_the_list():
    assert cue_kind("has said", (Span(0, 8),)) == "speech cue"
    assert cue_kind("According to", (Span(0, 12),)) == "speech cue"
    assert cue_kind("believes", (Span(0, 8),)) == "other cue"
    assert cue_kind("said", ()) == "other cue"
    assert {"said", "according", "tweeted"} <= speech_cues()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", "none"),
        ("she", "pronoun"),
        ("He", "pronoun"),
        ("Maria Okafor, the harbour master", "name"),
        ("the harbour master Maria Okafor", "name"),
        ("a spokesman for the Port Authority", "nominal"),
        ("the governor’s spokesman", "nominal"),
        ("Officials", "nominal"),  # in lower case elsewhere in the text
        ("The White House", "name"),
        ("...", "nominal"),
    ],
)
def test_source_kind(source, kind):
    text = f"{source} said so. Some officials agreed."
    assert source_kind(text, (Span(0, len(source)),) if source else ()) == kind


def test_cue_place():
    assert [cue_place(s) for s in gold().statements] == ["before", "inside", "before"]
    text = "“A b,” she said. “C d.”"
    assert cue_place(statement(text, "s", ["“A b,”", "“C d.”"], "said")) == "inside"
    assert cue_place(statement(text, "s", "“A b,”", "said")) == "after"
    assert cue_place(statement(text, "s", "“A b,”")) == "none"


def test_name_distance():
    article = gold()
    first, second, third = article.statements
    maria, official = article.speakers
    assert name_distance(TEXT, first, maria) == "in the source"
    assert name_distance(TEXT, second, maria) == "1-3 paragraphs"
    assert name_distance(TEXT, third, official) == "no name"
    assert name_distance(TEXT, third, None) == "no name"


def test_name_distance_over_paragraphs_and_before_the_name():
    text = "“Stop,” she said.\r\n\r\n" + "Rain.\n\n" * 4 + "Maria Okafor left. “Go,” she said."
    early = statement(text, "s1", "“Stop,”", "said", "she")
    late = statement(text, "s2", "“Go,”")
    maria = speaker(text, "p1", "Maria Okafor", ["Maria Okafor"])
    assert name_distance(text, early, maria) == "later"
    assert name_distance(text, late, maria) == "same paragraph"
    turned = "Maria Okafor left.\n\n" + "Rain.\n\n" * 4 + "“Go,” she said."
    last = statement(turned, "s", "“Go,”", "said", "she")
    assert (
        name_distance(turned, last, speaker(turned, "p1", "Maria Okafor", ["Maria Okafor"])) == "4 paragraphs or more"
    )


def test_article_slices():
    assert article_length("word " * 299) == "under 300 words"
    assert article_length("word " * 300) == "300-599 words"
    assert article_length("word " * 999) == "600-999 words"
    assert article_length("word " * 1000) == "1,000 words and over"
    assert article_slices("", {}) == {"genre": "not stated", "length": "under 300 words"}
    assert article_slices("", {"genre": "wire"})["genre"] == "wire"


def test_a_statement_has_a_part_in_every_slice():
    s = statement(TEXT, "s1", "the cost was rising", source="A senior official")
    parts = statement_slices(TEXT, s, None)
    assert set(parts) == set(STATEMENT_SLICES)
    assert parts["source"] == "nominal"
    assert span(TEXT, "the cost was rising") == s.content[0]
