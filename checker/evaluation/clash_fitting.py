"""Fits what finds contradictions inside an article: the ranking of pairs, and the probability that two clash.

    python -m checker.evaluation.clash_fitting eval/samples/train.jsonl --clean ../shared/data/polnear/train

writes checker/comparing/weights.json anew, with what the released pair model says of each pair; `--judge NAME` names another
one, `--judge none` takes every pair for neutral.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from checker.article import Article, ModelInfo
from checker.comparing.assertions import Assertion, assertions
from checker.comparing.clashing import Judge, is_silent, pair_features
from checker.comparing.features import FEATURES, SPEAK_FOR, TEXT_FEATURES, Comparison, FloatArray
from checker.comparing.retrieval import Pair, can_clash, candidate_pairs
from checker.comparing.weights import Weights
from checker.document import Span, hull
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.evaluation.importers import read_any
from checker.findings import Finding
from checker.linking import link_speakers
from checker.modeling.pair_judge import DEFAULT_PAIR_MODEL, PairJudge
from checker.readers import read_string

CONTRADICTIONS = ("ATT301", "ATT302", "ATT306")
WEIGHTS_FILE = Path(__file__).parents[1] / "comparing" / "weights.json"
_STRENGTH = 0.1


def neutral(pairs: Sequence[tuple[str, str]]) -> FloatArray:
    """A judge that knows nothing."""
    return np.full((len(pairs), 3), 1 / 3)


def gold_article(annotation: Annotation, *, link: bool = False) -> Article:
    """An annotation as an article with its gold statements and speakers; `link`: with speakers found by attrib."""
    document = read_string(annotation.text, path=annotation.path)
    statements, speakers = annotation.statements, annotation.speakers
    if link:
        statements, speakers = link_speakers(document, statements)
    return Article(document, ModelInfo("gold", "0"), statements, speakers)


def is_gold(article: Article, finding: Finding, a: Assertion, b: Assertion) -> bool:
    """Whether a pair has one end of a contradiction in each of its sides."""
    contents = {hull(s.content) for s in article.statements}

    def at(assertion: Assertion, end: Span) -> bool:
        # Between the pieces of a statement stands its attribution, which is none of what it says.
        return assertion.span.overlaps(end) and not (assertion.is_paper and end in contents)

    related = [r.span for r in finding.related if r.path is None]
    return any(at(one, finding.span) and any(at(other, r) for r in related) for one, other in ((a, b), (b, a)))


@dataclass(frozen=True)
class Reading:
    """One article prepared: all its assertions, and the gold contradictions."""

    article: Article
    comparison: Comparison
    gold: tuple[Finding, ...]

    @property
    def found(self) -> Sequence[Assertion]:
        return self.comparison.assertions

    @classmethod
    def of(cls, article: Article, gold: Iterable[Finding]) -> Reading:
        return cls(
            article, Comparison(article, assertions(article)), tuple(f for f in gold if f.code in CONTRADICTIONS)
        )

    def label(self, pair: Pair) -> bool:
        """Whether a pair is a contradiction that the annotation has."""
        return any(is_gold(self.article, f, self.found[pair[0]], self.found[pair[1]]) for f in self.gold)


def fit_retrieval(readings: Sequence[Reading]) -> FloatArray:
    """Weights of the text features that rank gold pairs above the other pairs of their article."""
    features, labels = [], []
    for reading in (r for r in readings if r.gold):
        n = len(reading.found)
        for i in range(n):
            for j in range(i + 1, n):
                if can_clash(reading.found[i], reading.found[j]):
                    label = reading.label((i, j))
                    # Of the many others every seventh will do.
                    if label or (i + j) % 7 == 0:
                        features.append(reading.comparison.text_features(i, j))
                        labels.append(label)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=5000)
    return _scaled_fit(np.array(features), np.array(labels), model)[0]


def recall(readings: Iterable[Reading], weights: Weights) -> tuple[int, int, float]:
    """Gold contradictions that some retrieved pair holds, how many there are, and pairs for 800 words."""
    hits = total = pairs_seen = size = 0
    for reading in readings:
        pairs, _ = candidate_pairs(reading.comparison, weights=weights)
        pairs_seen, size = pairs_seen + len(pairs), size + len(reading.article.text.split())
        for finding in reading.gold:
            total += 1
            hits += any(is_gold(reading.article, finding, reading.found[i], reading.found[j]) for i, j in pairs)
    return hits, total, 800 * pairs_seen / size


def fit_verdict(readings: Sequence[Reading], weights: Weights, judge: Judge) -> tuple[FloatArray, float]:
    """Coefficients of `FEATURES`, and the intercept, that give retrieved pairs their calibrated probability.

    A feature that never changes (what the judge says, where there is none) gets 0.
    """
    features, labels = [], []
    for reading in readings:
        pairs, text = candidate_pairs(reading.comparison, weights=weights)
        kept = [
            k for k, (i, j) in enumerate(pairs) if not is_silent(reading.article, reading.found[i], reading.found[j])
        ]
        if kept:
            chosen = [pairs[k] for k in kept]
            features.append(pair_features(reading.found, chosen, text[kept], judge))
            labels += [reading.label(p) for p in chosen]
    table = np.vstack(features)
    model = LogisticRegression(C=_STRENGTH, max_iter=5000)
    positive = np.array([name in SPEAK_FOR for name in FEATURES])
    while True:
        coefficients, intercept = _scaled_fit(table, np.array(labels), model)
        wrong = positive & (coefficients < 0)
        if not wrong.any():
            return coefficients, intercept
        table[:, int(np.argmin(np.where(wrong, coefficients * table.std(axis=0), 0)))] = 0


def _scaled_fit(table: FloatArray, labels: NDArray[np.bool_], model: LogisticRegression) -> tuple[FloatArray, float]:
    """Fits on features brought to one scale, and gives the coefficients and the intercept for those as they are."""
    mean, spread = table.mean(axis=0), table.std(axis=0)
    moves = spread > 1e-9
    model.fit((table[:, moves] - mean[moves]) / spread[moves], labels)
    coefficients = np.zeros(table.shape[1])
    coefficients[moves] = model.coef_[0] / spread[moves]
    return coefficients, float(model.intercept_[0] - coefficients @ mean)


def fit(readings: Sequence[Reading], judge: Judge) -> Weights:
    """Both regressions, one after the other."""
    retrieval = fit_retrieval(readings)
    weights = Weights(retrieval, np.zeros(len(FEATURES)), 0.0)
    verdict, intercept = fit_verdict(readings, weights, judge)
    return Weights(retrieval, verdict, intercept)


def write(weights: Weights, path: Path) -> None:
    """Writes the table that `checker.comparing.weights` reads."""
    table = {
        "retrieval": {n: round(float(w), 3) for n, w in zip(TEXT_FEATURES, weights.retrieval, strict=True)},
        "verdict": {n: round(float(w), 3) for n, w in zip(FEATURES, weights.verdict, strict=True)}
        | {"intercept": round(weights.intercept, 3)},
    }
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def sample_readings(path: str | Path) -> list[Reading]:
    """Annotated articles, with their gold statements and speakers."""
    return [Reading.of(gold_article(a), a.findings) for a in read_annotations(path)]


def clean_readings(path: str | Path, most: int) -> list[Reading]:
    """Articles of a corpus whose statements are annotated and which are held to contradict themselves nowhere."""
    return [Reading.of(gold_article(a, link=True), ()) for a in islice(read_any(path), most)]


def _judge(name: str) -> Judge:
    if name == "none":
        return neutral
    judge = PairJudge.open(name)
    return lambda pairs: judge.probabilities(pairs).astype(np.float64)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", help="annotated articles, as JSON lines")
    parser.add_argument("--clean", help="a corpus without contradictions, in any format that attrib eval reads")
    parser.add_argument("--most", type=int, default=100, help="how many articles of it (default 100)")
    parser.add_argument("--judge", default=DEFAULT_PAIR_MODEL, help="a pair model, or none (default %(default)s)")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FILE, help="where the weights go")
    options = parser.parse_args()
    readings = sample_readings(options.samples)
    hard = clean_readings(options.clean, options.most) if options.clean else []
    weights = fit([*readings, *hard], _judge(options.judge))
    write(weights, options.output)
    hits, total, pairs = recall(readings, weights)
    print(f"retrieval: {hits} of {total} contradictions, {pairs:.0f} pairs for 800 words")


if __name__ == "__main__":
    main()
