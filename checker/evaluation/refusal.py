"""Malformed input from other tools, told as one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from checker.errors import AttribError


@contextmanager
def refusing(where: str, what: str) -> Iterator[None]:
    """Inside, a missing or mistyped field is an AttribError: `where`, and that this is not `what`."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise AttribError(f"{where}: not {what}: {type(error).__name__}: {error}") from error
