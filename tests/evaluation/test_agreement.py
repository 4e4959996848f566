"""Agreement of two annotations, against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.evaluation.agreement import compare, load, main, markdown
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.markup import format_markup, parse_markup

FIRST = """=== meta
id: a
=== text
{s1|{p1|Ann Lee}} {q1|said} {c1|that the old port was shut}. {c2|“No,”} {s2|{p2|Bo}} {q2|said}. \
{s3|Critics} {q3|say} {c3|so}.
=== speakers
p1 | Ann Lee | person | -
p2 | Bo | person | -
p3 | Critics | unnamed | -
=== statements
1 | p1 | speech
2 | p2 | speech
3 | p3 | speech
=== findings
ATT203 | s3 | who
ATT202 | s2 | no role
"""
# The content of 1 lost a word, 2 lost its source and has no speaker, 3 is gone; so is ATT203, and ATT501 is new.
SECOND = """=== meta
id: a
=== text
{s1|{p1|Ann Lee}} {q1|said} that {c1|the old port was shut}. {f1|{c2|“No,”}} Bo {q2|said}. Critics say so.
=== speakers
p1 | Lee | person | -
=== statements
1 | p1 | speech
2 | - | speech
=== findings
ATT202 | f1 | no role
ATT501 | f1 | open
"""


def annotation(content: str) -> Annotation:
    return parse_markup(content, "a.att")


def test_an_annotation_agrees_with_itself() -> None:
    agreement = compare({"a": annotation(FIRST)}, {"a": annotation(FIRST)})
    assert agreement.disagreements == []
    assert agreement.statements.f1 == agreement.sourced.f1 == agreement.speakers.f1 == agreement.all_findings.f1 == 1


def test_figures_by_hand() -> None:
    agreement = compare({"a": annotation(FIRST)}, {"a": annotation(SECOND)})
    assert (agreement.statements.both, agreement.statements.first, agreement.statements.second) == (2, 3, 2)
    assert agreement.statements.f1 == pytest.approx(0.8)
    assert agreement.sourced.both == 1
    assert agreement.sourced.f1 == pytest.approx(0.4)
    assert (agreement.speakers.both, agreement.speakers.first) == (1, 2)  # “Lee” is Ann Lee; nobody is not Bo
    # ATT202 stands on “Bo” in one and on “No” in the other: no overlap, so not one of them is common.
    assert (agreement.all_findings.both, agreement.all_findings.first, agreement.all_findings.second) == (0, 2, 2)
    assert sorted(agreement.findings) == ["ATT202", "ATT203", "ATT501"]


def test_every_difference_is_listed_in_its_place() -> None:
    told = [str(d) for d in compare({"a": annotation(FIRST)}, {"a": annotation(SECOND)}).disagreements]
    expected = [
        "content of s1/s1 is 'that the old port was shut' / 'the old port was shut'",
        "speaker of s2/s2 is 'Bo' / 'nobody'",
        "source of s2/s2 is 'Bo' / 'none'",
        "statement s3 is in the first alone",
        "ATT203 is in the first alone (who)",
        "ATT202 is in the first alone (no role)",
        "ATT202 is in the second alone (no role)",
        "ATT501 is in the second alone (open)",
    ]
    assert len(told) == len(expected)
    for what in expected:
        assert any(what in line for line in told), what
    assert any(line.startswith("a, line 1: statement s3") and "Critics say ⟦so⟧." in line for line in told)


def test_findings_match_by_code_and_overlap() -> None:
    first = annotation(FIRST)
    moved = replace(first, findings=tuple(replace(f, code="ATT204") for f in first.findings[:1]) + first.findings[1:])
    agreement = compare({"a": first}, {"a": moved})
    assert {c: (t.both, t.first, t.second) for c, t in agreement.findings.items()} == {
        "ATT202": (1, 1, 1),
        "ATT203": (0, 1, 0),
        "ATT204": (0, 0, 1),
    }


def test_nothing_on_either_side_has_no_figure() -> None:
    empty = Annotation("Ann.", path="a.txt")
    agreement = compare({"a": empty}, {"a": empty})
    assert agreement.statements.f1 is None
    assert "| statements (content IoU ≥ .5) | 0 | 0 | 0 | – |" in markdown(agreement)


def test_other_texts_are_refused() -> None:
    with pytest.raises(AttribError, match=r"a: the texts differ from code point 3 on: '\.', '!'"):
        compare({"a": Annotation("Ann.")}, {"a": Annotation("Ann!")})
    with pytest.raises(AttribError, match="share no article"):
        compare({"a": Annotation("Ann.")}, {"b": Annotation("Ann.")})


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.att").write_text(FIRST, encoding="utf-8")
    (tmp_path / "one" / "b.att").write_text(format_markup(replace(annotation(FIRST), meta={"id": "b"})), "utf-8")
    write_annotations([annotation(SECOND)], tmp_path / "two.jsonl")
    assert main([str(tmp_path / "one"), str(tmp_path / "two.jsonl")]) == 0
    out = capsys.readouterr().out
    assert "| statements (content IoU ≥ .5) | 2 | 3 | 2 | 0.800 |" in out
    assert "In one of the two alone: b" in out
    assert "## Disagreements: 8" in out
    assert main([str(tmp_path / "one"), str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_two_records_of_one_id_are_refused(tmp_path: Path) -> None:
    write_annotations([annotation(FIRST), annotation(SECOND)], tmp_path / "a.jsonl")
    with pytest.raises(AttribError, match=r"two records have the id 'a'"):
        load(tmp_path / "a.jsonl")
