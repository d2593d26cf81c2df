"""Does what has fallen due: leads cool, silent prospects are nudged once, what is long settled is cleared away."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bot import logs
from bot.in_force import InForce
from bot.usecases.leads.cool_lead import cool_lead
from bot.usecases.leads.forget_lead import EXPIRED, forget_lead
from bot.usecases.prospects.nudge_lead import nudge_lead
from bot.usecases.sales.redraw_cards import redraw_after_outage
from bot.usecases.sales.remind_of_review import remind_of_reviews
from storage import conversations, leads, outbox, updates
from storage.database import Database
from storage.statements import Transaction

TICK_SECONDS = 1.0
MOST_AT_ONCE = 100
COME_BACK_AFTER = timedelta(hours=1)
CLEAR_EVERY = timedelta(hours=1)
KEEP_UPDATES = timedelta(days=3)
KEEP_MESSAGES = timedelta(days=7)


class Timekeeper:
    """Looks once a second for what is due: two look-ups in indexes, whatever the number of leads."""

    def __init__(self, database: Database, in_force: InForce, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._in_force = in_force
        self._now = now
        self._cleared_at: datetime | None = None
        self._redrawn = False

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001  # what is due stays due
                logs.logger().error("What is due could not be done; trying again.", action="tick", error=error)
            await asyncio.sleep(TICK_SECONDS)

    async def redraw_after_outage(self) -> None:
        """Draw open cards again, once: what was tapped while we were away is lost. Before the first update comes."""
        if not self._redrawn:
            now, setup = self._now(), self._in_force.setup
            await self._database.write(lambda tx: redraw_after_outage(tx, setup=setup, now=now))
            self._redrawn = True

    async def tick(self) -> None:
        """Do everything that is due now."""
        now = self._now()
        await self.redraw_after_outage()
        cooling, silent = await self._database.write(
            lambda tx: (
                leads.due_to_cool(tx, now, limit=MOST_AT_ONCE),
                conversations.due_to_nudge(tx, now, limit=MOST_AT_ONCE),
            )
        )
        waiting = [(lead_id, self._database.submit(self._cooling(lead_id, now))) for lead_id in cooling]
        waiting += [(lead_id, self._database.submit(self._nudging(lead_id, now))) for lead_id in silent]
        for lead_id, work in waiting:
            try:
                await work
            except Exception as error:  # noqa: BLE001  # one lead must not stop the others
                await self._postpone(lead_id, error, now=now)
        if self._cleared_at is None or now - self._cleared_at >= CLEAR_EVERY:
            self._cleared_at = now
            await self._clear(now)

    async def _postpone(self, lead_id: int, error: Exception, *, now: datetime) -> None:
        """Come back later to a lead for whom it could not be done: meanwhile it is the others' turn."""
        logs.logger().error("What is due for a lead could not be done.", action="tick", lead_id=lead_id, error=error)
        later = now + COME_BACK_AFTER

        def work(tx: Transaction) -> None:
            leads.postpone(tx, lead_id, later)
            conversations.postpone(tx, lead_id, later)

        await self._database.write(work)

    async def _clear(self, now: datetime) -> None:
        """Clear away what is settled and whom the privacy text promises to keep no longer; remind of reviews."""
        setup = self._in_force.setup
        unseen = now - setup.playbooks.business.kept_for

        def work(tx: Transaction) -> list[int]:
            updates.prune_seen(tx, now - KEEP_UPDATES)
            outbox.prune(tx, now - KEEP_MESSAGES)
            remind_of_reviews(tx, setup=setup, now=now)
            return leads.unseen_since(tx, unseen, limit=MOST_AT_ONCE)

        for lead_id in await self._database.write(work):
            await self._database.write(partial(forget_lead, lead_id=lead_id, setup=setup, now=now, because=EXPIRED))
        await self._database.truncate_log()

    def _cooling(self, lead_id: int, now: datetime) -> Callable[[Transaction], None]:
        return lambda tx: cool_lead(tx, lead_id, setup=self._in_force.setup, now=now)

    def _nudging(self, lead_id: int, now: datetime) -> Callable[[Transaction], None]:
        def work(tx: Transaction) -> None:
            nudge_lead(tx, lead_id, setup=self._in_force.setup, now=now)

        return work
