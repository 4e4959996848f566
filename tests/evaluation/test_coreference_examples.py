"""A recipe's coreference corpora, and how often a network points right."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from tokenizers import Tokenizer

from checker.errors import AttribError
from checker.evaluation.coreference import part
from checker.evaluation.coreference_examples import load_mentions, pointing_accuracy
from checker.modeling.mention_examples import MentionExample, Target
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import Heads
from checker.modeling.recipe import Coreference

TINY = Path(__file__).parents[1] / "data/tiny/train.jsonl"
HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"


def gap(path: Path, rows: int) -> str:
    """A file of GAP; the last row's pronoun is none."""
    text = "Ada Moll met Clara Weiss on Monday. She wept."
    lines = [f"t-{k}\t{text}\tShe\t36\tAda Moll\t0\tTRUE\tClara Weiss\t13\tFALSE\tx\n" for k in range(rows)]
    path.write_text(HEADER + "".join(lines) + lines[0].replace("\tShe\t36", "\twept\t40"), encoding="utf-8")
    return str(path)


def test_samples(tiny_tokenizer: Tokenizer) -> None:
    examples = list(load_mentions(Coreference(str(TINY), "samples"), tiny_tokenizer))
    assert 1 < len(examples) <= 9
    assert all(e.targets and len(e.heads.piece) > max(t.mention for t in e.targets) for e in examples)


def test_every_text_has_its_renamed_copies(tiny_tokenizer: Tokenizer, tmp_path: Path) -> None:
    path = gap(tmp_path / "gap.tsv", 3)
    plain = list(load_mentions(Coreference(path, "gap"), tiny_tokenizer))
    renamed = list(load_mentions(Coreference(path, "gap", renamed=2), tiny_tokenizer, seed=4))
    assert len(plain) == 3 and len(renamed) == 9, "the row whose pronoun is none is left out"
    assert {tuple(e.pieces.ids) for e in renamed} > {tuple(plain[0].pieces.ids)}
    again = list(load_mentions(Coreference(path, "gap", renamed=2), tiny_tokenizer, seed=4))
    assert all(np.array_equal(a.pieces.ids, b.pieces.ids) for a, b in zip(renamed, again, strict=True))


def test_parts_share_a_corpus_out(tiny_tokenizer: Tokenizer, tmp_path: Path) -> None:
    path = gap(tmp_path / "gap.tsv", 40)
    counts = {p: len(list(load_mentions(Coreference(path, "gap", part=p), tiny_tokenizer))) for p in ("train", "dev")}
    dev = sum(part(f"gap/t-{k}") == "dev" for k in range(40))
    assert counts == {"train": 40 - dev, "dev": dev} and dev


@pytest.mark.parametrize(
    ("name", "format", "says"),
    [
        ("absent", "gap", "absent: the recipe's corpus is not there. Put it there, or take it out of the recipe."),
        ("gap.tsv", "ontonotes", "no coreference format “ontonotes”; there are gum, ecbplus, litbank, gap, samples."),
    ],
)
def test_a_corpus_that_is_no_good_gives_one_line(
    tiny_tokenizer: Tokenizer, tmp_path: Path, name: str, format: str, says: str
) -> None:
    gap(tmp_path / "gap.tsv", 1)
    with pytest.raises(AttribError) as error:
        load_mentions(Coreference(str(tmp_path / name), format), tiny_tokenizer)
    assert str(error.value).startswith(str(tmp_path / name)) and str(error.value).endswith(says)


def test_the_share_of_mentions_that_point_right() -> None:
    n = np.arange(40)
    pieces = Pieces(n, n * 5, n * 5 + 4, n // 40, n // 10, np.zeros((40, 3), np.int64))
    heads = Heads(np.array([2, 5, 6, 12, 15]), np.ones(5, np.int64), np.ones(5, np.bool_))
    targets = (
        Target(3, frozenset({1}), False),  # piece 5: right
        Target(4, frozenset({0}), False),  # piece 2: wrong
        Target(4, frozenset({0}), False, frozenset({1, 2})),  # 5 and 6 are not known, and 2 comes next
        Target(4, frozenset(), True),  # nobody: wrong
    )
    scorer = SimpleNamespace(antecedents=lambda states, batch: -np.abs(batch.index - 5.2))
    finder = SimpleNamespace(
        encode=lambda pieces: (np.zeros((len(pieces), 2)), np.zeros((len(pieces), 4))), scorer=scorer
    )
    assert pointing_accuracy([MentionExample(pieces, heads, targets)], finder) == 0.5  # type: ignore[arg-type]
    assert pointing_accuracy([], finder) == 0  # type: ignore[arg-type]
