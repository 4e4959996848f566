import pytest

from checker.errors import AttribError
from checker.evaluation.polnear import read_raw

TEXT = "Lee said\r\nthat it rains. It was named.\n"


def write(folder, records, name="a"):
    for part in ("text", "attributions"):
        (folder / part).mkdir(exist_ok=True)
    (folder / "text" / f"{name}.txt").write_text(TEXT, encoding="utf-8", newline="")
    (folder / "attributions" / f"{name}_0001.ann").write_text(records, encoding="utf-8", newline="")
    return folder


def test_relations(tmp_path):
    records = (
        "T1\tSource 0 3\tLee\n"
        "T2\tCue 4 8\tsaid\n"
        "T3\tContent 10 14;15 23\tthat it rains\n"
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content1:T3\n"
        "E2\t\n"
        "E3\tAttribution-no-source:T2 Cue:T2\n"  # no content: no statement
        "E4\tAttribution:T2 Content:T9\n"  # a span that is not there
    )
    folder = write(tmp_path, records)
    (folder / "attributions" / "a_0002.ann").write_text("T1\tSource 0 3\tLee\n")  # a second annotator's is left alone
    (folder / "text" / "unannotated.txt").write_text("x")
    (article,) = read_raw(folder)
    assert (article.id, article.text) == ("a", TEXT)
    (s,) = article.statements
    assert [p.of(TEXT) for p in (*s.source, *s.cue, *s.content)] == ["Lee", "said", "that", "it rains"]


def test_a_record_that_runs_over_a_line_is_cut_there(tmp_path):
    # The scorers that published the figures read it so; its span is lost, and the relation has no source.
    records = "T1\tSource 0 3\nLee\nT3\tContent 10 14\tthat\nE1\tAttribution:T3 Source:T1 Content:T3\n"
    (article,) = read_raw(write(tmp_path, records))
    assert article.statements[0].source == ()


def test_what_is_no_corpus_is_refused(tmp_path):
    with pytest.raises(AttribError, match="no articles with annotations"):
        list(read_raw(tmp_path))
    with pytest.raises(AttribError, match=r"a_0001.ann: not brat"):
        list(read_raw(write(tmp_path, "T1\tSource zero 3\tLee\n")))
