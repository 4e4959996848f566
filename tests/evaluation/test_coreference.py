"""Coreference corpora: spans are exact, chains ordered; names and genders change consistently."""

from __future__ import annotations

import os
import random
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.coreference import (
    AmbiguousPronoun,
    ChainedText,
    part,
    read_ecbplus,
    read_gap,
    read_gum,
    read_litbank,
    with_new_names,
)
from checker.evaluation.coreference.chained_text import in_order
from checker.evaluation.coreference.renaming import _apply
from checker.evaluation.coreference.spacing import join

DATA = Path(os.environ.get("ATTRIB_DATA", Path(__file__).parents[3] / "shared" / "data"))
needs_data = pytest.mark.skipif(not (DATA / "gum").is_dir(), reason="the corpora are not at ATTRIB_DATA")

CONLLU = """\
# newdoc id = GUM_news_pier
# meta::genre = news
# newpar
# text = "It's shut," said Ann Lee.
1\t"\t"\tPUNCT\t``\t_\t4\tpunct\t_\tSpaceAfter=No
2-3\tIt's\t_\t_\t_\t_\t_\t_\t_\t_
2\tIt\tit\tPRON\tPRP\t_\t4\tnsubj\t_\tEntity=(1-place-new-n-cf1-1-coref)
3\t's\tbe\tAUX\tVBZ\t_\t4\tcop\t_\t_
4\tshut\tshut\tADJ\tJJ\t_\t7\tccomp\t_\tSpaceAfter=No
5\t,\t,\tPUNCT\t,\t_\t4\tpunct\t_\tSpaceAfter=No
6\t"\t"\tPUNCT\t''\t_\t4\tpunct\t_\t_
7\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
8\tAnn\tAnn\tPROPN\tNNP\t_\t7\tnsubj\t_\tEntity=(2-person-new-n-cf2-1-coref
9\tLee\tLee\tPROPN\tNNP\t_\t8\tflat\t_\tEntity=2)|SpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_

# newpar
# text = She left the pier on Monday.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(2-person-giv-n-cf1-1-ana)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\tEntity=(1-place-giv-n-cf2-1-coref
4\tpier\tpier\tNOUN\tNN\t_\t2\tobj\t_\tEntity=1)
5\ton\ton\tADP\tIN\t_\t6\tcase\t_\t_
6\tMonday\tMonday\tPROPN\tNNP\t_\t2\tobl\t_\tEntity=(3-time-new-n-cf3-1-sgl)|SpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def words(text: ChainedText) -> list[list[str]]:
    return [[span.of(text.text) for span in chain] for chain in text.chains]


def chained(text: str, *chains: str) -> ChainedText:
    """Chains of mentions given as “name@nth occurrence”, parted by semicolons."""

    def span(mention: str) -> Span:
        name, _, nth = mention.partition("@")
        start = -1
        for _ in range(int(nth or 1)):
            start = text.index(name, start + 1)
        return Span(start, start + len(name))

    return ChainedText("gum/x", "gum", text, in_order([span(m) for m in c.split(";")] for c in chains), True, "news")


def test_gum_is_read_with_its_spacing_and_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "dep").mkdir()
    (tmp_path / "dep" / "GUM_news_pier.conllu").write_text(CONLLU, encoding="utf-8")
    (text,) = read_gum(tmp_path)
    assert text.text == '"It\'s shut," said Ann Lee.\n\nShe left the pier on Monday.'
    assert words(text) == [["It", "the pier"], ["Ann Lee", "She"]]  # Monday speaks as little as a pier that no “it” is
    assert (text.id, text.genre, text.complete) == ("gum/GUM_news_pier", "news", True)


def test_gum_refuses_words_that_are_not_those_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "x.conllu").write_text(CONLLU.replace("said Ann Lee.\n", "said Lee.\n"), encoding="utf-8")
    with pytest.raises(AttribError, match=r"x\.conllu: not CoNLL-U"):
        list(read_gum(tmp_path))


def test_ecbplus_keeps_the_whole_text_and_the_validated_mentions(tmp_path: Path) -> None:
    sentences = ["http : / / x", "Pier shut", "`` No , '' said Lee 's aide .", "He left ."]
    tokens, number = [], 0
    for s, sentence in enumerate(sentences):
        for word in sentence.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{s}" number="0">{word}</token>')
    marked = {"1": "Lee", "2": "aide", "3": "He"}
    place = {w: i for i, w in enumerate(" ".join(sentences).split(), 1)}
    mentions = "".join(
        f'<HUMAN_PART_PER m_id="{m}"><token_anchor t_id="{place[w]}"/></HUMAN_PART_PER>' for m, w in marked.items()
    )
    relation = '<CROSS_DOC_COREF r_id="9" note="HUM1"><source m_id="2"/><source m_id="3"/></CROSS_DOC_COREF>'
    (tmp_path / "ECB+" / "4").mkdir(parents=True)
    (tmp_path / "ECB+" / "4" / "4_1ecbplus.xml").write_text(
        f"<Document>{''.join(tokens)}<Markables>{mentions}</Markables><Relations>{relation}</Relations></Document>"
    )
    csv = tmp_path / "ECBplus_coreference_sentences.csv"
    csv.write_text("Topic,File,Sentence Number\n4,1ecbplus,2\n")
    (text,) = read_ecbplus(tmp_path)
    assert text.text == 'Pier shut\n\n"No," said Lee\'s aide. He left.'
    assert words(text) == [["Lee"], ["aide"]]  # the sentence of “He” was not validated
    csv.write_text("Topic,File,Sentence Number\n4,1ecbplus,2\n4,1ecbplus,3\n")
    assert words(next(read_ecbplus(tmp_path))) == [["Lee"], ["aide", "He"]]
    assert not text.complete


def test_gap_is_read_unquoted(tmp_path: Path) -> None:
    file = tmp_path / "gap.tsv"
    header = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    file.write_text(f'{header}d-1\t"Ann met Bea, said her aunt.\ther\t19\tAnn\t1\tTRUE\tBea\t9\tFALSE\tx\n')
    (row,) = read_gap(file)
    assert [s.of(row.text) for s in (row.pronoun, row.a, row.b)] == ["her", "Ann", "Bea"]
    assert (row.feminine, row.a_coref, row.b_coref) == (True, True, False)
    assert words(row.chained) == [["Ann", "her"], ["Bea"]]
    file.write_text(f"{header}d-1\tAnn met her\ther\t3\tAnn\t0\tTRUE\tAnn\t0\tFALSE\tx\n")
    with pytest.raises(AttribError, match="“her” is not at 3"):
        list(read_gap(file))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("`` I do n't , '' she said .", '"I don\'t," she said.'),
        ('" Yes , " he said . " No . "', '"Yes," he said. "No."'),
        ("The boys ' mother ( 41 ) paid $ 5 .", "The boys' mother (41) paid $5."),
        ("a two - hour talk - Monday 's", "a two-hour talk - Monday's"),
        ("at 14 : 25 , 6 . 1 miles off", "at 14:25, 6.1 miles off"),
        ("“ Well , ” said I ; “ go ! ”", "“Well,” said I; “go!”"),
    ],
)
def test_tokens_are_joined_as_printed(tokens: str, text: str) -> None:
    assert join([tokens.split()])[0] == text


def test_a_quote_after_a_quote_is_a_new_paragraph() -> None:
    assert join([["“", "Go", ".", "”"], ["“", "No", ".", "”"], ["He", "went", "."]])[0] == "“Go.”\n\n“No.” He went."


@given(
    st.lists(st.lists(st.sampled_from("a B 's n't , . \" ' `` '' ( ) - -- “ ” $ 5".split()), max_size=8), max_size=4)
)
def test_every_token_stands_where_it_says(sentences: list[list[str]]) -> None:
    text, places = join(sentences)
    for sentence, spans in zip(sentences, places, strict=True):
        assert [s.of(text) for s in spans] == [{"``": '"', "''": '"'}.get(t, t) for t in sentence]
    flat = [s for spans in places for s in spans]
    assert all(a.end <= b.start and not text[a.end : b.start].strip() for a, b in pairwise(flat))


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_edits_move_spans_with_their_words(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        (Span(a, b), data.draw(st.text("XYZ", min_size=1, max_size=4)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    new, moved = _apply(text, edits)
    for span, word in edits:
        assert moved(span).of(new) == word
    first, last = (edits[0][0].start, edits[-1][0].end) if edits else (0, 0)
    assert moved(Span(0, first)).of(new) == text[:first]
    assert moved(Span(last, len(text))).of(new) == text[last:]


LEE = "Mrs. Ann Lee told her son that Paul Weston hurt her. “It was his,” said Lee. Ann saw him go. Paul left."
LEE_CHAINS = ("Mrs. Ann Lee;her;her@2;Lee@2;Ann@2", "her son", "Paul Weston;his;him;Paul@2")


def test_names_change_all_through_and_genders_with_pronouns() -> None:
    text = chained(LEE, *LEE_CHAINS)
    assert words(text)[0] == ["Mrs. Ann Lee", "her", "her", "Lee", "Ann"]
    seen = set()
    for seed in range(8):
        new = with_new_names(text, random.Random(seed))
        woman, son, man = words(new)
        title, given, surname = woman[0].split()
        assert woman[3:] == [surname, given] and given != "Ann" and surname != "Lee"
        assert (man[0].split()[0], man[3]) == (man[3], man[0].split()[0])
        swapped = son == ["his daughter"]
        expected = ["Mr.", "his", "him", "hers", "her"] if swapped else ["Mrs.", "her", "her", "his", "him"]
        assert [title, *woman[1:3], *man[1:3]] == expected
        seen.add(swapped)
    assert seen == {True, False}


def test_places_organizations_and_pronouns_keep_their_words() -> None:
    text = chained("Ann Lee of the Lee Institute flew to Paris. I met Will in Texas. I will, she said.", "Ann Lee;she")
    for seed in range(4):
        new = with_new_names(text, random.Random(seed)).text
        assert "Texas. I will," in new and "I met Will" in new


def test_a_renamed_pronoun_row_says_its_new_gender() -> None:
    text = "Ann Moss met Bea when her shift ended."
    row = AmbiguousPronoun("gap/1", text, Span(22, 25), Span(0, 8), Span(13, 16), True, False, True)
    genders = set()
    for seed in range(8):
        new = with_new_names(row, random.Random(seed))
        assert new.pronoun.of(new.text) == ("her" if new.feminine else "his")
        assert len(new.a.of(new.text).split()) == 2 and "Moss" not in new.text and "Bea" not in new.text
        assert (new.a_coref, new.b_coref) == (True, False)
        genders.add(new.feminine)
    assert genders == {True, False}


def test_a_topic_of_ecbplus_is_in_one_part() -> None:
    assert all(part(f"ecbplus/{t}/1ecb") == part(f"ecbplus/{t}/9ecbplus") for t in range(45))
    dev = sum(part(f"gum/{n}") == "dev" for n in range(2000))
    assert 160 <= dev <= 240


@needs_data
def test_the_corpora_hold_what_they_are_said_to_hold() -> None:
    texts = [*read_gum(DATA / "gum"), *read_litbank(DATA / "litbank"), *read_ecbplus(DATA / "ecbplus")]
    counts = {c: sum(t.corpus == c for t in texts) for c in ("gum", "litbank", "ecbplus")}
    assert counts == {"gum": 109, "litbank": 100, "ecbplus": 982}
    for text in texts:
        assert text.chains == in_order(text.chains)
        for span in (s for chain in text.chains for s in chain):
            assert 0 <= span.start < span.end <= len(text.text)
            assert span.of(text.text) == span.of(text.text).strip()
    for text in texts[::60]:
        new = with_new_names(text, random.Random(text.id))
        for before, after in zip(text.chains, new.chains, strict=True):
            assert [len(b.of(text.text).split()) for b in before] == [len(a.of(new.text).split()) for a in after]


@needs_data
def test_litbank_mentions_are_the_words_of_its_own_file() -> None:
    for text in islice(read_litbank(DATA / "litbank"), 5):
        file = DATA / "litbank" / "coref" / "tsv" / f"{text.id.partition('/')[2]}_brat.ann"
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        written = {"".join(r[6].split()) for r in rows if r[0] == "MENTION"}
        assert all("".join(m.split()) in written for chain in words(text) for m in chain)
