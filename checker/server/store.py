"""`Store`: the articles that were reviewed and every correction of them, in one SQLite file.

Each correction is one transaction, on the disk when it returns: what kills the process between two of them loses none. Any
number of processes may have the file open.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checker.article import Article, ModelInfo
from checker.document import Document, Paragraph, Span
from checker.errors import AttribError
from checker.reports.json import from_record, to_record
from checker.server.correction import Correction, Event
from checker.server.review import Base
from checker.speakers import Speaker

_VERSION = 1
_WAIT = 15.0
"""Seconds that one process waits for another that writes."""

_SCHEMA = """
CREATE TABLE articles (
    id TEXT PRIMARY KEY, path TEXT, text_hash TEXT NOT NULL, model TEXT NOT NULL, revision TEXT NOT NULL,
    opened TEXT NOT NULL, record TEXT NOT NULL, reading TEXT NOT NULL
) STRICT;
CREATE TABLE events (
    article TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE, number INTEGER NOT NULL, time TEXT NOT NULL,
    author TEXT NOT NULL, model TEXT NOT NULL, revision TEXT NOT NULL, text_hash TEXT NOT NULL, correction TEXT NOT NULL,
    PRIMARY KEY (article, number)
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored article, without its text. `events`: the number of its last event, 0 for none."""

    id: str
    path: str | None
    model: ModelInfo
    opened: str
    events: int


def now() -> str:
    """The time, UTC, in ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Store:
    """The database at `path`, made where there is none. Raises AttribError, one line, where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # nobody else's to read
        except OSError as error:
            raise AttribError(f"{path}: cannot be made: {error.strerror}; name another with --database") from error
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {_VERSION}")
            elif version != _VERSION:
                raise AttribError(f"{path}: is no database of this attrib's corrections; name another with --database")
            db.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each use: none stays open to stand in the way of a purge."""
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as db:
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
                    db.execute(f"PRAGMA {pragma}").fetchall()
                db.execute("PRAGMA temp_store=MEMORY")  # no copies of a text outside the database
                yield db
        except sqlite3.Error as error:
            raise AttribError(f"{self.path}: the database cannot be used: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other writer comes between; undone where the block raises."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def add(self, base: Base) -> None:
        """Keeps an article with the model's answer. One that was corrected keeps the answer that it was corrected from."""
        article = base.article
        values = (base.id, article.path, base.text_hash, article.model.name, article.model.revision, base.opened)
        with self._writing() as db:
            row = db.execute("SELECT count(*) FROM events WHERE article = ?", (base.id,)).fetchone()
            if row[0] == 0:
                db.execute(
                    "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*values, json.dumps(to_record(article), ensure_ascii=False), _reading(base)),
                )

    def entries(self) -> list[Entry]:
        """All articles, the one opened last first."""
        query = (
            "SELECT id, path, model, revision, opened, (SELECT coalesce(max(number), 0) FROM events WHERE article = id) "
            "FROM articles ORDER BY opened DESC, id"
        )
        with self._open() as db:
            return [Entry(i, path, ModelInfo(m, r), at, n) for i, path, m, r, at, n in db.execute(query)]

    def opened(self, id_: str) -> str | None:
        """When an article was read; None where there is no such article."""
        with self._open() as db:
            row = db.execute("SELECT opened FROM articles WHERE id = ?", (id_,)).fetchone()
        return str(row[0]) if row else None

    def base(self, id_: str) -> Base | None:
        """The model's answer to an article; None where there is no such article."""
        with self._open() as db:
            row = db.execute("SELECT record, reading, text_hash, opened FROM articles WHERE id = ?", (id_,)).fetchone()
        return _base(id_, *row) if row else None

    def events(self, id_: str) -> tuple[Event, ...]:
        """The events of an article in their order."""
        with self._open() as db:
            return _events(db, id_)

    def append(
        self, base: Base, author: str, decide: Callable[[tuple[Event, ...]], Correction]
    ) -> tuple[Event, tuple[Event, ...]]:
        """Keeps the correction that `decide` makes of the events so far, which nobody adds to meanwhile.

        Gives the new event and those before it. What `decide` raises leaves everything as it was. Raises AttribError where
        the article was removed.
        """
        with self._writing() as db:
            if db.execute("SELECT 1 FROM articles WHERE id = ?", (base.id,)).fetchone() is None:
                raise AttribError("this article was removed meanwhile; open it again")
            before = _events(db, base.id)
            correction = decide(before)
            number = before[-1].number + 1 if before else 1
            event = Event(number, now(), author, base.article.model, base.text_hash, correction)
            model = event.model
            db.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (base.id, number, event.time, author, model.name, model.revision, base.text_hash, correction.to_json()),
            )
        return event, before

    def purge(self, id_: str) -> bool:
        """Removes an article and all that was kept of it, its words in the files included. False where there is none.

        Raises AttribError where the article is gone but another process held its words in the file for too long.
        """
        with self._writing() as db:
            removed = db.execute("DELETE FROM articles WHERE id = ?", (id_,)).rowcount > 0
        with self._open() as db:
            db.execute("VACUUM")
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise AttribError(f"{self.path}: removed, but another process is reading; purge again once it has ended")
        return removed


def _events(db: sqlite3.Connection, id_: str) -> tuple[Event, ...]:
    query = "SELECT number, time, author, model, revision, text_hash, correction FROM events WHERE article = ? ORDER BY number"
    return tuple(
        Event(number, time, author, ModelInfo(model, revision), text_hash, Correction.from_json(correction))
        for number, time, author, model, revision, text_hash, correction in db.execute(query, (id_,))
    )


def _reading(base: Base) -> str:
    """What the contract does not tell of how the article was read."""
    return json.dumps(
        {
            "format": base.article.document.format,
            "paragraphs": [[*p.span, p.role] for p in base.article.document.paragraphs],
            "rivals": {id_: [[_person(s), p] for s, p in found] for id_, found in base.rivals.items()},
            "threshold": base.threshold,
        },
        ensure_ascii=False,
    )


def _person(speaker: Speaker) -> list[Any]:
    return [speaker.id, speaker.name, speaker.kind, speaker.role, [[*m] for m in speaker.mentions]]


def _base(id_: str, record: str, reading: str, text_hash: str, opened: str) -> Base:
    read = json.loads(reading)
    article: Article = from_record(json.loads(record))
    paragraphs = tuple(Paragraph(Span(start, end), role) for start, end, role in read["paragraphs"])
    document = Document(article.text, paragraphs, article.path, read["format"])
    rivals = {
        statement: tuple(
            (Speaker(i, name, kind, role, tuple(Span(*m) for m in mentions)), float(p))
            for (i, name, kind, role, mentions), p in found
        )
        for statement, found in read["rivals"].items()
    }
    return Base(id_, text_hash, replace(article, document=document), opened, rivals, read["threshold"])
