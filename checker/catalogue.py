"""What attrib says about itself: the list of checks, a check's page, the settings in force."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from checker.checks import CHECKS
from checker.config import Config, Override, find, load, resolve_codes
from checker.errors import AttribError


def codes() -> dict[str, str]:
    """Code to name of every check."""
    return {check.code: check.name for check in CHECKS}


def page(wanted: str) -> str:
    """The page of a check, by code or name, or the pages of a family (ATT2). Raises AttribError, naming the nearest."""
    found = resolve_codes([wanted.strip()], codes(), "explain")
    return "\n".join(check.page() for check in CHECKS if check.code in found)


def table() -> str:
    """One line a check: code, name, default severity, and what it needs."""
    rows = [(c.code, c.name, c.severity.value, _NEEDS[c.needs]) for c in CHECKS]
    width = max(len(name) for _, name, _, _ in rows)
    lines = [f"{code}  {name:{width}}  {severity:7}  {needs}" for code, name, severity, needs in rows]
    return "\n".join([*lines, "", "attrib explain CODE tells what a check flags, why, and shows examples."]) + "\n"


def settings(start: Path, explicit: Path | None) -> str:
    """The settings in force for a file or folder, as TOML, each with where its value comes from.

    For a file, the overrides that fit it are worked in; for a folder, they follow as tables of their own.
    """
    if explicit is None and not start.exists():
        raise AttribError(f"{start}: no such file or folder")
    path = explicit or find(start if start.is_dir() else start.parent)
    config = load(path, codes()) if path else Config()
    overrides = config.overrides if start.is_dir() else ()
    config = config if start.is_dir() else config.for_path(start)
    names = [f.name for f in fields(Config) if f.name not in ("overrides", "origins")]
    rows = [(_setting(name, getattr(config, name)), config.origins.get(name, "default")) for name in names]
    return "\n".join([_commented(rows), *(_override(override) for override in overrides)])


_NEEDS = {"model": "the model", "rule": "what the model found", "text": "the text alone"}


def _setting(name: str, value: object) -> str:
    key = name.replace("_", "-")
    return f"# {key} =" if value is None else f"{key} = {_toml(value)}"


def _override(override: Override) -> str:
    values = {"path": override.paths, **override.values}
    return "[[overrides]]\n" + _commented([(_setting(name, value), override.origin) for name, value in values.items()])


def _commented(rows: Sequence[tuple[str, str]]) -> str:
    width = min(48, max(len(line) for line, _ in rows))
    return "".join(f"{line:{width}}  # {origin}\n" for line, origin in rows)


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(v)}' for key, v in value.items())} }}" if value else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(v) for v in value)}]"
    # JSON's strings and numbers are TOML's too.
    return json.dumps(value, ensure_ascii=False)
