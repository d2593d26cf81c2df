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
from storage.postgres.transaction import PostgresTransaction
from storage.store import Committed, Pending, fail

_CHANNEL = f"'leadbot_' || {SCHEMA}"
"""Where it is told which topics a commit has touched: to this process and to every other."""
_MOST_TRIES = 5
_IN_TURN = 0x1EADB09
"""Of PostgreSQL's advisory locks: whoever writes holds it until the end of the transaction."""
_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({in_schema(_IN_TURN)}); {CURRENT.postgres.sql}".encode()
_WHAT_IT_TAKES = b"SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::boolean"
_READ_ONLY = "it is read-only, and takes nothing"
_TRY_AGAIN = (DeadlockDetected, SerializationFailure)


class OtherEditionError(Exception):
    """Others have put other rules or templates in force than those that works would go by."""


class Writer:
    """Runs groups of works. All of its methods are called on one thread."""

    def __init__(self, place: Postgres) -> None:
        self._place = place
        self._connection: Connection | None = None
        self.goes_by: Edition | None = None
        """The edition that works go by; None where they go by none."""

    @property
    def backend(self) -> int:
        """The process of PostgreSQL that serves it; 0 while there is none."""
        return 0 if self._connection is None else self._connection.info.backend_pid

    def open(self) -> Connection:
        """Return the connection, opened if need be; raise psycopg.Error."""
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._place)
        return self._connection

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()

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
            ((is_standby, is_read_only),) = self.open().execute(_WHAT_IT_TAKES).fetchall()
        except psycopg.Error as error:
            return in_short(error)
        return "it is a standby, which takes nothing" if is_standby else _READ_ONLY if is_read_only else ""

    def _tried(
        self, run: Callable[[Connection, Sequence[Pending[Any]]], Committed], group: Sequence[Pending[Any]]
    ) -> Committed:
        for _ in range(_MOST_TRIES - 1):
            try:
                return run(self.open(), group)
            except _TRY_AGAIN:
                self._roll_back()
        return run(self.open(), group)

    def _together(self, connection: Connection, group: Sequence[Pending[Any]]) -> Committed:
        self._begin(connection)
        transaction = PostgresTransaction(connection)
        for pending in group:
            pending.result = pending.work(transaction)
        return _committed(connection, transaction.touched)

    def _one_by_one(self, connection: Connection, group: Sequence[Pending[Any]]) -> Committed:
        self._begin(connection)
        touched: set[str] = set()
        for pending in group:
            pending.error = None
            touched |= _run_alone(connection, pending)
        return _committed(connection, touched)

    def _begin(self, connection: Connection) -> None:
        """Begin a transaction when it is our turn, in one round trip; raise OtherEditionError.

        Works read a lead, and write what they made of them: of two that did so at once, the bot's and a command's, the
        later one would undo the other. So writers take turns, as they do on SQLite.
        """
        begun = connection.execute(_BEGIN)
        while begun.nextset():
            pass
        edition = begun.fetchone()
        if self.goes_by is not None and edition != self.goes_by:
            self._roll_back()
            raise OtherEditionError

    def _roll_back(self) -> None:
        if self._connection is not None:
            # A connection that is lost has nothing to take back.
            with suppress(psycopg.Error):
                self._connection.execute("ROLLBACK")


def listen(connection: Connection) -> None:
    """Hear from now on which topics others touch in this schema."""
    ((channel,),) = connection.execute(f"SELECT {_CHANNEL}".encode()).fetchall()
    connection.execute(f'LISTEN "{channel}"'.encode())


def hold_turn(connection: Connection) -> None:
    """Hold the turn for as long as this connection lasts: everybody else who writes waits."""
    connection.execute(f"SELECT pg_advisory_lock({in_schema(_IN_TURN)})".encode())


def _run_alone(connection: Connection, pending: Pending[Any]) -> set[str]:
    """Run a piece of work in a savepoint, and return the topics that it touched."""
    connection.execute("SAVEPOINT work")
    transaction = PostgresTransaction(connection)
    try:
        pending.result = pending.work(transaction)
    except SERVERS_FAULT:
        # Not this work's fault: the connection is lost, say. Nothing of the group shall be kept.
        raise
    except Exception as error:  # noqa: BLE001  # whoever waits for it gets it
        pending.error = error
        transaction.touched.clear()
        connection.execute("ROLLBACK TO work")
    connection.execute("RELEASE work")
    return transaction.touched


def _committed(connection: Connection, touched: set[str]) -> Committed:
    for topic in touched:
        connection.execute(f"SELECT pg_notify({_CHANNEL}, %s)".encode(), (topic,))
    connection.execute("COMMIT")
    return Committed(touched)
