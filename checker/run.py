"""One run of `attrib check` or `attrib quotes`: files in, a report and an exit status out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from checker import config as configuration
from checker.article import Article
from checker.catalogue import codes
from checker.complaints import complain, complain_of_bug
from checker.config import Config
from checker.errors import AttribError
from checker.output import write
from checker.pipeline import Checker
from checker.readers import read
from checker.reports import REPORTS, RenderOptions

T = TypeVar("T")

_MAX_WIDTH = 100


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asked for; None and empty leave a setting to the configuration file.

    findings: run the checks; False for `attrib quotes`.
    """

    files: Sequence[str]
    findings: bool
    format: str = "text"
    output: Path | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    sources: Sequence[str] = ()
    fail_on: str | None = None
    model: str | None = None
    config: Path | None = None
    exit_zero: bool = False


def run(options: RunOptions) -> int:
    """Reads, checks and reports every file that can be read, and returns the exit status.

    0 nothing found, 1 findings at or above `fail_on`, 2 some file could not be checked (a line on standard error says
    which and why). Raises AttribError where nothing can be done at all: a bad option, setting or model.
    """
    if options.format not in REPORTS:
        near = configuration.suggestion(options.format, REPORTS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(REPORTS)}"
        raise AttribError(f"--format: there is no format “{options.format}”; {hint}")
    if options.output is not None and any(_same(options.output, file) for file in options.files):
        raise AttribError(f"--output: {options.output} is the article itself; name another file")
    # Settings first: a wrong one should cost no one the wait for a hundred files.
    configs = [config_for(file, options) for file in options.files]
    articles: list[Article] = []
    found = False
    checkers: list[tuple[Config, Checker]] = []
    for file, config in zip(options.files, configs, strict=True):
        article = _article(file, config, options, checkers)
        if article is not None:
            articles.append(article)
            found = found or any(f.severity.rank >= config.fail_on.rank for f in article.findings)
    if articles:
        colour = options.output is None and use_colour()
        rendering = RenderOptions(colour=colour, width=terminal_width(), findings=options.findings)
        write(REPORTS[options.format](articles, rendering), options.output)
    if len(articles) < len(options.files):
        return 2
    return 1 if found and not options.exit_zero else 0


def config_for(file: str, options: RunOptions) -> Config:
    """What is in force for one file: the settings of its configuration file, and over them the command line's."""
    known = codes()
    path = options.config
    if path is None:
        path = configuration.find(Path(file).parent if file != "-" else Path())
    config = configuration.load(path, known) if path else Config()
    values: dict[str, Any] = {}
    if options.select:
        values["select"] = configuration.resolve_codes(options.select, known, "--select")
    if options.ignore:
        values["ignore"] = configuration.resolve_codes(options.ignore, known, "--ignore")
    if options.fail_on:
        values["fail_on"] = configuration.parse_severity(options.fail_on, "--fail-on", off=False)
    if options.model:
        values["model"] = options.model
    return config.override({name: f"--{name.replace('_', '-')}" for name in values}, **values)


def config_for_run(path: Path | None) -> Config:
    """What is in force for a run over many files: the file at `path`, or the one found from the working folder up."""
    path = path or configuration.find(Path())
    return configuration.load(path, codes()) if path else Config()


def use_colour() -> bool:
    """Colour on a terminal alone, and never against NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns of the terminal, 100 at most since long lines read badly; 80 where there is none."""
    return max(40, min(_MAX_WIDTH, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else 80


def _article(file: str, config: Config, options: RunOptions, checkers: list[tuple[Config, Checker]]) -> Article | None:
    """What was found in one file; None, and a line on standard error, where it could not be checked."""
    name = "standard input" if file == "-" else file
    document = _attempt(name, lambda: read(file))
    if document is None:
        return None
    checker = _checker(config, options, checkers)
    return _attempt(name, lambda: checker.check(document) if options.findings else checker.quotes(document))


def _attempt(name: str, step: Callable[[], T]) -> T | None:
    """What `step` gives; None, and a line on standard error, where it fails: one article must not cost the others."""
    try:
        return step()
    except AttribError as error:
        complain(str(error) if name in str(error) else f"{name}: {error}")
    except Exception as error:
        complain_of_bug(error, name)
    return None


def _checker(config: Config, options: RunOptions, checkers: list[tuple[Config, Checker]]) -> Checker:
    """The checker for a configuration; a model is loaded once, however many files use it."""
    for known, checker in checkers:
        if known == config:
            return checker
    checker = Checker(config.model, config, sources=options.sources)
    _ = checker.model  # loaded here, so that a model that cannot be had is said once and ends the run
    checkers.append((config, checker))
    return checker


def _same(output: Path, file: str) -> bool:
    return os.path.exists(output) and os.path.exists(file) and os.path.samefile(output, file)
