"""Where a report goes: standard output, or a file that is replaced whole."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

from checker.errors import AttribError


def write(report: str | bytes, path: Path | None) -> None:
    """Writes `report`, text as UTF-8, to standard output, or to the file `path`. Raises AttribError where it cannot."""
    content = report.encode("utf-8", errors="replace") if isinstance(report, str) else report
    if path is None:
        _to_stdout(content)
        return
    try:
        _replace(path, content)
    except OSError as error:
        raise AttribError(f"{path}: cannot be written: {error.strerror or error}") from error


def _to_stdout(content: bytes) -> None:
    """A reader that has seen enough (`| head`) is no error."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What Python itself flushes on its way out must have somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replace(path: Path, content: bytes) -> None:
    """The file holds what it held before, or all of `content`, whatever happens in between."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a device or a pipe cannot be replaced
        target.write_bytes(content)
        return
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        if target.exists():
            part.chmod(target.stat().st_mode)
        os.replace(part, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
