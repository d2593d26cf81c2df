"""Tries now and then whether the database takes what is written: where nobody writes, nobody else would notice."""

import asyncio

from bot import logs
from storage.store import Store

PROBE_EVERY_SECONDS = 10.0


class DatabaseWatch:
    """Says once that the database is in trouble, and once that it is well again."""

    def __init__(self, database: Store) -> None:
        self._database = database
        self._told = ""

    async def run(self) -> None:
        """Try until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(PROBE_EVERY_SECONDS)

    async def look(self) -> None:
        """Try once."""
        reason = await self._database.probe()
        if reason and not self._told:
            logs.logger().error("The database takes nothing.", action="database", reason=reason)
        elif self._told and not reason:
            logs.logger().info("The database takes what is written again.", action="database")
        self._told = reason
