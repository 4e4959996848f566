"""Annotated articles as examples to train on, prepared once and kept by `datasets`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from datasets import Dataset, Features, Sequence, Value, disable_progress_bars
from datasets.exceptions import DatasetGenerationError

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.importers import read_any
from checker.modeling.examples import Example, example_of
from checker.modeling.pieces import FEATURE_SIZES, Pieces, load_tokenizer
from checker.modeling.recipe import Corpus
from checker.readers import read_string

#: What prepares the articles: they are prepared anew after a change in it.
_CODE = Path(__file__).resolve().parents[1]
_ROLES = ("source", "cue", "content")
_FLAT_COLUMNS = ("ids", "start", "end", "paragraph", "sentence", "features", "flat", "blind")
# One row a role span: which anchor it belongs to, the anchor's piece, the role, first and last-but-one piece.
_SPAN_COLUMNS = ("anchor", "role", "first", "last")


def read_corpus(corpus: Corpus) -> list[Annotation]:
    """The annotated articles of a corpus. Raises AttribError where it is absent or holds none."""
    path = Path(corpus.path)
    if not path.exists():
        raise AttribError(f"{path}: the recipe's corpus is not there. Put it there, or take it out of the recipe.")
    found = list(read_any(path, corpus.format or None))
    if not found:
        raise AttribError(f"{path}: holds no annotated article.")
    return found


def load_examples(corpus: Corpus, tokenizer_file: Path, cache: Path) -> list[Example]:
    """The corpus in word pieces; what was prepared before from the same files by the same code is taken from `cache`."""
    disable_progress_bars()
    columns = {name: Sequence(Value("int64")) for name in (*_FLAT_COLUMNS, *_SPAN_COLUMNS)}
    given = {
        "corpus": corpus,
        "tokenizer_file": str(tokenizer_file),
        "written": (_last_written(Path(corpus.path)), _last_written(tokenizer_file), _last_written(_CODE)),
    }
    try:
        data = Dataset.from_generator(_rows, features=Features(columns), cache_dir=str(cache), gen_kwargs=given)
    except DatasetGenerationError as error:
        if isinstance(error.__cause__, AttribError):
            raise error.__cause__ from None
        raise
    return [_example(row) for row in data.with_format("numpy")]


def _last_written(path: Path) -> float:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc"]
    return max((p.stat().st_mtime for p in files), default=0.0)


def _rows(corpus: Corpus, tokenizer_file: str, written: tuple[float, ...]) -> Iterator[dict[str, Any]]:
    tokenizer = load_tokenizer(tokenizer_file)
    for annotation in read_corpus(corpus):
        document = read_string(annotation.text, path=annotation.path)
        example = example_of(document, annotation.statements, tokenizer, nested=corpus.nested, deeds=corpus.deeds)
        pieces = example.pieces
        row: dict[str, Any] = {
            "ids": pieces.ids,
            "start": pieces.start,
            "end": pieces.end,
            "paragraph": pieces.paragraph,
            "sentence": pieces.sentence,
            "features": pieces.features.reshape(-1),
            "flat": example.flat,
            "blind": example.blind.astype(np.int64),
        }
        spans = [(a, _ROLES.index(role), first, last) for a, roles in example.anchors for role, first, last in roles]
        row |= {name: [s[i] for s in spans] for i, name in enumerate(_SPAN_COLUMNS)}
        yield row


def _example(row: dict[str, Any]) -> Example:
    pieces = Pieces(
        row["ids"],
        row["start"],
        row["end"],
        row["paragraph"],
        row["sentence"],
        row["features"].reshape(-1, len(FEATURE_SIZES)),
    )
    anchors: dict[int, list[tuple[str, int, int]]] = {}
    for anchor, role, first, last in zip(*(row[name].tolist() for name in _SPAN_COLUMNS), strict=True):
        anchors.setdefault(anchor, []).append((_ROLES[role], first, last))
    spans = tuple((a, tuple(s)) for a, s in sorted(anchors.items()))
    return Example(pieces, spans, row["flat"], row["blind"].astype(np.bool_))
