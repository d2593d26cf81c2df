"""Delivers the outbox: what goes next is chosen by worth and pace, and tried again until delivered or refused for good.

A message is marked as being sent before it is. If the process dies then, whether it arrived is unknown, and it is
sent again: better twice than never. All pauses are counted in seconds that no setting of the clock can change.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import inf
from typing import Protocol

from bot import clock, logs, metrics
from bot.desk_reach import DeskReach
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import Arrived, Outgoing
from bot.usecases.delivery.claim_due_messages import Ready, Unreadable, claim_due_messages
from bot.usecases.delivery.leave_out import leave_out
from bot.usecases.delivery.note_delivery import note_delivery
from bot.usecases.delivery.worth import Worth
from bot.workers.failures import Failures, age_of, wait_of
from bot.workers.lanes import Row
from bot.workers.rate_limits import LONGEST_WINDOW, Pace
from bot.workers.send_queue import Choice, Waiting
from bot.workers.writes import write_until_written
from storage import outbox, sending
from storage.sending import Queued
from storage.statements import Transaction
from storage.store import Store

READ_AT_ONCE = 1000
IDLE_SECONDS = 1.0
READ_AGAIN_AFTER = 300.0


class Messenger(Protocol):
    """The door to a messenger."""

    async def deliver(self, chat_id: int, message: Outgoing) -> Arrived:
        """Send one message and return its number, where it has one; raise ``DeliveryError``."""


class Courier:
    """Chooses messages from the outbox and hands them to the messenger."""

    def __init__(
        self,
        database: Store,
        messenger: Messenger,
        in_force: InForce,
        *,
        now: Callable[[], datetime],
        pace: Pace,
        elapsed: Callable[[], float] = clock.elapsed,
        reach: DeskReach | None = None,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._in_force = in_force
        self._now = now
        self._elapsed = elapsed
        self._wake = asyncio.Event()
        self._has_news = True
        self.begun = asyncio.Event()
        """Set once what may leave at the start is on its way."""
        self._known = dict.fromkeys(map(int, Worth), 0)
        self._waiting = Waiting(pace, is_wide=self._is_wide)
        self._reach = reach or DeskReach()
        self._trouble = logs.OngoingTrouble("deliver", elapsed=elapsed)
        self._failures = Failures(
            self._waiting,
            in_force,
            now=now,
            elapsed=elapsed,
            write=self._write,
            deliver=messenger.deliver,
            reach=self._reach,
        )
        self._moves_followed: set[int] = set()
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then is taken up again by the next start."""
        self._database.when_touched(outbox.TOPIC, self._note_news)
        await self._write(sending.resume)
        await self._write(self._remember_last_minute)
        try:
            while True:
                self._wake.clear()
                look_again_at = await self._deliver_next()
                self.begun.set()
                await self._rest(look_again_at)
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def _remember_last_minute(self, tx: Transaction) -> None:
        """Count what was sent before a restart: Telegram does, and would make the whole chat wait."""
        elapsed = self._elapsed()
        for chat_id, age in sending.arrived_lately(tx, now=self._now(), within=timedelta(seconds=LONGEST_WINDOW)):
            self._waiting.remember(self._in_force.address(chat_id), elapsed - age.total_seconds())

    def _note_news(self) -> None:
        self._has_news = True
        self._wake.set()

    def _is_wide(self, chat_id: int) -> bool:
        return chat_id < 0 or chat_id in map(self._in_force.address, self._in_force.setup.chats)

    async def _deliver_next(self) -> float:
        """Start delivering what may leave now, and return when to look again."""
        try:
            if self._has_news:
                await self._read_news()
            self._follow_moves()
            choice = self._waiting.choose(self._elapsed())
            if not choice.rows and not choice.left_out:
                return choice.look_again_at
            await self._claim(choice)
        except Exception as error:  # noqa: BLE001  # a full disk, say; what is owed stays owed
            self._trouble.tell("The outbox cannot be read; trying again.", level="error", error=error)
            return self._elapsed() + IDLE_SECONDS
        self._trouble.over("The outbox can be read again.")
        return choice.look_again_at

    async def _read_news(self) -> None:
        """Read what is owed since the last time; what a start finds is read bit by bit, so that others can write."""
        self._has_news = False
        try:
            known = dict(self._known)
            news = await self._database.write(lambda tx: sending.queued_after(tx, known, limit=READ_AT_ONCE))
        except BaseException:
            self._has_news = True
            raise
        for each in news:
            self._known[each.worth] = max(self._known[each.worth], each.id)
        self._waiting.add(map(self._row, news), self._elapsed())
        if len(news) >= READ_AT_ONCE:
            self._note_news()

    def _follow_moves(self) -> None:
        """Let what waits for a group that became a supergroup wait for that: they have one order and one limit."""
        for old_id in self._in_force.moved.keys() - self._moves_followed:
            self._moves_followed.add(old_id)
            self._waiting.move(old_id, self._in_force.address(old_id))

    def _row(self, queued: Queued) -> Row:
        now, elapsed = self._now(), self._elapsed()
        since, wait = elapsed - age_of(queued, now), wait_of(queued, now)
        return Row(
            queued.id,
            self._in_force.address(queued.chat_id),
            Worth(queued.worth),
            is_edit=queued.kind == outbox.EDIT,
            about=queued.about,
            since=since,
            due_since=elapsed + wait if wait else since,
            not_before=elapsed + wait,
        )

    async def _claim(self, choice: Choice) -> None:
        """Mark as being sent what was chosen, and send it."""
        setup, now = self._in_force.setup, self._now()
        numbers, left_out = [row.id for row in choice.rows], [row.id for row in choice.left_out]

        def work(tx: Transaction) -> Sequence[Ready | Unreadable]:
            if left_out:
                leave_out(tx, left_out, now=now)
            return claim_due_messages(tx, numbers, setup=setup, now=now)

        try:
            claimed = {each.claimed.id: each for each in await self._database.write(work)}
        except BaseException:
            for row in choice.rows:
                self._waiting.again(row, self._elapsed(), pause=IDLE_SECONDS)
            raise
        for row in choice.rows:
            self._start(row, claimed.get(row.id))

    def _start(self, row: Row, claimed: Ready | Unreadable | None) -> None:
        if claimed is None:
            self._waiting.settled(row, self._elapsed())
            self._wake.set()
            return
        work = self._put_off(row, claimed) if isinstance(claimed, Unreadable) else self._deliver(row, claimed)
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._wake.set()

    async def _rest(self, until: float) -> None:
        # Not wait_for: in Python 3.11 it swallows a cancellation that comes at the same moment as the event.
        pause = min(until - self._elapsed(), IDLE_SECONDS) if until < inf else IDLE_SECONDS
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, pause)):
                await self._wake.wait()

    async def _deliver(self, row: Row, ready: Ready) -> None:
        claimed, message = ready.claimed, ready.message
        address = self._in_force.address(claimed.chat_id)
        try:
            arrived_as = await self._messenger.deliver(address, message)
        except DeliveryError as error:
            await self._failures.handle(row, claimed, message, error)
            return
        except Exception as error:  # noqa: BLE001  # one message must not stop the others
            logs.logger().error("A message could not be handled.", action="deliver", outbox_id=claimed.id, error=error)
            await self._failures.try_again(row, claimed, DeliveryError(logs.describe(error)))
            return
        answered_at, now = self._elapsed(), self._now()
        if address != self._in_force.address(claimed.chat_id):
            arrived_as = None  # of a group that has moved meanwhile: there it would be another message's number
        await self._write(lambda tx: note_delivery(tx, claimed, message, now=now, arrived_as=arrived_as))
        self._waiting.arrived(row, answered_at)
        self._reach.regain(claimed.chat_id)
        self._failures.delivered(row.chat_id)
        metrics.DELIVERED.inc()
        metrics.DELIVERY_DELAY.observe(max(0.0, answered_at - row.due_since))

    async def _put_off(self, row: Row, unreadable: Unreadable) -> None:
        """Try what cannot be read again later: perhaps a newer version can. Nothing waits for it meanwhile."""
        error = DeliveryError(unreadable.error)
        await self._failures.try_again(row, unreadable.claimed, error, pause=READ_AGAIN_AFTER, in_order=False)

    async def _write(self, work: Callable[[Transaction], object]) -> None:
        """Write what became of a message, until it is written: else its chat would wait for it for ever."""
        await write_until_written(self._database, work, trouble="The outbox cannot be written; trying again.")
