"""Brings the tables of a database file to the newest, making the file if need be."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import refused
from storage.migrations import HEAD, expect_known
from storage.sqlite.secure_erase import is_unknown, rewrite


def revision_of(path: Path) -> str | None:
    """Return the revision of the tables in a database file, or None where there are none yet."""
    with closing(sqlite3.connect(path)) as connection:
        return revision_in(connection)


def revision_in(connection: sqlite3.Connection) -> str | None:
    """Return the revision of the tables that a connection sees, or None where there are none yet."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    return None if row is None else str(row[0])


def migrate(path: Path) -> bool:
    """Bring the database file to the newest tables, making it if need be; say whether anything was done.

    Raises as ``expect_known`` does, DatabaseNotWritableError or DatabaseFailedError where
    the file cannot be made, and sqlite3.Error where it cannot be changed.
    """
    _make(path)
    revision = revision_of(path)
    expect_known(path, revision)
    if revision != HEAD:
        _upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        if is_unknown(connection):
            rewrite(connection)
    return revision != HEAD


def _make(path: Path) -> None:
    """Make the empty file where there is none: what SQLite made by itself would be readable for everybody."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise refused(path, error) from error


def _upgrade(path: Path) -> None:
    """Bring the tables to the newest in one transaction; raise ``sqlite3.Error``."""
    # Loading alembic takes longer than anything else here, and there is seldom something to do for it.
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError

    from storage.migrations.upgrading import upgrade_over

    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            # By itself the driver begins no transaction before tables change: a kill would leave some of them changed.
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade_over(connection)
    except DBAPIError as error:
        raise (error.orig or error) from error
    finally:
        engine.dispose()
