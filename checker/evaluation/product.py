"""The product itself as a predictor: what `attrib quotes` and `attrib check` would print."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from checker.article import Article
from checker.checks import run_checks
from checker.config import Config
from checker.document import Document
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.codes import CODES
from checker.evaluation.pairs import Judgement, Pair
from checker.evaluation.predictions import Unable, article_name, as_annotation
from checker.findings import Finding, Severity
from checker.modeling.pair_judge import PairJudge
from checker.pipeline import Checker
from checker.readers import is_english, read_string

# Checks that are off unless asked for are measured too, but as remarks: they raise no alarm by default.
_OFF = {code: Severity.INFO for code, check in CODES.items() if check.severity is Severity.OFF}


class Product:
    """A model run by the `Checker`, with every check on."""

    def __init__(self, model: str | None) -> None:
        """Loads the model of that name or folder, the released one where None. Raises AttribError where there is
        none.
        """
        self._model = model
        self._config = Config(severity=_OFF)
        self._checker = Checker(model, self._config)
        self._last: tuple[str, Article] | None = None
        self._last_compared: tuple[str, Article] | None = None

    @property
    def name(self) -> str:
        return self._model or "attrib"

    def quotes(self, article: Annotation) -> Annotation:
        return as_annotation(self._read(article), article_name(article))

    def check(self, article: Annotation) -> Annotation:
        if not article.transcript:
            read = self._compared(article)
            return as_annotation(replace(read, findings=_findings(read, self._config)), article_name(article))
        with tempfile.TemporaryDirectory() as folder:
            sources = [str(_write(Path(folder), name, text)) for name, text in article.transcript.items()]
            try:
                checker = Checker(self._model, self._config, sources=sources)
            except AttribError as reason:
                raise Unable(str(reason)) from reason
            return as_annotation(checker.check(_document(article)), article_name(article))

    def rewritten(self, article: Annotation) -> Annotation:
        return self.check(article)

    def candidates(self, article: Annotation) -> Sequence[Finding]:
        return _findings(self._compared(article), replace(self._config, thresholds=dict.fromkeys(CODES, 0.0)))

    def thresholds(self) -> Mapping[str, float]:
        return self._config.thresholds

    def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
        try:
            judge = PairJudge.open()
        except AttribError as reason:
            raise Unable(f"no pair model to judge with: {reason}") from reason
        rows = judge.probabilities([(p.premise, p.hypothesis) for p in pairs])
        return [Judgement(*map(float, row)) for row in rows]

    def _read(self, article: Annotation) -> Article:
        """Statements and speakers; the last article's are kept, since tasks ask for its findings in several ways."""
        if self._last is None or self._last[0] != article.text:
            self._last = article.text, self._checker.quotes(_document(article))
        return self._last[1]

    def _compared(self, article: Annotation) -> Article:
        """The same with what the pair model says of it, which findings alone need."""
        if self._last_compared is None or self._last_compared[0] != article.text:
            self._last_compared = article.text, self._checker.compared(self._read(article))
        return self._last_compared[1]


def _findings(article: Article, config: Config) -> tuple[Finding, ...]:
    return run_checks(article, config) if is_english(article.text) else ()


def _document(article: Annotation) -> Document:
    return read_string(article.text, path=article.path or f"{article.id}.txt")


def _write(folder: Path, name: str, text: str) -> Path:
    """A source as a file of its own name. Raises AttribError on a name that leaves the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise AttribError(f"the source “{name}” of an annotation is outside its folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path
