"""Corpora as examples, and what is kept of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

pytest.importorskip("datasets", reason="the training extra is not installed")

from checker.errors import AttribError
from checker.evaluation import corpora
from checker.evaluation.annotations import read_annotations
from checker.evaluation.corpora import load_examples, read_corpus
from checker.modeling.decoding import TAGS
from checker.modeling.examples import example_of
from checker.modeling.recipe import Corpus
from checker.readers import read_string

TINY = Path(__file__).parents[1] / "data/tiny"


@pytest.fixture
def tokenizer_file(tiny_tokenizer: Tokenizer, tmp_path: Path) -> Path:
    tiny_tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path / "tokenizer.json"


@pytest.mark.parametrize(
    "corpus", [Corpus(str(TINY / "train.jsonl")), Corpus(str(TINY / "dev.jsonl"), nested=False, deeds=True)]
)
def test_what_comes_back_is_what_was_prepared(
    corpus: Corpus, tokenizer_file: Path, tiny_tokenizer: Tokenizer, tmp_path: Path
) -> None:
    articles = list(read_annotations(corpus.path))
    for _ in range(2):  # prepared, then taken from what is kept
        for article, example in zip(articles, load_examples(corpus, tokenizer_file, tmp_path / "kept"), strict=True):
            document = read_string(article.text)
            direct = example_of(document, article.statements, tiny_tokenizer, nested=corpus.nested, deeds=corpus.deeds)
            assert example.anchors == direct.anchors
            assert np.array_equal(example.flat, direct.flat)
            assert np.array_equal(example.blind, direct.blind) and example.blind.dtype == np.bool_
            for name in ("ids", "start", "end", "paragraph", "sentence", "features"):
                assert np.array_equal(getattr(example.pieces, name), getattr(direct.pieces, name)), name


def test_every_statement_has_an_anchor_with_its_words(tokenizer_file: Path, tmp_path: Path) -> None:
    corpus = Corpus(str(TINY / "train.jsonl"))
    for article, example in zip(read_corpus(corpus), load_examples(corpus, tokenizer_file, tmp_path), strict=True):
        assert len(example.anchors) == len(article.statements)
        by_start = {min((s.cue or s.content)[0].start for s in [t]): t for t in article.statements}
        for anchor, roles in example.anchors:
            statement = by_start[int(example.pieces.start[anchor])]
            for role in ("source", "cue", "content"):
                found = [
                    article.text[example.pieces.start[a] : example.pieces.end[b - 1]] for r, a, b in roles if r == role
                ]
                assert found == [s.of(article.text) for s in getattr(statement, role)]
        assert example.flat.max() < len(TAGS)
        assert not example.blind[[a for a, _ in example.anchors]].any()


def test_what_is_kept_follows_files_and_code(
    tokenizer_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = Corpus(str(shutil.copy(TINY / "dev.jsonl", tmp_path / "c.jsonl")))
    prepared: list[Corpus] = []
    read = corpora.read_corpus
    monkeypatch.setattr(corpora, "read_corpus", lambda c: prepared.append(c) or read(c))  # type: ignore[func-returns-value]
    (tmp_path / "code").mkdir()
    code = tmp_path / "code/a.py"
    code.touch()
    monkeypatch.setattr(corpora, "_CODE", code.parent)

    def times() -> int:
        prepared.clear()
        assert len(load_examples(corpus, tokenizer_file, tmp_path / "kept")) == 3
        return len(prepared)

    assert times() == 1
    assert times() == 0
    for file in (Path(corpus.path), tokenizer_file, code):
        os.utime(file, (1e9, 2e9 + len(file.name)))
        assert times() == 1, file
        assert times() == 0


def test_an_empty_corpus(tokenizer_file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    corpus = Corpus(str(tmp_path / "empty.jsonl"), format="attrib")
    with pytest.raises(AttribError, match=r"empty\.jsonl: holds no annotated article\.$"):
        load_examples(corpus, tokenizer_file, tmp_path / "kept")
