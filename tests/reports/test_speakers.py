"""`attrib quotes`: the tally of speakers, and the choice among them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from checker.article import Article
from checker.errors import AttribError
from checker.reports import REPORTS, RenderOptions
from checker.reports.choosing import by_speakers
from checker.reports.json import from_record, to_record
from checker.reports.quotes import speech
from checker.reports.table import table
from checker.reports.tally import shares


def tally(*articles: Article) -> list[tuple[str, ...]]:
    return [share.row() for share in shares((article, speech(article)) for article in articles)]


def test_tally(story: Article) -> None:
    assert tally(story) == [
        ("Maria Okafor", "person", "harbour master", "3 (1/0/2)", "said 2, told 1"),
        ("Sources", "unnamed", "", "1 (0/0/1)", "said 1"),
        ("no speaker", "", "", "1 (1/0/0)", ""),
    ]


def test_one_name_in_two_files_is_one_speaker_but_sources_are_not(story: Article) -> None:
    names = [(row[0], row[3]) for row in tally(story, story)]
    assert names == [
        ("Maria Okafor", "6 (2/0/4)"),
        ("Sources", "1 (0/0/1)"),
        ("Sources", "1 (0/0/1)"),
        ("no speaker", "2 (2/0/0)"),
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_table_keeps_to_its_width_and_loses_no_word(width: int) -> None:
    rows = [("speaker", "role"), ("Maria 東京港 Okafor", "harbour master of the port of Albin, for now"), ("x", "")]
    lines = table(rows, width)
    assert max(cell_len(line) for row in lines for line in row) <= width
    assert sorted(" ".join(lines[1]).split()) == sorted(" ".join(rows[1]).split())


def test_no_statement_no_table(story: Article) -> None:
    out = REPORTS["text"]([replace(story, statements=(), limits=())], RenderOptions(findings=False))
    assert out == "story.txt\n\n1 file, 0 statements, 0 speakers.\n"


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Maria Okafor"], ["s1", "s2", "s4"]),
        (["okafor"], ["s1", "s2", "s4"]),
        (["Máría"], ["s1", "s2", "s4"]),
        (["the sources"], ["s3"]),
        (["mayor of 東京港"], ["s6"]),
        (["no speaker"], ["s5"]),
        (["NONE"], ["s5"]),
        (["none", "sources"], ["s3", "s5"]),
    ],
)
def test_a_speaker_is_known_by_any_form(story: Article, names: list[str], ids: list[str]) -> None:
    [chosen] = by_speakers([story], names)
    assert [s.id for s in chosen.statements] == ids
    assert from_record(to_record(chosen, findings=False)).statements == chosen.statements


def test_a_mention_is_a_form_but_a_pronoun_is_not(story: Article) -> None:
    mayor = replace(story.speakers[0], mentions=story.speakers[2].mentions)
    story = replace(story, speakers=(mayor, *story.speakers[1:]))
    [chosen] = by_speakers([story], ["The mayor of 東京港"])
    assert {s.speaker for s in chosen.statements} == {"p1", "p3"}
    with pytest.raises(AttribError, match="nobody is “she”"):
        by_speakers([story], ["she"])


def test_files_without_them_are_left_out_and_so_is_what_they_stand_in(story: Article) -> None:
    inner = replace(story.statements[3], nested_in="s5")
    nested = replace(story, statements=(*story.statements[:3], inner, *story.statements[4:]))
    other = replace(story, statements=story.statements[4:5])
    [chosen] = by_speakers([nested, other], ["Okafor"])
    assert [s.nested_in for s in chosen.statements] == [None, None, None]
    assert by_speakers([nested, other], ["Okafor", "none"])[0].statements[-2].nested_in == "s5"
    assert len(by_speakers([nested, other], ["none"])) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Okafro", "nobody is “Okafro”; did you mean Maria Okafor? there are Maria Okafor, Sources, "),
        ("Zyx", "nobody is “Zyx”; there are Maria Okafor, Sources, The mayor of 東京港, no speaker"),
        ("", "nobody is “”; there are Maria Okafor"),
    ],
)
def test_a_name_that_fits_nobody_is_told_who_there_is(story: Article, name: str, said: str) -> None:
    with pytest.raises(AttribError) as refusal:
        by_speakers([story], ["Okafor", name])
    assert str(refusal.value).startswith(f"--speaker: {said}")
    with pytest.raises(AttribError, match="there are no statements"):
        by_speakers([replace(story, statements=())], [name])
