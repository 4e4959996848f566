"""Nouns that speak."""

from __future__ import annotations

import pytest

from checker.nouns import gender_of_noun, is_people, is_plural, kind_of, singular, specifics


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("mayor", "unnamed"),
        ("34-year-old", "unnamed"),
        ("sources", "unnamed"),
        ("police", "group"),
        ("residents", "group"),
        ("women", "group"),
        ("ministry", "organization"),
        ("authority", "organization"),
        ("ministries", "group"),
        ("poll", "document"),
        ("letters", "document"),
        ("table-tennis", None),
        ("storm", None),
    ],
)
def test_kind(noun: str, kind: str | None) -> None:
    assert kind_of(noun) == kind


def test_number() -> None:
    assert [singular(n) for n in ("ministries", "women", "children", "police", "boss", "bosses")] == [
        "ministry", "woman", "child", "police", "boss", "boss",
    ]  # fmt: skip
    assert is_plural("residents") and is_plural("police") and not is_plural("boss") and not is_plural("mayor")


def test_gender_and_general_nouns() -> None:
    assert gender_of_noun("actress") == "female" and gender_of_noun("spokesman") == "male"
    assert gender_of_noun("mayor") is None
    assert "senator" in specifics("lawmaker") and "company" in specifics("firm") and not specifics("mayor")


def test_peoples() -> None:
    assert is_people("mexicans") and is_people("democrats")
    assert not is_people("sanders") and not is_people("rogers") and not is_people("evans")
