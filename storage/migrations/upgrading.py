"""The way from older tables to the newest, by alembic; ``storage.migrations.migrate`` says when there is one to go."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError


def upgrade(path: Path) -> None:
    """Bring the tables of a database file to the newest in one transaction; raise ``sqlite3.Error``."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            # By itself the driver begins no transaction before tables change: a kill would leave some of them changed.
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise (error.orig or error) from error
    finally:
        engine.dispose()
