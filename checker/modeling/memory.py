"""`Memory`: what was worked out of late, so that after an edit only what the edit touched is worked out again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

V = TypeVar("V")


class Memory(Generic[V]):
    """Values by the exact inputs that they came from; the least lately used go once they take more than `limit` bytes.

    Threads may share one. A limit of 0 remembers nothing.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._held: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    @property
    def size(self) -> int:
        """How many bytes the values take that are held."""
        return self._size

    def get(self, key: Hashable) -> V | None:
        """The value put under a key, None where it is not held."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Holds a value of `size` bytes."""
        with self._lock:
            self._size += size - self._held.pop(key, (value, 0))[1]
            self._held[key] = (value, size)
            while self._size > self.limit:
                self._size -= self._held.popitem(last=False)[1][1]


def key_of(arrays: Iterable[npt.NDArray[Any]], *numbers: int) -> bytes:
    """A key for arrays and numbers: others, or the same in other shapes or types, have another."""
    digest = hashlib.sha256(repr(numbers).encode())
    for array in arrays:
        digest.update(repr((array.shape, array.dtype.str)).encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.digest()
