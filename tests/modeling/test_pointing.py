"""Mentions as the arrays that the antecedent pointer takes, and what is right of them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.linking.mentions import Mention
from checker.modeling.collate import PARAGRAPHS, SENTENCES, distance_bucket
from checker.modeling.mention_examples import MentionExample, Target
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import MENTION_CODES, Heads, collate_mentions

KINDS = ("name", "nominal", "pronoun", "group")
BEFORE, AFTER, ALL = 160, 32, 224


def pieces_of(count: int) -> Pieces:
    """Pieces of four characters and a space, ten a sentence, forty a paragraph; each has a vocabulary number of its own."""
    n = np.arange(count)
    return Pieces(n + 100, n * 5, n * 5 + 4, n // 40, n // 10, np.zeros((count, 3), np.int64))


def mention(piece: int, kind: str = "name", length: int = 1) -> Mention:
    """A mention whose last piece is `piece`."""
    return Mention(Span((piece - length + 1) * 5, piece * 5 + 4), kind, "x", piece // 10, piece // 40)  # type: ignore[arg-type]


def heads_of(pieces: Pieces, *marks: tuple[int, str]) -> Heads:
    return Heads.of(pieces, [mention(p, kind) for p, kind in marks])


def test_a_head_is_the_last_piece_of_its_mention() -> None:
    heads = Heads.of(pieces_of(20), [mention(0), mention(7, length=4), mention(19, "pronoun")])
    assert heads.piece.tolist() == [0, 7, 19]
    assert heads.name.tolist() == [True, True, False]


def test_a_mention_outside_the_pieces_is_put_at_the_piece_before() -> None:
    whole = pieces_of(20)
    kept = [k for k in range(20) if not 5 <= k < 9]
    left = Pieces(*(getattr(whole, f)[kept] for f in ("ids", "start", "end", "paragraph", "sentence", "features")))
    assert Heads.of(left, [mention(6)]).piece.tolist() == [4]
    late = Pieces(*(getattr(whole, f)[9:] for f in ("ids", "start", "end", "paragraph", "sentence", "features")))
    assert Heads.of(late, [mention(2)]).piece.tolist() == [0]


def test_every_sort_of_mention_has_a_number_of_its_own() -> None:
    genders = (None, "male", "female")
    natures = (None, "person", "organization", "group", "document", "unnamed")
    made = [
        Mention(Span(0, 4), kind, "x", 0, 0, gender=gender, speaker_kind=nature)  # type: ignore[arg-type]
        for kind, gender, nature in product(KINDS, genders, natures)
    ]
    codes = Heads.of(pieces_of(1), made).code.tolist()
    assert sorted(codes) == list(range(1, MENTION_CODES))


def test_mentions_far_before_are_kept_from_both_ends() -> None:
    pieces = pieces_of(1000)
    names = list(range(0, 1000, 5))
    heads = heads_of(pieces, *((k, "name") for k in names))
    batch = collate_mentions(pieces, heads, [names.index(900)])
    near = list(range(900 - BEFORE, 900 + AFTER + 1))
    far = [k for k in names if k < near[0]]
    room = ALL - len(near)
    assert room == 31
    assert batch.index[0][batch.mask[0]].tolist() == far[:15] + far[-16:] + near


def test_pronouns_far_before_are_not_read_and_names_after_reach_neither() -> None:
    pieces = pieces_of(600)
    heads = heads_of(pieces, (3, "pronoun"), (7, "nominal"), (9, "group"), (300, "pronoun"), (400, "name"))
    batch = collate_mentions(pieces, heads, [3])
    read = batch.index[0][batch.mask[0]].tolist()
    assert read == [7, 9, *range(140, 333)]
    assert batch.code[0, :2].all() and batch.code[0, batch.own[0]] == heads.code[3]


@given(st.data())
def test_the_arrays_of_any_mentions(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 700))
    pieces = pieces_of(n)
    at = sorted(data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=60)))
    heads = heads_of(pieces, *((p, data.draw(st.sampled_from(KINDS))) for p in at))
    anchors = data.draw(st.lists(st.integers(0, len(at) - 1), min_size=1, max_size=5))
    batch = collate_mentions(pieces, heads, anchors)
    rows, width = batch.index.shape
    assert rows == len(anchors) == len(batch.anchor) and width % 32 == 0
    assert all(x.shape == (rows, width) for x in batch.inputs[1:])
    for i, a in enumerate(anchors):
        own, length = at[a], int(batch.mask[i].sum())
        read = batch.index[i, :length]
        assert batch.mask[i, :length].all() and length <= ALL
        assert (np.diff(read) > 0).all() and read[0] >= 0 and read[-1] < n
        assert batch.anchor[i] == own == read[batch.own[i]]
        assert set(range(max(0, own - BEFORE), min(n, own + AFTER + 1))) <= set(read.tolist())
        assert set(read[batch.code[i, :length] > 0].tolist()) == set(read.tolist()) & set(at)
        assert batch.code[i, batch.own[i]] == heads.code[a]
        assert ((batch.code[i] >= 0) & (batch.code[i] < MENTION_CODES)).all()
        assert (batch.distance[i, :length] == distance_bucket(read - own)).all()
        sentence, paragraph = batch.sentence[i, :length], batch.paragraph[i, :length]
        assert (sentence == np.clip(read // 10 - own // 10, -SENTENCES, SENTENCES) + SENTENCES).all()
        assert (paragraph == np.clip(read // 40 - own // 40, -PARAGRAPHS, PARAGRAPHS) + PARAGRAPHS).all()


def gold_of(marks: list[tuple[int, str]], target: Target, count: int = 40) -> tuple[dict[int, bool], int]:
    """The pieces that may be chosen for a target, each with whether it is right, and the target's own piece."""
    pieces = pieces_of(count)
    example = MentionExample(pieces, heads_of(pieces, *marks), (target,))
    batch = collate_mentions(pieces, example.heads, [target.mention])
    open_, right = example.gold((target,), batch)
    assert not (right & ~open_).any() and not (open_ & ~batch.mask).any()
    columns = np.flatnonzero(open_[0])
    return {int(batch.index[0, c]): bool(right[0, c]) for c in columns}, marks[target.mention][0]


MARKS = [(2, "name"), (5, "name"), (7, "nominal"), (12, "pronoun"), (15, "name")]


def test_what_is_right_what_is_wrong_and_what_is_not_known() -> None:
    found, _ = gold_of(MARKS, Target(3, frozenset({0}), nobody=False, unknown=frozenset({2})))
    assert found == {2: True, 5: False, 12: False, 15: False}


def test_the_first_of_its_kind_may_be_nobody_too() -> None:
    found, own = gold_of(MARKS, Target(3, frozenset({4}), nobody=True))
    assert found[own] is True and found[15] is True


@pytest.mark.parametrize("nobody", [True, False])
def test_nobody_is_right_where_nothing_else_is(nobody: bool) -> None:
    found, own = gold_of(MARKS, Target(3, frozenset(), nobody))
    assert [p for p, right in found.items() if right] == [own]


def test_nobody_is_right_where_what_is_right_is_out_of_reach() -> None:
    marks = [(3, "pronoun"), (400, "name"), (500, "pronoun")]
    found, _ = gold_of(marks, Target(2, frozenset({0}), nobody=False), 600)
    assert found == {400: False, 500: True}


def test_a_mention_with_the_same_head_is_no_choice_of_its_own() -> None:
    found, _ = gold_of([(2, "name"), (9, "name"), (9, "nominal")], Target(2, frozenset({0, 1}), nobody=False))
    assert found == {2: True, 9: False}
