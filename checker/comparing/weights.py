"""The fitted coefficients, as `python -m checker.evaluation.clash_fitting` writes them into weights.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from checker.comparing.features import FEATURES, TEXT_FEATURES, FloatArray


@dataclass(frozen=True)
class Weights:
    """Logistic regressions: retrieval [text features], which ranks pairs, and verdict [features] with its intercept.

    A feature that the file does not name weighs nothing.
    """

    retrieval: FloatArray
    verdict: FloatArray
    intercept: float

    @classmethod
    def from_json(cls, table: Mapping[str, Mapping[str, float]]) -> Weights:
        """From {"retrieval": {feature: weight}, "verdict": {feature: weight, "intercept": weight}}."""
        retrieval, verdict = table["retrieval"], table["verdict"]
        return cls(
            np.array([retrieval.get(name, 0.0) for name in TEXT_FEATURES]),
            np.array([verdict.get(name, 0.0) for name in FEATURES]),
            verdict["intercept"],
        )

    def probabilities(self, features: FloatArray) -> FloatArray:
        """The probability [n] that a pair clashes, from its `FEATURES` [n, f]."""
        return np.asarray(1 / (1 + np.exp(-(features @ self.verdict + self.intercept))))


@cache
def released() -> Weights:
    """The weights that attrib comes with."""
    return Weights.from_json(
        json.loads(resources.files("checker.comparing").joinpath("weights.json").read_text("utf-8"))
    )
