"""One run of `attrib check` or `attrib quotes`: files in, a report and an exit status out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from checker import config as configuration
from checker.article import Article
from checker.catalogue import codes
from checker.complaints import complain, complain_of_bug
from checker.config import Config
from checker.errors import AttribError
from checker.findings import not_in_baseline, read_baseline, write_baseline
from checker.output import write
from checker.pipeline import Checker
from checker.readers import read
from checker.reports import FILE_REPORTS, FINDING_REPORTS, REPORTS, RenderOptions
from checker.reports.choosing import by_speakers
from checker.reports.verification import record_html, record_text

T = TypeVar("T")

_MAX_WIDTH = 100


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asked for; None and empty leave a setting to the configuration file.

    findings: run the checks; False for `attrib quotes`.
    speakers: names of those whose statements alone are reported.
    baseline: a file of findings that are known and not reported, in place of the configured one.
    write_baseline: write such a file of all that is found.
    sources: files and folders to check quotes against; speaker_names: whom a label in them stands for, “LABEL=NAME” each.
    """

    files: Sequence[str]
    findings: bool
    format: str = "text"
    output: Path | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    sources: Sequence[str] = ()
    speaker_names: Sequence[str] = ()
    fail_on: str | None = None
    model: str | None = None
    config: Path | None = None
    exit_zero: bool = False
    speakers: Sequence[str] = ()
    baseline: Path | None = None
    write_baseline: Path | None = None


def run(options: RunOptions) -> int:
    """Reads, checks and reports every file that can be read, and returns the exit status.

    0 nothing found, 1 findings at or above `fail_on`, 2 some file could not be checked (a line on standard error says
    which and why). A run that writes a baseline accepts what it finds, and ends with 0. Raises AttribError where nothing
    can be done at all: a bad option, setting or model.
    """
    _refuse_contradictions(options)
    # Settings first: a wrong one should cost no one the wait for a hundred files.
    configs = [config_for(file, options) for file in options.files]
    baselines = {path: read_baseline(path) for config in configs if (path := config.baseline)}
    articles: list[Article] = []
    found = False
    checkers: list[tuple[Config, Checker]] = []
    for file, config in zip(options.files, configs, strict=True):
        article = _article(file, config, options, checkers)
        if article is not None:
            if config.baseline:
                article = replace(article, findings=not_in_baseline(article.findings, baselines[config.baseline]))
            articles.append(article)
            found = found or any(f.severity.rank >= config.fail_on.rank for f in article.findings)
    if articles:
        _report(articles, options, {s.path: s.text for _, checker in checkers[:1] for s in checker.sources})
    whole = len(articles) == len(options.files)
    if options.write_baseline is not None:
        if not whole:
            raise AttribError(f"{options.write_baseline}: not written, since not every file could be checked")
        write_baseline(options.write_baseline, (f for article in articles for f in article.findings))
        return 0
    if not whole:
        return 2
    return 1 if found and not options.exit_zero else 0


def config_for(file: str, options: RunOptions) -> Config:
    """What is in force for one file: the settings of its configuration file, and over them the command line's."""
    known = codes()
    path = options.config
    if path is None:
        path = configuration.find(Path(file).parent if file != "-" else Path())
    config = (configuration.load(path, known) if path else Config()).for_path(Path(file))
    values: dict[str, Any] = {}
    if options.select:
        values["select"] = configuration.resolve_codes(options.select, known, "--select")
    if options.ignore:
        values["ignore"] = configuration.resolve_codes(options.ignore, known, "--ignore")
    if options.fail_on is not None:
        values["fail_on"] = configuration.parse_severity(options.fail_on, "--fail-on", off=False)
    if options.model is not None:
        values["model"] = options.model
    if options.baseline is not None:
        values["baseline"] = str(options.baseline)
    if options.write_baseline is not None or not options.findings:
        values["baseline"] = None  # all that is found goes into the new one
    return config.override({name: f"--{name.replace('_', '-')}" for name in values}, **values)


def config_for_run(path: Path | None) -> Config:
    """What is in force for a run over many files: the file at `path`, or the one found from the working folder up."""
    path = path or configuration.find(Path())
    return configuration.load(path, codes()) if path else Config()


def _refuse_contradictions(options: RunOptions) -> None:
    """Raises AttribError for options that cannot be, or not together."""
    known = [name for name in REPORTS if options.findings or name not in FINDING_REPORTS]
    if options.format not in REPORTS:
        near = configuration.suggestion(options.format, known)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
        raise AttribError(f"--format: there is no format “{options.format}”; {hint}")
    if options.format not in known:
        raise AttribError(f"--format {options.format}: shows findings; run attrib check, or choose {', '.join(known)}")
    if options.format in FILE_REPORTS and options.output is None:
        raise AttribError(f"--format {options.format}: is a file; say where it goes with --output PATH")
    if options.model is not None and not options.model.strip():
        raise AttribError("--model: is empty; name a model or its folder, or leave it out")
    if options.baseline is not None and options.write_baseline is not None:
        raise AttribError("--baseline: does not go with --write-baseline, which writes down all that is found")
    for option, path in (("--output", options.output), ("--write-baseline", options.write_baseline)):
        if path is not None and any(_same(path, file) for file in options.files):
            raise AttribError(f"{option}: {path} is the article itself; name another file")


def _report(articles: list[Article], options: RunOptions, sources: Mapping[str, str]) -> None:
    if options.speakers:
        articles = by_speakers(articles, options.speakers)
    colour = options.output is None and use_colour()
    rendering = RenderOptions(colour=colour, width=terminal_width(), findings=options.findings)
    if sources and not options.findings and options.format == "text":
        write(record_text(articles, rendering, sources), options.output)
    elif sources and not options.findings and options.format == "html":
        write(record_html(articles, sources), options.output)
    else:
        write(REPORTS[options.format](articles, rendering), options.output)


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
    if checkers:  # sources are read once, whatever the settings of each article
        checker = checkers[0][1].with_config(config)
    else:
        checker = Checker(config.model, config, sources=options.sources, names=_names(options.speaker_names))
    _ = checker.model  # loaded here, so that a model that cannot be had is said once and ends the run
    checkers.append((config, checker))
    return checker


def _names(pairs: Sequence[str]) -> dict[str, str]:
    """“Speaker 1=Maria Okafor” as label and name. Raises AttribError on what is no such pair."""
    names = {}
    for pair in pairs:
        label, equals, name = (part.strip() for part in pair.partition("="))
        if not (label and equals and name):
            raise AttribError(f"--speaker-name: “{pair}” is not LABEL=NAME, such as “Speaker 1=Maria Okafor”")
        names[label] = name
    return names


def _same(output: Path, file: str) -> bool:
    return os.path.exists(output) and os.path.exists(file) and os.path.samefile(output, file)
