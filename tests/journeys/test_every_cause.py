"""Each thing that keeps the bot from serving makes health red with its cause, and green again when it is over.

The bot is a process of its own, which nobody touches: Telegram, the disk and the database do what they do to it.
"""

import asyncio
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox.faults import Kind

from .life import TOKEN, Life, free_port

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]

_PATIENCE = 60
_DISK_BYTES = 64_000_000
"""More than a bot wants to be free, and filled in a moment."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A bot that runs, and its health as an operator reads it."""

    life: Life
    http: aiohttp.ClientSession
    address: str
    disk: Path | None

    async def health(self) -> tuple[int, str]:
        async with self.http.get(f"{self.address}/health") as answer:
            return answer.status, await answer.text()

    async def metrics(self) -> dict[str, float]:
        async with self.http.get(f"{self.address}/metrics") as answer:
            lines = [line.rpartition(" ") for line in (await answer.text()).splitlines() if line[0] != "#"]
        return {name: float(value) for name, _, value in lines}

    async def turns_red(self, cause: str) -> None:
        await self._until(lambda status, told: status == 503 and cause in told)

    async def turns_green(self) -> None:
        await self._until(lambda status, told: status == 200 and '"ok"' in told)

    async def _until(self, is_so: Callable[[int, str], bool]) -> None:
        told = (0, "")
        try:
            async with asyncio.timeout(_PATIENCE):
                while not is_so(*(told := await self.health())):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"It stayed so: {told}") from None

    async def call(self, method: str, **wish: Any) -> int:
        """Call Telegram as somebody else who has the token."""
        async with self.http.post(f"{self.life.settings['LEADBOT_API_URL']}/bot{TOKEN}/{method}", json=wish) as answer:
            return answer.status


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path | None]:
    """Give the story a disk of its own that can be filled; None where this machine lets us mount none."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "tmpfs", tmp_path], check=False)
    yield tmp_path if mounted.returncode == 0 else None
    if mounted.returncode == 0:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.fixture
async def bot(disk: Path | None, journey: Life) -> AsyncIterator[Watched]:
    port = free_port()
    short_waits = str(Path(__file__).with_name("short_waits"))
    journey.settings |= {"LEADBOT_HTTP_PORT": str(port), "PYTHONPATH": short_waits}
    await journey.start()
    async with aiohttp.ClientSession() as http:
        yield Watched(journey, http, f"http://127.0.0.1:{port}", disk)


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


async def test_health_is_red_with_the_cause_and_green_again_when_it_is_over(bot: Watched) -> None:
    await bot.turns_green()
    await _telegram_refuses_or_is_away(bot)
    await _somebody_else_takes_the_updates(bot)
    await _the_desk_is_lost(bot)
    await _the_disk_takes_nothing(bot)
    if bot.disk:
        await _the_disk_is_full(bot, bot.disk)
    await _the_database_is_held_gone_or_replaced(bot)
    # And it serves, as if nothing had been: no cause was the end of it.
    chat = await bot.life.begins(await bot.life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    told = bot.life.log()
    for line in ("The database takes nothing.", "The database takes what is written again."):
        assert told.count(line) == 5 + bool(bot.disk), "once for each trouble, however often it was met"


async def _telegram_refuses_or_is_away(bot: Watched) -> None:
    troubles: list[tuple[Kind, str, str]] = [
        ("refuse", "check LEADBOT_TOKEN", "401"),
        ("drop", "Telegram does not answer", "unreachable"),
    ]
    for kind, cause, code in troubles:
        await bot.life.sandbox.fault("getUpdates", kind, code=401, description="Unauthorized", times=10_000)
        await bot.turns_red(cause)
        assert (await bot.metrics())[f'leadbot_poll_failures_total{{code="{code}"}}'] > 0
        await bot.life.sandbox.no_more_faults()
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
    await bot.life.sales.remove_bot()
    await bot.turns_red(f"The sales chat {bot.life.sales.id} cannot be reached")
    assert (await bot.metrics())["leadbot_desks_unreachable"] == 1
    await bot.life.sales.invite_bot()
    await bot.turns_green()


async def _the_disk_takes_nothing(bot: Watched) -> None:
    """Of the system's refusals the one that a test can bring about in another process: no file may grow."""
    _, most = resource.prlimit(bot.life.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.life.bot.pid, resource.RLIMIT_FSIZE, (1, most))
    await bot.turns_red("disk I/O error")
    resource.prlimit(bot.life.bot.pid, resource.RLIMIT_FSIZE, (most, most))
    await bot.turns_green()


async def _the_disk_is_full(bot: Watched, disk: Path) -> None:
    """Not a byte is left. Who writes meanwhile is answered when there is room again, and once."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    assert shutil.disk_usage(disk).free == 0
    await bot.turns_red("the disk is full")
    pia = await bot.life.pia()
    chat = await pia.start()
    await bot.turns_red("the disk is full")
    filler.unlink()
    await bot.turns_green()
    await chat.expect("Is it for your company or for yourself?")


async def _the_database_is_held_gone_or_replaced(bot: Watched) -> None:
    """Nobody writes meanwhile: it is noticed all the same."""
    database = bot.life.database
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await bot.turns_red("database is locked")
        other.execute("ROLLBACK")
    await bot.turns_green()
    elsewhere = database.with_name("moved")
    for file in (database, database.with_name("leadbot.db-wal")):
        file.rename(elsewhere)
        await bot.turns_red(f"{file} is gone while the bot runs")
        elsewhere.rename(file)
        await bot.turns_green()
    database.rename(elsewhere)
    database.touch()
    await bot.turns_red("was replaced by another file")
    os.replace(elsewhere, database)
    await bot.turns_green()
