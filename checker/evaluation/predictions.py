"""Whoever predicts: the product itself, or what any tool wrote down in the JSON contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Protocol

from checker.article import Article
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.evaluation.pairs import Judgement, Pair
from checker.findings import Finding


class Unable(Exception):
    """A predictor cannot do what a task asks for: the reason, which the report prints beside the skipped task."""


class Predictor(Protocol):
    """What the harness runs. A method that a system has no answer for raises `Unable` with the reason."""

    @property
    def name(self) -> str:
        """How reports call it."""

    def quotes(self, article: Annotation) -> Annotation:
        """Statements and speakers of an article, of which only the text (and the id) is looked at."""

    def check(self, article: Annotation) -> Annotation:
        """The same with findings of every check; `article.transcript` holds the sources to check against."""

    def rewritten(self, article: Annotation) -> Annotation:
        """As `check`, of a text that the harness itself made and no file holds."""

    def candidates(self, article: Annotation) -> Sequence[Finding]:
        """Findings however unlikely, for precision–recall curves."""

    def thresholds(self) -> Mapping[str, float]:
        """The probability that a finding needs, by code."""

    def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
        """Probabilities of entailment, neutral and contradiction, one for each pair."""


def as_annotation(article: Article, name: str) -> Annotation:
    """What a system found, in the form that annotations have."""
    return Annotation(
        article.text,
        f"{name}.txt",
        tuple(article.statements),
        tuple(article.speakers),
        tuple(article.findings),
        meta={"id": name},
    )


class QuotesOnly:
    """The part of `Predictor` that a tool without checks has in common."""

    name = "a tool without checks"

    def check(self, article: Annotation) -> Annotation:
        raise Unable(f"{self.name} finds quotes and speakers alone, and makes no findings")

    def rewritten(self, article: Annotation) -> Annotation:
        return self.check(article)

    def candidates(self, article: Annotation) -> Sequence[Finding]:
        raise Unable(f"{self.name} makes no findings")

    def thresholds(self) -> Mapping[str, float]:
        return {}

    def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
        raise Unable(f"{self.name} does not judge pairs")


class SavedPredictions(QuotesOnly):
    """What a tool printed: JSON lines of the contract, an article a line, found by the file name of `path`."""

    def __init__(self, path: Path) -> None:
        """Reads all of it. Raises AttribError on a broken record and on two for one article."""
        self.name = path.name
        self._by_name: dict[str, Annotation] = {}
        for record in read_annotations(path):
            name = article_name(record)
            if name in self._by_name:
                raise AttribError(f"{path}: two predictions for “{name}”; keep one")
            self._by_name[name] = record

    def quotes(self, article: Annotation) -> Annotation:
        found = self._by_name.get(article_name(article))
        if found is None:
            raise Unable(f"{self.name} has no prediction for “{article_name(article)}”")
        if found.text != article.text:
            raise AttribError(f"{self.name}: the text of “{article_name(article)}” is not the annotated article's")
        return found

    def check(self, article: Annotation) -> Annotation:
        return self.quotes(article)

    def rewritten(self, article: Annotation) -> Annotation:
        raise Unable("the task changes the articles' text, which saved predictions have not seen")

    def candidates(self, article: Annotation) -> Sequence[Finding]:
        return self.quotes(article).findings


def article_name(article: Annotation) -> str:
    """What predictions are found by: the file name without folder and ending, or else the id."""
    return PurePath(article.path).stem if article.path else article.id


def identify(articles: Iterable[Annotation]) -> list[Annotation]:
    """The articles, each of which has a name of its own. Raises AttribError where two have one name or one has none."""
    kept: dict[str, Annotation] = {}
    for number, article in enumerate(articles, 1):
        name = article_name(article)
        if not name:
            raise AttribError(f"article {number} has neither a path nor an id in its meta")
        if name in kept:
            raise AttribError(f"two articles are called “{name}”; give them paths of their own")
        kept[name] = article
    return list(kept.values())
