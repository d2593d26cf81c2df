"""A receiver at work: a real server on this machine that says what a story wants, and the deliveries that go to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from standardwebhooks.webhooks import Webhook

from bot import clock
from bot.channels.webhooks.adapter import WebhookAdapter
from bot.channels.webhooks.posting import new_session
from bot.channels.webhooks.signing import new_secret
from bot.in_force import InForce
from bot.usecases.webhooks.add_webhook import add_webhook
from bot.usecases.webhooks.receivers import CHANNEL, EVENTS
from bot.workers.deliveries import Deliveries
from storage import deliveries, webhooks
from tests.builders import Office

HERE = "127.0.0.1"

Says = Callable[["Receiver", web.Request], Awaitable[web.StreamResponse | None]]
Json = dict[str, Any]


@dataclass(slots=True)
class Receiver:
    """Another system: every request that came, and what it took. ``says`` may answer in place of 204."""

    url: str
    number: int = 0
    secret: str = ""
    says: Says | None = None
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    took: list[Json] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = dict(request.headers)
        self.came.append((headers, body))
        if self.says is not None and (answer := await self.says(self, request)) is not None:
            return answer
        self.took.append({"id": request.headers["webhook-id"], **json.loads(body)})
        return web.Response(status=204)

    def verify(self) -> None:
        """Raise where one of the requests was not signed by our secret."""
        for headers, body in self.came:
            Webhook(self.secret).verify(body, headers)

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.took]


@asynccontextmanager
async def receiving(path: str = "/hook") -> AsyncIterator[Receiver]:
    """Context manager: a receiver that answers at 127.0.0.1."""
    receiver = Receiver("")
    app = web.Application()
    app.router.add_post(path, receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HERE, 0)
    await site.start()
    port = runner.addresses[0][1]
    receiver.url = f"http://{HERE}:{port}{path}"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@dataclass(slots=True)
class Connected:
    """An office whose events are delivered."""

    office: Office
    in_force: InForce
    ahead: float = 0.0

    async def add(self, receiver: Receiver, events: Sequence[str] = EVENTS) -> None:
        """Register a receiver."""
        now = self.office.now
        receiver.secret = new_secret()
        receiver.number = await self.office.write(
            lambda tx: add_webhook(tx, receiver.url, events=events, secret=receiver.secret, now=now)
        )
        await self.refresh()

    async def refresh(self) -> None:
        self.in_force.register(await self.office.write(webhooks.registered))
        self.office.setup = self.in_force.setup

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110  # any condition, also of rows in the file
                await asyncio.sleep(0.002)

    async def all_settled(self) -> None:
        """Wait until nothing is owed to any receiver."""
        sql = "SELECT 1 FROM outbox WHERE settled_at IS NULL AND address IS NOT NULL"
        await self.until(lambda: not self.office.rows(sql))

    async def pass_time(self, seconds: float) -> None:
        self.office.pass_time(seconds=seconds)
        self.ahead += seconds
        await self.office.write(lambda tx: tx.touch(deliveries.TOPIC))


@asynccontextmanager
async def connected(
    office: Office, *, allowed: Sequence[str] = (HERE,), within: float = 20.0
) -> AsyncIterator[Connected]:
    """Context manager: deliveries at work in an office, by clocks that the test turns."""
    here = Connected(office, InForce(office.setup))
    await here.refresh()
    async with new_session(allowed, within=within) as session:
        adapter = WebhookAdapter(office.database, here.in_force, session, allowed=allowed, now=clock.utc_now)
        work = Deliveries(
            office.database, {CHANNEL: adapter}, now=lambda: office.now, elapsed=lambda: clock.elapsed() + here.ahead
        )
        task = asyncio.create_task(work.run())
        try:
            yield here
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
