"""The database: nothing lost when the process is killed, two writers, and nothing left of what was purged."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from reviewing import TEXT, correct, desk, words

from checker.errors import AttribError
from checker.readers import read_string
from checker.server.store import Store

# Corrects one article over and over, and says so after each correction that was kept.
_CORRECTOR = """
import sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from reviewing import correct, desk
mine = desk(Path(sys.argv[1]), sys.argv[4])
for n in range(int(sys.argv[5])):
    print(correct(mine, sys.argv[2], "note", sys.argv[4], value=f"note {n}").event.number, n, flush=True)
"""


def corrector(database: Path, id_: str, item: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CORRECTOR, str(database), id_, str(Path(__file__).parent), item, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_killed_process_loses_no_correction(ines, opened):
    after = 17
    running = corrector(ines.store.path, opened, "s1", 100_000)
    told = [running.stdout.readline() for _ in range(after)]
    time.sleep(0.003 * after)  # somewhere between or amid the next
    os.kill(running.pid, signal.SIGKILL)
    told += running.stdout.read().splitlines()
    running.wait()
    kept = [(e.number, e.correction.value) for e in ines.store.events(opened)]
    assert kept[: len(told)] == [(int(n), f"note {k}") for n, k in (line.split() for line in told)]
    assert len(told) <= len(kept) <= len(told) + 1  # one may be kept and not yet told
    assert correct(ines, opened, "accept", "s2").event.number == len(kept) + 1


def test_two_writers_number_their_corrections_in_one_row(ines, opened):
    two = [corrector(ines.store.path, opened, item, 12) for item in ("s1", "s2")]
    assert [p.wait() for p in two] == [0, 0]
    events = ines.store.events(opened)
    assert [e.number for e in events] == list(range(1, 25))
    for item in ("s1", "s2"):
        assert [e.correction.value for e in events if e.author == item] == [f"note {n}" for n in range(12)]
        assert ines.review(opened).verdict(item).note == "note 11"
    for p in two:
        p.stdout.close()


def test_threads_share_a_desk(ines, opened):
    failures = []

    def work(item: str) -> None:
        try:
            for n in range(8):
                correct(ines, opened, "note", item, value=f"{item} {n}")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"s{k}",)) for k in range(1, 5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert failures == [] and len(ines.store.events(opened)) == 32


def test_an_event_tells_who_when_with_which_model_and_of_which_text(ines, opened):
    event = correct(ines, opened, "accept", "s1").event
    (kept,) = ines.store.events(opened)
    assert kept == event
    assert (kept.author, kept.model.name, kept.model.revision) == ("Ines", "stand-in", "1")
    assert kept.time.endswith("+00:00") and kept.text_hash.startswith(opened)


def test_what_is_read_back_is_what_was_kept(ines, opened):
    fresh = desk(ines.store.path).review(opened).base
    kept = ines.review(opened).base
    assert fresh.article.text == TEXT and fresh.article.document.paragraphs == kept.article.document.paragraphs
    assert fresh.article.statements == kept.article.statements and fresh.rivals == kept.rivals
    assert fresh.article.document.paragraphs[0].role == "headline"


def test_writes_are_synchronous_and_deletions_overwrite(ines):
    with ines.store._open() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_nobody_else_may_read_it(tmp_path):
    store = Store(tmp_path / "new" / "folder" / "db.sqlite")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_purging_leaves_no_word_in_any_file(ines, opened, tmp_path):
    secret = "“Quizzaciously xylographed,” said Zebulon Quux."
    gone = ines.open(read_string(secret * 200, path="quux-budget.txt"))
    correct(ines, gone, "note", "s1", value="pneumonoultra")
    correct(ines, gone, "speaker", "s1", value="Wilhelmina Vexx")
    correct(ines, opened, "note", "s1", value="stays here")
    traces = [b"Quizzaciously", b"xylographed", b"Quux", b"quux-budget", b"pneumonoultra", b"Vexx"]
    files = lambda: b"".join(p.read_bytes() for p in tmp_path.glob("corrections.sqlite*"))  # noqa: E731
    before = files()
    assert all(trace in before for trace in traces)
    assert ines.purge(gone)
    after = files()
    assert not [trace for trace in traces if trace in after]
    assert b"stays here" in after and ines.review(opened).verdict("s1").note == "stays here"
    assert not ines.purge(gone)
    with pytest.raises(AttribError, match="no such article"):
        ines.review(gone)


def test_a_purge_says_so_where_a_reader_holds_the_words(ines, opened, monkeypatch):
    monkeypatch.setattr("checker.server.store._WAIT", 0.1)
    reading = sqlite3.connect(ines.store.path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM articles").fetchone()
    with pytest.raises(AttribError):
        ines.purge(opened)
    reading.close()
    ines.purge(opened)
    assert b"Okafor" not in b"".join(p.read_bytes() for p in ines.store.path.parent.glob("corrections.sqlite*"))


def test_a_correction_of_a_purged_article_is_refused(ines, opened):
    base = ines.review(opened).base
    desk(ines.store.path).purge(opened)
    with pytest.raises(AttribError, match="removed meanwhile"):
        ines.store.append(base, "Ines", lambda events: pytest.fail("asked for a correction"))


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look at" * 20, None])
def test_another_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "other"
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE things (x)")
        other.close()
        content = path.read_bytes()
    else:
        path.write_bytes(content)
    with pytest.raises(AttribError, match="other: "):
        Store(path)
    if content.startswith(b"not"):
        assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(AttribError, match="--database"):
        Store(tmp_path / "file" / "db")


def test_reopening_the_same_text_keeps_its_corrections(ines, opened):
    correct(ines, opened, "content", "s1", **words(TEXT, "The port"))
    assert ines.open(read_string(TEXT, path="renamed.txt")) == opened
    assert ines.review(opened).version == 1
    (entry,) = ines.store.entries()
    assert entry.path == "harbour.txt" and entry.events == 1
