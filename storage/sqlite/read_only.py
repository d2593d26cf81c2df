"""Opening a database file to read it: as it is, wherever it lies, and without changing anything.

It must work on a backup that nobody may write to, and never call a file damaged that is only closed to us.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage.errors import (
    DatabaseFailedError,
    DatabaseMissingError,
    DatabaseNotReadableError,
    DatabaseOutdatedError,
    FolderMissingError,
    is_closed_to_us,
    not_opened,
)
from storage.migrations import HEAD, expect_known
from storage.sqlite.migrating import revision_in


def opened_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection in a transaction that sees the database as it is now, and can write nothing.

    Raises DatabaseMissingError, FolderMissingError, DatabaseNotReadableError, DatabaseFailedError, NotADatabaseError,
    DatabaseOutdatedError or DatabaseNewerError.
    """
    return _opened(path, _begin_reading)


def opened_to_copy(path: Path) -> sqlite3.Connection:
    """Return a connection outside of transactions, also to the tables of an earlier version, to copy the database from.

    Raises as ``opened_to_read`` does.
    """
    return _opened(path, _expect_tables)


def _opened(path: Path, prepare: Callable[[Path, sqlite3.Connection], None]) -> sqlite3.Connection:
    try:
        if not path.exists():
            raise DatabaseMissingError(path) if path.parent.exists() else FolderMissingError(path)
    except OSError as error:
        raise DatabaseNotReadableError(path, error.strerror or str(error)) from error
    try:
        return _connected(path, "mode=ro", prepare)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
            cure = "run `leadbot migrate`, which takes it back"
            raise DatabaseFailedError(path, "a change of it was interrupted", cure=cure) from error
        if not is_closed_to_us(error) or _is_unfinished(path):
            raise not_opened(path, error, to_write=False) from error
    try:
        # SQLite wants to make files beside a database in WAL mode, even to read it: where it may not, nobody writes.
        return _connected(path, "immutable=1", prepare)
    except sqlite3.Error as error:
        raise not_opened(path, error, to_write=False) from error


def _connected(path: Path, how: str, prepare: Callable[[Path, sqlite3.Connection], None]) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    try:
        prepare(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_reading(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("BEGIN")
    expect_known(path, revision_in(connection))
    if (revision := revision_in(connection)) != HEAD:
        raise DatabaseOutdatedError(path, revision, HEAD)


def _expect_tables(path: Path, connection: sqlite3.Connection) -> None:
    expect_known(path, revision_in(connection))
    if revision_in(connection) is None:
        raise DatabaseOutdatedError(path, None, HEAD)


def _is_unfinished(path: Path) -> bool:
    """Return whether commits lie beside the file that it does not hold yet, or changes to take back."""
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(file.exists() and file.stat().st_size > 0 for file in beside)
