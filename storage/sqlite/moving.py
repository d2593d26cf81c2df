"""Database files that everything is carried over from or to."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from storage.errors import DatabaseMissingError, not_opened
from storage.migrations import is_to_make
from storage.move_ends import Source, Target, numbered
from storage.sqlite.lock import acquire_lock
from storage.sqlite.migrating import migrate, revision_of
from storage.sqlite.snapshots import closed_with_a_cure, snapshot_of
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    # In KiB: indexes of millions of rows are filled in no order.
    "cache_size = -256000",
)


@contextmanager
def source_at(path: Path) -> Iterator[Source]:
    """Context manager: the file as it is; raises DatabaseInUseError and as ``opened_to_read`` does."""
    if not path.exists():
        raise DatabaseMissingError(path)
    with acquire_lock(path), snapshot_of(path) as tx:
        yield Source(tx, {table: _last_number(tx.connection, table) for table in numbered()})


@contextmanager
def target_at(path: Path) -> Iterator[Target]:
    """Context manager: the file, made and migrated if need be; raises DatabaseInUseError and as ``migrate`` does."""
    with acquire_lock(path):
        try:
            if not path.exists() or is_to_make(path, revision_of(path)):
                migrate(path)
            connection = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise not_opened(path, error, to_write=True) from error
        with closed_with_a_cure(connection, path):
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            yield Target(partial(_begun, connection), partial(_close_up, connection))


@contextmanager
def _begun(connection: sqlite3.Connection) -> Iterator[Transaction]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield SqliteTransaction(connection)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _close_up(connection: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
    """Let numbers go on where they must never be given twice; elsewhere they go on behind the highest there is."""
    given = {name for (name,) in connection.execute("SELECT name FROM sqlite_sequence")}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'").fetchall():
        if table in given:
            connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (numbers[table], table))
        elif numbers[table]:
            connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, numbers[table]))


def _last_number(connection: sqlite3.Connection, table: str) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    ((highest,),) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchall()
    return int(max(highest, row[0] if row else 0))
