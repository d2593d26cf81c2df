"""The way from older tables to the newest, by alembic; ``storage.migrations.migrate`` says when there is one to go."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError


def upgrade(path: Path) -> None:
    """Bring the tables of a database file to the newest in one transaction; raise ``sqlite3.Error``."""
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


def upgrade_over(connection: Connection) -> None:
    """Bring the tables that a connection is in to the newest, in the transaction that it is in."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
