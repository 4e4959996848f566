"""The annotators' format: what it means, what it refuses, and that nothing is lost on the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotations import read_annotations
from checker.evaluation.marks import Mark, put_in, take_out
from checker.evaluation.markup import format_markup, main, parse_markup, plain, read_folder, read_markup

HARBOUR = Path(__file__).parent / "harbour.att"


def att(text: str, speakers: str = "", statements: str = "", rest: str = "") -> str:
    return f"=== text\n{text}\n=== speakers\n{speakers}\n=== statements\n{statements}\n{rest}\n"


def problems(content: str) -> list[str]:
    with pytest.raises(AttribError) as caught:
        parse_markup(content, "a.att")
    return str(caught.value).splitlines()


def test_statements_speakers_and_findings_are_read() -> None:
    a = read_markup(HARBOUR)
    words = {s.id: [[span.of(a.text) for span in part] for part in (s.content, s.cue, s.source)] for s in a.statements}
    assert words["s1"] == [
        ["that the port would stay shut until Friday"],
        ["said"],
        ["Maria Okafor, the harbour master"],
    ]
    assert words["s2"] == [["“We will not risk a second collapse,”", "“Nobody wants that.”"], ["said"], ["she"]]
    assert words["s3"] == [["“The cranes are old, and we knew.”"], [], []]
    assert [s.kind for s in a.statements] == ["indirect", "direct", "direct", "mixed", "mixed", "indirect", "indirect"]
    assert [s.nested_in for s in a.statements] == [None, None, None, None, "s4", None, None]
    assert [s.act for s in a.statements][5:] == ["thought", "speech"]
    assert a.statements[6].speaker is None
    okafor = a.speakers[0]
    assert [m.of(a.text) for m in okafor.mentions] == [
        "Maria Okafor",
        "Maria Okafor, the harbour master",
        "she",
        "Okafor",
    ]
    assert (okafor.role, a.speakers[2].role) == ("the harbour master", None)
    assert a.meta == {"id": "harbour-closure", "genre": "wire"}
    assert (a.id, a.path) == ("harbour-closure", "harbour-closure.txt")


def test_findings_point_where_the_guide_says() -> None:
    a = read_markup(HARBOUR)
    found = [(f.code, f.span.of(a.text)) for f in a.findings]
    assert found[:4] == [
        ("ATT102", "The port lost $2m a day through mismanagement"),
        ("ATT203", "Critics"),
        ("ATT203", "is said"),  # no source: the cue
        ("ATT208", "that “nobody” was hurt"),
    ]
    assert [(c.speaker, c.probability) for c in a.findings[4].candidates] == [("p1", 0.5), ("p2", 0.5)]
    assert a.findings[5].related[0].span.of(a.text) == "“The cranes are old, and we knew.”"
    altered = a.findings[6]
    assert altered.span.of(a.text) == "“We will not risk a second collapse,” she said. “Nobody wants that.”"
    assert altered.related[0].path == "interview.txt"
    assert altered.related[0].span.of(a.transcript["interview.txt"]) == "We can't take\nthe risk of another one"
    assert (altered.name, altered.severity, altered.message) == (
        "altered-against-source",
        "error",
        "a summary in quotation marks",
    )
    assert [(n.code, n.message) for n in a.not_findings] == [
        ("ATT104", "the speaker stands before the second quoted sentence")
    ]


def test_sources_are_raw() -> None:
    a = read_markup(HARBOUR)
    assert a.transcript == {
        "interview.txt": "OKAFOR: We can't take\nthe risk of another one. === not a section\n=== text\nraw to the end",
        "notes/mail.txt": "Nobody was hurt.",
    }


def test_a_loaded_verb_is_pointed_at_by_its_cue() -> None:
    a = parse_markup(
        att(
            "{s1|{p1|Ann}} {q1|has admitted} {c1|it was late}.",
            "p1 | Ann | person | -",
            "1 | p1 | speech",
            "=== findings\nATT502 | s1",
        )
    )
    assert a.findings[0].span.of(a.text) == "has admitted"


def test_a_running_quote_is_direct_and_a_quoted_report_is_indirect() -> None:
    a = parse_markup(
        att(
            "{s1|{p1|Rosa}} {q1|said}: {c1|“The roof leaked.}\n\n{c1|“{s2|Kim} {q2|told} us {c2|it was safe}.”}",
            "p1 | Rosa | person | -\np2 | Kim | person | -",
            "1 | p1 | speech\n2 | p2 | speech",
        )
    )
    assert [(s.kind, s.nested_in) for s in a.statements] == [("direct", None), ("indirect", "s1")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (att("A {b} c."), "a.att:2: a stray {"),
        (att("A\nb} c."), "a.att:3: a stray }"),
        (att("A\n\n{c1|b", "", "1 | - | speech"), "a.att:4: {c1|… is never closed"),
        (att("{c1| } b", "", "1 | - | speech"), "{c1|…} marks no words"),
        (att("{c1|a {c1|b}}", "", "1 | - | speech"), "{c1|…} stands inside itself"),
        (att("A {c2|b}."), "a.att:2: {c2|…} is marked, but no table speaks of c2"),
        (att("A {f1|b}."), "{f1|…} is marked, but no table speaks of f1"),
        (att("A {p1|b}."), "{p1|…} is marked, but no table speaks of p1"),
        (att("A {q1|says}.", "", "1 | - | speech"), "a.att:6: statement 1 has no content"),
        (att("A {c1|b}.", "", "1 | p1 | speech"), "statement 1 has the speaker 'p1'"),
        (att("A {c1|b}.", "", "1 | - | deed"), "statement 1 is 'deed'"),
        (att("A {c1|b}.", "", "1 | - | speech\n1 | - | speech"), "a.att:7: statement 1 has a second row"),
        (att("A {c1|b}.", "", "1 | -"), "a row of statements is `1 | speaker or - | speech or thought`"),
        (att("A “{c1|b}” said.", "", "1 | - | speech"), "{c1|…} leaves out the quotation marks"),
        (att("A b.", "p1 | A | person | -"), "a.att:4: p1 (A) is never mentioned"),
        (att("{p1|A} b.", "p1 | A | ship | -"), "p1 is 'ship', not one of person, organization"),
        (att("{p1|A} b.", "p1 | Ay | person | -"), "the name of p1 has 'ay', which the text has not"),
        (att("{p1|A} b.", "p1 | A | person | mayor"), "the role of p1 has 'mayor', which the text has not"),
        (att("{p1|A} b.", "p1 | A | person | -\np1 | A | person | -"), "p1 has a second row"),
        (att("A.", "", "", "=== findings\nATT999 | f1"), "unknown code 'ATT999'"),
        (att("A.", "", "", "=== findings\nATT102 | s1"), "'s1' is no statement of the table"),
        (
            att("A {f1|b}.", "", "", "=== findings\nATT101 | f1 | candidates p4"),
            "candidate 'p4' is not in the speakers",
        ),
        (att("A {f1|b}.", "", "", "=== findings\nATT102 | f1\nATT102 | f1"), "ATT102 stands 2 times"),
        (att("A {f1|b}.", "", "", "=== findings\nATT306 | f1"), "ATT306 needs its other end"),
        (att("A {f1|b}.", "", "", "=== findings\nATT401 | f1"), "ATT401 needs a `=== source` section"),
        (
            att("A {f1|b}.", "", "", '=== findings\nATT402 | f1 | related t.txt: "x y"\n=== source t.txt\nx y, x\ny'),
            "t.txt has the words 'x y' 2 times, not once",
        ),
        (
            att("A {f1|b}.", "", "", '=== findings\nATT402 | f1 | related t.txt: "z"\n=== source t.txt\nx'),
            "t.txt has the words 'z' 0 times",
        ),
        (
            att("A {f1|b}.", "", "", '=== findings\nATT402 | f1 | related u.txt: "x"\n=== source t.txt\nx'),
            "there is no `=== source u.txt` section",
        ),
        (att("A {f1|b}.", "", "", "=== findings\nATT306 | f1 | related to it"), "'to it' is neither a statement"),
        ("=== text\nA.\n=== speakers\n", "there is no `=== statements` section"),
        ("A.\n=== text\nA.\n=== speakers\n=== statements\n", "words before the first section"),
        ("=== text\nA.\n=== speakers\n=== statements\n=== notes\n", "a.att:5: unknown section '=== notes'"),
        ("=== text\nA.\n=== speakers\n=== statements\n=== statements\n", "a second section 'statements'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(content: str, problem: str) -> None:
    assert any(problem in line for line in problems(content)), problems(content)


def test_all_problems_are_told_at_once() -> None:
    assert len(problems(att("A {b} {c2|c}.", "p1 | A | ship | -", "3 | - | deed"))) >= 4


def test_windows_line_ends_change_nothing() -> None:
    content = HARBOUR.read_text(encoding="utf-8")
    assert parse_markup(content.replace("\n", "\r\n"), str(HARBOUR)) == parse_markup(content, str(HARBOUR))


def test_plain_text_holds_no_marks_and_no_tables() -> None:
    bare = plain(HARBOUR.read_text(encoding="utf-8"))
    assert bare.startswith("Port shuts after crane collapse\n\nMaria Okafor, the harbour master, said on Monday that")
    assert "{" not in bare and "p1 |" not in bare and "ATT" not in bare and "genre" not in bare
    assert bare.endswith("=== source notes/mail.txt\nNobody was hurt.\n")


def test_crossing_marks_cannot_be_written() -> None:
    with pytest.raises(AttribError, match="cross"):
        put_in("one two three", [Mark("c", 1, Span(0, 7)), Mark("s", 1, Span(4, 13))])


@given(st.data())
def test_marks_come_back(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1, max_size=30))
    marks: list[Mark] = []
    for number in range(1, data.draw(st.integers(0, 6)) + 1):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        mark = Mark(data.draw(st.sampled_from("cqspf")), number, Span(start, end))
        crosses = any(
            mark.span.overlaps(m.span) and not mark.span.contains(m.span) and not m.span.contains(mark.span)
            for m in marks
        )
        if not crosses and mark.span.of(text).strip():
            marks.append(mark)
    found, back, slips = take_out(put_in(text, marks))
    assert (found, sorted(back), slips) == (text, sorted(marks), ())


WORDS = st.lists(
    st.sampled_from(["port", "shut", "“no”", "Zoë", "🚢", "it’s", "a.\n\nThen"]), min_size=1, max_size=3
).map(" ".join)


@st.composite
def att_files(draw: st.DrawFn) -> str:
    """Articles of random statements, one of them inside another, follow-ons and findings among them."""
    text, table, findings = [], [], []
    count = draw(st.integers(1, 4))
    for n in range(1, count + 1):
        content = draw(WORDS)
        if nested := draw(st.booleans()):
            content = f"{{s{n + 10}|{draw(WORDS)}}} {{q{n + 10}|told}} {{c{n + 10}|{draw(WORDS)}}} {content}"
            table.append(f"{n + 10} | {draw(st.sampled_from(['p1', '-']))} | thought")
        parts = [f"{{c{n}|{content}}}", f"{{c{n}|{draw(WORDS)}}}"][: draw(st.integers(1, 2))]
        if draw(st.booleans()):
            parts += [f"{{q{n}|said}}", f"{{s{n}|{draw(WORDS)},}}"]
        text.append(" ".join(draw(st.permutations(parts))) + draw(st.sampled_from([".", " {p2|Lee},", "\n\nAnd"])))
        table.append(f"{n} | {draw(st.sampled_from(['p1', '-']))} | speech")
        code = draw(st.sampled_from(["ATT101", "ATT203", "ATT502", "ATT306"]))
        findings.append(f"{code} | s{n} | related s{count} | candidates p1 p2 | why{nested}")
    return (
        "=== meta\nid: x\n=== text\n{p1|Ann} {p2|Lee} {f1|port}\n"
        + " ".join(text)
        + "\n=== speakers\np1 | Ann | person | port\np2 | Lee | unnamed | -\n=== statements\n"
        + "\n".join(table)
        + "\n=== findings\n"
        + "\n".join(findings)
        + "\nATT501 | f1\n=== not_findings\nATT104 | s1 | fine\nATT102 | f1 | fine too\n=== source a/b.txt\nx\n\ny\n"
    )


@given(att_files())
def test_an_annotation_comes_back_from_its_markup(content: str) -> None:
    annotation = parse_markup(content)
    assert parse_markup(format_markup(annotation)) == annotation


def test_the_sample_comes_back() -> None:
    a = read_markup(HARBOUR)
    assert parse_markup(format_markup(a), str(HARBOUR)) == a


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(HARBOUR)]) == 0
    out = capsys.readouterr().out
    assert "ok: 75 words, 7 statements, ATT101 1, ATT102 1, ATT203 2, ATT208 1, ATT302 1, ATT402 1" in out
    assert main(["plain", str(HARBOUR)]) == 0
    assert capsys.readouterr().out.startswith("Port shuts")
    (tmp_path / "a.att").write_text(HARBOUR.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["compile", str(tmp_path), str(tmp_path / "out.jsonl")]) == 0
    assert list(read_annotations(tmp_path / "out.jsonl")) == [read_markup(HARBOUR)]
    (tmp_path / "b.att").write_text(HARBOUR.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["compile", str(tmp_path), str(tmp_path / "out.jsonl")]) == 2
    assert "b.att:1: the id 'harbour-closure' is a.att's already" in capsys.readouterr().err
    (tmp_path / "b.att").write_text("=== text\n{", encoding="utf-8")
    assert main(["check", str(tmp_path / "a.att"), str(tmp_path / "b.att")]) == 2
    out = capsys.readouterr().out
    assert "a.att: ok" in out and "b.att:2: a stray {" in out
    assert main(["check", str(tmp_path / "none.att")]) == 2


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"holds no \.att files"):
        list(read_folder(tmp_path))


def test_the_guide_s_own_examples_hold() -> None:
    guide = (Path(__file__).parents[2] / "eval" / "GUIDE.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", guide, re.MULTILINE)
    first, *others = [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() for block in blocks]
    assert [s.kind for s in parse_markup(first + "\n").statements] == ["indirect", "direct"]
    assert len(others) == 4
    for block in others:
        rows = {kind: re.findall(rf"^{kind}.*$", block, re.MULTILINE) for kind in (r"p\d+ \|", r"\d+ \|", "ATT")}
        text = block.split("\n\np1 | ")[0]
        findings = "=== findings\n" + "\n".join(rows["ATT"]) + "\n=== source interview.txt\n"
        source = "The four people hurt have been discharged."
        parse_markup(att(text, "\n".join(rows[r"p\d+ \|"]), "\n".join(rows[r"\d+ \|"]), findings + source))
