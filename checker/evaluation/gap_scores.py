"""GAP: how often attrib knows whom an ambiguous pronoun stands for, by the scorer of Webster et al. 2018.

A pronoun stands for a name where the mention that the head gives the greatest probability is of it; both names are told from
their places, as the data gives them. F1 is over the two judgements (is it A, is it B) of all rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.evaluation.coreference import AmbiguousPronoun
from checker.evaluation.mention_targets import naming
from checker.linking.linker import find_mentions
from checker.modeling.finder import StatementFinder
from checker.readers import read_string


@dataclass(frozen=True, slots=True)
class GapScores:
    """F1 over all rows, over those with a masculine and with a feminine pronoun; bias: feminine / masculine."""

    overall: float
    masculine: float
    feminine: float

    @property
    def bias(self) -> float:
        return self.feminine / self.masculine if self.masculine else 0.0


def probabilities(rows: Iterable[AmbiguousPronoun], finder: StatementFinder) -> list[tuple[float, float, float]]:
    """For each row the probabilities of A, of B and of nobody near."""
    found = []
    for row in rows:
        document = read_string(row.text)
        mentions = find_mentions(document)
        pronoun = next((k for k, m in enumerate(mentions) if m.span == row.pronoun), None)
        if pronoun is None:
            found.append((0.0, 0.0, 1.0))
            continue
        (chances,) = finder.read(document).antecedents(mentions, [pronoun])
        a, b = (sum(chances.get(k, 0.0) for k in naming(mentions, span)) for span in (row.a, row.b))
        found.append((a, b, max(0.0, 1 - sum(chances.values()))))
    return found


def score(rows: Sequence[AmbiguousPronoun], chances: Sequence[tuple[float, float, float]], neither: float) -> GapScores:
    """The scores where a name is said to be meant if it is the likelier of the two and likelier than `neither`."""

    def f1(kept: Sequence[int]) -> float:
        hits = said = true = 0
        for k in kept:
            a, b, _ = chances[k]
            for mine, other, gold in ((a, b, rows[k].a_coref), (b, a, rows[k].b_coref)):
                positive = mine > other and mine >= neither
                hits, said, true = hits + (positive and gold), said + positive, true + gold
        return 2 * hits / max(1, said + true)

    every = range(len(rows))
    return GapScores(
        f1(every), f1([k for k in every if not rows[k].feminine]), f1([k for k in every if rows[k].feminine])
    )
