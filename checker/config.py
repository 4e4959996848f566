"""What a house has decided: `Config`, read from `[tool.attrib]` in pyproject.toml or from attrib.toml."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.findings import Severity
from checker.globs import matches

Codes = Mapping[str, str]
"""Code to name of every check there is, in order: {"ATT101": "unattributed-quote", …}."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a house has decided for some of its files, over what holds for all.

    paths: globs, as `checker.globs.matches` reads them, from the folder of the configuration file.
    values: field name of `Config` to its value there.
    origin: the configuration file.
    """

    paths: tuple[str, ...]
    values: Mapping[str, Any]
    origin: str


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force for a file.

    select: codes of the only checks to run; empty for every check whose severity is not `off`.
    ignore: codes of checks that do not run, even where selected.
    severity: code to the severity that replaces the check's own.
    fail_on: the least severity that makes the exit status 1.
    model: name or folder of the model; None for the released one.
    thresholds: code to the probability (0 to 1) that a finding needs.
    vague_sources, cue_words: words of the house's own, added to the built-in lists.
    baseline: the file of findings that are known and not reported; None for none.
    overrides: what holds for some paths alone, in the order of the file; a later one goes over an earlier.
    origins: field name to where its value comes from (a file, an option); a field left at its default is absent.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.WARNING
    model: str | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    vague_sources: tuple[str, ...] = ()
    cue_words: tuple[str, ...] = ()
    baseline: str | None = None
    overrides: tuple[Override, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def severity_of(self, code: str, default: Severity) -> Severity:
        """The severity at which a check runs; `off` where it does not run.

        A check that is off by default and selected here runs as a warning, unless `severity` says otherwise.
        """
        if code in self.ignore or (self.select and code not in self.select):
            return Severity.OFF
        own = self.severity.get(code)
        if own is None and default is Severity.OFF and code in self.select:
            return Severity.WARNING
        return default if own is None else own

    def for_path(self, path: Path) -> Config:
        """What is in force for the file at `path`, the overrides that fit it worked in and none of them left.

        `select` and `fail-on` of an override replace what was there; lists (`ignore`, `vague-sources`, `cue-words`) are
        added to it, and tables (`severity`, `thresholds`) replace it code by code.
        """
        config = replace(self, overrides=())
        for override in self.overrides:
            if any(matches(path, glob, Path(override.origin).parent) for glob in override.paths):
                values = {name: _joined(name, getattr(config, name), new) for name, new in override.values.items()}
                where = f"{override.origin}, overrides for {', '.join(override.paths)}"
                config = config.override(dict.fromkeys(values, where), **values)
        return config

    def override(self, origin_of: Mapping[str, str], **values: Any) -> Config:
        """A copy with the fields in `values` replaced, each with its place in `origin_of`."""
        return replace(self, **values, origins={**self.origins, **{name: origin_of[name] for name in values}})


def find(start: Path) -> Path | None:
    """The nearest attrib.toml, or pyproject.toml with a [tool.attrib] table, in the folder `start` or above it.

    In one folder attrib.toml goes first. Raises AttribError where a file that seems to be meant cannot be read.
    """
    # os.path, unlike Path, takes a folder that may not be looked into for one that holds nothing.
    start = Path(os.path.abspath(start))
    for folder in (start, *start.parents):
        own, shared = folder / "attrib.toml", folder / "pyproject.toml"
        if os.path.isfile(own):
            return own
        if os.path.isfile(shared) and _has_table(shared):
            return shared
    return None


def load(path: Path, codes: Codes) -> Config:
    """The configuration in one file. Raises AttribError on a key, code or value that means nothing."""
    table: object = _own_table(path) if path.name == "pyproject.toml" else _parse(path)
    if not isinstance(table, dict):
        raise AttribError(f"{path}: [tool.attrib] must be a table of settings")
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name == "overrides":
            values[name] = _overrides(value, path, codes)
        elif name in _PARSERS:
            values[name] = _PARSERS[name](value, f"{path}: {key}", codes)
        else:
            raise AttribError(f"{path}: there is no setting “{key}”{_nearest(key, known_keys())}")
    model = values.get("model")
    if model is not None and (path.parent / model).is_dir():
        values["model"] = str(path.parent / model)
    if "baseline" in values:
        values["baseline"] = str(path.parent / values["baseline"])
    return Config(**values, origins=dict.fromkeys(values, str(path)))


def known_keys() -> tuple[str, ...]:
    """The keys as they are written in a file, in the order of the fields."""
    return tuple(f.name.replace("_", "-") for f in fields(Config) if f.name != "origins")


def resolve_codes(wanted: Iterable[str], codes: Codes, where: str) -> tuple[str, ...]:
    """Codes for what a user wrote: a code (ATT203), a check's name (vague-source) or a family (ATT2), in any case.

    Raises AttribError, which begins with `where` and names the nearest, on anything else.
    """
    found: dict[str, None] = {}
    by_name = {name: code for code, name in codes.items()}
    for word in wanted:
        code = word.upper()
        family = [c for c in codes if len(code) == 4 and c.startswith(code)]
        if code in codes:
            found[code] = None
        elif word.lower() in by_name:
            found[by_name[word.lower()]] = None
        elif family:
            found.update(dict.fromkeys(family))
        else:
            raise AttribError(f"{where}: there is no check “{word}”{_nearest(word, [*codes, *by_name])}")
    return tuple(found)


def parse_severity(value: object, where: str, *, off: bool = True) -> Severity:
    """A severity from its name. Raises AttribError on another word, and on `off` unless `off` is true."""
    known = [s.value for s in Severity if off or s is not Severity.OFF]
    if not isinstance(value, str) or value.lower() not in known:
        near = suggestion(str(value), known)
        hint = f"; did you mean {near}?" if near else ""
        raise AttribError(f"{where}: “{value}” is not one of {', '.join(known)}{hint}")
    return Severity(value.lower())


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest to `word`, None where none is near."""
    by_lower = {k.lower(): k for k in known}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[near[0]] if near else None


def _nearest(word: str, known: Iterable[str]) -> str:
    known = list(known)
    near = suggestion(word, known)
    return f"; did you mean {near}?" if near else f"; there are {', '.join(known)}"


def _joined(name: str, old: Any, new: Any) -> Any:
    """The value of a field that an override gives, with what it is added to."""
    if name in _ADDED:
        return tuple(dict.fromkeys((*old, *new)))
    return {**old, **new} if isinstance(new, Mapping) else new


def _overrides(value: object, path: Path, codes: Codes) -> tuple[Override, ...]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise AttribError(f"{path}: overrides: must be tables of settings with a path; write [[overrides]]")
    return tuple(_override(table, f"{path}: overrides[{i}]", path, codes) for i, table in enumerate(value))


def _override(table: dict[str, Any], where: str, path: Path, codes: Codes) -> Override:
    values: dict[str, Any] = {}
    globs: tuple[str, ...] = ()
    for key, value in table.items():
        name = key.replace("-", "_")
        if name == "path":
            globs = _strings([value] if isinstance(value, str) else value, f"{where}.path")
        elif name in _OVERRIDABLE:
            values[name] = _PARSERS[name](value, f"{where}.{key}", codes)
        elif name in _PARSERS:
            raise AttribError(f"{where}: “{key}” holds for all files alike; move it out of the override")
        else:
            known = ["path", *(name.replace("_", "-") for name in _OVERRIDABLE)]
            raise AttribError(f"{where}: there is no setting “{key}”{_nearest(key, known)}")
    if not globs:
        raise AttribError(f'{where}: needs the files it is for, such as path = "opinion/**"')
    return Override(globs, values, str(path))


def _has_table(path: Path) -> bool:
    # A broken pyproject.toml of some project around the article is none of our business unless it speaks of us.
    try:
        return _own_table(path) is not None
    except AttribError as error:
        if not isinstance(error.__cause__, OSError) and b"[tool.attrib" in path.read_bytes():
            raise
        return False


def _own_table(path: Path) -> object:
    tool = _parse(path).get("tool")
    return tool.get("attrib") if isinstance(tool, dict) else None


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AttribError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise AttribError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise AttribError(f"{path}: is not valid TOML: {error}") from error


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise AttribError(f'{where}: must be a list of strings, such as ["…", "…"]')
    return tuple(value)


def _words(value: object, where: str, codes: Codes) -> tuple[str, ...]:
    return _strings(value, where)


def _codes(value: object, where: str, codes: Codes) -> tuple[str, ...]:
    return resolve_codes(_strings(value, where), codes, where)


def _by_code(value: object, where: str, codes: Codes) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise AttribError(f"{where}: must be a table from code to value, such as {{ ATT203 = … }}")
    return {code: v for key, v in value.items() for code in resolve_codes([key], codes, where)}


def _severities(value: object, where: str, codes: Codes) -> dict[str, Severity]:
    return {code: parse_severity(v, f"{where}.{code}") for code, v in _by_code(value, where, codes).items()}


def _thresholds(value: object, where: str, codes: Codes) -> dict[str, float]:
    out = {}
    for code, v in _by_code(value, where, codes).items():
        if isinstance(v, bool) or not isinstance(v, int | float) or not 0 <= v <= 1:
            raise AttribError(f"{where}.{code}: must be a probability from 0 to 1, not {v!r}")
        out[code] = float(v)
    return out


def _fail_on(value: object, where: str, codes: Codes) -> Severity:
    return parse_severity(value, where, off=False)


def _model(value: object, where: str, codes: Codes) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AttribError(f"{where}: must be the name or the folder of a model")
    return value


def _baseline(value: object, where: str, codes: Codes) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AttribError(f"{where}: must be the name of a file that attrib check --write-baseline made")
    return value


_PARSERS: Mapping[str, Callable[[object, str, Codes], Any]] = {
    "select": _codes,
    "ignore": _codes,
    "severity": _severities,
    "fail_on": _fail_on,
    "model": _model,
    "thresholds": _thresholds,
    "vague_sources": _words,
    "cue_words": _words,
    "baseline": _baseline,
}
_OVERRIDABLE = ("select", "ignore", "severity", "fail_on", "thresholds", "vague_sources", "cue_words")
_ADDED = ("ignore", "vague_sources", "cue_words")
