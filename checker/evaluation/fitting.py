"""Calibration and threshold of a model, fitted on dev."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from checker.document import Document
from checker.evaluation.annotation import Annotation
from checker.evaluation.matching import match
from checker.evaluation.metrics import Rules, pieces, statement_score
from checker.modeling.assembly import assemble
from checker.modeling.encoded import Candidate
from checker.modeling.finder import StatementFinder
from checker.modeling.settings import Calibration, Settings, log_odds
from checker.readers import read_string
from checker.statements import Statement

_THRESHOLDS = np.arange(0.10, 0.70, 0.02)


class DevSet:
    """Annotated articles read by a finder once, to be scored at any threshold."""

    def __init__(self, gold: Sequence[Annotation], rules: Rules) -> None:
        self.gold = gold
        self.rules = rules
        self.documents: list[Document] = [read_string(a.text, path=a.path) for a in gold]

    def candidates(self, finder: StatementFinder) -> list[list[Candidate]]:
        """What a finder reads in every article, before any threshold."""
        return finder.candidates(self.documents)

    def f1(self, candidates: Sequence[Sequence[Candidate]], calibration: Calibration, threshold: float) -> float:
        """Statement F1 at a threshold."""
        hits = predicted = gold = 0
        for annotation, document, found in zip(self.gold, self.documents, candidates, strict=True):
            scored = ((c.reading, c.confidence(calibration)) for c in found)
            statements = assemble(document, [(r, p) for r, p in scored if p >= threshold])
            ours = pieces(self._counted(statements), annotation.text)
            theirs = pieces(annotation.statements, annotation.text)
            hits += len(match(theirs, ours, statement_score))
            predicted, gold = predicted + len(ours), gold + len(theirs)
        return 2 * hits / max(1, predicted + gold)

    def labels(self, candidates: Sequence[Sequence[Candidate]]) -> tuple[list[tuple[float, float]], list[bool]]:
        """Log odds of anchor and path of every candidate, and whether some gold statement is what it says."""
        features: list[tuple[float, float]] = []
        right: list[bool] = []
        for annotation, document, found in zip(self.gold, self.documents, candidates, strict=True):
            golds = pieces(annotation.statements, annotation.text)
            for c in found:
                (one, *_) = assemble(document, [(c.reading, 1.0)]) or (None,)
                own = Statement("s0", "indirect", "other", c.reading.content, c.reading.cue, c.reading.source)
                if one is not None and one.confidence is not None:
                    own = replace(own, content=one.content)
                (p,) = pieces([own], annotation.text)
                features.append((log_odds(c.anchor), log_odds(c.path)))
                right.append(any(statement_score(g, p) > 0 for g in golds))
        return features, right

    def _counted(self, statements: Sequence[Statement]) -> list[Statement]:
        kept = (s for s in statements if self.rules.nested or s.nested_in is None)
        return [s for s in kept if s.act in self.rules.acts]


def fit(settings: Settings, dev: DevSet, finder: StatementFinder) -> Settings:
    """The settings with the calibration that dev's candidates give (logistic regression), and the threshold at which dev's
    statement F1 is highest. Where dev's candidates are all right or all wrong, the calibration stays as it is.
    """
    candidates = dev.candidates(finder)
    features, right = dev.labels(candidates)
    calibration = settings.calibration
    if len(set(right)) == 2:
        model = LogisticRegression(C=10.0).fit(np.array(features), np.array(right))
        anchor, path = model.coef_[0]
        calibration = Calibration(round(float(anchor), 4), round(float(path), 4), round(float(model.intercept_[0]), 4))
    best = max(_THRESHOLDS, key=lambda t: dev.f1(candidates, calibration, float(t)))
    return replace(settings, calibration=calibration, threshold=round(float(best), 2))
