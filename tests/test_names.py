"""Names: their parts, which forms are one person's, what they tell of gender."""

from __future__ import annotations

import pytest

from checker.names import (
    fold,
    gender_of_given,
    is_acronym,
    is_given_name,
    is_organization_word,
    is_place_name,
    parse_person,
    person_fit,
)


def parts(name: str) -> tuple[tuple[str, ...], str, str, str | None]:
    person = parse_person(tuple(name.split()))
    assert person is not None
    return person.given, person.family, person.suffix, person.title


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maria Okafor", (("Maria",), "Okafor", "", None)),
        ("Okafor", ((), "Okafor", "", None)),
        ("Mr. Okafor", ((), "Okafor", "", None)),
        ("President Barack Obama", (("Barack",), "Obama", "", "President")),
        ("Massachusetts Sen. Ellen Ward", (("Ellen",), "Ward", "", "Massachusetts Sen.")),
        ("Donald J. Trump Jr.", (("Donald", "J."), "Trump", "Jr.", None)),
        ("Vann R. Newkirk II", (("Vann", "R."), "Newkirk", "II", None)),
        ("Jan van der Berg", (("Jan",), "van der Berg", "", None)),
        ("Osama bin Laden", (("Osama",), "bin Laden", "", None)),
        ("Secretary of State John Kerry", (("John",), "Kerry", "", "Secretary of State")),
        ("Billie Jean King", (("Billie", "Jean"), "King", "", None)),
        ("Charlotte Mayor Jennifer Roberts", (("Jennifer",), "Roberts", "", "Charlotte Mayor")),
        ("Attorney General Roy Cole", (("Roy",), "Cole", "", "Attorney General")),
    ],
)
def test_parts(name: str, expected: tuple[tuple[str, ...], str, str, str | None]) -> None:
    assert parts(name) == expected


def test_an_office_of_something_with_nobody_named_is_no_person() -> None:
    assert parse_person(("Ministry", "of", "Health")) is None


@pytest.mark.parametrize(
    ("short", "full", "fit"),
    [
        ("Okafor", "Maria Okafor", 3),
        ("Maria", "Maria Okafor", 1),
        ("M. Okafor", "Maria Okafor", 3),
        ("Bill Clinton", "William Clinton", 3),
        ("Bill", "William Clinton", 1),
        ("Guajardo Villarreal", "Ildefonso Guajardo Villarreal", 3),
        ("Guajardo", "Ildefonso Guajardo Villarreal", 2),
        ("Berg", "Jan van der Berg", 3),
        ("Mendes", "Ana Mendes-Lopez", 2),
        ("Donald Trump", "Donald J. Trump", 3),
        ("Castaneda", "Jorge Castañeda", 3),
        ("Vikram Rao", "Anita Rao", 0),
        ("Roe", "Jane Doe", 0),
        ("Jane Roe", "Jane Doe", 0),
    ],
)
def test_fit(short: str, full: str, fit: int) -> None:
    a, b = parse_person(tuple(short.split())), parse_person(tuple(full.split()))
    assert a is not None and b is not None
    assert person_fit(a, b) == fit


def test_a_title_of_the_other_gender_does_not_fit() -> None:
    a, b = parse_person(("Mrs.", "Rao")), parse_person(("Mr.", "Vikram", "Rao"))
    assert a is not None and b is not None
    assert person_fit(a, b) == 0


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Maria", "female"), ("Ngozi", "female"), ("Keiko", "female"), ("Priyanka", "female"), ("Siobhán", "female"),
        ("Barack", "male"), ("Kwame", "male"), ("Hiroshi", "male"), ("Narendra", "male"), ("Jean-Claude", "male"),
        ("Vladimir", "male"), ("Robin", None), ("Zzyx", None),
    ],
)  # fmt: skip
def test_gender_of_given_names_of_many_cultures(name: str, gender: str | None) -> None:
    assert gender_of_given(name) == gender


def test_small_judgements() -> None:
    assert fold("Castañeda’s") == "castaneda's"
    assert is_given_name("Łukasz") and not is_given_name("Okafor")
    assert is_acronym("U.N.") and is_acronym("AFL-CIO") and not is_acronym("Okafor") and not is_acronym("A")
    assert (
        is_organization_word("Ministry") and is_organization_word("Sorvex-Bank") and not is_organization_word("Okafor")
    )
    assert (
        is_place_name(("New", "York")) and is_place_name(("the", "United", "States")) and not is_place_name(("Okafor",))
    )
