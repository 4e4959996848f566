"""Fits what tells a summary in quotation marks (ATT402) from an invention (ATT401), of quotes that stand in no source.

    python -m checker.evaluation.origin_fitting eval/samples/train.jsonl eval/samples/dev.jsonl

writes checker/sources/weights.json anew and prints how often articles that were left out of a fit are told right.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from checker.article import Article, ModelInfo
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.readers import read_string
from checker.sources import Source, parse_source, unfound
from checker.sources.origin import FEATURES

WEIGHTS_FILE = Path(__file__).parents[1] / "sources" / "weights.json"
_STRENGTH = 0.3
_DIGITS = 4


def examples(annotation: Annotation) -> Iterator[tuple[list[float], bool]]:
    """The `FEATURES` of each quote that an annotator flags and no source holds, and whether it was made of a passage."""
    document = read_string(annotation.text, path=annotation.path)
    article = Article(document, ModelInfo("gold", "0"), annotation.statements, annotation.speakers)
    sources: list[Source] = [parse_source(path, text) for path, text in annotation.transcript.items()]
    for statement, features in unfound(article, sources):
        codes = {f.code for f in annotation.findings if any(f.span.overlaps(c) for c in statement.content)}
        if made := codes & {"ATT401", "ATT402"}:
            yield [features[name] for name in FEATURES], "ATT402" in made


def fit(features: NDArray[np.float64], made: NDArray[np.bool_]) -> dict[str, float]:
    """Weights and intercept of a ridge logistic regression over features [n, f] in their own units."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=_STRENGTH).fit(scaler.transform(features), made)
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return {name: round(float(w), _DIGITS) for name, w in zip(FEATURES, weights, strict=True)} | {
        "intercept": round(intercept, _DIGITS)
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="annotated articles, .jsonl")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FILE)
    options = parser.parse_args(arguments)
    annotations = [a for file in options.files for a in read_annotations(file) if a.transcript]
    found = [(number, *example) for number, annotation in enumerate(annotations) for example in examples(annotation)]
    articles, features, made = (np.array(column) for column in zip(*found, strict=True))
    options.output.write_text(json.dumps(fit(features, made), indent=1) + "\n", encoding="utf-8")
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_STRENGTH))
    guesses = cross_val_predict(model, features, made, cv=LeaveOneGroupOut(), groups=articles)
    print(
        f"{len(made)} quotes of {len(set(articles))} articles; left out and told right: {(guesses == made).mean():.3f}"
    )


if __name__ == "__main__":
    main()
