"""Packs the days of sales that are over, the newest first: what nobody waits for, and what /stats of a year needs.

It is read beside the writer. A day that changes afterwards is unpacked by the change, and packed again the next time.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import logs
from bot.usecases.sales.pack_day import packed_before
from bot.workers.due_work import Slice
from storage import sales_days
from storage.store import Store

PACK_EVERY = timedelta(minutes=5)
"""A day is read in some milliseconds where it is not packed: so a few of them may wait."""


class Packing:
    """Packs one day at a time."""

    def __init__(self, database: Store, *, now: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._elapsed = elapsed
        self._begun_at: float | None = None
        self._before = 0

    def begins(self) -> bool:
        """Return whether it is time to look for days that are to be packed."""
        if self._begun_at is not None and self._elapsed() - self._begun_at < PACK_EVERY.total_seconds():
            return False
        self._begun_at, self._before = self._elapsed(), sales_days.day_of(self._now())
        return True

    async def pack(self) -> Slice:
        """Pack the newest day that is not, before those that this look has come to."""
        began, before = self._elapsed(), self._before
        try:
            found = await self._database.read(lambda tx: packed_before(tx, before))
        except Exception as error:  # noqa: BLE001  # figures come all the same, and what else is due must not wait
            logs.logger().error("A day of sales could not be packed; trying again.", action="pack", error=error)
            found = None
        if found is None:
            return Slice()
        day, columns = found
        self._before = day.day
        await self._database.write(lambda tx: sales_days.keep(tx, day, columns))
        return Slice(more=True, seconds=self._elapsed() - began)
