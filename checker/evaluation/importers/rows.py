"""JSON objects from a file, one a line or all in one list, each with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.errors import AttribError


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file:line or file:item, object) of JSON lines, a JSON list, or a single object. Raises AttribError."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 JSON: {error}") from error
    for where, value in _values(content, path):
        if not isinstance(value, dict):
            raise AttribError(f"{where}: not a JSON object")
        yield where, value


def _values(content: str, path: Path) -> Iterator[tuple[str, Any]]:
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip():
                try:
                    yield f"{path}:{number}", json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise AttribError(f"{path}:{number}: not JSON: {error}") from error
        return
    if isinstance(whole, list):
        yield from ((f"{path}: item {i}", value) for i, value in enumerate(whole, 1))
    else:
        yield f"{path}:1", whole


def need(value: Any, key: str, kind: type, where: str) -> Any:
    """`value[key]`, which must be there and of `kind`. Raises AttribError."""
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, kind):
        raise AttribError(f"{where}: `{key}` is missing or no {kind.__name__}")
    return found


def plain_meta(value: Any) -> dict[str, str]:
    """The simple values of an object, as text."""
    items = value.items() if isinstance(value, dict) else ()
    return {str(k): str(v) for k, v in items if isinstance(v, str | int | float)}
