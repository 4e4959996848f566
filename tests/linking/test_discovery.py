"""Which mentions are found in running text, and what each tells."""

from __future__ import annotations

import re

import pytest

from checker.document import Document, Paragraph, Span
from checker.linking.capitals import CapitalReader
from checker.linking.discovery import MentionReader
from checker.linking.mentions import Mention
from checker.linking.words import read_words


def mentions(text: str) -> list[Mention]:
    document = Document(text, tuple(Paragraph(Span(m.start(), m.end())) for m in re.finditer(r"[^\n]+", text)))
    words = read_words(document)
    return list(MentionReader(words, CapitalReader(words)).find())


def names(text: str) -> list[str]:
    return [m.span.of(text) for m in mentions(text) if m.kind == "name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Okafor left.", ["Okafor"]),
        ("Still, the crane fell on Monday in March.", []),
        ("He met Jan van der Berg and Osama bin Laden.", ["Jan van der Berg", "Osama bin Laden"]),
        ("The Department of Health and Human Services sued.", ["Department of Health and Human Services"]),
        ("She left the Food and Drug Administration.", ["Food and Drug Administration"]),
        ("The Alliance to Reclaim Our Schools (AROS) met.", ["Alliance to Reclaim Our Schools", "AROS"]),
        ("A London-based firm hired a Belgian.", []),
        ("He told The Washington Post so.", ["The Washington Post"]),
        ("It hit Larsen & Holt, said Bob Hale, R-Tenn.", ["Larsen & Holt", "Bob Hale"]),
        ("They called Local 88.", ["Local 88"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_headline_in_title_case_yields_only_names_known_from_the_body() -> None:
    text = "Okafor Shuts Down Port After Crane Falls\nMaria Okafor shut the port. The mayor met Okafor."
    assert names(text) == ["Okafor", "Maria Okafor", "Okafor"]


def test_an_apposition_is_a_role_and_no_mention_of_its_own() -> None:
    found = mentions("Maria Okafor, 56, the harbour master, resigned.")
    assert [(m.kind, m.role) for m in found] == [("name", "harbour master")]


def test_a_description_before_a_name_is_its_role() -> None:
    (name,) = [m for m in mentions("They blamed harbour master Maria Okafor.") if m.kind == "name"]
    assert name.role == "harbour master"


def test_descriptions_with_their_determiners_and_owners() -> None:
    text = "The mayor fired his aide. A senior official wept."
    found = {m.span.of(text): m for m in mentions(text) if m.kind == "nominal"}
    assert [m.determiner for m in found.values()] == ["definite", "possessive", "indefinite"]
    owner = found["his aide"].possessor
    assert owner is not None and owner.of(text) == "his"
    assert found["A senior official"].modifiers == ("senior",)


def test_a_noun_that_only_describes_another_is_no_mention() -> None:
    assert [m for m in mentions("They left the police van.") if m.kind != "pronoun" and m.speaker_kind] == []


def test_pronouns_tell_gender_number_and_use() -> None:
    text = "She gave her dog to him, and they saw her."
    found = [(m.head, m.gender, m.plural, m.possessive, m.object) for m in mentions(text) if m.kind == "pronoun"]
    assert found == [
        ("she", "female", False, False, False),
        ("her", "female", False, True, False),
        ("him", "male", False, False, True),
        ("they", None, True, False, False),
        ("her", "female", False, False, True),
    ]


def test_mentions_know_their_quotation() -> None:
    text = "“Paul Hale lied,” said Ann Weber."
    assert [(m.head, m.in_quote) for m in mentions(text)] == [("Paul Hale", 0), ("Ann Weber", None)]


def test_organizations_are_told_from_persons() -> None:
    text = "Emily Post sued the Washington Post. Port Amani, which trades in salt, hired Lauren Lake. He paid Halden, a firm."
    kinds = {m.head: m.speaker_kind for m in mentions(text) if m.kind == "name"}
    assert kinds == {
        "Emily Post": "person",
        "Washington Post": "organization",
        "Port Amani": "organization",
        "Lauren Lake": "person",
        "Halden": "organization",
    }
