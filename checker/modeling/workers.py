"""`Workers`: small calls side by side. A graph that few pieces go through is run on one core faster than on two."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Every call that runs at the same time holds memory of its own.
_MOST = 8


class Workers:
    """Runs calls that leave Python's lock alone (ONNX Runtime's, hashing) on `threads` threads; 0 is one a core."""

    def __init__(self, threads: int = 0) -> None:
        self.count = threads or min(_MOST, _cores())

    def map(self, call: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """`call` of every item, in their order."""
        work = list(items)
        if self.count == 1 or len(work) < 2:
            return [call(item) for item in work]
        return list(self._pool.map(call, work))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.count, thread_name_prefix="attrib")


def _cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows bind no process to cores
        return os.cpu_count() or 1
