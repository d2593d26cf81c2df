"""Brings the tables of a PostgreSQL database to the newest, by the same history as SQLite's."""

import time
from contextlib import suppress

import psycopg
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from storage.migrations import HEAD, expect_known
from storage.place import Postgres
from storage.postgres.connection import Connection, connect
from storage.postgres.writer import TAKE_TURN

_MOST_TRIES, _PAUSE_SECONDS = 60, 1.0
_WAIT_NO_LONGER = "SET LOCAL lock_timeout = '2s'"
registry.register("postgresql.leadbot", "storage.postgres.dialect", "TablesDialect")


def engine_of(place: Postgres) -> Engine:
    """Return SQLAlchemy's way to a database: for tables only, statements go without it."""
    return create_engine("postgresql+leadbot://", creator=lambda: psycopg.connect(place.url))


def revision_in(connection: Connection) -> str | None:
    """Return the revision of the tables that a connection sees, or None where there are none yet."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return None if row is None else str(row[0])


def migrate(place: Postgres) -> bool:
    """Bring the tables to the newest in one transaction; say whether anything was done.

    A process of the version before may be serving: what it writes waits meanwhile. Where it reads for long, we let it
    go first and try again, as all others would wait behind us.

    Raises as ``expect_known`` does, and psycopg.Error.
    """
    with connect(place) as connection:
        revision = revision_in(connection)
    expect_known(place, revision)
    if revision != HEAD:
        engine = engine_of(place)
        try:
            for _ in range(_MOST_TRIES - 1):
                with suppress(LockNotAvailable, DeadlockDetected):
                    _upgrade(engine)
                    break
                time.sleep(_PAUSE_SECONDS)
            else:
                _upgrade(engine)
        finally:
            engine.dispose()
    return revision != HEAD


def _upgrade(engine: Engine) -> None:
    """Upgrade when it is our turn to write: whoever starts first does, and others find it done."""
    from storage.migrations.upgrading import upgrade_over

    try:
        with engine.begin() as connection:
            connection.execute(text(TAKE_TURN))
            connection.execute(text(_WAIT_NO_LONGER))
            upgrade_over(connection)
    except DBAPIError as error:
        raise (error.orig or error) from error
