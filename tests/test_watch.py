from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.watch import watch


def rounds(files: Sequence[str], steps: Sequence[Callable[[], object]]) -> list[list[str]]:
    """What each round checked; after each but the last the next of `steps` happens, and after the last Ctrl-C."""
    checked: list[list[str]] = []
    waiting = iter(steps)

    def once(some: Sequence[str]) -> int:
        checked.append(list(some))
        step = next(waiting, None)
        if step is None:
            raise KeyboardInterrupt
        step()
        return 1

    assert watch(files, once, interval=0.01) == 130
    return checked


def test_only_what_was_saved_is_checked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("A")
    b.write_text("B")
    files = [str(a), str(b)]
    assert rounds(files, [lambda: a.write_text("A."), lambda: b.write_text("B!")]) == [files, [str(a)], [str(b)]]
    first, *_ = lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert first[:4] == "--- "
    assert time.strptime(first[4:12], "%H:%M:%S")
    assert first[13:] == f"{a} {b}"


def test_a_save_of_the_same_size_counts(tmp_path: Path) -> None:
    a = tmp_path / "a.txt"
    a.write_text("A")

    def touch() -> None:
        os.utime(a, ns=(1, 1))

    assert len(rounds([str(a)], [touch])) == 2


def test_a_file_that_is_saved_by_way_of_another_name(tmp_path: Path) -> None:
    a = tmp_path / "a.txt"
    a.write_text("A")

    def save() -> None:
        a.unlink()
        threading.Timer(0.1, a.write_text, ["A, again"]).start()

    assert rounds([str(a)], [save]) == [[str(a)], [str(a)]]


def test_settings_that_break_do_not_end_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = tmp_path / "a.txt"
    a.write_text("A")

    def breaks() -> None:
        threading.Timer(0.1, a.write_text, ["A..."]).start()
        raise AttribError("attrib.toml: is broken")

    assert len(rounds([str(a)], [lambda: a.write_text("A."), breaks])) == 3
    assert capsys.readouterr().err == "attrib: attrib.toml: is broken\n"


def test_what_is_wrong_from_the_start_ends_it(tmp_path: Path) -> None:
    def once(files: Sequence[str]) -> int:
        raise AttribError("--format: there is no format “x”")

    with pytest.raises(AttribError, match="no format"):
        watch([str(tmp_path / "a.txt")], once)


def test_standard_input_cannot_be_watched() -> None:
    with pytest.raises(AttribError, match="standard input cannot be watched"):
        watch(["a.txt", "-"], lambda files: 0)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_while_it_waits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    code = (
        "import sys; from checker.watch import watch; sys.exit(watch(['a.txt'], lambda files: print('checked') or 0))"
    )
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline().startswith("--- ")
    assert process.stdout.readline() == "checked\n"
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=20)
    assert (process.returncode, rest, errors) == (130, "", "")
