"""People on their way through talks with the bot, its own process before a messenger with Telegram's limits.

A waiting time runs from the moment at which somebody did something to the call that answers them, as the messenger
received it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles

from bot import clock
from bot.sandbox import people
from bot.sandbox.entities import CallRecord, Message, Person
from tests.journeys.life import Life, new_life

from .tables import seconds

TICK = 0.01
PATIENCE = timedelta(minutes=12)
READS_FOR = timedelta(seconds=3)
"""How long somebody reads before they go on: six things said within a second meet Telegram's limit for one chat."""
SENDS = frozenset(("sendMessage", "sendDocument"))
TALK = ("/start", "tap:answer:audience:b2c", "road", "tap:answer:style:bold", "hm", "tap:answer:timing:month")
"""Half of it taps; a person who buys for themselves does not ring sales by it."""


@dataclass(slots=True)
class Walk:
    """Somebody on their way through a talk."""

    person: Person
    steps: deque[str]
    waits_since: datetime | None = None
    answered_at: datetime | None = None


@dataclass(slots=True)
class Crowd:
    """Everybody who talks with the bot, and how long each of them has waited for what."""

    life: Life
    walks: dict[int, Walk] = field(default_factory=dict)
    waited: list[tuple[datetime, float]] = field(default_factory=list)
    refused: int = 0
    seen: int = 0
    to_sales: list[CallRecord] = field(default_factory=list)

    def newcomer(self, steps: Iterable[str]) -> Walk:
        """Let somebody new exist."""
        person = self.life.world.add_person("Pia", language_code="en")
        return self.walks.setdefault(person.id, Walk(person, deque(steps)))

    def step(self, walk: Walk) -> None:
        """Let somebody do the next thing."""
        world, what = self.life.world, walk.steps.popleft()
        chat = world.private(world.bot, walk.person)
        walk.waits_since = clock.utc_now()
        if what.startswith("tap:"):
            people.tap(
                world, world.bot, chat=chat, message=last_message(chat.messages), person=walk.person, data=what[4:]
            )
        else:
            people.say(world, chat, person=walk.person, text=what)

    async def watch(self) -> None:
        """Note who was answered, until cancelled."""
        while True:
            for call in self._new_calls():
                self._note(call)
                # Whoever waits looks at what is noted here: that comes after the messenger's own beat.
                self.life.world.pulse.beat()
            await asyncio.sleep(TICK)

    def ready(self) -> list[Walk]:
        """Return those who have read their answer and have something more to do, the longest known first."""
        read = clock.utc_now() - READS_FOR
        going_on = (walk for walk in self.walks.values() if walk.waits_since is None and walk.steps)
        return [walk for walk in going_on if walk.answered_at is None or walk.answered_at <= read]

    async def until(self, has_come: Callable[[], bool]) -> None:
        """Wait until something has come about."""
        assert await self.life.world.pulse.wait_for(has_come, PATIENCE.total_seconds())

    @property
    def waiting(self) -> int:
        """Return how many wait for an answer."""
        return sum(walk.waits_since is not None for walk in self.walks.values())

    def _new_calls(self) -> list[CallRecord]:
        calls = self.life.world.calls
        new: list[CallRecord] = []
        for call in reversed(calls):
            if call.number <= self.seen:
                break
            new.append(call)
        # One that is not answered yet is looked at again.
        done = [call for call in reversed(new) if call.is_done]
        unfinished = [call.number for call in new if not call.is_done]
        self.seen = min(unfinished, default=calls[-1].number + 1 if calls else 1) - 1
        return [call for call in done if call.number not in self._noted]

    _noted: set[int] = field(default_factory=set)

    def _note(self, call: CallRecord) -> None:
        self._noted.add(call.number)
        answer = call.answer or {}
        if answer.get("error_code") == 429 and call.fault is None:
            self.refused += 1
        if not answer.get("ok"):
            return
        chat_id = int(call.params.get("chat_id") or 0)
        if chat_id == self.life.sales.id:
            self.to_sales.append(call)
        walk = self.walks.get(chat_id)
        if walk is not None and walk.waits_since is not None and call.method in SENDS and call.at >= walk.waits_since:
            self.waited.append((call.at, (call.at - walk.waits_since).total_seconds()))
            walk.waits_since, walk.answered_at = None, call.at


def last_message(messages: dict[int, Message]) -> Message:
    """Return the newest message of a chat."""
    return messages[max(messages)]


@asynccontextmanager
async def crowd(folder: Path, **settings: str) -> AsyncIterator[Crowd]:
    """Give a crowd before a bot that runs, with Telegram's limits on."""
    async with new_life(folder) as life:
        life.settings |= settings
        life.world.limits.on = True
        await life.start()
        people_there = Crowd(life)
        watching = asyncio.create_task(people_there.watch())
        try:
            yield people_there
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def ticks(per_second: float, *, lasting: float) -> AsyncGenerator[int, None]:
    """Give a number at each of so many moments a second."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number in range(round(per_second * lasting)):
        await asyncio.sleep(max(0.0, begun + number / per_second - loop.time()))
        yield number


async def all_answered(there: Crowd) -> None:
    """Wait until nobody waits any more."""
    await there.until(lambda: there.waiting == 0)


def percentiles(values: list[float]) -> list[str]:
    """Return median, 90th, 99th percentile and the most."""
    if len(values) < 2:
        return [seconds(values[0])] * 4 if values else ["none"] * 4
    cuts = quantiles(values, n=100, method="inclusive")
    return [seconds(one) for one in (cuts[49], cuts[89], cuts[98], max(values))]
