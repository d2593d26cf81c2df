"""Opening the database for writing, wherever it is."""

from pathlib import Path

from storage.place import Place
from storage.sqlite.database import Database
from storage.store import Store


async def open_store(place: Place, *, is_bot: bool = False, takes_over: bool = False) -> Store:
    """Open a database, made and migrated if need be; ``is_bot`` holds it against other bots.

    With ``takes_over`` a bot on PostgreSQL that has frozen is ended, so that the next try may have its place.

    A file has one writer in any case, PostgreSQL one bot and any number of commands. Raises as ``Database.open`` and
    ``PostgresDatabase.open`` do.
    """
    if isinstance(place, Path):
        return await Database.open(place)
    # Its driver takes a tenth of a second to load.
    from storage.postgres.database import PostgresDatabase

    return await PostgresDatabase.open(place, is_bot=is_bot, takes_over=takes_over)
