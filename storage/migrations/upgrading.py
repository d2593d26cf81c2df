"""The way from older tables to the newest, by alembic; each engine's ``migrate`` says when there is one to go."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.migrations import HEAD


def upgrade_over(connection: Connection, to: str = HEAD) -> None:
    """Bring the tables that a connection sees to a revision, in the transaction that it is in."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
