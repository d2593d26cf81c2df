"""`leadbot migrate`: brings the database to this version's tables, and clears what the erased left in its file."""

import os
from pathlib import Path

from storage.opening import open_store
from storage.place import Place
from storage.sqlite.database import Database
from storage.sqlite.secure_erase import is_clean, rewrite


async def migrate_database(place: Place) -> None:
    """Bring a database to the newest tables, making the file if there is none, and write it anew if that is owed."""
    is_new = isinstance(place, Path) and not os.path.exists(place)  # one that we may not look at is none
    database = await open_store(place)
    try:
        if database.file is not None:
            await _clear(database.file)
    finally:
        await database.close()
    print(f"{place} {'was created' if is_new else 'is up to date'}.")


async def _clear(database: Database) -> None:
    if not await database.keep_up(is_clean) and not await database.keep_up(rewrite):
        print(f"There was no room to write {database.path} anew: data of erased people may be left in it.")
        print("Make room for twice its size, and run this again.")
    await database.truncate_log()
