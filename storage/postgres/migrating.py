"""Brings the tables of a PostgreSQL database to the newest, by the same history as SQLite's."""

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from storage.migrations import HEAD, expect_known
from storage.place import Postgres
from storage.postgres.connection import Connection, connect, in_schema

_LOCK = 0x1EADB07
"""Of PostgreSQL's advisory locks: whoever starts first migrates, the others wait for it."""
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

    Raises as ``expect_known`` does, and psycopg.Error.
    """
    with connect(place) as connection:
        revision = revision_in(connection)
    expect_known(place, revision)
    if revision != HEAD:
        from storage.migrations.upgrading import upgrade_over

        engine = engine_of(place)
        try:
            with engine.begin() as locked:
                locked.execute(text(f"SELECT pg_advisory_xact_lock({in_schema(_LOCK)})"))
                upgrade_over(locked)
        except DBAPIError as error:
            raise (error.orig or error) from error
        finally:
            engine.dispose()
    return revision != HEAD
