"""A courier at work between an office and a messenger that says whatever a story wants."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot import clock
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import EditText, Outgoing, SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.workers.courier import Courier
from bot.workers.rate_limits import Pace
from storage import outbox
from tests.builders import Office

LOST = DeliveryError("sendMessage: TimeoutError")
REFUSED = DeliveryError("sendMessage: chat not found", permanent=True)
BLOCKED = DeliveryError("sendMessage: bot was blocked by the user", permanent=True, blocked=True)


@dataclass
class FakeMessenger:
    """The messenger at the other end: what arrived there, and what it says instead, chat by chat."""

    arrived: list[tuple[int, Outgoing]] = field(default_factory=list)
    tried: list[tuple[int, Outgoing]] = field(default_factory=list)
    says: dict[int, deque[DeliveryError]] = field(default_factory=lambda: defaultdict(deque))
    closed: dict[int, asyncio.Event] = field(default_factory=dict)
    refuses: Callable[[int, Outgoing], bool] = lambda _chat_id, _message: False

    async def deliver(self, chat_id: int, message: Outgoing) -> int | None:
        self.tried.append((chat_id, message))
        if chat_id in self.closed:
            await self.closed[chat_id].wait()
        if self.refuses(chat_id, message):
            raise REFUSED
        if self.says[chat_id]:
            raise self.says[chat_id].popleft()
        self.arrived.append((chat_id, message))
        return len(self.arrived) if isinstance(message, SendText) else None

    def texts(self, chat_id: int) -> list[str]:
        return [
            message.html
            for chat, message in self.arrived
            if chat == chat_id and isinstance(message, SendText | EditText)
        ]


@dataclass
class Post:
    """A courier at work between an office and a messenger."""

    office: Office
    messenger: FakeMessenger
    in_force: InForce
    ahead: float = 0.0

    async def owe(self, chat_id: int, *messages: Outgoing, about: str | None = None) -> None:
        now, worth = self.office.now, Worth.ALERT if about else Worth.REPLY
        await self.office.write(lambda tx: owe(tx, chat_id, *messages, now=now, worth=worth, about=about))

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110  # any condition, also of rows in the file
                await asyncio.sleep(0.002)

    async def arrive(self, chat_id: int, *texts: str) -> None:
        await self.until(lambda: len(self.messenger.texts(chat_id)) >= len(texts))
        assert self.messenger.texts(chat_id) == list(texts)

    async def tried(self, times: int) -> None:
        """Wait until so many deliveries were tried and what became of them is written."""
        await self.until(lambda: len(self.messenger.tried) >= times)
        await self.until(lambda: not self.office.rows("SELECT 1 FROM outbox WHERE state = 'sending'"))

    async def pass_time(self, seconds: float) -> None:
        self.office.pass_time(seconds=seconds)
        self.ahead += seconds
        await self.office.write(lambda tx: tx.touch(outbox.TOPIC))


def courier_of(post: Post) -> Courier:
    office = post.office
    return Courier(
        office.database,
        post.messenger,
        post.in_force,
        now=lambda: office.now,
        pace=Pace(),
        elapsed=lambda: clock.elapsed() + post.ahead,
    )


@asynccontextmanager
async def at_work(office: Office, messenger: FakeMessenger | None = None) -> AsyncIterator[Post]:
    post = Post(office, messenger or FakeMessenger(), InForce(office.setup))
    courier = courier_of(post)
    task = asyncio.create_task(courier.run())
    try:
        yield post
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
