from dataclasses import replace

from building import TEXT, annotation, gold, span, speaker, statement

from checker.evaluation.bootstrap import figures
from checker.evaluation.measures import Measure
from checker.evaluation.metrics import (
    CONTENT,
    END_TO_END,
    FULL_NAME,
    NAMED,
    NESTED,
    STATEMENT,
    Rules,
    on_tokens,
    role_spans,
    score_roles,
    score_speakers,
    score_statements,
)

MORE = {"genre": "wire", "length": "under 300 words"}
SLICES = ("kind", "cue", "source", "genre")


def statements(predicted, wanted=None, rules=Rules()):  # noqa: B008  (frozen)
    return score_statements("a", wanted or gold(), predicted, rules, MORE, SLICES)


def speakers(predicted, wanted=None):
    return score_speakers("a", wanted or gold(), predicted, Rules(), MORE, ("source",))


def test_gold_against_itself_is_perfect():
    scores = statements(gold())
    assert scores.counts[STATEMENT] == scores.counts[CONTENT] == (3, 3, 3)
    assert scores.misses == []
    assert speakers(gold()).counts[NAMED] == (3, 3)


def test_nothing_predicted():
    scores = statements(annotation())
    assert scores.counts[STATEMENT] == (0, 0, 3)
    assert [m.type for m in scores.misses] == ["missed"] * 3
    assert speakers(annotation()).counts == {END_TO_END: (0, 0, 3)}


def test_nothing_to_find():
    scores = statements(gold(), annotation())
    assert scores.counts[STATEMENT] == (0, 3, 0)
    assert [m.type for m in scores.misses] == ["spurious"] * 3
    assert statements(annotation(), annotation()).counts[STATEMENT] == (0, 0, 0)


def test_a_duplicate_prediction_is_matched_once():
    s1 = gold().statements[0]
    scores = statements(annotation([s1, replace(s1, id="s9")]))
    assert scores.counts[STATEMENT] == (1, 2, 3)


def test_half_of_the_characters_is_enough_and_less_is_not():
    text = "Lee said aaaabbbb cccc."
    wanted = annotation([statement(text, "s1", "aaaabbbb", "said", "Lee")], text=text)
    # 4 of 8 characters: IoU exactly .5.
    half = annotation([statement(text, "s1", "aaaa", "said", "Lee")], text=text)
    assert statements(half, wanted).counts[STATEMENT] == (1, 1, 1)
    # 3 of 8: not a match, but told as a boundary, not as missed.
    less = statements(annotation([statement(text, "s1", "aaa", "said", "Lee")], text=text), wanted)
    assert less.counts[STATEMENT] == (0, 1, 1)
    assert [(m.type, m.note) for m in less.misses] == [("boundary", "content IoU 0.38")]


def test_white_space_does_not_count():
    text = "Lee said ab          cd."
    wanted = annotation([statement(text, "s1", "ab          cd", "said", "Lee")], text=text)
    # “ab” is 2 of 4 letters, though 2 of 14 code points.
    assert statements(annotation([statement(text, "s1", "ab", "said", "Lee")], text=text), wanted).counts[
        STATEMENT
    ] == (
        1,
        1,
        1,
    )


def test_sources_must_overlap_or_both_be_empty():
    text = "Lee and Kim said aaaa."
    base = statement(text, "s1", "aaaa", "said", "Lee")
    wanted = annotation([base], text=text)
    for source, right in (("Lee and", 1), ("Kim", 0), ("", 0)):
        scores = statements(annotation([statement(text, "s1", "aaaa", "said", source)], text=text), wanted)
        assert scores.counts[STATEMENT] == (right, 1, 1)
        assert scores.counts[CONTENT] == (1, 1, 1)
        assert [m.type for m in scores.misses] == ([] if right else ["source"])
    bare = annotation([replace(base, source=())], text=text)
    assert statements(bare, bare).counts[STATEMENT] == (1, 1, 1)


def test_recall_by_slice():
    found = annotation([gold().statements[1]], gold().speakers)
    counts = statements(found).counts
    recall = {(m.slice, m.part): c for m, c in counts.items() if m.name == "statement recall"}
    assert recall["kind", "direct"] == (1, 1)
    assert recall["kind", "indirect"] == (0, 2)
    assert recall["source", "pronoun"] == (1, 1)
    assert recall["source", "name"] == (0, 1)
    assert recall["genre", "wire"] == (1, 3)
    figure = {(f.name, f.part): f for f in figures([counts])}["statement recall", "wire"]
    assert figure.value == 1 / 3


def test_nested_statements_are_left_out_where_the_annotation_has_none():
    text = "Lee said Kim told him the port was shut."
    outer = statement(text, "s1", "Kim told him the port was shut", "said", "Lee")
    inner = statement(text, "s2", "the port was shut", "told", "Kim", nested_in="s1")
    both, top = annotation([outer, inner], text=text), annotation([outer], text=text)
    assert statements(both, top, Rules(nested=False)).counts == {
        **statements(top, top, Rules(nested=False)).counts,
    }
    counts = statements(both, both).counts
    assert counts[STATEMENT] == (2, 2, 2)
    assert counts[NESTED] == (1, 1, 1)
    assert statements(top, both).counts[NESTED] == (0, 0, 1)
    assert NESTED not in statements(both, top, Rules(nested=False)).counts


def test_deeds_can_be_left_out_of_predictions():
    deed = statement(TEXT, "s4", "the port would stay shut", act="other")
    predicted = annotation([*gold().statements, deed])
    assert statements(predicted).counts[STATEMENT] == (3, 4, 3)
    assert statements(predicted, rules=Rules(acts=("speech", "thought"))).counts[STATEMENT] == (3, 3, 3)


def test_confidence_is_kept_with_the_outcome():
    sure = replace(gold().statements[0], confidence=0.9)
    wrong = statement(TEXT, "s5", "on Monday", confidence=0.2)
    outcomes = statements(annotation([sure, wrong])).outcomes
    assert [(o.confidence, o.right) for o in outcomes] == [(0.9, True), (0.2, False)]


def test_a_miss_stands_in_its_sentence():
    (miss,) = statements(annotation(gold().statements[:2])).misses
    assert miss.excerpt == "A senior official said the cost was rising."
    assert {m.role: m.span.of(miss.excerpt) for m in miss.gold} == {
        "source": "A senior official",
        "cue": "said",
        "content": "the cost was rising",
    }
    assert miss.slices["source"] == "nominal"
    assert miss.start == span(TEXT, "A senior").start


def test_speakers_of_matched_statements_alone():
    wrong = speaker(TEXT, "p1", "Harbour Master", ["Maria Okafor"])
    predicted = annotation(gold().statements, [wrong, gold().speakers[1]])
    scores = speakers(predicted)
    # s1 and s2 are said by the wrong name, s3 by overlapping mentions.
    assert scores.counts[NAMED] == (1, 3)
    assert scores.counts[END_TO_END] == (1, 3, 3)
    assert scores.counts[Measure("speaker accuracy", "ratio", "source", "nominal")] == (1, 1)
    assert [m.note for m in scores.misses] == ["Maria Okafor → Harbour Master"] * 2
    # A statement that was not found costs end to end, not accuracy.
    fewer = speakers(annotation(gold().statements[2:], gold().speakers))
    assert fewer.counts[NAMED] == (1, 1)
    assert fewer.counts[END_TO_END] == (1, 1, 3)


def test_a_surname_names_but_not_in_full():
    surname = speaker(TEXT, "p1", "Okafor", ["Okafor"])
    counts = speakers(annotation(gold().statements, [surname, gold().speakers[1]])).counts
    assert counts[NAMED] == (3, 3)
    assert counts[FULL_NAME] == (1, 3)


def test_no_speaker_only_equals_no_speaker():
    nobody = [replace(s, speaker=None) for s in gold().statements]
    assert speakers(annotation(nobody)).counts[NAMED] == (0, 3)
    assert speakers(annotation(nobody), annotation(nobody)).counts[NAMED] == (3, 3)
    assert speakers(gold(), annotation(nobody)).counts[NAMED] == (0, 3)


def test_roles_are_exact_and_duplicates_count_once():
    wanted = [("source", 0, 2), ("cue", 2, 3), ("content", 4, 9)]
    given = [("source", 0, 2), ("source", 0, 2), ("cue", 2, 4), ("content", 4, 9), ("content", 9, 10)]
    counts = score_roles("a", wanted, given).counts
    assert counts[Measure("source", "f1")] == (1, 1, 1)
    assert counts[Measure("cue", "f1")] == (0, 1, 1)
    assert counts[Measure("content", "f1")] == (1, 2, 1)
    assert score_roles("a", [], []).counts[Measure("cue", "f1")] == (0, 0, 0)


def test_role_spans_leave_out_nested_statements():
    s1 = gold().statements[0]
    assert role_spans([s1, replace(gold().statements[2], nested_in="s1")]) == {
        ("source", *s1.source[0]),
        ("cue", *s1.cue[0]),
        ("content", *s1.content[0]),
    }


def test_spans_on_tokens():
    tokens = [(0, 3), (4, 8), (8, 9)]  # “Lee said.”
    # A span that cuts a token takes all of it; one between tokens is left out.
    assert on_tokens([("cue", 5, 7), ("source", 3, 4), ("content", 0, 9)], tokens) == {("cue", 1, 2), ("content", 0, 3)}
