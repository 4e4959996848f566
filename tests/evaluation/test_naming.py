import pytest

from checker.document import Span
from checker.evaluation.naming import full_name, name_words, right_speaker, same_name
from checker.speakers import Speaker


def who(name, kind="person", mentions=()):
    return Speaker(name, name, kind, None, tuple(Span(*m) for m in mentions))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Maria Okafor", "maria OKAFOR", True),
        ("Dr. Maria Okafor", "Maria Okafor", True),
        ("the Port Authority", "Port Authority", True),
        ("Okafor", "Maria Okafor", True),  # the surname is there
        ("Maria", "Maria Okafor", False),  # it is not
        ("James Okafor", "Maria Okafor", False),
        ("Maria J. Okafor", "Maria Okafor", True),
        ("Okafor's", "Okafor", True),
        ("Port Authority of Lagos", "Port Authority", False),
        ("", "Maria", False),
        ("the", "The", True),
        ("President", "president", True),  # a title alone is a name
    ],
)
def test_same_name(a, b, same):
    assert same_name(a, b) is same
    assert same_name(b, a) is same


def test_name_words_drop_titles_in_front_only():
    assert name_words("Prime Minister Ana Costa") == ("ana", "costa")
    assert name_words("Stephen King") == ("stephen", "king")


def test_none_only_equals_none():
    assert right_speaker(None, None, [])
    assert not right_speaker(None, who("Okafor"), [])
    assert not right_speaker(who("Okafor"), None, [])


def test_a_bare_surname_is_no_answer_where_two_have_it():
    maria, james = who("Maria Okafor"), who("James Okafor")
    assert right_speaker(maria, who("Okafor"), [maria])
    assert not right_speaker(maria, who("Okafor"), [maria, james])
    assert right_speaker(maria, who("Maria Okafor"), [maria, james])
    assert not right_speaker(maria, who("James Okafor"), [maria, james])


def test_unnamed_speakers_are_told_by_their_mentions():
    official = who("a senior official", "unnamed", [(10, 27)])
    maria = who("Maria Okafor", mentions=[(0, 5)])
    assert right_speaker(official, who("an official", "unnamed", [(12, 20)]), [official, maria])
    assert not right_speaker(official, who("an official", "unnamed", [(40, 50)]), [official, maria])
    # Taken for Okafor because a mention was misread: wrong, though the mentions overlap.
    assert not right_speaker(official, who("Okafor", mentions=[(0, 5), (10, 27)]), [official, maria])
    assert not right_speaker(maria, who("Maria Okafor", "unnamed", [(0, 5)]), [official, maria])


def test_full_name_wants_every_word():
    maria = who("Maria Okafor")
    assert full_name(maria, who("Dr Maria Okafor"), [maria])
    assert not full_name(maria, who("Okafor"), [maria])
    assert full_name(None, None, [])
