"""`leadbot migrate`: brings the database to this version's tables, and clears what the erased left in its file."""

import os
from pathlib import Path

from storage.database import Database
from storage.secure_erase import is_clean, rewrite


async def migrate_database(path: Path) -> None:
    """Bring a database to the newest tables, making the file if there is none, and write it anew if that is owed."""
    is_new = not os.path.exists(path)  # one that we may not look at is none
    database = await Database.open(path)
    try:
        if not await database.keep_up(is_clean) and not await database.keep_up(rewrite):
            print(f"There was no room to write {path} anew: data of erased people may be left in it. Make room for")
            print("twice its size, and run this again.")
        await database.truncate_log()
    finally:
        await database.close()
    print(f"{path} {'was created' if is_new else 'is up to date'}.")
