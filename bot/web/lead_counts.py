"""The figures that health and metrics show. What is cheap is asked each time; leads are counted in the background.

Counting a million leads takes a second of some reader's time: it is done in slices, no more often than it is cheap,
and what it gave is shown with its age.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import clock, logs, metrics
from storage import counts, inbox
from storage.counts import TierCounts
from storage.statements import Transaction
from storage.store import Store

AT_ONCE = 20_000
"""Leads per reading: a few milliseconds each, so that no reading pins the log or keeps a health check waiting."""
SHARE = 100
"""Counting may take a hundredth of the time: what took a second is counted again after 100."""
LONGEST_SECONDS = 300.0
WAIT_SECONDS = 0.2
"""How long a page waits for a count that is under way, before it shows the one before."""
READ_WITHIN_SECONDS = 2.0


class LeadFigures:
    """How many leads there are by audience and tier, and how many open handoffs, as they were counted last."""

    def __init__(self, database: Store, *, elapsed: Callable[[], float] = clock.elapsed) -> None:
        self._database = database
        self._elapsed = elapsed
        self._counting: asyncio.Task[None] | None = None
        self._tiers: TierCounts = Counter()
        self._handoffs: dict[bool, int] = {}
        self._counted_at: float | None = None
        self._good_for = 0.0

    async def publish(self) -> None:
        """Put the figures into the metrics: new ones where they are soon had, else those there are, with their age."""
        if self._is_old():
            if self._counting is None or self._counting.done():
                self._counting = asyncio.create_task(self._count(), name="count leads")
            await asyncio.wait([self._counting], timeout=WAIT_SECONDS)
        if self._counted_at is None:
            return
        metrics.LEADS_COUNTED_AGO.set(self._elapsed() - self._counted_at)
        metrics.LEADS.clear()
        for (audience, tier), count in self._tiers.items():
            metrics.LEADS.labels(audience, tier).set(count)
        for claimed in (True, False):
            metrics.OPEN_HANDOFFS.labels(str(claimed).lower()).set(self._handoffs.get(claimed, 0))

    def _is_old(self) -> bool:
        return self._counted_at is None or self._elapsed() - self._counted_at >= self._good_for

    async def _count(self) -> None:
        began = self._elapsed()
        try:
            tiers: TierCounts = Counter()
            last = await self._database.read(counts.last_lead, within=READ_WITHIN_SECONDS)
            for first in range(1, last + 1, AT_ONCE):
                part = partial(counts.tiers_between, first=first, last=first + AT_ONCE - 1)
                tiers.update(await self._database.read(part, within=READ_WITHIN_SECONDS))
            self._handoffs = await self._database.read(counts.open_handoffs, within=READ_WITHIN_SECONDS)
        except Exception as error:  # noqa: BLE001  # the figures before stay, and their age tells
            logs.logger().warning("Leads could not be counted.", action="count", error=error)
            return
        self._tiers, self._counted_at = tiers, self._elapsed()
        self._good_for = min(LONGEST_SECONDS, SHARE * (self._counted_at - began))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many updates wait in the inbox, and for how many seconds the oldest has."""

    updates: int
    seconds: float


async def waiting(database: Store) -> Waiting:
    """Return how much waits to be interpreted, and for how long."""

    def look(tx: Transaction) -> tuple[int, datetime | None]:
        return inbox.count(tx), inbox.oldest_at(tx)

    updates, since = await database.read(look, within=READ_WITHIN_SECONDS)
    return Waiting(updates, max(0.0, (clock.utc_now() - since).total_seconds()) if since else 0.0)


async def owed(database: Store) -> int:
    """Return the number of messages that wait to be delivered."""
    return await database.read(counts.owed, within=READ_WITHIN_SECONDS)


async def owed_elsewhere(database: Store) -> int:
    """Return the number of events that wait for webhooks."""
    return await database.read(counts.owed_elsewhere, within=READ_WITHIN_SECONDS)
