"""From a text that an editor holds to its findings: the `Desk`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from checker.article import Article
from checker.config import Config
from checker.errors import AttribError
from checker.findings import not_in_baseline, read_baseline
from checker.pipeline import Checker
from checker.readers import read_string
from checker.readers.recognition import format_of, format_of_ending
from checker.run import RunOptions, config_for

#: Above this many code points, 30,000 words or so, nobody would wait for an answer while typing.
MAX_LENGTH = 200_000
#: Each keeps what its model has read of the last articles.
_MAX_CHECKERS = 4
# What editors call the languages that are checked, and the format that each says. A plain text (“text” to Vim and Helix,
# “txt” to Sublime Text) may turn out to be HTML, as for `attrib check`.
LANGUAGES = {"plaintext": None, "text": None, "txt": None, "markdown": "markdown", "html": "html"}


def reads(path: str, language: str) -> bool:
    """Whether a document is one to check: plain text, Markdown or HTML by its file's ending, or else by its language."""
    return language in LANGUAGES and format_of_ending(path) in (None, "markdown", "html")


class Desk:
    """Checks one text after another, each under the settings that `attrib check` finds for its file.

    Settings are read anew every time, since their files may change at any time and reading them costs little. A
    configuration keeps its checker, and so the model and what it remembers, as long as it is among the last four.
    """

    def __init__(self, model: str | None = None, config: Path | None = None) -> None:
        self._model = model
        self._config = config
        self._checkers: list[tuple[Config, Checker]] = []

    def check(self, text: str, path: str, language: str) -> Article:
        """What is found in a text; `path` is where its file is, or would be.

        Raises AttribError, one line, for settings, a baseline, a model or a text that cannot be read.
        """
        if len(text) > MAX_LENGTH:
            raise AttribError(f"{path}: is too long to check as it is typed; run attrib check {Path(path).name}")
        config = config_for(path, RunOptions([path], findings=True, model=self._model, config=self._config))
        known = read_baseline(config.baseline) if config.baseline else frozenset()
        format = format_of(text, format_of_ending(path) or LANGUAGES[language], path)
        article = self._checker(config).check(read_string(text, path=path, format=format))
        return replace(article, findings=not_in_baseline(article.findings, known))

    def _checker(self, config: Config) -> Checker:
        found = next((pair for pair in self._checkers if pair[0] == config), None)
        if found is None:
            found = config, Checker(config.model, config)
        self._checkers = [found, *(pair for pair in self._checkers if pair is not found)][:_MAX_CHECKERS]
        return found[1]
