"""What corrections do to an article: the fold, undo and redo, and who is told that they came too late."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import TEXT, StandIn, correct, desk, words

from checker.document import Span
from checker.errors import AttribError
from checker.readers import read_string
from checker.server.conflict import Conflict
from checker.server.correction import Correction
from checker.server.desk import Desk


def said(desk: Desk, id_: str, statement: str) -> list[str]:
    return [c.of(TEXT) for c in desk.review(id_).statements[statement].content]


def test_before_any_correction_it_is_what_the_model_said(ines, opened):
    review = ines.review(opened)
    assert review.version == 0 and list(review.statements) == ["s1", "s2", "s3", "s4"]
    assert review.order == ("s1", "s2", "s3", "f1", "f2", "s4")
    assert review.reviewed == 0
    assert said(ines, opened, "s1") == [
        "“The port is closed, and it stays closed 🏗️ until Friday,”",
        "“I have eighteen ships at anchor.”",
    ]


def test_the_model_reads_an_article_once(tmp_path):
    reader = StandIn()
    one = desk(tmp_path / "db", checker=reader)
    assert one.open(read_string(TEXT)) == one.open(read_string(TEXT))
    assert reader.read == 1


def test_a_new_model_reads_again_but_never_below_corrections(tmp_path, opened, ines):
    newer = desk(ines.store.path, checker=StandIn("2"))
    newer.open(read_string(TEXT, path="harbour.txt"))
    assert newer.review(opened).base.article.model.revision == "2"
    correct(newer, opened, "accept", "s1")
    newest = desk(ines.store.path, checker=StandIn("3"))
    newest.open(read_string(TEXT, path="harbour.txt"))
    assert newest.review(opened).base.article.model.revision == "2"
    assert newest.review(opened).verdict("s1").status == "accepted"


def test_accept_reject_and_note(ines, opened):
    correct(ines, opened, "accept", "s1")
    correct(ines, opened, "reject", "f1", value="  the caption names\nher ")
    correct(ines, opened, "note", "f1", value="ask Deniz")
    correct(ines, opened, "note", "s4", value="hm")
    review = ines.review(opened)
    assert review.verdict("s1").status == "accepted" and review.verdict("s1").author == "Ines"
    assert (review.verdict("f1").status, review.verdict("f1").reason) == ("rejected", "the caption names her")
    assert review.verdict("f1").note == "ask Deniz"
    assert review.verdict("s4").status is None and review.verdict("s4").note == "hm"
    assert review.reviewed == 2 and "f1" in review.findings


def test_content_from_a_selection_is_trimmed_and_the_kind_follows(ines, opened):
    correct(ines, opened, "content", "s2", **words(TEXT, " “We warned them twice,” ".strip() + " said"))
    assert said(ines, opened, "s2") == ["“We warned them twice,”"]  # its own cue is not of its words
    start = TEXT.index("Nobody came")
    correct(ines, opened, "content", "s3", start=start - 3, end=start + len("Nobody came "))
    assert said(ines, opened, "s3") == ["“Nobody came"]
    correct(ines, opened, "content", "s2", **words(TEXT, "Harbour stays shut"))
    assert ines.review(opened).statements["s2"].kind == "indirect"
    assert ines.review(opened).statements["s2"].confidence is None


def test_all_of_a_broken_quote_selected_gives_its_pieces(ines, opened):
    start, end = TEXT.index("“The port"), TEXT.index("anchor.”") + len("anchor.”")
    correct(ines, opened, "content", "s1", start=start, end=end)
    assert said(ines, opened, "s1") == [
        "“The port is closed, and it stays closed 🏗️ until Friday,”",
        "“I have eighteen ships at anchor.”",
    ]


def test_a_piece_replaces_what_it_overlaps_and_leaves_the_rest(ines, opened):
    correct(ines, opened, "piece", "s1", **words(TEXT, "I have eighteen ships"))
    assert said(ines, opened, "s1")[1] == "I have eighteen ships"
    assert len(said(ines, opened, "s1")) == 2
    correct(ines, opened, "piece", "s3", **words(TEXT, "“We warned them twice,”"))
    assert said(ines, opened, "s3") == ["“We warned them twice,”", "“Nobody came to look at the bolts.”"]


def test_cue_and_source(ines, opened):
    correct(ines, opened, "cue", "s3", **words(TEXT, "warned"))
    correct(ines, opened, "source", "s3", **words(TEXT, "We"))
    correct(ines, opened, "uncue", "s2")
    correct(ines, opened, "unsource", "s2")
    review = ines.review(opened)
    assert [s.of(TEXT) for s in (*review.statements["s3"].cue, *review.statements["s3"].source)] == ["warned", "We"]
    assert review.statements["s2"].cue == review.statements["s2"].source == ()


def test_a_speaker_by_id_by_name_and_a_new_one(ines, opened):
    correct(ines, opened, "speaker", "s3", speaker="p1")
    assert ines.review(opened).statements["s3"].speaker == "p1"
    correct(ines, opened, "speaker", "s3", value=" deniz  arslan")
    assert ines.review(opened).statements["s3"].speaker == "p2"
    correct(ines, opened, "speaker", "s2", value="The Harbour Board", speaker_kind="organization")
    review = ines.review(opened)
    board = review.speakers[review.statements["s2"].speaker]
    assert (board.name, board.kind) == ("The Harbour Board", "organization")
    # The words of the source stand for who was picked, and no longer for who was there.
    assert [m.of(TEXT) for m in board.mentions] == ["Deniz Arslan"] and review.speakers["p2"].mentions == ()
    correct(ines, opened, "speaker", "s2")
    assert ines.review(opened).statements["s2"].speaker is None


def test_kind_and_act_stay_as_they_were_set(ines, opened):
    correct(ines, opened, "kind", "s4", value="mixed")
    correct(ines, opened, "act", "s4", value="thought")
    correct(ines, opened, "content", "s4", **words(TEXT, "would open again on Monday"))
    statement = ines.review(opened).statements["s4"]
    assert (statement.kind, statement.act) == ("mixed", "thought")


def test_a_missed_statement_and_a_false_one(ines, opened):
    added = correct(ines, opened, "statement", **words(TEXT, "and it stays closed")).event.correction.item
    correct(ines, opened, "delete", "s3")
    review = ines.review(opened)
    assert review.statements[added].nested_in == "s1" and review.verdict(added).status == "added"
    assert review.statements[added].kind == "direct"
    assert "s3" not in review.statements and review.deleted == {"s3"}
    with pytest.raises(AttribError, match="a statement already"):
        correct(ines, opened, "statement", **words(TEXT, "and it stays closed"))
    correct(ines, opened, "delete", "s1")
    assert ines.review(opened).statements[added].nested_in is None


def test_a_missed_finding_and_the_other_end_of_a_contradiction(ines, opened):
    item = correct(
        ines, opened, "finding", value="att301", message="Shut or open?", **words(TEXT, "The port is closed")
    ).event.correction.item
    correct(ines, opened, "related", item, **words(TEXT, "would open again on Monday"))
    finding = ines.review(opened).findings[item]
    assert (finding.code, finding.name, finding.message) == ("ATT301", "self-contradiction", "Shut or open?")
    assert [r.span.of(TEXT) for r in finding.related] == ["would open again on Monday"] and finding.fingerprint
    with pytest.raises(AttribError, match="elsewhere"):
        correct(ines, opened, "related", item, **words(TEXT, "port is"))
    with pytest.raises(AttribError, match="rejected"):
        correct(ines, opened, "delete", "f1")
    correct(ines, opened, "delete", item)
    assert item not in ines.review(opened).findings


def test_finishing_takes_the_rest_as_right(ines, opened):
    correct(ines, opened, "finish")
    assert ines.review(opened).reviewed == 6
    correct(ines, opened, "reopen")
    assert ines.review(opened).reviewed == 0


def test_undo_and_redo_of_every_action(ines, opened):
    states = [ines.review(opened)]
    for action, item, fields in (
        ("accept", "s1", {}),
        ("reject", "f1", {"value": "no"}),
        ("note", "s1", {"value": "n"}),
        ("content", "s2", words(TEXT, "warned them")),
        ("piece", "s2", words(TEXT, "The mayor")),
        ("cue", "s3", words(TEXT, "came")),
        ("source", "s3", words(TEXT, "Nobody")),
        ("speaker", "s3", {"value": "Somebody New"}),
        ("kind", "s1", {"value": "mixed"}),
        ("act", "s1", {"value": "other"}),
        ("statement", "article", words(TEXT, "Harbour stays shut")),
        ("finding", "article", {"value": "ATT502", **words(TEXT, "warned")}),
        ("related", "f2", words(TEXT, "ships")),
        ("delete", "s4", {}),
        ("finish", "article", {}),
        ("reopen", "article", {}),
    ):
        correct(ines, opened, action, item, **fields)
        states.append(ines.review(opened))

    def same(one, other):
        return all(
            getattr(one, f) == getattr(other, f)
            for f in ("statements", "findings", "speakers", "verdicts", "deleted", "finished")
        )

    assert not any(same(one, other) for one, other in pairwise(states))
    for state in reversed(states[:-1]):
        correct(ines, opened, "undo")
        assert same(ines.review(opened), state)
    with pytest.raises(AttribError, match="nothing to undo"):
        correct(ines, opened, "undo")
    for state in states[1:]:
        correct(ines, opened, "redo")
        assert same(ines.review(opened), state)
    with pytest.raises(AttribError, match="nothing to redo"):
        correct(ines, opened, "redo")


def test_a_new_correction_ends_what_could_be_redone(ines, opened):
    correct(ines, opened, "accept", "s1")
    correct(ines, opened, "undo")
    correct(ines, opened, "accept", "s2")
    with pytest.raises(AttribError, match="nothing to redo"):
        correct(ines, opened, "redo")


def test_two_reviewers_do_not_overwrite_each_other(ines, opened):
    omar = desk(ines.store.path, "Omar")
    seen = ines.review(opened).version
    correct(omar, opened, "speaker", "s3", version=seen, speaker="p2")
    fine = correct(ines, opened, "accept", "s1", version=seen)
    assert fine.conflict is None and fine.seen.version == seen
    late = correct(ines, opened, "speaker", "s3", version=seen, speaker="p1")
    assert late.conflict.event.author == "Omar" and late.event is None
    assert late.review.statements["s3"].speaker == "p2"
    again = correct(ines, opened, "speaker", "s3", speaker="p1")
    assert again.conflict is None and ines.review(opened).statements["s3"].speaker == "p1"
    gone = desk(ines.store.path, "Omar")
    correct(gone, opened, "delete", "s3")
    assert correct(ines, opened, "kind", "s3", version=again.review.version, value="mixed").conflict is not None


def test_undo_is_of_ones_own_and_not_of_what_others_built_on(ines, opened):
    omar = desk(ines.store.path, "Omar")
    correct(ines, opened, "accept", "s1")
    correct(omar, opened, "accept", "s2")
    assert correct(ines, opened, "undo").event.correction.item == "s1"
    correct(ines, opened, "kind", "s1", value="mixed")
    correct(omar, opened, "note", "s1", value="why?")
    outcome = correct(ines, opened, "undo")
    assert outcome.conflict.event.author == "Omar"
    with pytest.raises(Conflict):
        raise outcome.conflict


@pytest.mark.parametrize(
    ("action", "item", "fields", "line"),
    [
        ("content", "s1", {}, "select the words first"),
        ("content", "s1", {"start": 5, "end": 5}, "no stretch"),
        ("content", "s1", {"start": 0, "end": 10**6}, "no stretch"),
        ("content", "s1", {"start": -2, "end": 4}, "no stretch"),
        ("content", "s1", {"start": TEXT.index("\n\n"), "end": TEXT.index("\n\n") + 2}, "no words"),
        ("content", "s1", words(TEXT, "Maria Okafor"), "attribution alone"),
        ("accept", "s99", {}, "no such statement"),
        ("kind", "s1", {"value": "loud"}, "not one of direct"),
        ("act", "s1", {"value": ""}, "not one of speech"),
        ("reject", "s1", {}, "cannot be done to a statement"),
        ("speaker", "f1", {}, "cannot be done to a finding"),
        ("speaker", "s1", {"speaker": "p77"}, "no such speaker"),
        ("speaker", "s1", {"value": "x" * 300}, "longer than 200"),
        ("speaker", "s1", {"value": "A B", "speaker_kind": "ghost"}, "not one of person"),
        ("note", "s1", {"value": "x" * 3000}, "longer than 2,000"),
        ("finding", "article", {"value": "ATT999", "start": 0, "end": 4}, "not one of ATT101"),
        ("explode", "s1", {}, "nothing that can be done"),
        ("explode", "f1", {}, "nothing that can be done"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(ines, opened, action, item, fields, line):
    with pytest.raises(AttribError, match=line) as refused:
        correct(ines, opened, action, item, **fields)
    assert "\n" not in str(refused.value) and ines.review(opened).version == 0


@given(
    st.builds(
        Correction,
        st.sampled_from(["accept", "speaker", "content"]),
        st.text(max_size=5),
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: Span(*p)), max_size=3).map(tuple),
        st.none() | st.text(max_size=5),
        st.none() | st.text(max_size=5),
        target=st.none() | st.integers(0, 9),
    )
)
def test_a_correction_survives_its_json(correction):
    assert Correction.from_json(correction.to_json()) == correction


def test_judging_leads_to_the_next_open_item_and_round(ines, opened):
    before = ines.review(opened)
    correct(ines, opened, "accept", "s2")
    review = ines.review(opened)
    assert review.following("s1", before.order) == "s3"
    assert review.following("s4", before.order) == "s1"
    correct(ines, opened, "finish")
    assert ines.review(opened).following("s4", before.order) == "s1"
