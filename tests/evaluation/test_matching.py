from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.evaluation.matching import characters, iou, match


def test_characters_leave_out_white_space_where_the_text_is_given():
    assert characters([Span(0, 3)], "a b") == {0, 2}
    assert characters([Span(0, 3)]) == {0, 1, 2}
    assert characters([]) == frozenset()


def test_overlapping_pieces_count_once():
    assert characters([Span(0, 2), Span(1, 3)]) == {0, 1, 2}


def test_iou_by_hand():
    # {0,1,2,3} and {2,3,4,5}: two in both, six in either.
    assert iou(characters([Span(0, 4)]), characters([Span(2, 6)])) == 2 / 6
    assert iou(frozenset(), frozenset()) == 0
    assert iou(frozenset({1}), frozenset()) == 0


def test_the_best_score_goes_first_and_each_is_used_once():
    # .9 takes (0, 1); (0, 0) and (1, 1) are gone with it; (1, 0) is left with .2.
    table = {(0, 0): 0.8, (0, 1): 0.9, (1, 0): 0.2, (1, 1): 0.85}
    hits = match([0, 1], [0, 1], lambda g, p: table[g, p])
    assert [(h.gold, h.predicted, h.score) for h in hits] == [(0, 1, 0.9), (1, 0, 0.2)]


def test_zero_is_no_match_and_ties_go_to_the_first():
    assert match([1], [2], lambda g, p: 0) == []
    assert match([], [1], lambda g, p: 1) == []
    assert [(h.gold, h.predicted) for h in match([0, 1], [0, 1], lambda g, p: 1)] == [(0, 0), (1, 1)]


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), max_size=5))
def test_matching_is_one_to_one(table):
    hits = match(range(len(table)), range(3), lambda g, p: table[g][p])
    assert len({h.gold for h in hits}) == len({h.predicted for h in hits}) == len(hits)
    assert all(h.score > 0 for h in hits)
