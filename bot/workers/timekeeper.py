"""Does what has fallen due: leads cool, silent prospects are nudged once, what is long settled is cleared away.

Thousands may fall due at once: a week off, an advertisement a day ago, a list imported years ago. So all of it goes in
slices that hold the writer for some milliseconds, and what would be sent waits until little of its kind waits already:
conversations and alerts never wait for it. A slice follows the other until nothing is due any more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot import clock, logs
from bot.desk.ladder import latest_step
from bot.in_force import InForce
from bot.signal_mapping import SignalMapping
from bot.usecases.sales.redraw_cards import redraw_after_outage
from bot.usecases.sales.remind_of_review import remind_of_reviews
from bot.usecases.sales.send_digest import plan_digests
from bot.usecases.sales.try_out import LASTS as TRIAL_LASTS
from bot.usecases.signals.map_unknown import map_unknown, names_to_map
from bot.workers import due_work, steady_clock
from bot.workers.due_work import Slice
from bot.workers.packing import Packing
from bot.workers.steady_clock import SteadyClock
from bot.workers.wal_watch import LogWatch
from storage import due, links, messages, newsletter, outbox_clearing, trials, updates, visitor_links
from storage.due import FIRST
from storage.statements import Transaction
from storage.store import Store

TICK_SECONDS = 1.0
CLEAR_EVERY = timedelta(hours=1)
KEEP_UPDATES = timedelta(days=3)
KEEP_MESSAGES = timedelta(days=7)
KEEP_CLICKS = timedelta(days=30)
KEEP_CODES = timedelta(days=1)
"""As long as mails are counted: the address of a code that nobody typed goes with it."""
"""Of whoever follows a link and does not start the chat."""
STEADY_TO_WORK = timedelta(hours=1)
"""After a jump of the clock, nothing is done for so long because it seems to be due."""
STEADY_TO_ERASE = timedelta(days=1)
"""And nobody is erased because their time seems to be up: that cannot be taken back."""

Sliced = Callable[[], Awaitable[Slice]]


class Timekeeper:
    """Looks once a second for what is due: a few look-ups in indexes, whatever the number of leads."""

    def __init__(
        self,
        database: Store,
        in_force: InForce,
        *,
        now: Callable[[], datetime],
        elapsed: Callable[[], float] = clock.elapsed,
    ) -> None:
        self._database = database
        self._in_force = in_force
        self._now = now
        self._elapsed = elapsed
        self._clock: SteadyClock | None = None
        self._cleared_at: float | None = None
        self._to_clear: list[Sliced] = []
        self._erased_until = FIRST
        self._log = LogWatch(database.file) if database.file else None
        self._packing = Packing(database, now=now, elapsed=elapsed)
        self._redrawn = False
        self._mapping: SignalMapping | None = None
        self._to_map: list[str] = []
        self._mapped_until = ""

    async def run(self) -> None:
        """Work until cancelled."""
        trouble = logs.OngoingTrouble("tick", elapsed=self._elapsed)
        while True:
            try:
                await self.tick()
                trouble.over("What is due is done again.")
            except Exception as error:  # noqa: BLE001  # what is due stays due
                trouble.tell("What is due could not be done; trying again.", level="error", error=error)
            await asyncio.sleep(TICK_SECONDS)

    async def redraw_after_outage(self) -> None:
        """Draw open cards again, once: what was tapped while we were away is lost. Before the first update comes."""
        if not self._redrawn:
            now, setup = self._now(), self._in_force.setup
            await self._database.write(lambda tx: redraw_after_outage(tx, setup=setup, now=now))
            self._redrawn = True

    async def tick(self) -> None:
        """Do everything that is due now, a slice of each kind in turn, and look again every second meanwhile."""
        await self.redraw_after_outage()
        works = await self._look()
        looked_at = self._elapsed()
        while works or self._to_clear:
            works = [work for work in works if await self._goes_on(work)]
            self._to_clear = [work for work in self._to_clear if await self._goes_on(work)]
            if (works or self._to_clear) and self._elapsed() - looked_at >= TICK_SECONDS:
                # Erasing a hundred thousand takes a quarter of an hour: what falls due meanwhile does not wait for it.
                works = await self._look()
                looked_at = self._elapsed()

    async def _look(self) -> list[Sliced]:
        """Look at the clocks and the log, begin to clear away if it is time, and return the work that is due."""
        await self._look_at_clocks()
        if self._log is not None:
            await self._log.look(self._elapsed())
        if self._cleared_at is None or self._elapsed() - self._cleared_at >= CLEAR_EVERY.total_seconds():
            self._cleared_at = self._elapsed()
            await self._begin_to_clear()
        await self._look_at_mapping()
        if self._packing.begins() and self._packing.pack not in self._to_clear:
            self._to_clear.append(self._packing.pack)
        return await self._due() if self._may_work() else []

    async def _goes_on(self, work: Sliced) -> bool:
        """Do a slice, let others go first, and return whether there is more to do."""
        done = await work()
        for lead_id, error in done.failed:
            logs.logger().error(
                "What is due for a lead could not be done; trying again in an hour.",
                action="tick",
                lead_id=lead_id,
                error=error,
            )
        if done.more:
            # Whoever waits gets the writer, and as long as the slice took, all of our processor.
            await asyncio.sleep(done.seconds if self._database.is_wanted else 0)
        return done.more

    # The clock

    async def _look_at_clocks(self) -> None:
        now, elapsed = self._now(), self._elapsed()
        if self._clock is None:
            marked, seen_at = await self._database.write(lambda tx: (due.clock_mark(tx), updates.last_seen_at(tx)))
            self._clock = steady_clock.begin(now, elapsed, marked=marked, seen_at=seen_at)
        else:
            self._clock = self._clock.look(now, elapsed)
        if self._clock.jumped:
            await self._note_jump(self._clock.jumped)

    async def _note_jump(self, by: timedelta) -> None:
        logs.logger().warning(
            "The clock has jumped: nothing that seems due is done for an hour, nobody is erased for a day.",
            action="clock",
            hours=round(by / timedelta(hours=1), 1),
        )
        await self._mark_clock()
        self._to_clear = [
            work
            for work in self._to_clear
            if work not in (self._expire, self._clear_conversations, self._clear_visitors)
        ]
        if by < timedelta():
            back = (self._bring_nudges_back, self._bring_steps_back)
            self._to_clear += [work for work in back if work not in self._to_clear]

    def _may_work(self) -> bool:
        return self._clock is not None and self._clock.is_steady(STEADY_TO_WORK)

    async def _mark_clock(self) -> None:
        assert self._clock is not None
        mark = self._clock.mark
        await self._database.write(lambda tx: due.mark_clock(tx, mark))

    # What falls due for a lead

    async def _due(self) -> list[Sliced]:
        """Return the work that is due. There is none in most seconds: that costs the writer nothing."""
        now = self._now()
        return [
            partial(self._slice, work) for work in await self._database.read(lambda tx: due_work.works_due(tx, now))
        ]

    async def _slice(self, work: due_work.Work) -> Slice:
        now = self._now()
        return await self._database.write(lambda tx: work(tx, setup=self._in_force.setup, now=now))

    async def _expire(self) -> Slice:
        now, setup, after = self._now(), self._in_force.setup, self._erased_until
        before = now - setup.playbooks.business.kept_for
        done, self._erased_until = await self._database.write(
            lambda tx: due_work.expire(tx, before, after=after, setup=setup, now=now)
        )
        return done

    async def _bring_nudges_back(self) -> Slice:
        """Bring back what was put off while the clock was ahead: no nudge can be due later than the longest silence."""
        scripts = [playbook.script for playbook in self._in_force.setup.playbooks.audiences.values()]
        latest = self._now() + max((script.nudge_after for script in scripts), default=timedelta())
        return await self._cleared(lambda tx: due.bring_nudges_back(tx, latest, limit=due_work.ROWS_AT_ONCE))

    async def _bring_steps_back(self) -> Slice:
        """Do the same for what is to be said to sales: nothing is due later than a list after the longest holidays."""
        setup, now = self._in_force.setup, self._now()
        latest = max(latest_step(setup.at(chat).desk, now) for chat in setup.chats)
        return await self._cleared(lambda tx: due.bring_steps_back(tx, latest, limit=due_work.ROWS_AT_ONCE))

    # What is cleared away

    async def _begin_to_clear(self) -> None:
        await self._mark_clock()
        now, setup = self._now(), self._in_force.setup
        await self._database.write(lambda tx: remind_of_reviews(tx, setup=setup, now=now))
        await self._database.write(lambda tx: plan_digests(tx, setup=setup, now=now))
        await self._database.write(lambda tx: trials.expire(tx, now - TRIAL_LASTS))
        self._erased_until = FIRST
        works: list[Sliced] = [self._clear_updates, self._clear_clicks, self._clear_visitor_links, self._clear_codes]
        works += [self._clear_messages, self._empty_log]
        if self._clock is not None and self._clock.is_steady(STEADY_TO_ERASE):
            works += [self._expire, self._clear_conversations, self._clear_visitors]
        self._to_clear += [work for work in works if work not in self._to_clear]

    async def _clear_updates(self) -> Slice:
        before = self._now() - KEEP_UPDATES
        return await self._cleared(lambda tx: updates.prune_seen(tx, before, limit=due_work.ROWS_AT_ONCE))

    async def _clear_clicks(self) -> Slice:
        before = self._now() - KEEP_CLICKS
        return await self._cleared(lambda tx: links.prune_clicks(tx, before, limit=due_work.ROWS_AT_ONCE))

    async def _clear_visitor_links(self) -> Slice:
        now = self._now()
        return await self._cleared(lambda tx: visitor_links.prune(tx, now, limit=due_work.ROWS_AT_ONCE))

    async def _clear_codes(self) -> Slice:
        before = self._now() - KEEP_CODES
        return await self._cleared(lambda tx: newsletter.prune(tx, before, limit=due_work.ROWS_AT_ONCE))

    async def _clear_messages(self) -> Slice:
        before = self._now() - KEEP_MESSAGES
        return await self._cleared(lambda tx: outbox_clearing.prune(tx, before, limit=due_work.ROWS_AT_ONCE))

    async def _clear_conversations(self) -> Slice:
        before = self._now() - self._in_force.setup.playbooks.business.keep_conversations
        return await self._cleared(lambda tx: messages.prune(tx, before, limit=due_work.ROWS_AT_ONCE))

    async def _clear_visitors(self) -> Slice:
        now, keep = self._now(), self._in_force.setup.playbooks.signals.keep_anonymous
        return await self._cleared(lambda tx: due_work.drop_strangers(tx, now, keep_anonymous=keep))

    # What other systems have reported, and marketing has found a word for since

    async def _look_at_mapping(self) -> None:
        """Begin to make signals of unknown events whenever signals.yaml may have changed."""
        setup = self._in_force.setup
        if setup.playbooks.signals is self._mapping:
            return
        self._mapping, self._mapped_until = setup.playbooks.signals, ""
        self._to_map = await self._database.read(lambda tx: names_to_map(tx, setup=setup))
        if self._to_map and self._map_unknown not in self._to_clear:
            self._to_clear.append(self._map_unknown)

    async def _map_unknown(self) -> Slice:
        if not self._to_map:
            return Slice()
        began, now, name, after = self._elapsed(), self._now(), self._to_map[0], self._mapped_until
        until = await self._database.write(
            lambda tx: map_unknown(tx, name, after=after, setup=self._in_force.setup, now=now)
        )
        self._mapped_until = until or ""
        if until is None:
            self._to_map = [other for other in self._to_map if other != name]
        return Slice(more=bool(self._to_map), seconds=self._elapsed() - began)

    async def _empty_log(self) -> Slice:
        if self._database.file is not None:
            await self._database.file.truncate_log()
        return Slice()

    async def _cleared(self, clear: Callable[[Transaction], int]) -> Slice:
        began = self._elapsed()
        rows = await self._database.write(clear)
        return Slice(more=rows == due_work.ROWS_AT_ONCE, seconds=self._elapsed() - began)
