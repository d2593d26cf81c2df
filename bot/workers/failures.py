"""What becomes of a message that was not delivered: tried again, given up, moved, or told otherwise.

Alerts and words for sales are never given up: while their chat cannot be reached they wait, and one of them is tried.
Where it is the message itself that is refused, it is set aside and told as a plain line, so that the next ones go.
"""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot import logs, metrics
from bot.desk_reach import DeskReach
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import Arrived, EditCaption, EditText, Outgoing, SendText
from bot.usecases.delivery.move_group import move_group
from bot.usecases.delivery.note_delivery import note_delivery
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.fallback_alert import owe_card_again, plain_alert
from bot.usecases.sales.reply_to_prospect import tell_undelivered
from bot.usecases.sales.try_desks import tell_desk_untold
from bot.workers.lanes import Row
from bot.workers.send_queue import Waiting
from storage import leads, outbox, sending
from storage.sending import Claimed, Queued
from storage.statements import Transaction

LEAST_PAUSE, FIRST_PAUSE = 0.1, 0.5
LONGEST_PAUSE = 60.0
MOST_DOUBLED = 3
"""From then on an alert is tried every two seconds: the pace of its group bounds that, and sales waits for it."""
TRY_CARD_AGAIN = timedelta(minutes=1)
"""A refusal may be over in a moment, and a card says more than the line that stands for it: so long after, that is
edited into the card."""
GIVE_UP_AFTER = timedelta(hours=24)
# Whatever the clock says of its age: a message that a start finds is tried for so long.
_TRIED_AT_LEAST = timedelta(minutes=10)
_SPREAD = 4

Write = Callable[[Callable[[Transaction], object]], Awaitable[None]]


class Deliver(Protocol):
    """Sends one message; see ``courier.Messenger``."""

    async def __call__(self, chat_id: int, message: Outgoing) -> Arrived:
        """Send one message and return its number, where it has one; raise ``DeliveryError``."""


def pause_before(attempt: int, *, spread: float) -> float:
    """Return the seconds to wait after the n-th failure: doubling, at most a minute, spread by up to a quarter.

    >>> [pause_before(attempt, spread=0) for attempt in (1, 2, 3, 20)]
    [0.5, 1.0, 2.0, 60.0]
    """
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt - 1, 10))
    return pause * (1 + spread / _SPREAD)


def pause_after(attempt: int, *, took: float, spread: float) -> float:
    """Return the seconds to wait after the n-th failure of a call that took so long: a call that hung has waited.

    >>> [pause_after(2, took=took, spread=0) for took in (0.0, 0.4, 5.0)]
    [1.0, 0.6, 0.1]
    """
    return max(LEAST_PAUSE, pause_before(attempt, spread=spread) - took)


def age_of(queued: Queued, now: datetime) -> float:
    """Return how many seconds old a message is that was just read, within what can be believed of a clock."""
    age = min(max(now - queued.created_at, timedelta(0)), GIVE_UP_AFTER - _TRIED_AT_LEAST)
    return age.total_seconds()


def wait_of(queued: Queued, now: datetime) -> float:
    """Return how many seconds a message that was just read still has to wait.

    Never longer than it was to wait when it was written: a clock that was set back since then holds up nothing. What
    a start finds to be tried again is tried at once.
    """
    if queued.attempts:
        return 0.0
    return max(0.0, min(queued.due_at - now, queued.due_at - queued.created_at).total_seconds())


class Failures:
    """Decides from what is known of a failure. ``write`` writes until it has been written."""

    def __init__(
        self,
        waiting: Waiting,
        in_force: InForce,
        *,
        now: Callable[[], datetime],
        elapsed: Callable[[], float],
        write: Write,
        deliver: Deliver,
        reach: DeskReach,
    ) -> None:
        self._waiting = waiting
        self._in_force = in_force
        self._now = now
        self._elapsed = elapsed
        self._write = write
        self._deliver = deliver
        self._reach = reach
        self._troubles: dict[int, logs.OngoingTrouble] = {}

    async def handle(self, row: Row, claimed: Claimed, message: Outgoing, error: DeliveryError) -> None:
        """Write what becomes of a message, and tell what waits behind it."""
        to_sales = claimed.chat_id in self._in_force.setup.chats
        if to_sales:
            metrics.SALES_FAILED.inc()
        if to_sales and error.blocked:
            self._reach.lose(claimed.chat_id, self._elapsed(), error.reason)
        if error.is_answer:
            self._waiting.answered(self._elapsed())
        else:
            self._waiting.unanswered(row, self._elapsed())
        if error.moved_to is not None:
            await self._move(row, claimed, error.moved_to)
        elif error.retry_after:
            self._waiting.too_many(row, self._elapsed(), retry_after=error.retry_after)
            await self.try_again(row, claimed, error, pause=error.retry_after)
        elif error.blocked and to_sales and self._must_arrive(claimed):
            await self._wait_for_chat(row, claimed, error)
        elif error.permanent and self._must_arrive(claimed):
            await self._refused_alert(row, claimed, error)
        elif error.permanent:
            await self._refuse(row, claimed, message, error)
        else:
            await self.try_again(row, claimed, error)

    async def try_again(
        self,
        row: Row,
        claimed: Claimed,
        error: DeliveryError,
        *,
        pause: float | None = None,
        in_order: bool = True,
    ) -> None:
        """Try a message again after a pause, or give it up if it is old. ``in_order``: its chat waits for it."""
        now, failed_at = self._now(), self._elapsed()
        if failed_at - row.since >= GIVE_UP_AFTER.total_seconds() and not self._must_arrive(claimed):
            await self._give_up(row, claimed, error, "A message is given up.")
            return
        if pause is None:
            took = failed_at - row.sent.began if row.sent else 0.0
            attempt = min(claimed.attempts, MOST_DOUBLED) if self._must_arrive(claimed) else claimed.attempts
            pause = pause_after(attempt, took=took, spread=random.random())
        at = now + timedelta(seconds=pause)
        await self._write(lambda tx: sending.retry(tx, claimed.id, at=at, error=error.reason))
        self._waiting.again(row, failed_at, pause=pause, in_order=in_order)
        metrics.RETRIED.inc()
        trouble = self._troubles.setdefault(row.chat_id, logs.OngoingTrouble("retry", elapsed=self._elapsed))
        trouble.tell(
            "A message was not delivered; trying again.",
            outbox_id=claimed.id,
            attempt=claimed.attempts,
            pause=round(pause, 1),
            reason=error.reason,
        )

    def delivered(self, chat_id: int) -> None:
        """Note that a chat takes messages: what goes wrong next is news."""
        if (trouble := self._troubles.pop(chat_id, None)) is not None:
            trouble.over("Messages are delivered again.")

    def _must_arrive(self, claimed: Claimed) -> bool:
        """Return whether sales must get this: alerts, and words for a person, wait until they can be reached again."""
        to_sales = claimed.chat_id in self._in_force.setup.chats
        return to_sales and claimed.kind == outbox.SEND and claimed.worth <= Worth.ALERT

    async def _wait_for_chat(self, row: Row, claimed: Claimed, error: DeliveryError) -> None:
        """Hold the whole sales chat: where one alert cannot be delivered, none can."""
        pause = pause_before(claimed.attempts, spread=random.random())
        self._waiting.hold(row.chat_id, self._elapsed() + pause)
        await self.try_again(row, claimed, error, pause=pause)

    async def _refused_alert(self, row: Row, claimed: Claimed, error: DeliveryError) -> None:
        """Tell a refused alert as a plain line at once. If that is refused too, the chat is at fault, not the alert."""
        plain = plain_alert(claimed.about, error.reason, setup=self._in_force.setup)
        try:
            arrived_as = await self._deliver(self._in_force.address(claimed.chat_id), plain)
        except DeliveryError as second:
            if second.permanent:
                await self._wait_for_chat(row, claimed, second)
            else:
                await self.handle(row, claimed, plain, second)
            return
        now = self._now()

        def work(tx: Transaction) -> None:
            note_delivery(tx, claimed, plain, now=now, arrived_as=arrived_as)
            owe_card_again(tx, claimed.about, setup=self._in_force.setup, now=now, due_at=now + TRY_CARD_AGAIN)

        await self._write(work)
        self._waiting.arrived(row, self._elapsed())
        metrics.SET_ASIDE.inc()
        logs.logger().error(
            "An alert was refused for good and told as a plain line.",
            action="set_aside",
            outbox_id=claimed.id,
            reason=error.reason,
        )

    async def _move(self, row: Row, claimed: Claimed, new_id: int) -> None:
        old_id, now = self._in_force.address(claimed.chat_id), self._now()
        if old_id != new_id:  # else another message has told it before
            self._in_force.moved[old_id] = new_id
            logs.logger().warning("A group became a supergroup.", action="move", old_id=old_id, new_id=new_id)

        def work(tx: Transaction) -> None:
            move_group(tx, old_id, new_id, now=now)
            sending.retry(tx, claimed.id, at=now, error="the group has moved")

        self._waiting.turned_away(row)
        await self._write(work)
        self._waiting.again(row, self._elapsed(), pause=0.0)

    async def _refuse(self, row: Row, claimed: Claimed, message: Outgoing, error: DeliveryError) -> None:
        now, is_sales = self._now(), claimed.chat_id in self._in_force.setup.chats
        # Cards that were sent before their group moved cannot be edited there: they are sent anew.
        moved = claimed.chat_id in {*self._in_force.moved, *self._in_force.moved.values()}
        anew = isinstance(message, EditText) and claimed.about and moved
        if isinstance(message, EditText | EditCaption) and message.message_id is None:
            self._waiting.turned_away(row)  # there was nothing to edit, so nothing was called

        def work(tx: Transaction) -> None:
            if error.blocked and not is_sales:
                leads.set_blocked(tx, claimed.chat_id, now)
                sending.refuse_chat(tx, claimed.chat_id, now=now, error=error.reason)
            if anew and isinstance(message, EditText):
                card = SendText(message.html, message.keyboard)
                # It rings, unless its lead has only cooled: then nobody waits for it.
                worth = Worth.BULK if claimed.worth >= Worth.BULK else min(Worth.ALERT, Worth(claimed.worth))
                owe(tx, claimed.chat_id, card, now=now, worth=worth, about=claimed.about)

        await self._give_up(row, claimed, error, "A message was refused.", also=work)

    async def _give_up(
        self,
        row: Row,
        claimed: Claimed,
        error: DeliveryError,
        told: str,
        *,
        also: Callable[[Transaction], None] = lambda _tx: None,
    ) -> None:
        now = self._now()

        def work(tx: Transaction) -> None:
            sending.settle(tx, claimed.id, now=now, error=error.reason)
            setup = self._in_force.setup
            tell_undelivered(tx, claimed, reason=error.reason, setup=setup, now=now)
            tell_desk_untold(tx, claimed, reason=error.reason, setup=setup, now=now)
            also(tx)

        await self._write(work)
        self._waiting.settled(row, self._elapsed())
        metrics.REFUSED.inc()
        logs.logger().warning(told, action="refuse", outbox_id=claimed.id, reason=error.reason)
