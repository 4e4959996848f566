from dataclasses import replace

from building import TEXT, annotation, finding

from checker.document import Span
from checker.evaluation.alarms import BOTH_ENDS, FALSE_ALARMS, HARD_CASES, Scope, finding_score, score_findings
from checker.evaluation.annotation import NotFinding
from checker.evaluation.measures import Measure
from checker.findings import Related, Severity

MORE = {"genre": "wire", "length": "under 300 words"}
COST = finding(TEXT, "ATT203", "A senior official")
QUOTE = finding(TEXT, "ATT101", "“Nobody wants that.”", Severity.ERROR, confidence=0.8)


def score(wanted, given, scope=Scope(), hard=()):  # noqa: B008  (frozen)
    return score_findings("a", annotation(findings=wanted), annotation(findings=given), hard, scope, MORE, ("genre",))


def test_per_code_pooled_and_by_slice():
    scope = Scope(("ATT101", "ATT203"), {"vague": ("ATT203",)})
    counts = score([COST, QUOTE], [COST, finding(TEXT, "ATT203", "on Monday")], scope).counts
    assert counts[Measure("ATT203", "f1")] == (1, 2, 1)
    assert counts[Measure("vague", "f1")] == (1, 2, 1)
    assert counts[Measure("ATT101", "f1")] == (0, 0, 1)
    assert counts[Measure("all", "f1")] == counts[Measure("all", "f1", "genre", "wire")] == (1, 2, 2)


def test_codes_out_of_scope_are_not_looked_at():
    scores = score([COST], [COST, QUOTE], Scope(("ATT101",)))
    assert scores.counts[Measure("all", "f1")] == (0, 1, 0)
    assert [m.type for m in scores.misses] == ["ATT101 false alarm"]


def test_the_same_words_under_another_code_are_no_match():
    scores = score([COST], [replace(COST, code="ATT204")])
    assert scores.counts[Measure("all", "f1")] == (0, 1, 1)
    assert sorted(m.type for m in scores.misses) == ["ATT203 missed", "ATT204 false alarm"]


def test_one_gold_finding_is_met_once():
    assert score([COST], [COST, COST]).counts[Measure("all", "f1")] == (1, 2, 1)
    assert score([COST, COST], [COST]).counts[Measure("all", "f1")] == (1, 1, 2)


def test_empty():
    assert score([], []).counts[Measure("all", "f1")] == (0, 0, 0)
    assert Measure("ATT101", "f1") not in score([], []).counts


def test_a_contradiction_may_be_flagged_at_either_end():
    later = finding(TEXT, "ATT301", "the cost was rising", Severity.ERROR, related="the port would stay shut")
    earlier = finding(TEXT, "ATT301", "the port would stay shut", Severity.ERROR, related="the cost was rising")
    assert finding_score(later, earlier) > 0
    scores = score([later], [earlier])
    assert scores.counts[Measure("ATT301", "f1")] == (1, 1, 1)
    assert scores.counts[BOTH_ENDS] == (1, 1)
    # Flagged in the right place, but with another place at the other end.
    half = replace(later, related=(Related(Span(0, 5)),))
    assert score([later], [half]).counts[BOTH_ENDS] == (0, 1)
    # One end alone, and the earlier one: not the same finding.
    assert finding_score(later, replace(earlier, related=())) == 0
    # Of codes with one end, the related places say nothing.
    assert finding_score(replace(later, code="ATT203"), replace(earlier, code="ATT203")) == 0


def test_an_end_in_a_source_is_no_place_in_the_article():
    quote = replace(QUOTE, code="ATT402", related=(Related(Span(0, 5), "interview.txt"),))
    other = finding(TEXT, "ATT402", "Maria")
    assert finding_score(quote, other) == 0


def test_false_alarms_on_clean_copy_alone():
    size = len(TEXT.split())
    info = finding(TEXT, "ATT104", "on Monday", Severity.INFO)
    counts = score([], [COST, QUOTE, info]).counts
    assert counts[FALSE_ALARMS] == (2, size)  # the remark is no alarm
    by_code = "false alarms per 1,000 words of clean copy"
    assert counts[Measure(by_code, "rate", "code", "ATT104")] == (1, size)
    assert counts[Measure(by_code, "rate", "code", "ATT501")] == (0, size)
    # An article with a defect is not clean, one with a remark in its gold is, and what matches it is no alarm.
    assert FALSE_ALARMS not in score([COST], [QUOTE]).counts
    assert score([info], [info, QUOTE]).counts[FALSE_ALARMS] == (1, size)


def test_hard_non_defects():
    hard = [NotFinding("ATT101", QUOTE.span, "the speaker stands in the paragraph before")]
    assert score([], [QUOTE], hard=hard).counts[HARD_CASES] == (1, 1)
    assert score([], [COST], hard=hard).counts[HARD_CASES] == (0, 1)
    assert score([], [replace(QUOTE, code="ATT103")], hard=hard).counts[HARD_CASES] == (0, 1)


def test_outcomes_carry_the_probability():
    assert [(o.group, o.confidence, o.right) for o in score([QUOTE], [QUOTE, COST]).outcomes] == [("ATT101", 0.8, True)]
