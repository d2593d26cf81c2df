"""Writes that must not be given up: what has left the process cannot be undone, and a full disk is over some time."""

import asyncio
from collections.abc import Callable

from bot import clock, logs
from storage.statements import Transaction
from storage.store import Store

TRY_AGAIN_SECONDS = 1.0


async def write_until_written(database: Store, work: Callable[[Transaction], object], *, trouble: str) -> None:
    """Write what became of a message until it is written; ``trouble`` is logged while that fails."""
    ongoing = logs.OngoingTrouble("deliver", elapsed=clock.elapsed)
    while True:
        try:
            await database.write(work)
        except Exception as error:  # noqa: BLE001  # a full disk, say
            ongoing.tell(trouble, level="error", error=error)
            await asyncio.sleep(TRY_AGAIN_SECONDS)
        else:
            ongoing.over("What became of a message is written.")
            return
