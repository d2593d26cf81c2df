"""Importing a history with the command that users type: into an empty database, and once more, when all is known."""

import json
from datetime import datetime
from pathlib import Path

from storage.sqlite.migrating import migrate

from .commands import Ran, run_command
from .crowds import write_history

LINES_EACH = 10


async def import_twice(folder: Path, *, lines: int, now: datetime) -> tuple[Ran, Ran]:
    """Import a history of so many lines, fold its leads at the end, and import the same again."""
    history, database = folder / "history.jsonl", folder / "imported.db"
    write_history(history, lines=lines, lines_each=LINES_EACH, now=now)
    migrate(database)
    first = await _import(database, history, whether="new", lines=lines)
    again = await _import(database, history, whether="known", lines=lines)
    history.unlink()
    return first, again


async def _import(database: Path, history: Path, *, whether: str, lines: int) -> Ran:
    ran = await run_command(database, "import", str(history), "--json")
    told = json.loads(ran.printed)
    taken = told["facts"][whether] + told["signals"][whether]
    if taken != lines:
        raise AssertionError(f"{taken} of {lines} lines are {whether}")
    return ran
