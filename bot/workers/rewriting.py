"""Writes the database's file anew when nobody needs it, where bytes of erased people may be left in unused parts of it.

A small file is rewritten right after each erasure (``storage.sqlite.secure_erase``). A large one waits for a quiet
moment, for that holds up whoever writes: in the first half it gives way to them, the second half takes 10 ms for each
MB.
"""

import asyncio
from collections.abc import Callable

from bot import clock, logs
from storage.sqlite.database import Database
from storage.sqlite.secure_erase import GaveWayError, is_clean, size_of

LOOK_EVERY_SECONDS = 5.0
QUIET_SECONDS = 120.0
"""Who has not written for so long will hardly do so within the next ten seconds."""
WAITS_SECONDS = 86_400.0
"""Where there is no such moment in a day it is done all the same, and it is done at most once in so long."""
LARGEST_BYTES = 2_000_000_000
"""Of a file that gives way: those who come in the second half wait for 20 seconds at most."""
LARGEST_IN_A_RUSH_BYTES = 1_000_000_000
"""Of one that does not: 20 seconds for all of it."""


class Rewriting:
    """Looks from time to time whether the file is to be rewritten, and whether this is the moment."""

    def __init__(self, database: Database, *, elapsed: Callable[[], float] = clock.elapsed) -> None:
        self._database = database
        self._elapsed = elapsed
        self._owed_since: float | None = None
        self._not_before = self._may_tell_at = elapsed()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  # it stays owed
                logs.logger().error("The database file could not be written anew.", action="rewrite", error=error)
                self._not_before = self._elapsed() + WAITS_SECONDS
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> None:
        """Rewrite the file if that is owed and this is the moment."""
        now = self._elapsed()
        if await self._database.keep_up(is_clean):
            self._owed_since = None
            return
        if self._owed_since is None:
            self._owed_since = now
        is_late = now - self._owed_since >= WAITS_SECONDS
        size, quiet = await self._database.keep_up(size_of), self._database.idle_seconds
        if size > (LARGEST_IN_A_RUSH_BYTES if is_late else LARGEST_BYTES):
            self._tell("The database file is too large to be written anew by itself", size)
        if now < self._not_before:
            return
        if quiet >= QUIET_SECONDS and size <= LARGEST_BYTES:
            await self._rewrite(size, gives_way=True)
        elif is_late and size <= LARGEST_IN_A_RUSH_BYTES:
            await self._rewrite(size, gives_way=False)

    async def _rewrite(self, size: int, *, gives_way: bool) -> None:
        began = self._elapsed()
        try:
            is_done = await self._database.rewrite(gives_way=gives_way)
        except GaveWayError:
            return  # the next quiet moment will do
        ended = self._elapsed()
        self._not_before = ended + WAITS_SECONDS
        if not is_done:
            self._tell("There was no room to write the database file anew", size)
            return
        logs.logger().info(
            "The database file was written anew: nothing of those who were erased is left in it.",
            action="rewrite",
            megabytes=size // 1_000_000,
            seconds=round(ended - began, 1),
        )

    def _tell(self, why: str, size: int) -> None:
        if self._elapsed() < self._may_tell_at:
            return
        self._may_tell_at = self._elapsed() + WAITS_SECONDS
        logs.logger().warning(
            f"{why}, and bytes of erased people may be left in unused parts of it: stop the bot when it suits and run "
            "`leadbot migrate`, which needs twice the file's room.",
            action="rewrite",
            megabytes=size // 1_000_000,
        )
