"""Each thing that keeps the bot from serving makes health red with its cause, and green again when it is over.

The whole bot against the sandbox, with time limits a fraction of the real ones: those are tested in test_health.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot import update_feed
from bot.app import App, assembled
from bot.channels.telegram import desk_watch, polling
from bot.clock import utc_now
from bot.sandbox.app import create_app
from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Group
from bot.sandbox.faults import Kind
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from bot.settings import Settings
from bot.web import health
from bot.workers import database_watch
from storage.sqlite import probing
from storage.sqlite.database import Database
from tests.journeys.life import TOKEN, free_port


class Watched:
    """A bot that runs, and its health as an operator reads it."""

    def __init__(self, app: App, sandbox: SandboxClient, sales: Group, http: aiohttp.ClientSession) -> None:
        self.app = app
        self.sandbox = sandbox
        self.sales = sales
        self.http = http
        self.address = f"http://127.0.0.1:{app.settings.http_port}"
        self.telegram = f"{app.settings.api_url}/bot{TOKEN}"

    async def health(self) -> tuple[int, str]:
        async with self.http.get(f"{self.address}/health") as answer:
            return answer.status, await answer.text()

    async def metrics(self) -> dict[str, float]:
        async with self.http.get(f"{self.address}/metrics") as answer:
            lines = [line.rpartition(" ") for line in (await answer.text()).splitlines() if line[0] != "#"]
        return {name: float(value) for name, _, value in lines}

    async def turns_red(self, cause: str) -> None:
        async with asyncio.timeout(20):
            while (told := await self.health())[0] == 200 or cause not in told[1]:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def turns_green(self) -> None:
        async with asyncio.timeout(20):
            while (told := await self.health())[0] != 200:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert '"ok"' in told[1]

    async def call(self, method: str, **wish: Any) -> int:
        """Call Telegram as somebody else who has the token."""
        async with self.http.post(f"{self.telegram}/{method}", json=wish) as answer:
            return answer.status


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "POLL_SECONDS", 1)
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(health, "CUT_OFF_AFTER", timedelta(seconds=1.2))
    monkeypatch.setattr(health, "TROUBLED_SECONDS", 0.0)
    monkeypatch.setattr(update_feed, "QUARREL_PROVEN_SECONDS", 0.1)
    monkeypatch.setattr(update_feed, "QUARREL_SECONDS", 0.4)
    monkeypatch.setattr(desk_watch, "ASK_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(database_watch, "PROBE_EVERY_SECONDS", 0.05)


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[Watched]:
    async with serve(create_app(World(utc_now))) as served, SandboxClient(served.url) as sandbox:
        await sandbox.bot(TOKEN)
        sales = await sandbox.group("Sales", members=[await sandbox.person("Bo")])
        settings = Settings(
            _env_file=None,
            token=SecretStr(TOKEN),
            sales_chat=(sales.id,),
            api_url=served.url,
            database_url=f"sqlite+aiosqlite:///{folder / 'leadbot.db'}",
            http_port=free_port(),
        )
        async with assembled(settings) as app, aiohttp.ClientSession() as http:
            app.make_interpreter = lambda _playbooks: None
            ready = asyncio.Event()
            task = asyncio.create_task(app.serve(ready.set))
            try:
                await asyncio.wait({task, asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
                yield Watched(app, sandbox, sales, http)
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


@asynccontextmanager
async def _every(seconds: float, act: Callable[[], Any]) -> AsyncIterator[None]:
    """Do something again and again while the block runs."""

    async def go_on() -> None:
        while True:
            await act()
            await asyncio.sleep(seconds)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.usefixtures("quick")
async def test_health_is_red_with_the_cause_and_green_again_when_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _running(tmp_path) as bot:
        await bot.turns_green()
        await _telegram_refuses_or_is_away(bot)
        await _somebody_else_takes_the_updates(bot)
        await _the_desk_is_lost(bot)
        await _the_database_is_in_trouble(bot, monkeypatch)


async def _telegram_refuses_or_is_away(bot: Watched) -> None:
    troubles: list[tuple[Kind, str, str]] = [
        ("refuse", "check LEADBOT_TOKEN", "401"),
        ("drop", "Telegram does not answer", "unreachable"),
    ]
    for kind, cause, code in troubles:
        await bot.sandbox.fault("getUpdates", kind, code=401, description="Unauthorized", times=10_000)
        await bot.turns_red(cause)
        assert (await bot.metrics())[f'leadbot_poll_failures_total{{code="{code}"}}'] > 0
        await bot.sandbox.no_more_faults()
        await bot.turns_green()


async def _somebody_else_takes_the_updates(bot: Watched) -> None:
    async with _every(0.02, lambda: bot.call("getUpdates", timeout=0)):
        await bot.turns_red("Another process polls with the same token")
    await bot.turns_green()
    async with _every(0.02, lambda: bot.call("setWebhook", url="https://evil.example/hook")):
        await bot.turns_red("a webhook that somebody has set")
    await bot.turns_green()
    # Deleted again: nobody else would have.
    assert await bot.call("getUpdates", timeout=0) == 200


async def _the_desk_is_lost(bot: Watched) -> None:
    await bot.sales.remove_bot()
    await bot.turns_red(f"The sales chat {bot.sales.id} cannot be reached")
    assert (await bot.metrics())["leadbot_desks_unreachable"] == 1
    await bot.sales.invite_bot()
    await bot.turns_green()


async def _the_database_is_in_trouble(bot: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes meanwhile: it is noticed all the same."""
    database = bot.app.database
    assert isinstance(database, Database)
    with monkeypatch.context() as full:
        full.setattr(probing, "LEAST_FREE_BYTES", 10**18)
        await bot.turns_red("the disk is full")
    await bot.turns_green()
    await database.keep_up(lambda connection: connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await bot.turns_red("database is locked")
        other.execute("ROLLBACK")
    await bot.turns_green()
    for file in (database.path, database.path.with_name("leadbot.db-wal")):
        elsewhere = file.rename(file.with_name("moved"))
        await bot.turns_red(f"{file} is gone while the bot runs")
        elsewhere.rename(file)
        await bot.turns_green()
    database.path.rename(elsewhere)
    database.path.touch()
    await bot.turns_red("was replaced by another file")
    elsewhere.rename(database.path)
    await bot.turns_green()
