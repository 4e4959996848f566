"""`attrib check --watch`: checks files, and again whenever one of them is saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from checker.complaints import complain
from checker.errors import AttribError

Signature = tuple[int, int]
"""What shows that a file was saved: when it was last changed, in nanoseconds, and its size in bytes."""

_INTERVAL = 0.5


def watch(files: Sequence[str], once: Callable[[Sequence[str]], int], *, interval: float = _INTERVAL) -> int:
    """Calls `once` with all files, and then with those that were saved, until Ctrl-C; returns 130, as a shell would.

    A line with the time and the files goes before each round. What is wrong with an option is said at once; settings that
    break later are said in one line, and the next save is waited for. `interval` is seconds between two looks at the files.
    Raises AttribError for standard input, which nobody saves.
    """
    if "-" in files:
        raise AttribError("--watch: standard input cannot be watched; name a file")
    try:
        seen = _signatures(files)
        _round(files, once)
        while True:
            time.sleep(interval)
            now = _signatures(files)
            # One that is missing is being saved by way of another name; it will be back.
            saved = [file for file in files if file in now and now[file] != seen.get(file)]
            seen.update(now)
            if saved:
                try:
                    _round(saved, once)
                except AttribError as error:
                    complain(str(error))
    except KeyboardInterrupt:
        return 130


def _round(files: Sequence[str], once: Callable[[Sequence[str]], int]) -> None:
    print(f"--- {time.strftime('%H:%M:%S')} {' '.join(files)}", flush=True)
    once(files)


def _signatures(files: Sequence[str]) -> dict[str, Signature]:
    """The signature of each file that is there."""
    return {file: signature for file in files if (signature := _signature(file)) is not None}


def _signature(file: str) -> Signature | None:
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
