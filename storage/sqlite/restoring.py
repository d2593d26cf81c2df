"""Puts a backup in the place of the database: looked through and brought to this version beside it, then exchanged.

The one who restores decides in between what of the present database is carried over. Before the exchange nothing has
changed, and after it the database of before lies beside, under the instant of the restore.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import SQLModel

from scoring.instants import microseconds
from storage.errors import (
    DatabaseFailedError,
    DatabaseMissingError,
    DatabaseNotReadableError,
    DatabaseOutdatedError,
    NotABackupError,
    NotADatabaseError,
    StorageError,
)
from storage.sqlite.backup import Contents, Progress, copy_into, looked_through, until, whole_file
from storage.sqlite.lock import acquire_lock
from storage.sqlite.migrating import migrate
from storage.sqlite.read_only import opened_to_copy
from storage.sqlite.secure_erase import empty_log, rewrite
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction

NUMBERED = ("leads", "handoffs", "outbox")
"""The tables whose numbers are never given twice."""
JUMP = 1_000
"""Numbers go on so much higher where nobody knows which have been given since the backup."""
_TEMPORARY = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Present:
    """The database that is to be replaced, as far as it can be read; ``reason`` says why it cannot, None if it can.

    It may be of any version: only what every version has is read from it.
    """

    connection: sqlite3.Connection | None
    reason: str | None

    def tx(self) -> Transaction | None:
        """Return a transaction that reads from it; None if it cannot be read."""
        return SqliteTransaction(self.connection) if self.connection else None

    def has(self, table: str) -> bool:
        """Return whether it has a table."""
        return self.connection is not None and _has(self.connection, table)

    def numbers(self) -> Mapping[str, int]:
        """Return the highest number that was given in each of the numbered tables; nothing if it cannot be read."""
        return _numbers(self.connection) if self.connection else {}

    def settled(self, number: int, created_at: datetime) -> tuple[str, int | None, int | None, str | None] | None:
        """Return the end of a message: state, instant (in microseconds), its number, error; None if that is not known.

        It is known that it was settled if it is gone.
        """
        if self.connection is None:
            return None
        row = self.connection.execute(
            "SELECT state, settled_at, message_id, error, created_at FROM outbox WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            is_ours = self.numbers().get("outbox", 0) >= number
            return ("superseded", microseconds(created_at), None, None) if is_ours else None
        *fate, created_us = row
        return tuple(fate) if created_us == microseconds(created_at) and fate[1] is not None else None


@dataclass(frozen=True, slots=True)
class Lost:
    """What the present database has had since the backup, None of each if it cannot be read."""

    leads: int
    handoffs: int
    messages: int
    items: int


class Restoring:
    """A restore under way: ``backup`` is the copy that will take the place of ``present``, in a transaction."""

    def __init__(
        self, path: Path, backup: sqlite3.Connection, *, contents: Contents, present: Present, now: datetime
    ) -> None:
        self.path = path
        beside = path.with_name(f"{path.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
        self.kept_as = beside if path.exists() else None
        self.now = now
        self.contents = contents
        self.present = present
        self.backup = SqliteTransaction(backup)
        self._backup = backup

    def lost(self) -> Lost | None:
        """Return the figures of what would be lost since the backup; None if the present database is unreadable."""
        present = self.present.connection
        if present is None:
            return None
        known, at = _numbers(self._backup), microseconds(self.contents.until) if self.contents.until else 0
        leads, handoffs, messages = (
            _count(present, f"SELECT count(*) FROM {table} WHERE id > ?", known[table]) for table in NUMBERED
        )
        items = sum(self._items_lost(present, table, at) for table in ("facts", "signals"))
        return Lost(leads, handoffs, messages, items)

    def _items_lost(self, present: sqlite3.Connection, table: str, at: int) -> int:
        """Return how many facts or signals have come since: imported ones may be of long before."""
        later = _count(present, f"SELECT count(*) FROM {table} WHERE at > ?", at)
        now, then = (_count(each, f"SELECT count(*) FROM {table}") for each in (present, self._backup))
        return max(later, now - then)

    def go_on_above(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Raise numbers above all that may have been given; return the last ones of the backup, and those now."""
        known, present = _numbers(self._backup), self.present.numbers()
        is_later = bool(present) and all(present[table] >= known[table] for table in NUMBERED)
        highest = {table: max(known[table], present.get(table, 0)) + (0 if is_later else JUMP) for table in NUMBERED}
        for table, number in highest.items():
            changed = self._backup.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number, table))
            if changed.rowcount == 0:
                self._backup.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, number))
        return known, highest

    def keep_present(self) -> None:
        """Keep the database that is replaced, whole and in one file where it is sound."""
        if self.kept_as is None:
            return
        kept_as = self.kept_as
        if self.present.connection is not None:
            self.present.connection.close()
            _bring_together(self.path)
        for ending in _TEMPORARY:
            beside = self.path.with_name(self.path.name + ending)
            if self.present.connection is None and beside.exists():
                beside.rename(kept_as.with_name(kept_as.name + ending))
            # Of a file that was brought together they hold nothing; a reader still has its own.
            beside.unlink(missing_ok=True)
        try:
            os.link(self.path, kept_as)
        except OSError:
            self.path.rename(kept_as)  # a file system without links


@contextmanager
def restoring(path: Path, file: Path, *, now: datetime, on_progress: Progress | None = None) -> Iterator[Restoring]:
    """Context manager: a restore of ``file`` in the place of the database at ``path``, done if the block succeeds.

    Raises DatabaseInUseError while the bot runs, NotABackupError, DatabaseNewerError, BackupFailedError.
    """
    lock = acquire_lock(path)
    try:
        _expect_other(path, file)
        with whole_file(path) as part:
            with closing(_opened_backup(file)) as source:
                copy_into(source, part, on_progress=on_progress, told_as=file)
            contents = looked_through(part, told_as=file)
            _bring_up(part, told_as=file)
            with _present(path) as present:
                with closing(_opened_to_change(part)) as backup:
                    under_way = Restoring(path, backup, contents=contents, present=present, now=now)
                    yield under_way
                    backup.execute("COMMIT")
                    rewrite(backup)
                _belong_to_the_same(path, part)
                under_way.keep_present()
    finally:
        lock.close()


def _expect_other(path: Path, file: Path) -> None:
    try:
        if file.is_dir():
            raise NotABackupError(file, "it is a folder")
        if file.exists() and not file.is_file():
            raise NotABackupError(file, "it is a device or a pipe")
        if path.exists() and file.exists() and file.samefile(path):
            raise NotABackupError(file, "it is the present database itself")
    except OSError as error:
        raise NotABackupError(file, error.strerror or str(error)) from error


def _bring_up(part: Path, *, told_as: Path) -> None:
    """Bring a copy to this version's tables; raise NotABackupError if it lacks what its version says that it has."""
    try:
        migrate(part)
        with closing(sqlite3.connect(part)) as connection:
            for table in SQLModel.metadata.sorted_tables:
                connection.execute(f"SELECT {', '.join(table.c.keys())} FROM {table.name} LIMIT 0")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise NotABackupError(told_as, str(error)) from error


def _opened_backup(file: Path) -> sqlite3.Connection:
    try:
        return opened_to_copy(file)
    except DatabaseMissingError as error:
        raise NotABackupError(file, "there is no such file") from error
    except DatabaseOutdatedError as error:
        raise NotABackupError(file, "it has none of Leadbot's tables") from error
    except (NotADatabaseError, DatabaseNotReadableError) as error:
        raise NotABackupError(file, _reason(error)) from error


def _reason(error: StorageError) -> str:
    return str(error.__cause__ or error)


def _opened_to_change(part: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(part, isolation_level=None)
    for pragma in ("secure_delete = ON", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    return connection


@contextmanager
def _present(path: Path) -> Iterator[Present]:
    """Context manager: the present database, as far as it can be read."""
    if not path.exists():
        yield Present(None, "there is none")
        return
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        yield Present(None, str(error))
        return
    with closing(connection):
        try:
            connection.execute("BEGIN")
            _numbers(connection)
            until(connection)
        except sqlite3.Error as error:
            yield Present(None, str(error))
            return
        yield Present(connection, None)


def _bring_together(path: Path) -> None:
    """Write the log of a database into its file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",) and not empty_log(connection):
            raise DatabaseFailedError(path, "somebody reads from it", cure="wait until that has ended and run it again")


def _belong_to_the_same(path: Path, part: Path) -> None:
    """Give a new file the owner of the one that it replaces: who restores may be the machine's administrator."""
    if not path.exists():
        return
    before = path.stat()
    part.chmod(before.st_mode & 0o777)
    with suppress(PermissionError):
        os.chown(part, before.st_uid, before.st_gid)


def _has(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None


def _numbers(connection: sqlite3.Connection) -> dict[str, int]:
    given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return {
        table: max(given.get(table, 0), _count(connection, f"SELECT coalesce(max(id), 0) FROM {table}"))
        for table in NUMBERED
    }


def _count(connection: sqlite3.Connection, query: str, *values: int) -> int:
    ((count,),) = connection.execute(query, values).fetchall()
    return int(count)
