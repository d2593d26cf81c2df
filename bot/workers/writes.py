"""Writes that must not be given up: what has left the process cannot be undone, and a full disk is over some time."""

import asyncio
from collections.abc import Callable

from bot import logs
from storage.database import Database
from storage.statements import Transaction

TRY_AGAIN_SECONDS = 1.0


async def write_until_written(database: Database, work: Callable[[Transaction], object], *, trouble: str) -> None:
    """Write what became of a message until it is written; each time that fails, ``trouble`` is logged."""
    while True:
        try:
            await database.write(work)
        except Exception as error:  # noqa: BLE001  # a full disk, say
            logs.logger().error(trouble, action="deliver", error=error)
            await asyncio.sleep(TRY_AGAIN_SECONDS)
        else:
            return
