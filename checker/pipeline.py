"""The way of an article: read → find statements → link speakers → run checks. `check()` reads as that sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from checker.article import Article
from checker.checks import run_checks
from checker.config import Config
from checker.document import Document
from checker.errors import AttribError
from checker.linking import link_speakers
from checker.modeling.model import Model
from checker.readers import NOT_ENGLISH, is_english, read, read_string


def check(text: str, *, model: str | None = None, config: Config | None = None) -> Article:
    """Checks an article given as plain text."""
    return Checker(model, config).check(read_string(text))


def check_file(path: str | Path, *, model: str | None = None, config: Config | None = None) -> Article:
    """Checks the article in a file (text or Markdown; “-” is standard input)."""
    return Checker(model, config).check(read(str(path)))


@lru_cache(maxsize=2)
def _opened(name: str | None, threads: int) -> Model:
    """A model, kept open: `check()` on many texts should load it once."""
    return Model.open(name, threads=threads)


class Checker:
    """Checks articles with one model, loaded when the first article needs it.

    model: name of a released model or a model's folder; None for the one the configuration names, or the default.
    Raises AttribError, one line, where there is no such model, and for `sources`, which this version cannot check against.
    """

    def __init__(
        self, model: str | None = None, config: Config | None = None, *, sources: Sequence[str] = (), threads: int = 0
    ) -> None:
        if sources:
            raise AttribError("--source: checking quotes against their sources is not in this version; leave it out")
        self.config = config or Config()
        self._name = model or self.config.model
        self._threads = threads

    @cached_property
    def model(self) -> Model:
        return _opened(self._name, self._threads)

    def check(self, document: Document) -> Article:
        """The document's statements, speakers and findings."""
        article = self.quotes(document)
        if not is_english(document.text):
            return article
        return replace(article, findings=run_checks(article, self.config))

    def quotes(self, document: Document) -> Article:
        """The document's statements and speakers."""
        article = Article(document, self.model.info, limits=document.limits)
        if not is_english(document.text):
            return replace(article, limits=(*document.limits, NOT_ENGLISH))
        statements = self.model.find_statements(document)
        statements, speakers = link_speakers(document, statements)
        return replace(article, statements=statements, speakers=speakers)
