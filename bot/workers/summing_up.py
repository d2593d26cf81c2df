"""Has a language model sum up whom sales got a card of: after the card has arrived, and once more when they said more.

Nothing waits for it, and nothing of it is lost but a summary: what was not summed up before a stop is not afterwards.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot import clock, logs
from bot.in_force import InForce
from bot.usecases.sales.sum_up_lead import Material, Waits, keep_summary, language_of_sales, material_of
from bot.workers.consulting import Consulting
from storage import handoffs, outbox
from storage.store import Store

LOOK_EVERY_SECONDS = 1.0
AGAIN_AFTER_SECONDS = 180.0
"""Whoever is handed over in the midst of a conversation has said the rest by then."""
GIVEN_UP_AFTER_SECONDS = 3600.0
MOST_NEW = 50


@dataclass(slots=True)
class _Due:
    """A handoff that is to be summed up: from when on, until when at most, and what its summary was made of."""

    at: float
    until: float
    was_asked: bool = False
    summed_up: Material | None = None


class SummingUp:
    """Sums up who was handed over, one after the other."""

    def __init__(
        self,
        database: Store,
        in_force: InForce,
        consulting: Consulting,
        *,
        now: Callable[[], datetime],
        look_every_seconds: float = LOOK_EVERY_SECONDS,
        again_after_seconds: float = AGAIN_AFTER_SECONDS,
    ) -> None:
        self._database = database
        self._in_force = in_force
        self._consulting = consulting
        self._now = now
        self._look_every = look_every_seconds
        self._again_after = again_after_seconds
        self._due: dict[int, _Due] = {}
        self._last: int | None = None
        self._wake = asyncio.Event()

    @property
    def is_watching(self) -> bool:
        """Return whether who is handed over from now on is summed up."""
        return self._last is not None

    async def run(self) -> None:
        """Work until cancelled."""
        self._database.when_touched(outbox.TOPIC, self._wake.set)
        while True:
            self._wake.clear()
            try:
                await self._look()
            except Exception as error:  # noqa: BLE001  # a card without a summary is a card
                logs.logger().error("A lead could not be summed up.", action="sum up", error=error)
            await asyncio.sleep(self._look_every)
            if not self._due:
                await self._wake.wait()
            else:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._soonest() - clock.elapsed()):
                        await self._wake.wait()

    def _soonest(self) -> float:
        return min(due.at for due in self._due.values())

    async def _look(self) -> None:
        await self._find_new()
        for number, due in list(self._due.items()):
            if due.at <= clock.elapsed():
                await self._sum_up(number, due)

    async def _find_new(self) -> None:
        """Find who was handed over since the last time; what a start finds was before its time."""
        last = self._last
        if last is None:
            self._last = await self._database.read(handoffs.newest)
            return
        numbers = await self._database.read(lambda tx: handoffs.opened_after(tx, last, limit=MOST_NEW))
        for number in numbers:
            self._last = number
            self._due[number] = _Due(clock.elapsed(), clock.elapsed() + GIVEN_UP_AFTER_SECONDS)

    async def _sum_up(self, number: int, due: _Due) -> None:
        setup = self._in_force.setup
        found = await self._database.read(lambda tx: material_of(tx, number, setup=setup))
        elapsed = clock.elapsed()
        if found is None or elapsed > due.until:
            del self._due[number]
            return
        if isinstance(found, Waits):
            due.at = elapsed + self._look_every
            return
        if due.was_asked:
            del self._due[number]
        due.was_asked, due.at = True, elapsed + self._again_after
        if not found.says_something or due.summed_up == found:
            return
        lines = await self._consulting.sum_up(found.lead_id, found.masked_for, language=language_of_sales(setup))
        if lines:
            now, due.summed_up = self._now(), found
            await self._database.write(lambda tx: keep_summary(tx, number, lines, setup=setup, now=now))
