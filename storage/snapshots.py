"""Transactions that see the database as it was at an instant, beside everything else.

A snapshot never waits for the writer and never holds it up. Worker processes open their own.
"""

import sqlite3
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from storage.errors import CopyFailedError, DatabaseFailedError, failed
from storage.place import Place
from storage.read_only import opened_to_read
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction


class Snapshot(Transaction):
    """A transaction that sees the database as it was at an instant, and can write nothing."""

    @abstractmethod
    def renew(self) -> None:
        """Release the snapshot, and see the database from the next read on as it is then.

        Whoever reads for long does so from time to time: what a snapshot sees can be cleared away by no engine.
        """


def snapshot(place: Place) -> AbstractContextManager[Snapshot]:
    """Context manager: a transaction that sees the database as it is now, and can write nothing.

    Raises as ``opened_to_read`` does, and DatabaseFailedError or NotADatabaseError where it cannot be read to the end.
    """
    if isinstance(place, Path):
        return _of_file(place)
    from storage.postgres.snapshots import snapshot_of

    return snapshot_of(place)


def copied(place: Place) -> AbstractContextManager[Transaction]:
    """Context manager: a transaction on a copy of the database, for trials: it is gone afterwards, even after a kill.

    PostgreSQL needs no copy: it takes everything back. Raises as ``snapshot`` does, and CopyFailedError where there is
    no room for the copy.
    """
    if isinstance(place, Path):
        return _copy_of_file(place)
    from storage.postgres.snapshots import taken_back

    return taken_back(place)


class _FileSnapshot(SqliteTransaction, Snapshot):
    def renew(self) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN")


@contextmanager
def _of_file(path: Path) -> Iterator[_FileSnapshot]:
    connection = opened_to_read(path)
    try:
        yield _FileSnapshot(connection)
    except sqlite3.Error as error:
        explained = failed(path, error)
        raise (explained or error) from (explained and error)
    finally:
        connection.close()


@contextmanager
def _copy_of_file(path: Path) -> Iterator[Transaction]:
    with _of_file(path) as original:
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
