"""Delivers what is owed to addresses that are no chats, each channel by its own adapter.

As for chats: a delivery is marked as being sent before it is, so what was under way when the process died is sent
again; all pauses are counted in seconds that no setting of the clock can change. Nothing here knows a channel.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from math import inf
from typing import Any, Protocol

from bot import clock, logs, metrics
from bot.errors import DeliveryError
from bot.workers.receiver_queue import MOST_REMEMBERED, Parcel, ReceiverQueue, pause_before
from bot.workers.writes import write_until_written
from storage import deliveries
from storage.deliveries import Claimed, Queued
from storage.statements import Transaction
from storage.store import Store

IDLE_SECONDS = 1.0
GIVE_UP_AFTER = timedelta(days=3)
_TRIED_AT_LEAST = timedelta(minutes=30)
"""Whatever the clock says of its age, what a start finds is tried for so long."""


class Adapter(Protocol):
    """The door to one channel. Only ``send`` leaves the process; the others are called in a transaction."""

    def prepare(self, tx: Transaction, claimed: Claimed) -> Any:
        """Return what is to be sent, with what it takes from the database; None if it is not wanted any more."""

    async def send(self, ready: Any) -> None:
        """Send it; raise ``DeliveryError``."""

    def note_arrived(self, tx: Transaction, claimed: Claimed, *, now: datetime) -> None:
        """Note that it has arrived."""

    def note_failed(
        self, tx: Transaction, claimed: Claimed, error: DeliveryError, *, now: datetime, given_up: bool
    ) -> None:
        """Note that it has not arrived, whether it is given up, and tell whoever should know."""

    async def refresh(self) -> None:
        """Take note of an address that takes nothing any more."""


class Deliveries:
    """Chooses what is owed elsewhere and hands it to the adapter of its channel."""

    def __init__(
        self,
        database: Store,
        adapters: Mapping[str, Adapter],
        *,
        now: Callable[[], datetime],
        elapsed: Callable[[], float] = clock.elapsed,
    ) -> None:
        self._database = database
        self._adapters = adapters
        self._now = now
        self._elapsed = elapsed
        self._queue = ReceiverQueue()
        self._trouble = logs.OngoingTrouble("deliver", elapsed=elapsed)
        self._wake = asyncio.Event()
        self._has_news = True
        self._known: dict[str, int] = {}
        self._unread: set[str] = set()
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then is taken up again by the next start."""
        self._database.when_touched(deliveries.TOPIC, self._note_news)
        await self._write(deliveries.resume)
        try:
            while True:
                self._wake.clear()
                await self._rest(await self._deliver_next())
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def _note_news(self) -> None:
        self._has_news = True
        self._wake.set()

    async def _deliver_next(self) -> float:
        """Start whatever may leave now, and return when to look again."""
        try:
            if self._has_news:
                await self._read_news()
        except Exception as error:  # noqa: BLE001  # a full disk, say; what is owed stays owed
            self._trouble.tell("Deliveries cannot be read; trying again.", level="error", error=error)
            return self._elapsed() + IDLE_SECONDS
        self._trouble.over("Deliveries can be read again.")
        choice = self._queue.choose(self._elapsed())
        for parcel in choice.parcels:
            task = asyncio.create_task(self._deliver(parcel))
            self._under_way.add(task)
            task.add_done_callback(self._landed)
        return choice.look_again_at

    def _landed(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        if any(self._queue.room(address) >= MOST_REMEMBERED // 2 for address in self._unread):
            self._has_news = True
        self._wake.set()

    async def _read_news(self) -> None:
        """Read what is owed to each address since the last time, as far as there is room for it."""
        self._has_news = False
        try:
            addresses = await self._database.read(lambda tx: list(deliveries.addresses_owed(tx)))
            for address in addresses:
                await self._read(address)
        except BaseException:
            self._has_news = True
            raise

    async def _read(self, address: str) -> None:
        known, most = self._known.get(address, 0), self._queue.room(address)
        news = await self._database.read(lambda tx: deliveries.queued_after(tx, address, known, limit=most))
        if len(news) < most:
            self._unread.discard(address)
        else:
            self._unread.add(address)
        for each in news:
            self._known[address] = each.id
            self._queue.add(self._parcel(each))

    def _parcel(self, queued: Queued) -> Parcel:
        age = min(max(self._now() - queued.created_at, timedelta()), GIVE_UP_AFTER - _TRIED_AT_LEAST)
        since = self._elapsed() - age.total_seconds()
        return Parcel(queued.id, queued.address, queued.about, since=since, tries=queued.attempts)

    async def _rest(self, until: float) -> None:
        pause = min(until - self._elapsed(), IDLE_SECONDS) if until < inf else None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if pause is None else max(0.0, pause)):
                await self._wake.wait()

    async def _deliver(self, parcel: Parcel) -> None:
        adapter = self._adapters.get(parcel.receiver.partition(":")[0])
        claimed: Claimed | None = None

        def claim(tx: Transaction) -> Any:
            nonlocal claimed
            claimed = deliveries.claim(tx, parcel.id)
            if claimed is None or adapter is None or claimed.payload == deliveries.ERASED:
                return None
            return adapter.prepare(tx, claimed)

        try:
            ready = await self._database.write(claim)
        except Exception as error:  # noqa: BLE001  # a full disk, or a delivery that cannot be read
            logs.logger().error("A delivery cannot be read; trying again.", action="deliver", error=error)
            await self._put_off(parcel)
            return
        if claimed is None:
            self._queue.settled(parcel)
        elif ready is None or adapter is None:
            await self._withdraw(parcel)
        else:
            await self._send(parcel, claimed, adapter, ready)

    async def _put_off(self, parcel: Parcel) -> None:
        """Try what cannot be read again later: perhaps a newer version can."""
        if self._is_late(parcel):
            await self._withdraw(parcel)
        else:
            self._queue.failed(parcel, self._elapsed())

    def _is_late(self, parcel: Parcel) -> bool:
        return self._elapsed() - parcel.since >= GIVE_UP_AFTER.total_seconds()

    async def _withdraw(self, parcel: Parcel) -> None:
        """Settle what nobody wants any more: its lead was erased, or its receiver removed."""
        now = self._now()
        await self._write(lambda tx: deliveries.settle(tx, parcel.id, now=now, error="it is no longer wanted"))
        self._queue.settled(parcel)

    async def _send(self, parcel: Parcel, claimed: Claimed, adapter: Adapter, ready: Any) -> None:
        try:
            await adapter.send(ready)
        except DeliveryError as error:
            await self._failed(parcel, claimed, adapter, error)
            return
        except Exception as error:  # noqa: BLE001  # one delivery must not stop the others
            logs.logger().error("A delivery could not be handled.", action="deliver", outbox_id=claimed.id, error=error)
            await self._failed(parcel, claimed, adapter, DeliveryError(logs.describe(error)))
            return
        now = self._now()

        def work(tx: Transaction) -> None:
            deliveries.settle(tx, claimed.id, now=now)
            adapter.note_arrived(tx, claimed, now=now)

        await self._write(work)
        self._queue.arrived(parcel)
        metrics.DELIVERED.inc()

    async def _failed(self, parcel: Parcel, claimed: Claimed, adapter: Adapter, error: DeliveryError) -> None:
        """Write what becomes of a delivery: tried again, or given up where it is old or its address is gone."""
        now, failed_at, given_up = self._now(), self._elapsed(), error.permanent or self._is_late(parcel)
        at = now + timedelta(seconds=pause_before(parcel.tries + 1))

        def work(tx: Transaction) -> None:
            if given_up:
                deliveries.settle(tx, claimed.id, now=now, error=error.reason)
            else:
                deliveries.retry(tx, claimed.id, at=at, error=error.reason)
            adapter.note_failed(tx, claimed, error, now=now, given_up=given_up)

        await self._write(work)
        if given_up:
            self._queue.settled(parcel)
        else:
            self._queue.failed(parcel, failed_at, retry_after=error.retry_after)
        if error.blocked:
            await adapter.refresh()
        told = "A delivery is given up." if given_up else "A delivery did not arrive; trying again."
        logs.logger().warning(
            told, action="deliver", outbox_id=claimed.id, attempt=claimed.attempts, reason=error.reason
        )

    async def _write(self, work: Callable[[Transaction], object]) -> None:
        """Write what became of a delivery, until it is written: else its lead's later ones would wait for ever."""
        await write_until_written(self._database, work, trouble="A delivery cannot be written; trying again.")
