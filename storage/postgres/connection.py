"""Connections to PostgreSQL: synchronous, used by one thread each."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from psycopg.adapt import Buffer, Loader
from psycopg.errors import IdleInTransactionSessionTimeout, ReadOnlySqlTransaction
from psycopg.types.numeric import Int8Dumper

from storage.place import Postgres

Connection = psycopg.Connection[tuple[Any, ...]]

_CONNECT_SECONDS = 5
_NAME_CHARS = 63
"""PostgreSQL cuts off what is longer, and then it would be another's."""
# A server that is gone without a word (a cable, a machine) is noticed within half a minute, and not in two hours.
_NOTICE_LOSS: dict[str, Any] = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
# The same for the server, whose usual hours are as long: what a machine held that is gone, others may take. And a
# program that is stopped in the middle of a transaction keeps all others from writing no longer than this.
_LET_GO = b"""
    SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
    SET tcp_user_timeout = 25000; SET idle_in_transaction_session_timeout = '30s'
"""


SERVERS_FAULT = (psycopg.OperationalError, ReadOnlySqlTransaction, IdleInTransactionSessionTimeout)
"""What no work is to blame for: it is brought again. Read-only are a server whose disk is full, and a standby."""
SCHEMA = "current_schema()::regnamespace::oid"
"""The number of the schema that a connection works in, as SQL."""


class NoSchemaError(psycopg.OperationalError):
    """The schema that an address names is not there."""


@cache
def _name_of(process: int) -> str:
    """Return what all sessions of this process are called: whoever takes its place ends them together."""
    return f"leadbot {process} {secrets.token_hex(4)} {socket.gethostname()}"[:_NAME_CHARS]


def named_by(session: str) -> str:
    """Return a process as an operator finds it, by what its sessions are called.

    >>> named_by("leadbot 4242 0a1b2c3d web1")
    'web1 4242'
    """
    _, process, _, machine = session.split(" ", 3)
    return f"{machine} {process}"


POOLED = (psycopg.errors.DuplicatePreparedStatement, psycopg.errors.InvalidSqlStatementName)
"""Errors of a session that is not ours alone: PgBouncer's transaction mode gives each transaction another."""


class _NumberLoader(Loader):
    """Reads what PostgreSQL sums integers to: numbers as SQLite gives them, and no decimals."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


def connect(place: Postgres, *, read_only: bool = False) -> Connection:
    """Return a connection outside of transactions; raise psycopg.Error."""
    connection = psycopg.connect(
        place.url,
        autocommit=True,
        connect_timeout=_CONNECT_SECONDS,
        application_name=_name_of(os.getpid()),
        **_NOTICE_LOSS,
    )
    with closed_on_error(connection):
        connection.execute(_LET_GO)
        # Whatever size a number has: else the same statement would be planned once for each.
        connection.adapters.register_dumper(int, Int8Dumper)
        connection.adapters.register_loader("numeric", _NumberLoader)
        row = connection.execute("SELECT current_schema()").fetchone()
        if row is None or row[0] is None:
            raise NoSchemaError("there is no schema as its address names one in search_path: create it first")
        if read_only:
            connection.read_only = True
    return connection


@contextmanager
def closed_on_error(connection: Connection) -> Iterator[None]:
    """Context manager: closes a connection that is not handed on after all."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def in_schema(lock: int) -> str:
    """Return an advisory lock as SQL: a database may hold several businesses, each in a schema of its own."""
    return f"({SCHEMA}::bigint << 32 | {lock})"


def in_short(error: psycopg.Error) -> str:
    """Return why PostgreSQL refused something, in a line of its own words: never the rows, which are people's."""
    if isinstance(error, POOLED):
        return "what was prepared in one session came to another: a pool in transaction mode is before it"
    if error.diag.message_primary and not isinstance(error, psycopg.IntegrityError | psycopg.DataError):
        return error.diag.message_primary
    # What libpq says names the server, and never a password.
    return str(error).strip().partition("\n")[0] if error.sqlstate is None else type(error).__name__
