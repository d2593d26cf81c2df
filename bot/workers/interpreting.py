"""Works the inbox off: per chat in order, oldest first, several chats at once; other chats never wait.

Of several processes each works off whole chats, which it holds meanwhile. Who dies holds nothing any more: others look.

What is typed and in doubt is shown to the interpreter between two transactions (docs/decisions/0045). A row goes in the
transaction that handles its update: after a kill, what is left is worked off by the next start.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bot import clock, logs, metrics
from bot.in_force import InForce
from bot.understanding.interpretation import Interpretation
from bot.usecases.take_from_inbox import Look, bury_waiting, handle_waiting, look_at_waiting
from bot.workers.consulting import Consulting
from bot.workers.second_opinions import SecondOpinions
from storage import inbox
from storage.errors import StorageError
from storage.statements import Transaction
from storage.store import Store

T = TypeVar("T")

READ_AT_ONCE = 1000
AGAIN_AFTER_SECONDS = 1.0
LOOK_EVERY_SECONDS = 1.0
MOST_LOOKS_A_SECOND = 50
"""At what others hold: where thousands of chats wait, it is looked at less often."""


class Interpreting:
    """Takes updates from the inbox; without anybody to ask (``opinions``, ``consulting``) all goes by rules."""

    def __init__(
        self,
        database: Store,
        in_force: InForce,
        opinions: SecondOpinions | None,
        *,
        now: Callable[[], datetime],
        consulting: Consulting | None = None,
    ) -> None:
        self._database = database
        self._in_force = in_force
        self._opinions = opinions
        self._consulting = consulting
        self._now = now
        self._wake = asyncio.Event()
        self._last = 0
        self._lanes: dict[int, deque[int]] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._left = 0

    async def begin(self) -> None:
        """Count the start for all that it finds waiting and nobody holds, before anything new comes in."""
        waiting = await self._database.read(inbox.chats)
        held = [chat_id for chat_id in waiting if await self._database.hold(chat_id)]
        await self._database.write(lambda tx: inbox.note_start(tx, held))
        for chat_id in held:
            await self._database.let_go(chat_id)

    async def run(self) -> None:
        """Work until cancelled; what is under way then is taken up again by the next start."""
        self._database.when_touched(inbox.TOPIC, self._wake.set)
        try:
            while True:
                self._wake.clear()
                await self._until_it_succeeds(self._read_news)
                await self._wake.wait()
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _read_news(self) -> None:
        """Read what waits since the last time, and let each chat's updates wait in its lane."""
        last = self._last
        news = await self._database.read(lambda tx: inbox.behind(tx, last, limit=READ_AT_ONCE))
        for number, chat_id in news:
            self._last = number
            if chat_id in self._lanes:
                self._lanes[chat_id].append(number)
            else:
                self._lanes[chat_id] = deque([number])
                task = asyncio.create_task(self._work_off(chat_id), name=f"inbox {number}")
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
        if len(news) == READ_AT_ONCE:
            self._wake.set()

    async def _work_off(self, chat_id: int) -> None:
        """Handle the updates of a chat one by one, until none waits; what another process holds, it handles."""
        lane = self._lanes[chat_id]
        is_anothers = False
        while lane:
            if not await self._until_it_succeeds(self._database.hold, chat_id):
                is_anothers = True
                await self._leave_to_another(chat_id)
                continue
            try:
                if is_anothers:
                    await self._until_it_succeeds(self._take_over, chat_id)
                    is_anothers = False
                while lane:
                    await self._until_it_succeeds(self._work, lane[0])
                    lane.popleft()
            finally:
                await self._database.let_go(chat_id)
        del self._lanes[chat_id]

    async def _leave_to_another(self, chat_id: int) -> None:
        """Wait while another process works a chat off, and look what it has left."""
        self._left += 1
        try:
            await asyncio.sleep(max(LOOK_EVERY_SECONDS, self._left / MOST_LOOKS_A_SECOND))
        finally:
            self._left -= 1
        await self._until_it_succeeds(self._drop_handled, chat_id)

    async def _take_over(self, chat_id: int) -> None:
        """Go on where another process has let go of a chat: what it has not handled may be what ended it."""
        await self._drop_handled(chat_id)
        if self._lanes[chat_id]:
            await self._database.write(lambda tx: inbox.note_start(tx, [chat_id]))

    async def _drop_handled(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        known = tuple(lane)
        still = await self._database.read(lambda tx: inbox.still_among(tx, known))
        for _ in known:
            lane.popleft()
        # More may have come in behind them meanwhile.
        lane.extendleft(number for number in reversed(known) if number in still)

    async def _work(self, number: int) -> None:
        try:
            await self._handle(number)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # poison: it is kept, and the chat goes on
            await self._bury(number, error)

    async def _handle(self, number: int) -> None:
        setup, now = self._in_force.setup, self._now()
        look = await self._database.read(lambda tx: look_at_waiting(tx, number, setup=setup, now=now))
        meant = look.typed.found if look else None
        if look is not None and look.asks:
            meant = await self._asked(look)
        playbooks, now = setup.playbooks, self._now()

        def handle(tx: Transaction) -> None:
            setup = self._in_force.setup
            # Of a script that is not in force any more it says nothing.
            found = meant if setup.playbooks is playbooks else None
            handle_waiting(tx, number, setup=setup, now=now, found=found)

        await self._database.write(handle)

    async def _asked(self, look: Look) -> Interpretation:
        """Return what the interpreter says, and where that leaves doubt, the language model."""
        found = look.typed.found
        if self._opinions is not None:
            found = await self._opinions.ask(look.typed) or found
        if self._consulting is not None:
            found = await self._consulting.interpret(look, found) or found
        return found

    async def _bury(self, number: int, error: Exception) -> None:
        setup, now, told = self._in_force.setup, self._now(), logs.describe(error)
        try:
            kept = await self._database.write(lambda tx: bury_waiting(tx, number, told, setup=setup, now=now))
        except StorageError:
            raise
        except Exception as worse:  # noqa: BLE001
            # It would keep its chat waiting for ever.
            logs.logger().error("An update could not even be kept; it is passed over.", action="bury", error=worse)
            await self._database.write(lambda tx: inbox.drop(tx, number))
            return
        if kept:
            metrics.DEAD_UPDATES.inc()
            logs.logger().error(
                "An update could not be handled; it is kept in dead_updates.",
                action="bury",
                inbox_id=number,
                error=error,
            )

    async def _until_it_succeeds(self, work: Callable[..., Awaitable[T]], *arguments: int) -> T:
        """Do what the database may refuse for a while: what waits stays there meanwhile, in its order."""
        trouble = logs.OngoingTrouble("interpret", elapsed=clock.elapsed)
        while True:
            try:
                result = await work(*arguments)
            except Exception as error:  # noqa: BLE001  # a full disk, say
                trouble.tell("The inbox cannot be worked off; trying again.", level="error", error=error)
                await asyncio.sleep(AGAIN_AFTER_SECONDS)
            else:
                trouble.over("The inbox is worked off again.")
                return result
