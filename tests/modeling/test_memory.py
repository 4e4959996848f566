"""What is remembered, for how long, and under which keys."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checker.modeling.memory import Memory, key_of


def test_the_least_lately_used_goes_first() -> None:
    memory: Memory[str] = Memory(30)
    for key in "abc":
        memory.put(key, key.upper(), 10)
    assert memory.get("a") == "A"
    memory.put("d", "D", 10)
    assert [memory.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    memory.put("d", "DD", 25)
    assert (memory.get("d"), len(memory), memory.size) == ("DD", 1, 25)


def test_what_is_too_big_is_not_kept() -> None:
    memory: Memory[int] = Memory(10)
    memory.put("big", 1, 11)
    assert memory.get("big") is None and memory.size == 0


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40))), st.integers(0, 100))
def test_it_never_holds_more_than_its_limit(puts: list[tuple[int, int]], limit: int) -> None:
    memory: Memory[tuple[int, int]] = Memory(limit)
    latest: dict[int, tuple[int, int]] = {}
    for key, size in puts:
        latest[key] = (key, size)
        memory.put(key, (key, size), size)
        held = [value for k in latest if (value := memory.get(k)) is not None]
        assert len(held) == len(memory) and sum(size for _, size in held) == memory.size <= limit
        assert all(value == latest[value[0]] for value in held)


def test_other_inputs_have_other_keys() -> None:
    ones = np.ones(6, np.int64)
    inputs = [
        ((ones,), ()),
        ((ones[:5],), ()),
        ((ones.reshape(2, 3),), ()),
        ((ones.astype(np.int32),), ()),
        ((ones * 2,), ()),
        ((ones[:3], ones[3:]), ()),
        ((ones,), (1,)),
        ((ones,), (2,)),
        ((ones,), (1, 2)),
        ((ones,), (12,)),
    ]
    assert len({key_of(arrays, *numbers) for arrays, numbers in inputs}) == len(inputs)
    assert key_of((np.arange(12).reshape(3, 4)[:, ::2],)) == key_of((np.array([[0, 2], [4, 6], [8, 10]]),))
