"""Delivers the outbox: in order per chat, within the messenger's limits, again and again until delivered or refused.

A message is marked as being sent before it is. If the process dies then, whether it arrived is unknown, and it is
sent again: better twice than never.
"""

import asyncio
import contextlib
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot import logs, metrics
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import EditText, Outgoing, SendText, outgoing_from_json
from bot.usecases.delivery.claim_due_messages import claim_due_messages
from bot.usecases.delivery.owe import owe
from bot.workers.pace import Pace
from storage import leads, outbox, updates
from storage.database import Database
from storage.outbox import Taken
from storage.statements import Transaction

MOST_UNDER_WAY = 100
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
GIVE_UP_AFTER = timedelta(hours=24)
IDLE_SECONDS = 1.0


class Messenger(Protocol):
    """The door to a messenger."""

    async def deliver(self, chat_id: int, message: Outgoing) -> int | None:
        """Send one message and return its number, where it has one; raise ``DeliveryError``."""


def pause_before(attempt: int, *, spread: float) -> float:
    """Return the seconds to wait after the n-th failure: doubling, at most a minute, spread by up to a quarter.

    >>> [pause_before(attempt, spread=0) for attempt in (1, 2, 3, 20)]
    [0.5, 1.0, 2.0, 60.0]
    """
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt - 1, 10))
    return pause * (1 + spread / 4)


class Courier:
    """Takes messages from the outbox and hands them to the messenger."""

    def __init__(
        self, database: Database, messenger: Messenger, in_force: InForce, *, now: Callable[[], datetime], pace: Pace
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._in_force = in_force
        self._now = now
        self._pace = pace
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then is taken up again by the next start."""
        self._database.when_touched(outbox.TOPIC, self._wake.set)
        await self._database.write(outbox.resume)
        try:
            while True:
                self._wake.clear()
                if not await self._deliver_due():
                    await self._rest()
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _deliver_due(self) -> int:
        """Start delivering what is due and return how much that was."""
        room = MOST_UNDER_WAY - len(self._under_way)
        if room <= 0:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            return 1
        now = self._now()
        try:
            setup = self._in_force.setup
            ready = await self._database.write(lambda tx: claim_due_messages(tx, setup=setup, now=now, limit=room))
        except Exception as error:  # noqa: BLE001  # a full disk, say; what is owed stays owed
            logs.logger().error("The outbox cannot be read; trying again.", action="deliver", error=error)
            return 0
        for taken, message in ready:
            task = asyncio.create_task(self._deliver(taken, message))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(ready)

    async def _rest(self) -> None:
        # Not wait_for: in Python 3.11 it swallows a cancellation that comes at the same moment as the event.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self._wake.wait()

    async def _deliver(self, taken: Taken, message: Outgoing) -> None:
        try:
            await self._send(taken, message)
        except Exception as error:  # noqa: BLE001  # one message must not stop the others
            logs.logger().error("A message could not be handled.", action="deliver", outbox_id=taken.id, error=error)
            await self._try_again(taken, DeliveryError(logs.describe(error)))

    async def _write(self, work: Callable[[Transaction], None]) -> None:
        """Write what became of a message, until it is written: else its chat would wait for it for ever."""
        while True:
            try:
                return await self._database.write(work)
            except Exception as error:  # noqa: BLE001  # a full disk, say
                logs.logger().error("The outbox cannot be written; trying again.", action="deliver", error=error)
                await asyncio.sleep(IDLE_SECONDS)

    async def _send(self, taken: Taken, message: Outgoing) -> None:
        chat_id = self._in_force.address(taken.chat_id)
        await self._pace.wait(chat_id, message)
        try:
            message_id = await self._messenger.deliver(chat_id, message)
        except DeliveryError as error:
            await self._failed(taken, message, error)
            return
        await self._write(self._arrived(taken, message_id))
        metrics.DELIVERED.inc()

    def _arrived(self, taken: Taken, message_id: int | None) -> Callable[[Transaction], None]:
        now = self._now()

        def work(tx: Transaction) -> None:
            outbox.settle(tx, taken.id, now=now, message_id=message_id)
            erased = outbox.redacted(tx, taken) if taken.about and taken.kind == outbox.SEND else None
            if erased is not None and message_id is not None:
                # The lead was erased while this was on its way: what has arrived is blanked.
                placeholder = outgoing_from_json(json.loads(erased))
                if isinstance(placeholder, SendText):
                    owe(tx, taken.chat_id, EditText(placeholder.html, message_id=message_id), now=now)

        return work

    async def _failed(self, taken: Taken, message: Outgoing, error: DeliveryError) -> None:
        if error.moved_to is not None:
            await self._move(taken, error.moved_to)
        elif error.permanent and not self._must_arrive(taken):
            await self._refuse(taken, message, error)
        else:
            await self._try_again(taken, error)

    def _must_arrive(self, taken: Taken) -> bool:
        """Return whether sales must get this: alerts, and words for a person, wait until they can be reached again."""
        to_sales = taken.chat_id == self._in_force.setup.sales_chat
        return to_sales and taken.kind == outbox.SEND and taken.about is not None

    async def _move(self, taken: Taken, new_id: int) -> None:
        old_id = self._in_force.address(taken.chat_id)
        self._in_force.moved[old_id] = new_id
        now = self._now()

        def work(tx: Transaction) -> None:
            updates.move_chat(tx, old_id, new_id)
            outbox.retry(tx, taken.id, at=now, error="the group has moved")

        await self._write(work)
        logs.logger().warning("A group became a supergroup.", action="move", old_id=old_id, new_id=new_id)

    async def _refuse(self, taken: Taken, message: Outgoing, error: DeliveryError) -> None:
        now = self._now()
        # Cards that were sent before their group moved cannot be edited there: they are sent anew.
        anew = isinstance(message, EditText) and taken.about and self._in_force.address(taken.chat_id) != taken.chat_id

        def work(tx: Transaction) -> None:
            outbox.settle(tx, taken.id, now=now, error=error.reason)
            if error.blocked and taken.chat_id != self._in_force.setup.sales_chat:
                leads.set_blocked(tx, taken.chat_id, now)
                outbox.refuse_chat(tx, taken.chat_id, now=now, error=error.reason)
            if anew and isinstance(message, EditText):
                owe(tx, taken.chat_id, SendText(message.html, message.keyboard), now=now, about=taken.about)

        await self._write(work)
        metrics.REFUSED.inc()
        logs.logger().warning("A message was refused.", action="refuse", outbox_id=taken.id, reason=error.reason)

    async def _try_again(self, taken: Taken, error: DeliveryError) -> None:
        now = self._now()
        if now - taken.created_at >= GIVE_UP_AFTER and not self._must_arrive(taken):
            await self._write(lambda tx: outbox.settle(tx, taken.id, now=now, error=error.reason))
            metrics.REFUSED.inc()
            logs.logger().warning("A message is given up.", action="refuse", outbox_id=taken.id, reason=error.reason)
            return
        pause = error.retry_after or pause_before(taken.attempts, spread=random.random())
        if error.retry_after:
            self._pace.hold(self._in_force.address(taken.chat_id), error.retry_after)
        at = now + timedelta(seconds=pause)
        await self._write(lambda tx: outbox.retry(tx, taken.id, at=at, error=error.reason))
        metrics.RETRIED.inc()
        logs.logger().warning(
            "A message was not delivered; trying again.",
            action="retry",
            outbox_id=taken.id,
            attempt=taken.attempts,
            pause=round(pause, 1),
            reason=error.reason,
        )
