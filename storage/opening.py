"""Opening the database for writing, wherever it is."""

from pathlib import Path

from storage.place import Place
from storage.roles import Role
from storage.sqlite.database import Database
from storage.store import Store


async def open_store(place: Place, role: Role = Role.COMMAND) -> Store:
    """Open a database, made and migrated if need be.

    A file has one writer in any case; PostgreSQL has one leader, and any number of fronts and commands. Raises as
    ``Database.open`` and ``PostgresDatabase.open`` do.
    """
    if isinstance(place, Path):
        return await Database.open(place)
    # Its driver takes a tenth of a second to load.
    from storage.postgres.database import PostgresDatabase

    return await PostgresDatabase.open(place, role)
