"""What the model is least sure of: a doubt between 0 and 1 for every item, and the order in which to review.

Least-confidence sampling (Lewis and Gale 1994) by the distance of a probability from its threshold, and margin sampling
(Scheffer, Decomain and Wrobel 2001) between the two likeliest speakers.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.checks import CHECKS
from checker.document import Span
from checker.server.review import Review

_THRESHOLDS = {check.code: check.least for check in CHECKS}
_MOST = 5
"""How many of an article's doubts make its place in the queue: a long article is not doubtful for its length."""
_WORDS = 140


@dataclass(frozen=True, slots=True)
class Doubt:
    """One item that nobody has judged, with the words to judge, and why the model is in doubt."""

    item: str
    doubt: float
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article stands: its items, how many of them were reviewed, and its doubts, the greatest first."""

    items: int
    reviewed: int
    finished: bool
    doubts: tuple[Doubt, ...]

    @property
    def doubt(self) -> float:
        """The mean of its greatest doubts; 0 where nothing is left."""
        greatest = [d.doubt for d in self.doubts[:_MOST]]
        return sum(greatest) / len(greatest) if greatest else 0.0


def standing(review: Review) -> Standing:
    """Ranks what is left of an article."""
    doubts = [doubt for item in review.order if not review.is_reviewed(item) for doubt in (_doubt(review, item),)]
    doubts.sort(key=lambda d: -d.doubt)
    return Standing(len(review.order), review.reviewed, review.finished is not None, tuple(doubts))


def _doubt(review: Review, item: str) -> Doubt:
    if item in review.findings:
        finding = review.findings[item]
        doubt, why = 0.0, "a rule"
        if finding.confidence is not None:
            threshold = _THRESHOLDS[finding.code]
            doubt, why = _nearness(finding.confidence, threshold), f"{finding.confidence:.0%} sure"
        return Doubt(item, doubt, f"{finding.code} {finding.name}, {why}", _words(review.text, finding.span))
    statement = review.statements[item]
    doubt, why = 0.0, "a rule"
    if statement.confidence is not None:
        doubt = _nearness(statement.confidence, review.base.threshold)
        why = f"{statement.confidence:.0%} sure that it is one"
    rivals = review.base.rivals.get(item, ())
    if len(rivals) > 1 and 1 - (rivals[0][1] - rivals[1][1]) > doubt:
        doubt = 1 - (rivals[0][1] - rivals[1][1])
        why = f"{rivals[0][0].name} ({rivals[0][1]:.0%}) or {rivals[1][0].name} ({rivals[1][1]:.0%})?"
    return Doubt(item, doubt, f"statement, {why}", _words(review.text, statement.content[0]))


def _nearness(probability: float, threshold: float) -> float:
    """1 at the threshold, 0 where the model could not be surer."""
    return 1 - abs(probability - threshold) / ((1 - threshold) if probability >= threshold else threshold)


def _words(text: str, span: Span) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
