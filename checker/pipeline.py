"""The way of an article: read → find statements → link speakers → run checks. `Checker` reads as that sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from checker.article import Article
from checker.checks import run_checks, runs_any
from checker.checks.ambiguous_speaker import AmbiguousSpeaker, in_doubt
from checker.checks.reading import Reading
from checker.comparing.clashing import find_clashes
from checker.comparing.features import FloatArray
from checker.config import Config
from checker.document import Document
from checker.errors import AttribError
from checker.evidence import Claim, Evidence
from checker.linking import resolve
from checker.modeling.encoded import Encoded
from checker.modeling.model import Model
from checker.modeling.pair_judge import PairJudge
from checker.readers import NOT_ENGLISH, is_english, read, read_string
from checker.sentences import claim_sentences

if TYPE_CHECKING:
    from checker.sources import Source

#: Characters. What is longer is an archive in one file, and would be read for hours.
_LONGEST = 1_000_000
#: The checks that stand on comparing statements with each other.
_COMPARING = ("ATT301", "ATT302", "ATT306")


def check(text: str, *, model: str | None = None, config: Config | None = None) -> Article:
    """Checks an article given as plain text."""
    return Checker(model, config).check(read_string(text))


def check_file(path: str | Path, *, model: str | None = None, config: Config | None = None) -> Article:
    """Checks the article in a file (text, Markdown, Word and others; “-” is standard input)."""
    return Checker(model, config).check(read(str(path)))


@lru_cache(maxsize=1)
def _opened_judge(threads: int) -> PairJudge:
    return PairJudge.open(threads=threads)


@lru_cache(maxsize=2)
def _opened(name: str | None, threads: int) -> Model:
    """A model, kept open: `check()` on many texts should load it once."""
    return Model.open(name, threads=threads)


class Checker:
    """Checks articles with one model, loaded when the first article needs it.

    model: name of a released model or a model's folder; None for the one the configuration names, or the default.
    sources: files and folders that quotes are checked against; names: whom a label in them stands for (“Speaker 1”).
    Raises AttribError, one line, where there is no such model or source.
    """

    def __init__(
        self,
        model: str | None = None,
        config: Config | None = None,
        *,
        sources: Sequence[str] = (),
        names: Mapping[str, str] | None = None,
        threads: int = 0,
    ) -> None:
        self.config = config or Config()
        self._name = model or self.config.model
        self._threads = threads
        self.sources: tuple[Source, ...] = ()
        if sources:
            from checker.sources import read_sources  # here, as most runs have none

            self.sources = read_sources(sources, names)

    def with_config(self, config: Config) -> Checker:
        """The same sources under other settings."""
        other = Checker(config.model, config, threads=self._threads)
        other.sources = self.sources
        return other

    @cached_property
    def model(self) -> Model:
        return _opened(self._name, self._threads)

    @cached_property
    def judge(self) -> PairJudge:
        """The model that compares statements."""
        return _opened_judge(self._threads)

    def check(self, document: Document) -> Article:
        """The document's statements, speakers and findings."""
        article = self.compared(self.quotes(document))
        if not is_english(document.text):
            return article
        return replace(article, findings=run_checks(article, self.config.for_path(Path(document.path or "-"))))

    def compared(self, article: Article) -> Article:
        """The article with what its statements and sentences have against each other, where a check asks for that."""
        if not is_english(article.text) or not runs_any(_COMPARING, self.config):
            return article
        return replace(article, evidence=replace(article.evidence, clashes=find_clashes(article, self._judged)))

    def quotes(self, document: Document) -> Article:
        """The document's statements and speakers, and how its quotes stand against the sources, if there are any.

        Raises AttribError on a text that is longer than any article.
        """
        if len(document.text) > _LONGEST:
            raise AttribError(
                f"holds {len(document.text):,} characters, more than an article has; give one article a file"
            )
        article = Article(document, self.model.info, limits=document.limits)
        if not is_english(document.text):
            return replace(article, limits=(*document.limits, NOT_ENGLISH))
        encoded = self.model.read(document)
        statements = self.model.find_statements(encoded)
        linking = resolve(document, statements, encoded.antecedents)
        evidence = Evidence(linking.links, _claims(encoded, document))
        article = replace(article, statements=linking.statements, speakers=linking.speakers, evidence=evidence)
        article = _without_guesses(article, self.config)
        if not self.sources:
            return article
        from checker.sources import verify

        return verify(article, self.sources, self._contradicted)

    def _judged(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        return self.judge.probabilities(pairs).astype(np.float64)

    def _contradicted(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        """How likely each hypothesis contradicts its premise."""
        return [float(p) for p in self.judge.probabilities(pairs)[:, 2]]


def _without_guesses(article: Article, config: Config) -> Article:
    """Nobody is named where a reader could not tell which of two it is: ATT103 says so, with both."""
    least = AmbiguousSpeaker().threshold(config)
    doubtful = {statement.id for statement, _, _ in in_doubt(Reading(article), least)}
    kept = tuple(replace(s, speaker=None) if s.id in doubtful else s for s in article.statements)
    return replace(article, statements=kept)


def _claims(encoded: Encoded, document: Document) -> tuple[Claim, ...]:
    spans = claim_sentences(document)
    return tuple(Claim(s, *map(float, row)) for s, row in zip(spans, encoded.claims(spans), strict=True))
