"""The connection that writes: a group of works is one transaction.

Runs on one thread. A connection that broke is opened anew for the next group. Two transactions that wait for each other
are nobody's fault: PostgreSQL ends one of them, which is simply run again.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.errors import DeadlockDetected, ReadOnlySqlTransaction, SerializationFailure

from storage.editions import CURRENT, Edition
from storage.errors import DatabaseFailedError
from storage.place import Postgres
from storage.postgres.connection import SCHEMA, SERVERS_FAULT, Connection, connect, in_schema, in_short
from storage.postgres.pipeline import Pipeline
from storage.postgres.transaction import PostgresTransaction
from storage.store import Committed, Pending, fail

_CHANNEL = f"'leadbot_' || {SCHEMA}"
"""Where it is told which topics a commit has touched: to this process and to every other."""
_MOST_TRIES = 5
_IN_TURN = 0x1EADB09
"""Of PostgreSQL's advisory locks: whoever writes holds it until the end of the transaction."""
TAKE_TURN = f"SELECT pg_advisory_xact_lock({in_schema(_IN_TURN)})"
_NOTIFY = f"SELECT pg_notify({_CHANNEL}, %s)"
_WHAT_IT_TAKES = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::boolean"
_READ_ONLY = "it is read-only, and takes nothing"
_TRY_AGAIN = (DeadlockDetected, SerializationFailure)


class OtherEditionError(Exception):
    """Others have put other rules or templates in force than those that works would go by."""


class Writer:
    """Runs groups of works. All of its methods are called on one thread."""

    def __init__(self, place: Postgres) -> None:
        self._place = place
        self._pipeline: Pipeline | None = None
        self.goes_by: Edition | None = None
        """The edition that works go by; None where they go by none."""

    @property
    def backend(self) -> int:
        """The process of PostgreSQL that serves it; 0 while there is none."""
        return 0 if self._pipeline is None else self._pipeline.connection.info.backend_pid

    def open(self) -> Pipeline:
        """Return the way to the server, opened if need be; raise psycopg.Error."""
        if self._pipeline is None or self._pipeline.connection.closed:
            self._pipeline = Pipeline(connect(self._place))
        return self._pipeline

    def close(self) -> None:
        """Let go of the connection."""
        if self._pipeline is not None:
            self._pipeline.connection.close()

    def commit(self, group: Sequence[Pending[Any]]) -> Committed:
        """Run a group as one transaction; where a work of it fails, piece by piece in savepoints.

        Where the connection is lost nobody knows whether the group was committed: it is not run again here. Whoever
        brought a work does so, and each says in its first statement whether it was done already.

        Raises OtherEditionError before any work is run.
        """
        try:
            try:
                return self._tried(self._together, group)
            except (*SERVERS_FAULT, OtherEditionError):
                raise
            except Exception:  # noqa: BLE001  # found out piece by piece
                self._roll_back()
                return self._tried(self._one_by_one, group)
        except psycopg.Error as error:
            self._roll_back()
            if isinstance(error, ReadOnlySqlTransaction):
                # Its name may lead to another server by now, or its address name one more.
                self.close()
            fail(group, DatabaseFailedError(self._place, in_short(error)))
            return Committed(failed_because=in_short(error), has_failed=True)

    def probe(self) -> str:
        """Return why nothing could be written now, empty if all is well."""
        try:
            pipeline = self.open()
            ((is_standby, is_read_only),) = pipeline.rows(pipeline.ask(_WHAT_IT_TAKES))
        except psycopg.Error as error:
            return in_short(error)
        return "it is a standby, which takes nothing" if is_standby else _READ_ONLY if is_read_only else ""

    def _tried(
        self, run: Callable[[Pipeline, Sequence[Pending[Any]]], Committed], group: Sequence[Pending[Any]]
    ) -> Committed:
        for _ in range(_MOST_TRIES - 1):
            try:
                return run(self.open(), group)
            except _TRY_AGAIN:
                self._roll_back()
        return run(self.open(), group)

    def _together(self, pipeline: Pipeline, group: Sequence[Pending[Any]]) -> Committed:
        self._begin(pipeline)
        transaction = PostgresTransaction(pipeline)
        for pending in group:
            pending.result = pending.work(transaction)
        return _committed(pipeline, transaction.touched)

    def _one_by_one(self, pipeline: Pipeline, group: Sequence[Pending[Any]]) -> Committed:
        self._begin(pipeline)
        touched: set[str] = set()
        for pending in group:
            pending.error = None
            touched |= _run_alone(pipeline, pending)
        return _committed(pipeline, touched)

    def _begin(self, pipeline: Pipeline) -> None:
        """Begin a transaction when it is our turn, in one round trip; raise OtherEditionError.

        Works read a lead, and write what they made of them: of two that did so at once, the bot's and a command's, the
        later one would undo the other. So writers take turns, as they do on SQLite.
        """
        pipeline.send("BEGIN")
        pipeline.send(TAKE_TURN)
        (edition,) = pipeline.rows(pipeline.ask(CURRENT.postgres.sql))
        if self.goes_by is not None and edition != self.goes_by:
            self._roll_back()
            raise OtherEditionError

    def _roll_back(self) -> None:
        if self._pipeline is not None:
            # A connection that is lost has nothing to take back.
            with suppress(psycopg.Error):
                self._pipeline.roll_back()


def listen(connection: Connection) -> None:
    """Hear from now on which topics others touch in this schema."""
    ((channel,),) = connection.execute(f"SELECT {_CHANNEL}".encode()).fetchall()
    connection.execute(f'LISTEN "{channel}"'.encode())


def hold_turn(connection: Connection) -> None:
    """Hold the turn for as long as this connection lasts: everybody else who writes waits."""
    connection.execute(f"SELECT pg_advisory_lock({in_schema(_IN_TURN)})".encode())


def _run_alone(pipeline: Pipeline, pending: Pending[Any]) -> set[str]:
    """Run a piece of work in a savepoint, and return the topics that it touched."""
    pipeline.send("SAVEPOINT work")
    transaction = PostgresTransaction(pipeline)
    try:
        pending.result = pending.work(transaction)
        pipeline.settle()
    except SERVERS_FAULT:
        # Not this work's fault: the connection is lost, say. Nothing of the group shall be kept.
        raise
    except Exception as error:  # noqa: BLE001  # whoever waits for it gets it
        pending.error = error
        transaction.touched.clear()
        pipeline.roll_back(to="work")
    pipeline.send("RELEASE work")
    return transaction.touched


def _committed(pipeline: Pipeline, touched: set[str]) -> Committed:
    for topic in touched:
        pipeline.send(_NOTIFY, [topic])
    # Of what has failed, and whose error somebody has kept to themselves, the server commits nothing and says so.
    if pipeline.ask("COMMIT").command_status != b"COMMIT":
        raise psycopg.errors.InFailedSqlTransaction("it was taken back")
    return Committed(touched)
