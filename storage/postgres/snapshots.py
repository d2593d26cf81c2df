"""Transactions of PostgreSQL that see one instant, and that are taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from storage.errors import DatabaseFailedError, DatabaseOutdatedError
from storage.migrations import HEAD, expect_known
from storage.place import Postgres
from storage.postgres.connection import connect, in_short
from storage.postgres.migrating import revision_in
from storage.postgres.pipeline import Pipeline
from storage.postgres.readers import BEGIN_READING
from storage.postgres.transaction import PostgresTransaction
from storage.statements import Snapshot, Transaction

_MAY_IDLE = "SET idle_in_transaction_session_timeout = '1h'"
"""Who only reads keeps nobody from writing: they may compute, or wait for a reader of theirs, for longer than others.
What is deleted meanwhile is not cleared away, so that one who was forgotten shall not stay for ever."""


class _Snapshot(PostgresTransaction, Snapshot):
    def renew(self) -> None:
        self._pipeline.send("ROLLBACK")
        self._pipeline.send(BEGIN_READING)


class _SharedSnapshot(PostgresTransaction, Snapshot):
    def renew(self) -> None:
        """Go on to see what all who share it see."""


@contextmanager
def snapshot_of(place: Postgres, *, exported: str = "") -> Iterator[Snapshot]:
    """Context manager: a transaction that sees the database as it is now, or as an exported one does; it cannot write.

    Raises DatabaseFailedError, DatabaseOutdatedError or DatabaseNewerError.
    """
    with _reading(place) as pipeline:
        if exported:
            pipeline.ask(f"SET TRANSACTION SNAPSHOT '{exported}'")
        yield _SharedSnapshot(pipeline) if exported else _Snapshot(pipeline)


@contextmanager
def exported_of(place: Postgres) -> Iterator[str]:
    """Context manager: the name of a snapshot for ``snapshot_of``, as long as it lasts; raises as that does."""
    with _reading(place) as pipeline:
        ((name,),) = pipeline.rows(pipeline.ask("SELECT pg_export_snapshot()"))
        yield name


@contextmanager
def _reading(place: Postgres) -> Iterator[Pipeline]:
    with _connected(place) as pipeline:
        pipeline.send(_MAY_IDLE)
        pipeline.send(BEGIN_READING)
        yield pipeline


@contextmanager
def taken_back(place: Postgres) -> Iterator[Transaction]:
    """Context manager: a transaction of which nothing stays, whatever is written in it."""
    with _connected(place) as pipeline:
        pipeline.send("BEGIN")
        yield PostgresTransaction(pipeline)


@contextmanager
def _connected(place: Postgres) -> Iterator[Pipeline]:
    try:
        connection = connect(place)
        try:
            _expect_tables(place, revision_in(connection))
            yield Pipeline(connection)
        finally:
            # What is not committed is taken back.
            connection.close()
    except psycopg.OperationalError as error:
        raise DatabaseFailedError(place, in_short(error)) from error


def _expect_tables(place: Postgres, revision: str | None) -> None:
    expect_known(place, revision)
    if revision != HEAD:
        raise DatabaseOutdatedError(place, revision, HEAD)
