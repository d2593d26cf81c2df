"""The history of the tables, append-only; ``migrate`` brings a file to the newest."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from storage.errors import DatabaseOutdatedError

REVISIONS = ("0001", "0002", "0003")
HEAD = REVISIONS[-1]


def revision_of(path: Path) -> str | None:
    """Return the revision of the tables in a database file, or None where there are none yet."""
    with sqlite3.connect(path) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return None
            raise
        finally:
            connection.rollback()
    connection.close()
    return None if row is None else str(row[0])


def migrate(path: Path) -> bool:
    """Bring the database file to the newest tables, making it if need be; say whether anything was done.

    Raises DatabaseOutdatedError for tables of a newer Leadbot, and sqlite3.Error where the file cannot be changed.
    """
    revision = revision_of(path)
    if revision == HEAD:
        return False
    if revision is not None and revision not in REVISIONS:
        raise DatabaseOutdatedError(path, revision, HEAD)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            # By itself the driver begins no transaction before tables change: a kill would leave some of them changed.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise (error.orig or error) from error
    finally:
        engine.dispose()
    return True
