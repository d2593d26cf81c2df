"""A running sandbox whose clock the test turns, a bot's plain HTTP, and a tester's client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser

from bot.sandbox.app import create_app
from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect
from bot.sandbox.seed import DEMO_TOKEN, SALES_GROUP, seed
from bot.sandbox.serving import serve
from bot.sandbox.world import World

from .demo_page import Demo
from .fake_bot import FakeBot, lead_of

JSON = dict[str, Any]
TOKEN = "7000001:AAtest-token-that-is-long-enough-0001"


@dataclass
class TurnedClock:
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class BotApi:
    """What a bot can do over HTTP; `ok` unwraps the result, `refused` the refusal."""

    url: str
    session: aiohttp.ClientSession
    token: str = TOKEN
    calls: int = field(default=0)

    async def raw(self, method: str, **params: Any) -> JSON:
        self.calls += 1
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as answer:
            body: JSON = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def ok(self, method: str, **params: Any) -> Any:
        body = await self.raw(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        body = await self.raw(method, **params)
        assert not body["ok"], body
        return str(body["description"])

    async def updates(self, **params: Any) -> list[JSON]:
        """Take what is waiting, and confirm it."""
        found: list[JSON] = await self.ok("getUpdates", **params)
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1)
        return found


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def world(clock: TurnedClock) -> World:
    return World(clock, wrong_tokens=frozenset({"7000009:AArevoked-token-that-is-long-enough-09"}))


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serve(create_app(world)) as served:
        yield served.url


@pytest.fixture
async def sandbox(url: str) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(url, patience=5) as client:
        yield client


@pytest.fixture
async def api(url: str) -> AsyncIterator[BotApi]:
    async with aiohttp.ClientSession() as session:
        bot = BotApi(url, session)
        await bot.ok("getMe")
        yield bot


@pytest.fixture
async def quentin(sandbox: SandboxClient, api: BotApi) -> Prospect:
    """Quentin, who has started the bot; the bot has read it."""
    person = await sandbox.person("Quentin", language_code="en")
    await person.start()
    await api.updates()
    return person


Say = Callable[..., Awaitable[JSON]]


@pytest.fixture
def say(api: BotApi, quentin: Prospect) -> Say:
    """Let the bot say something to Quentin."""

    async def send(text: str = "Hello", **more: Any) -> JSON:
        message: JSON = await api.ok("sendMessage", chat_id=quentin.id, text=text, **more)
        return message

    return send


@pytest.fixture
async def demo(browser: Browser, world: World) -> AsyncIterator[Demo]:
    seed(world)
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    demo = Demo("", page)
    page.on("pageerror", lambda error: demo.errors.append(str(error)))
    page.on("console", lambda line: demo.errors.append(line.text) if line.type == "error" else None)
    async with serve(create_app(world, lead_of=lead_of, record_signal=demo.record)) as served:
        demo.url = served.url
        bot = asyncio.create_task(FakeBot(served.url, DEMO_TOKEN, sales=SALES_GROUP).run())
        await page.goto(served.url)
        yield demo
        await browser.close()
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)
    assert demo.errors == []
