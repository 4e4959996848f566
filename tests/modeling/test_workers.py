"""Calls side by side."""

from __future__ import annotations

import threading

import pytest

from checker.modeling.workers import Workers


@pytest.mark.parametrize("threads", [0, 1, 3])
def test_answers_come_in_the_order_of_the_questions(threads: int) -> None:
    workers = Workers(threads)
    assert workers.map(lambda x: x * x, range(40)) == [x * x for x in range(40)]
    assert workers.map(str, []) == []


def test_calls_run_at_the_same_time() -> None:
    both_here = threading.Barrier(2, timeout=30)
    assert sorted(Workers(2).map(lambda _: both_here.wait(), range(2))) == [0, 1]


def test_one_thread_is_the_callers_own() -> None:
    assert Workers(1).map(lambda _: threading.current_thread(), range(2)) == [threading.current_thread()] * 2


def test_the_first_error_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        Workers(2).map(lambda x: 1 // x, (1, 0, 2))
