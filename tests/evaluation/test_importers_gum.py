"""GUM: attributions of its rhetorical structure become statements, with speakers from its coreference."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.coreference.conllu import read_conllu
from checker.evaluation.coreference.discourse import discourse
from checker.evaluation.importers import detect, read_any

DATA = Path(os.environ.get("ATTRIB_DATA", Path(__file__).parents[3] / "shared" / "data"))


def conllu(*sentences: tuple[str, str], genre: str = "news") -> str:
    """A file. A sentence is its text and a row a word: form, part of speech, head, relation, then the rest of `misc`."""
    blocks = []
    for n, (text, rows) in enumerate(sentences):
        lines = [f"# meta::genre = {genre}"] if n == 0 else []
        lines += [f"# text = {text}"]
        for i, row in enumerate(rows.strip().splitlines(), 1):
            form, upos, head, relation, *misc = row.split()
            xpos = {"PROPN": "NNP", "PUNCT": "``" if form == '"' else form}.get(upos, upos)
            lemma = {"said": "say", "thinks": "think", "voted": "vote", "is": "be", "told": "tell"}.get(form, form)
            columns = [f"{i}", form, lemma, upos, xpos, "_", head, relation, "_", misc[0] if misc else "_"]
            lines.append("\t".join(columns))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


NESTED = (
    "Ann Lee , the clerk , said Kim thinks the vault is empty .".replace(" ,", ",").replace(" .", "."),
    """
    Ann PROPN 7 nsubj Discourse=attribution-positive:1->3:1:_|Entity=(1-person-new(2-person-new
    Lee PROPN 1 flat Entity=2)
    , PUNCT 1 punct
    the DET 5 det
    clerk NOUN 1 appos Entity=1)
    , PUNCT 1 punct
    said VERB 0 root
    Kim PROPN 9 nsubj Discourse=attribution-positive:2->3:0:_|Entity=(3-person-new)
    thinks VERB 7 ccomp
    the DET 11 det Discourse=ROOT:3:0
    vault NOUN 13 nsubj
    is AUX 13 cop
    empty ADJ 9 ccomp
    . PUNCT 7 punct
    """,
)
QUOTED = (
    '"It is shut," she said.',
    """
    " PUNCT 5 punct Discourse=ROOT:4:0
    It PRON 4 nsubj
    is AUX 4 cop
    shut ADJ 0 root
    , PUNCT 4 punct
    " PUNCT 4 punct
    she PRON 8 nsubj Discourse=attribution-positive:5->4:0:_|Entity=(2-person-giv)
    said VERB 4 parataxis
    . PUNCT 4 punct
    """,
)
FOLLOWING = (
    '"For good."',
    """
    " PUNCT 3 punct Discourse=elaboration-additional:6->4:1:_
    For ADP 3 case
    good NOUN 0 root
    . PUNCT 3 punct
    " PUNCT 3 punct
    """,
)
OF_SELF = (
    "I said it was shut.",
    """
    I PRON 2 nsubj Discourse=attribution-positive:7->8:0:_
    said VERB 0 root
    it PRON 5 nsubj Discourse=elaboration-additional:8->4:2:_
    was AUX 5 cop
    shut ADJ 2 ccomp
    . PUNCT 2 punct
    """,
)
DEED = (
    "Lee voted to shut it.",
    """
    Lee PROPN 2 nsubj Discourse=attribution-positive:9->10:0:_
    voted VERB 0 root
    to PART 4 mark Discourse=elaboration-additional:10->4:2:_
    shut VERB 2 xcomp
    it PRON 4 obj
    . PUNCT 2 punct
    """,
)


def read(tmp_path: Path, *sentences: tuple[str, str], genre: str = "news") -> list[Annotation]:
    path = tmp_path / "GUM_news_vault.conllu"
    path.write_text(conllu(*sentences, genre=genre), encoding="utf-8")
    return list(read_any(path))


def words(a: Annotation) -> list[tuple[list[str], ...]]:
    return [tuple([p.of(a.text) for p in part] for part in (s.source, s.cue, s.content)) for s in a.statements]


def test_an_attribution_inside_another_is_nested(tmp_path: Path) -> None:
    (a,) = read(tmp_path, NESTED)
    assert words(a) == [
        (["Ann Lee, the clerk"], ["said"], ["Kim thinks the vault is empty"]),
        (["Kim"], ["thinks"], ["the vault is empty"]),
    ]
    outer, inner = a.statements
    assert (outer.act, outer.nested_in, inner.act, inner.nested_in) == ("speech", None, "thought", "s1")
    assert [a.speaker_of(s).name for s in a.statements] == ["Ann Lee", "Kim"]  # type: ignore[union-attr]


def test_a_quote_keeps_its_marks_and_the_sentence_that_follows(tmp_path: Path) -> None:
    (a,) = read(tmp_path, QUOTED, FOLLOWING)
    assert words(a) == [(["she"], ["said"], ['"It is shut,"', '"For good."'])]
    assert a.statements[0].kind == "direct"


def test_a_pronoun_has_the_name_of_its_chain(tmp_path: Path) -> None:
    (a,) = read(tmp_path, NESTED, QUOTED)
    last = a.speaker_of(a.statements[-1])
    assert last is not None and last.name == "Ann Lee" and len(last.mentions) == 2


def test_deeds_and_what_one_says_of_oneself_are_no_statements(tmp_path: Path) -> None:
    (a,) = read(tmp_path, QUOTED, OF_SELF, DEED)
    assert [s for _, s, _ in words(a)] == [["said"]]
    assert len(a.statements) == 1


def test_genres_that_are_spoken_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, NESTED, genre="court") == []


def test_the_argument_holds_what_is_attached_more_nearly(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(conllu(QUOTED, FOLLOWING), encoding="utf-8")
    structure = discourse(read_conllu(path).words)
    assert structure.argument(structure.units[5]) == frozenset(range(6))
    assert structure.argument(structure.units[6]) == frozenset(range(9))


def test_detection_and_refusal(tmp_path: Path) -> None:
    read(tmp_path, NESTED)
    assert detect(tmp_path) == detect(tmp_path / "GUM_news_vault.conllu") == "gum"
    (tmp_path / "GUM_news_vault.conllu").write_text("1\tno\n", encoding="utf-8")
    with pytest.raises(AttribError, match="not CoNLL-U"):
        list(read_any(tmp_path))


@pytest.mark.skipif(not (DATA / "gum").is_dir(), reason="GUM is not at ATTRIB_DATA")
def test_gum_gives_statements_whose_parts_keep_apart() -> None:
    found = list(read_any(DATA / "gum" / "dep", "gum"))
    assert len(found) == 40
    assert sum(len(a.statements) for a in found) > 150
    assert any(s.nested_in for a in found for s in a.statements)
    for a in found:
        for s in a.statements:
            parts = sorted(s.content + s.cue + s.source)
            assert all(p.end <= q.start for p, q in itertools.pairwise(parts)), (a.id, s)
            assert s.speaker is None or a.speaker_of(s) is not None
