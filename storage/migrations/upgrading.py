"""The way from older tables to the newest, by alembic; each engine's ``migrate`` says when there is one to go."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade_over(connection: Connection) -> None:
    """Bring the tables that a connection is in to the newest, in the transaction that it is in."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
