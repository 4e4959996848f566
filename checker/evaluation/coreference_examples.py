"""The coreference corpora of a recipe as examples for the antecedent head."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from checker.errors import AttribError
from checker.evaluation.annotations import read_annotations
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
from checker.evaluation.mention_targets import example_of_annotation, example_of_chains, example_of_pronoun
from checker.modeling.finder import StatementFinder
from checker.modeling.mention_examples import MentionExample
from checker.modeling.pointing import collate_mentions
from checker.modeling.recipe import Coreference

_READERS: dict[str, Callable[[Path], Iterable[ChainedText | AmbiguousPronoun]]] = {
    "gum": read_gum,
    "ecbplus": read_ecbplus,
    "litbank": read_litbank,
    "gap": read_gap,
}


def load_mentions(corpus: Coreference, tokenizer: Tokenizer, *, seed: int = 1) -> Iterator[MentionExample]:
    """The examples of a corpus, its renamed copies among them; those that nothing is known of are left out.

    Raises AttribError where the corpus is absent or its format unknown.
    """
    path = Path(corpus.path)
    if not path.exists():
        raise AttribError(f"{path}: the recipe's corpus is not there. Put it there, or take it out of the recipe.")
    if corpus.format == "samples":
        found: Iterable[MentionExample | None] = (example_of_annotation(a, tokenizer) for a in read_annotations(path))
    elif corpus.format in _READERS:
        rng = random.Random(seed)
        found = (
            _example(copy, tokenizer)
            for text in _READERS[corpus.format](path)
            if not corpus.part or part(text.id) == corpus.part
            for copy in (text, *(with_new_names(text, rng) for _ in range(corpus.renamed)))
        )
    else:
        raise AttribError(f"{path}: no coreference format “{corpus.format}”; there are {', '.join(_READERS)}, samples.")
    return (e for e in found if e is not None and e.targets)


def _example(text: ChainedText | AmbiguousPronoun, tokenizer: Tokenizer) -> MentionExample | None:
    if isinstance(text, AmbiguousPronoun):
        return example_of_pronoun(text, tokenizer)
    return example_of_chains(text, tokenizer)


def pointing_accuracy(examples: Sequence[MentionExample], finder: StatementFinder) -> float:
    """The share of targets whose likeliest mention, or “nobody near”, is right."""
    right = total = 0
    for example in examples:
        encoded, _ = finder.encode(example.pieces)
        around = collate_mentions(example.pieces, example.heads, [t.mention for t in example.targets])
        scores = finder.scorer.antecedents(encoded, around)
        open_, good = example.gold(example.targets, around)
        best = np.where(open_, scores, -np.inf).argmax(1)
        right += int(good[np.arange(len(best)), best].sum())
        total += len(best)
    return right / max(1, total)
