"""Sentences of which it is known whether they need a source, as examples for the claims head.

A file of JSON lines holds a text each: `text`, and `sentences` with `span` and, where known, `claim`, `judgement` and
`serious`. Annotated articles say as much by their findings: see `of_annotation`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score
from tokenizers import Tokenizer

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.modeling.claim_lesson import ClaimExample
from checker.modeling.claiming import CLAIM_LABELS, sentence_rows, sentence_scores
from checker.modeling.finder import StatementFinder
from checker.modeling.pieces import Pieces
from checker.modeling.recipe import Claims
from checker.readers import read_string
from checker.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """One sentence; None where it is not known."""

    span: Span
    claim: bool | None = None
    judgement: bool | None = None
    serious: bool | None = None


def read_judged(path: Path) -> Iterator[tuple[str, tuple[JudgedSentence, ...]]]:
    """Texts with their judged sentences, from either kind of file. Raises AttribError with the line that is wrong."""
    if _is_annotated(path):
        for article in read_annotations(path):
            yield article.text, of_annotation(article)
        return
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _text(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise AttribError(f"{path}:{number}: not a text with judged sentences ({error!r}).") from error


def _is_annotated(path: Path) -> bool:
    """Whether a file's first line is an annotated article; a line that means nothing is left to be told of by its number."""
    with open(path, "rb") as lines:
        try:
            first = json.loads(lines.readline())
        except ValueError:
            return False
    return isinstance(first, dict) and "schema" in first


def _text(record: dict[str, Any]) -> tuple[str, tuple[JudgedSentence, ...]]:
    sentences = tuple(
        JudgedSentence(Span(*s["span"]), *(s.get(label) for label in CLAIM_LABELS)) for s in record["sentences"]
    )
    text = str(record["text"])
    if any(not 0 <= s.span.start < s.span.end <= len(text) for s in sentences):
        raise ValueError("a span leaves the text")
    if any(v not in (True, False, None) for s in sentences for v in (s.claim, s.judgement, s.serious)):
        raise ValueError("a label is neither true nor false nor null")
    return text, sentences


def of_annotation(article: Annotation) -> tuple[JudgedSentence, ...]:
    """The sentences of an annotated article.

    A body sentence that holds no statement is a claim where ATT102 is found in it, else none. One that holds a statement by an
    unnamed speaker is a judgement where ATT205 is found in it, serious where ATT206 is, else neither.
    """
    document = read_string(article.text, path=article.path)
    found: dict[str, list[Span]] = {"ATT102": [], "ATT205": [], "ATT206": []}
    for f in article.findings:
        if f.code in found:
            found[f.code].append(f.span)
    unnamed = {s.id for s in article.speakers if s.kind == "unnamed"}
    out = []
    for paragraph in document.paragraphs:
        if paragraph.role not in ("body", "caption"):
            continue
        for sentence in sentence_spans(article.text, paragraph.span):
            inside = [s for s in article.statements if any(c.overlaps(sentence) for c in s.content)]
            if not inside:
                out.append(JudgedSentence(sentence, claim=any(x.overlaps(sentence) for x in found["ATT102"])))
            elif all(s.speaker is None or s.speaker in unnamed for s in inside):
                judgement, serious = (any(x.overlaps(sentence) for x in found[code]) for code in ("ATT205", "ATT206"))
                out.append(JudgedSentence(sentence, judgement=judgement, serious=serious))
            elif any(x.overlaps(sentence) for x in found["ATT102"]):
                out.append(JudgedSentence(sentence, claim=True))
    return tuple(out)


def load_claims(corpus: Claims, tokenizer: Tokenizer) -> Iterator[ClaimExample]:
    """The texts of a recipe's file in word pieces. Raises AttribError where it is absent."""
    path = Path(corpus.path)
    if not path.is_file():
        raise AttribError(
            f"{path}: the recipe's file of claims is not there. Put it there, or take it out of the recipe."
        )
    for text, sentences in read_judged(path):
        pieces = Pieces.of(read_string(text), tokenizer)
        rows = sentence_rows(pieces, [s.span for s in sentences])
        labels = np.array([_labels(s) for s in sentences], np.float32).reshape(-1, len(CLAIM_LABELS))
        kept = [k for k, (a, b) in enumerate(rows) if b > a and not np.isnan(labels[k]).all()]
        if kept:
            yield ClaimExample(pieces, tuple(rows[k] for k in kept), labels[kept])


def _labels(sentence: JudgedSentence) -> list[float]:
    values: tuple[bool | None, ...] = (sentence.claim, sentence.judgement, sentence.serious)
    return [np.nan if v is None else float(v) for v in values]


def claim_precision(examples: Sequence[ClaimExample], finder: StatementFinder) -> float:
    """Mean over `CLAIM_LABELS` of the average precision (area under precision and recall) on examples that hold both kinds."""
    scores, labels = [], []
    for e in examples:
        scores.append(sentence_scores(finder.encode(e.pieces)[1], e.rows))
        labels.append(e.labels)
    score, label = np.concatenate(scores), np.concatenate(labels)
    known = ~np.isnan(label)
    values = [
        average_precision_score(label[known[:, k], k], score[known[:, k], k])
        for k in range(len(CLAIM_LABELS))
        if len(set(label[known[:, k], k])) == 2
    ]
    return float(np.mean(values)) if values else 0.0
