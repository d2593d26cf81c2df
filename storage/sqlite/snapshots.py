"""Transactions on a database file that see one instant, and on a copy of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import CopyFailedError, DatabaseFailedError, failed
from storage.sqlite.read_only import opened_to_read
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Snapshot, Transaction


class _Snapshot(SqliteTransaction, Snapshot):
    def renew(self) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN")


@contextmanager
def closed_with_a_cure(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Context manager: closes a connection; where SQLite could not go on with the file, its error says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        explained = failed(path, error)
        raise (explained or error) from (explained and error)
    finally:
        connection.close()


@contextmanager
def snapshot_of(path: Path) -> Iterator[_Snapshot]:
    """Context manager: a transaction that sees the file as it is now, and can write nothing."""
    connection = opened_to_read(path)
    with closed_with_a_cure(connection, path):
        yield _Snapshot(connection)


@contextmanager
def copy_of(path: Path) -> Iterator[Transaction]:
    """Context manager: a transaction on a copy of the file, which is gone afterwards, even after a kill."""
    with snapshot_of(path) as original:
        # Without a name it is a temporary file that SQLite removes from its folder at once.
        connection = sqlite3.connect("", isolation_level=None)
        try:
            original.copy_to(connection)
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            yield SqliteTransaction(connection)
        except sqlite3.Error as error:
            if isinstance(failed(path, error), DatabaseFailedError):
                raise CopyFailedError(path, str(error)) from error
            raise
        finally:
            connection.close()
