"""Other tools' formats: what is read, what comes back after an export, what is refused."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.exporters import WRITERS, write_any
from checker.evaluation.importers import brat, detect, read_any
from checker.evaluation.markup import format_markup, read_markup
from checker.evaluation.slices import quote_kind

HARBOUR = read_markup(Path(__file__).parent / "harbour.att")
DATA = Path(os.environ.get("ATTRIB_DATA", Path(__file__).parents[3] / "shared" / "data"))
TEXT = "“It is shut,” said Ann Lee. “For good.” 🚢 Bo told us it is not."


def words(a: Annotation) -> list[tuple[list[str], ...]]:
    return [tuple([p.of(a.text) for p in part] for part in (s.content, s.cue, s.source)) for s in a.statements]


def one(path: Path, format: str | None = None) -> Annotation:
    (annotation,) = read_any(path, format)
    return annotation


def at(part: str) -> tuple[int, int]:
    return TEXT.index(part), TEXT.index(part) + len(part)


SAID = [(["“It is shut,”", "“For good.”"], ["said"], ["Ann Lee"]), (["it is not"], ["told"], ["Bo"])]


@pytest.mark.parametrize("format", ["brat", "label-studio", "prodigy"])
def test_statements_speakers_and_findings_come_back_from_an_export(format: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    write_any([HARBOUR], path, format)
    assert detect(path) == format
    back = one(path)
    # What these formats have no room for: sources, candidates, other ends in sources, places that are no findings.
    findings = sorted(
        (replace(f, candidates=(), related=tuple(r for r in f.related if r.path is None)) for f in HARBOUR.findings),
        key=lambda f: f.span,
    )
    assert back.text == HARBOUR.text
    assert back.statements == HARBOUR.statements
    assert back.speakers == HARBOUR.speakers
    assert sorted(back.findings, key=lambda f: f.span) == findings
    assert back.id == HARBOUR.id
    assert back.repairs == ()


def test_an_export_to_attrib_s_own_records_loses_nothing(tmp_path: Path) -> None:
    write_any([HARBOUR], tmp_path / "a.jsonl", "attrib")
    assert one(tmp_path / "a.jsonl") == HARBOUR


def test_markup_is_read_from_file_and_folder(tmp_path: Path) -> None:
    (tmp_path / "a.att").write_text(format_markup(HARBOUR), encoding="utf-8")
    assert one(tmp_path) == one(tmp_path / "a.att") == HARBOUR


def test_cofenet_keeps_the_outer_spans(tmp_path: Path) -> None:
    write_any([HARBOUR], tmp_path / "a.jsonl", "cofenet")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 6 and all(len(r["tokens"]) == len(r["labels"]) for r in rows)
    paragraphs = list(read_any(tmp_path / "a.jsonl"))
    assert [words(a) for a in paragraphs[1:3]] == [words(HARBOUR)[:1], words(HARBOUR)[1:2]]
    lee = paragraphs[4].statements
    assert [s.nested_in for s in lee] == [None, None]
    assert lee[0].content[0].of(paragraphs[4].text) == "Ivo Kim had told him that “nobody” was hurt"
    assert paragraphs[1].id == "harbour-closure-00001"
    assert "the nearest was taken" in paragraphs[1].repairs[0]


# -- brat -------------------------------------------------------------------------------------------------------------

ANN = """T1\tContent {0} {1};{2} {3}\t“It is shut,” “For good.”
T2\tCue {4} {5}\tsaid
T3\tSource {6} {7}\tAnn Lee
T4\tAttribution {4} {5}\tsaid
E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3
E2\t
T5\tContent {8} {9}\tit is
 not
T6\tCue {10} {11}\ttold
T7\tSource {12} {13}\tBo
T8\tAttribution-no-source {10} {11}\ttold
E3\tAttribution-no-source:T8 Content:T5 Cue2:T6 Source1:T7
#1\tAnnotatorNotes T1\tclear
A1\tNegation E1
T9\tDiscuss {12} {13}\tBo
"""
PLACES = [
    *at("“It is shut,”"),
    *at("“For good.”"),
    *at("said"),
    *at("Ann Lee"),
    *at("it is not"),
    *at("told"),
    *at("Bo"),
]


def polnear(folder: Path, ann: str, text: str = TEXT, name: str = "a_4b22.ann") -> Path:
    for part, file, content in (("text", "a.txt", text), ("attributions", name, ann)):
        (folder / part).mkdir(exist_ok=True)
        (folder / part / file).write_bytes(content.encode())
    return folder


def test_polnear_with_raw_breaks_and_empty_events(tmp_path: Path) -> None:
    a = one(polnear(tmp_path, ANN.format(*PLACES)))
    assert words(a) == SAID
    assert [s.kind for s in a.statements] == ["direct", "indirect"]
    assert a.meta == {"id": "a", "annotator": "4b22"}
    assert a.repairs == ("left out 1 spans labelled 'Discuss'",)


def test_the_first_annotator_is_read_and_the_others_on_request(tmp_path: Path) -> None:
    polnear(tmp_path, ANN.format(*PLACES), name="a_9999.ann")
    polnear(tmp_path, ANN.format(*PLACES).split("T5")[0], name="a_1111.ann")
    assert [len(a.statements) for a in brat.read(tmp_path)] == [1]
    assert [len(a.statements) for a in brat.read(tmp_path, annotator=1)] == [2]
    assert list(brat.read(tmp_path, annotator=2)) == []
    assert len(one(tmp_path / "attributions" / "a_9999.ann").statements) == 2


def test_brat_counts_carriage_returns(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"One.\r\nAnn said no.")
    (tmp_path / "b.ann").write_bytes(b"T1\tContent 15 17\tno\r\nT2\tCue 10 14\tsaid\r\nR1\tSaid Arg1:T1 Arg2:T2\r\n")
    assert words(one(tmp_path / "b.txt")) == words(one(tmp_path / "b.ann")) == [(["no"], ["said"], [])]


def test_offsets_inside_a_word_go_to_its_nearer_end(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Annabel said nothingmore toBo.", encoding="utf-8")
    (tmp_path / "b.ann").write_text("T1\tContent 2 21\tnabel said nothingm\nE1\tA:T1 Content:T1\n", encoding="utf-8")
    a = one(tmp_path)
    # The end is as the word's own length has it: “nothingm|ore” is nearer to the end of the word.
    assert a.statements[0].content == (Span(0, 24),)
    assert any("ends inside a word" in r for r in a.repairs)
    (tmp_path / "b.ann").write_text("T1\tContent 27 29\tBo\nE1\tA:T1 Content:T1\n", encoding="utf-8")
    assert one(tmp_path).statements[0].content == (Span(27, 29),)  # “toBo” is two words run together


def test_words_that_moved_are_realigned_or_refused_with_their_line(tmp_path: Path) -> None:
    a = one(polnear(tmp_path, ANN.format(*PLACES), "Shut! " + TEXT))
    assert words(a) == SAID and any("T2: moved from" in r for r in a.repairs)
    with pytest.raises(AttribError, match=r"a_4b22\.ann:2: T2: .* does not give 'said'"):
        one(polnear(tmp_path, ANN.format(*PLACES), TEXT.replace("said", "says")))


@pytest.mark.parametrize(
    "record", ["T1\tContent\tx", "T1\tContent a b\tx", "R1\tSame Arg1:T1", "*\t", "E1\tAttribution"]
)
def test_a_broken_brat_record_is_refused_with_its_line(record: str, tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"a_4b22\.ann:2: not a brat record"):
        one(polnear(tmp_path, f"#1\tAnnotatorNotes T1\tx\n{record}\n"))


def test_a_text_without_annotations_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(AttribError, match=r"no \.txt file with an \.ann"):
        list(read_any(tmp_path / "a.txt"))


def test_an_id_that_is_no_file_name_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="is no file name"):
        write_any([replace(HARBOUR, meta={"id": "../x"})], tmp_path, "brat")


# -- Label Studio, Prodigy, doccano -----------------------------------------------------------------------------------


def dump(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


MARKS = [("Quote", "“It is shut,”"), ("CUE", "said"), ("Source", "Ann Lee"), ("content", "“For good.”")]
LATER = [("Content", "it is not"), ("Cue", "told"), ("Source", "Bo")]
ARROWS = [(1, 0), (1, 2), (1, 3), (4, 5), (5, 6)]


def label_studio(shift: int = 0) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for i, (label, part) in enumerate(MARKS + LATER):
        start, end = at(part)
        value = {"start": start + shift, "end": end + shift, "text": part, "labels": [label]}
        result.append({"id": f"r{i}", "type": "labels", "from_name": "l", "to_name": "body", "value": value})
    for head, child in ARROWS:
        result.append({"type": "relation", "from_id": f"r{head}", "to_id": f"r{child}", "direction": "right"})
    return {"id": 7, "data": {"body": TEXT, "url": "x"}, "annotations": [{"result": result}]}


def test_label_studio_regions_and_relations(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(
        json.dumps([label_studio(), {"id": 8, "data": {"body": "x"}, "annotations": []}], indent=2), "utf-8"
    )
    assert detect(path) == "label-studio"
    a = one(path)
    assert words(a) == SAID
    assert a.meta == {"id": "7", "url": "x"}


def test_label_studio_offsets_in_utf16_are_realigned(tmp_path: Path) -> None:
    a = one(dump(tmp_path / "e.json", label_studio(shift=1)))
    assert words(a) == SAID and len(a.repairs) == 7


def test_label_studio_words_that_are_not_there_are_refused(tmp_path: Path) -> None:
    task = label_studio()
    task["annotations"][0]["result"][1]["value"]["text"] = "shouted"
    with pytest.raises(AttribError, match=r"e\.json:1: region r1: .* does not give 'shouted'"):
        one(dump(tmp_path / "e.json", task))


def test_label_studio_cancelled_work_is_passed_over_and_further_work_told(tmp_path: Path) -> None:
    task = label_studio()
    task["annotations"] = [{"was_cancelled": True, "result": []}, *task["annotations"], {"result": []}]
    a = one(dump(tmp_path / "e.json", task))
    assert words(a) == SAID and a.repairs == ("left out 1 further annotations of the same text",)


def prodigy(**more: Any) -> dict[str, Any]:
    spans = [{"start": at(p)[0], "end": at(p)[1], "label": label} for label, p in MARKS + LATER]
    relations = [{"head_span": spans[h], "child_span": spans[c], "label": "part"} for h, c in ARROWS]
    return {"text": TEXT, "spans": spans, "relations": relations, "answer": "accept", **more}


def test_prodigy_spans_and_relations(tmp_path: Path) -> None:
    path = dump(tmp_path / "p.jsonl", prodigy(), prodigy(answer="reject"), prodigy(answer="ignore"))
    assert detect(path) == "prodigy"
    assert words(one(path)) == SAID


def test_prodigy_relations_need_their_spans(tmp_path: Path) -> None:
    task = prodigy()
    task["relations"][0]["head_span"] = {"start": 0, "end": 1, "label": "Cue"}
    with pytest.raises(AttribError, match=r"p\.jsonl:1: relation 0 joins a span that is not among the spans"):
        one(dump(tmp_path / "p.jsonl", task))


def test_doccano_entities_and_relations(tmp_path: Path) -> None:
    entities = [
        {"id": i + 10, "label": label, "start_offset": at(p)[0], "end_offset": at(p)[1]}
        for i, (label, p) in enumerate(MARKS + LATER)
    ]
    relations = [{"id": i, "from_id": h + 10, "to_id": c + 10, "type": "part"} for i, (h, c) in enumerate(ARROWS)]
    path = dump(tmp_path / "d.jsonl", {"id": 3, "text": TEXT, "entities": entities, "relations": relations})
    assert detect(path) == "doccano"
    assert words(one(path)) == SAID


def test_doccano_s_older_triples_have_no_links(tmp_path: Path) -> None:
    path = dump(
        tmp_path / "d.jsonl", {"id": 3, "text": TEXT, "label": [[*at("it is not"), "Content"], [*at("Bo"), "X"]]}
    )
    assert detect(path) == "doccano"
    a = one(path)
    assert words(a) == [(["it is not"], [], [])] and a.repairs == ("left out 1 spans labelled 'X'",)
    with pytest.raises(AttribError, match=r"d\.jsonl:1: entity 0: \[3, 900\] is empty or leaves the text"):
        one(dump(tmp_path / "d.jsonl", {"text": TEXT, "label": [[3, 900, "Content"]]}))
    with pytest.raises(AttribError, match=r"d\.jsonl:1: label 0 is not \[start, end, label\]"):
        one(dump(tmp_path / "d.jsonl", {"text": TEXT, "label": ["Content"]}))


def test_one_source_may_serve_two_statements(tmp_path: Path) -> None:
    text = "Ann said no and hoped so"
    spans = [(4, 8, "Cue"), (9, 11, "Content"), (16, 21, "Cue"), (22, 24, "Content"), (0, 3, "Source")]
    entities = [{"id": i, "label": s[2], "start_offset": s[0], "end_offset": s[1]} for i, s in enumerate(spans)]
    relations = [{"from_id": a, "to_id": b, "type": ""} for a, b in ((0, 1), (2, 3), (0, 4), (2, 4))]
    a = one(dump(tmp_path / "d.jsonl", {"text": text, "entities": entities, "relations": relations}))
    assert words(a) == [(["no"], ["said"], ["Ann"]), (["so"], ["hoped"], ["Ann"])]
    assert [s.act for s in a.statements] == ["speech", "thought"]


@pytest.mark.parametrize("format", ["label-studio", "prodigy", "doccano", "cofenet", "attrib"])
@pytest.mark.parametrize("row", ["[", "3", '{"text": 5}', '{"text": "x", "spans": 3, "entities": 3, "label": 3}'])
def test_malformed_rows_are_one_clear_line(format: str, row: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(row, encoding="utf-8")
    if format == "attrib" and "spans" in row:
        assert one(path, format).statements == ()  # a text without annotations
        return
    if format == "label-studio" and row.startswith("{"):
        assert list(read_any(path, format)) == []  # a task that nobody annotated
        return
    with pytest.raises(AttribError, match=r"x\.jsonl") as caught:
        list(read_any(path, format))
    assert "\n" not in str(caught.value)


# -- XML --------------------------------------------------------------------------------------------------------------


def utf16(position: int) -> int:
    return len(TEXT[:position].encode("utf-16-le")) // 2


def xmi(spans: str, extra: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
        ' xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
        f'{spans}{extra}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{TEXT}"/>'
        "</xmi:XMI>"
    )


def cas_span(id_: int, part: str, rest: str, layer: str = "Span") -> str:
    begin, end = (utf16(p) for p in at(part))
    return f'<custom:{layer} xmi:id="{id_}" sofa="1" begin="{begin}" end="{end}" {rest}/>'


def test_inception_relations_and_utf16_offsets(tmp_path: Path) -> None:
    spans = "".join(cas_span(i + 10, p, f'label="{label}"') for i, (label, p) in enumerate(MARKS + LATER))
    arrows = "".join(
        f'<custom:Relation xmi:id="{50 + i}" sofa="1" begin="0" end="1" Governor="{h + 10}" Dependent="{c + 10}"/>'
        for i, (h, c) in enumerate(ARROWS)
    )
    (tmp_path / "a.xmi").write_text(xmi(spans, arrows), encoding="utf-8")
    assert detect(tmp_path) == detect(tmp_path / "a.xmi") == "inception"
    assert words(one(tmp_path)) == SAID


def test_inception_slots(tmp_path: Path) -> None:
    links = "".join(f'<custom:RoleLink xmi:id="{i}" role="part" target="{i - 10}"/>' for i in (31, 32, 33))
    spans = (
        cas_span(20, "said", 'value="cue" parts="31 32 33"')
        + cas_span(21, "Ann Lee", "", "Source")
        + cas_span(22, "“It is shut,”", "", "Content")
        + cas_span(23, "“For good.”", "", "Content")
        + cas_span(24, "it is not", "", "Content")
        + cas_span(25, "Bo", "", "Source")
        + cas_span(26, "told", "", "Cue")
        + cas_span(27, "told", 'parts="44 45 46"', "Attribution")
    )
    links += "".join(f'<custom:RoleLink xmi:id="{i}" role="part" target="{i - 20}"/>' for i in (44, 45, 46))
    (tmp_path / "a.xmi").write_text(xmi(spans, links), encoding="utf-8")
    assert words(one(tmp_path / "a.xmi")) == SAID


PARC = """<root><SENTENCE gorn="0"><S><NP><WORD ByteCount="10,13" text="Ann"><attribution id="a1">
<attributionRole roleValue="source"/></attribution></WORD></NP>
<WORD ByteCount="14,18" text="said"><attribution id="a1"><attributionRole roleValue="cue"/></attribution></WORD>
<WORD ByteCount="19,21" text="Bo"><attribution id="a1"><attributionRole roleValue="content"/></attribution>
<attribution id="a2_Nested"><attributionRole roleValue="source"/></attribution></WORD>
<WORD ByteCount="22,27" text="hoped"><attribution id="a1"><attributionRole roleValue="content"/></attribution>
<attribution id="a2_Nested"><attributionRole roleValue="cue"/></attribution></WORD>
<WORD ByteCount="28,30" text="so"><attribution id="a1"><attributionRole roleValue="content"/></attribution>
<attribution id="a2_Nested"><attributionRole roleValue="content"/></attribution></WORD>
<WORD ByteCount="30,31" text="."/></S></SENTENCE>
<SENTENCE gorn="1"><WORD ByteCount="33,38" text="1\\/2"/><WORD ByteCount="38,39" text="."/></SENTENCE></root>"""


def test_parc_with_a_nested_attribution(tmp_path: Path) -> None:
    (tmp_path / "wsj.xml").write_text(PARC, encoding="utf-8")
    assert detect(tmp_path) == detect(tmp_path / "wsj.xml") == "parc"
    a = one(tmp_path)
    assert a.text == "Ann said Bo hoped so.\n\n1/2."
    assert words(a) == [(["Bo hoped so"], ["said"], ["Ann"]), (["so"], ["hoped"], ["Bo"])]
    assert [s.nested_in for s in a.statements] == [None, "s1"]


def test_parc_without_places_is_detokenised(tmp_path: Path) -> None:
    row = '<r><SENTENCE><WORD text="``"/><WORD text="No"/><WORD text="\'\'"/><WORD text="."/></SENTENCE></r>'
    (tmp_path / "wsj.xml").write_text(row, encoding="utf-8")
    assert one(tmp_path / "wsj.xml").text == "“No”."


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>'
THIEF = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>'


@pytest.mark.parametrize("content", [BOMB, THIEF])
@pytest.mark.parametrize("format", ["parc", "inception"])
def test_document_types_are_refused(content: str, format: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(content, encoding="utf-8")
    with pytest.raises(AttribError, match=r"a\.xml: declares a document type"):
        one(tmp_path / "a.xml", format)


@pytest.mark.parametrize(
    ("content", "format", "message"),
    [
        ("<r>", "parc", "not readable XML"),
        ("<r/>", "parc", "no WORD elements"),
        ("<r/>", "inception", "no CAS with a sofaString"),
        (xmi('<custom:Cue xmi:id="9" begin="x" end="4"/>'), "inception", "are no offsets"),
    ],
)
def test_other_xml_is_refused(content: str, format: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(content, encoding="utf-8")
    with pytest.raises(AttribError, match=message):
        one(tmp_path / "a.xml", format)


# -- Which format -----------------------------------------------------------------------------------------------------


def test_what_is_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="no such file or folder"):
        read_any(tmp_path / "none")
    with pytest.raises(AttribError, match="'csv' is no annotation format; there are attrib, markup, brat"):
        read_any(tmp_path, "csv")
    with pytest.raises(AttribError, match=r"holds no \.att"):
        read_any(tmp_path)
    for content in ("hello", '{"a": 1}', "{", "[]"):
        (tmp_path / "x").write_text(content, encoding="utf-8")
        with pytest.raises(AttribError):
            read_any(tmp_path / "x")
    with pytest.raises(AttribError, match="'csv' is no format to export to"):
        write_any([], tmp_path / "x", "csv")
    for format in WRITERS:
        with pytest.raises(AttribError, match="cannot be written"):
            write_any([HARBOUR], tmp_path / "x" / "y", format)


def test_attrib_s_own_records_are_told_by_their_keys(tmp_path: Path) -> None:
    write_annotations([HARBOUR, HARBOUR], tmp_path / "a.json")
    assert detect(tmp_path / "a.json") == "attrib"


# -- Corpora ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not (DATA / "polnear/dev").is_dir(), reason="needs ../shared/data/polnear")
def test_polnear_dev_is_read_whole() -> None:
    articles = list(read_any(DATA / "polnear/dev"))
    assert len(articles) == 84
    kinds = Counter(quote_kind(a.text, s.content) for a in articles for s in a.statements)
    # One content's pieces stand in the file in the order (2, 1); in text order it is direct, not mixed (424, 286).
    assert kinds == {"direct": 425, "mixed": 285, "indirect": 1482}
    assert Counter(s.kind for a in articles for s in a.statements).total() == 2192
    # An event may name spans that the file defines after it.
    late = next(a for a in articles if a.id == "politico_2016-09-22_house-panel-votes-to-hold-clinto")
    assert any(s.content == (Span(658, 687), Span(851, 1027)) for s in late.statements)
    assert sum(not s.source for a in articles for s in a.statements) > 100


@pytest.mark.skipif(not (DATA / "cofenet").is_dir(), reason="needs ../shared/data/cofenet")
def test_cofenet_is_read_whole() -> None:
    paragraphs = list(read_any(DATA / "cofenet/polnear-valid.jsonl"))
    assert len(paragraphs) == 1925
    assert len({a.id for a in paragraphs}) == 1925
    assert all(s.content for a in paragraphs for s in a.statements)
