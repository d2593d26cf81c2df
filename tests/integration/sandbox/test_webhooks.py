"""Updates sent to the bot's own address: the secret, the order, and persistence."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.client import SandboxClient

from .conftest import BotApi

SECRET = "northwind_secret"


@dataclass
class Receiver:
    """A bot's own address that answers with the statuses it is given, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    tried: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    taken: "asyncio.Queue[dict[str, Any]]" = field(default_factory=asyncio.Queue)

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.tried.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.put_nowait(update)
        return web.Response(status=status)

    async def next(self) -> str:
        async with asyncio.timeout(10):
            return str((await self.taken.get())["message"]["text"])


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_come_in_order_with_the_secret(sandbox: SandboxClient, api: BotApi, receiver: Receiver) -> None:
    await api.ok("setWebhook", url=receiver.url, secret_token=SECRET)
    chat = await (await sandbox.person("Quentin")).start()
    await chat.say("one")
    await chat.say("two")
    assert [await receiver.next() for _ in range(3)] == ["/start", "one", "two"]
    assert {secret for secret, _ in receiver.tried} == {SECRET}


async def test_a_refused_update_comes_again_before_the_next(
    sandbox: SandboxClient, api: BotApi, receiver: Receiver
) -> None:
    receiver.statuses = [500, 503]
    await api.ok("setWebhook", url=receiver.url)
    chat = await (await sandbox.person("Quentin")).start()
    await chat.say("one")
    assert [await receiver.next() for _ in range(2)] == ["/start", "one"]
    assert [update["message"]["text"] for _, update in receiver.tried] == ["/start"] * 3 + ["one"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_nobody_polls_while_a_webhook_is_set(api: BotApi, receiver: Receiver) -> None:
    await api.ok("setWebhook", url=receiver.url)
    assert (await api.refused("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is active")
    await api.ok("deleteWebhook")
    assert await api.ok("getUpdates") == []


async def test_deleting_a_webhook_keeps_what_waits_unless_told_to_drop_it(sandbox: SandboxClient, api: BotApi) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/nobody-listens")
    await (await sandbox.person("Quentin")).start()
    assert (await api.ok("getWebhookInfo"))["pending_update_count"] == 1
    await api.ok("deleteWebhook")
    assert len(await api.ok("getUpdates")) == 1
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert await api.ok("getUpdates") == []


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"url": "http://example.com/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://example.com/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(api: BotApi, params: dict[str, str], refusal: str) -> None:
    assert await api.refused("setWebhook", **params) == f"Bad Request: {refusal}"
