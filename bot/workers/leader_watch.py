"""Looks now and then who leads: a front serves without a leader, and nothing of what it owes is sent."""

import asyncio

from bot import clock, logs
from bot.leadership import Leadership
from storage.errors import StorageError
from storage.store import Store

LOOK_EVERY_SECONDS = 5.0


class LeaderWatch:
    """Keeps ``leadership`` as the database tells it, and logs once that nobody leads, and once who does."""

    def __init__(self, database: Store, leadership: Leadership) -> None:
        self._database = database
        self._leadership = leadership
        self._told = ""

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> None:
        """Look once."""
        try:
            leader = await self._database.leader()
        except StorageError:
            self._leadership.unknown()
            return
        if leader is None:
            self._leadership.missed(clock.elapsed())
        else:
            self._leadership.seen(clock.elapsed(), leader.process, leader.silent_seconds)
        problem = self._leadership.problem(clock.elapsed())
        if problem and not self._told:
            logs.logger().error(problem, action="lead")
        elif self._told and not problem:
            logs.logger().info("Somebody leads again.", action="lead", process=self._leadership.process)
        self._told = problem
