"""The bot is killed at random moments, again and again, while prospects chat; nobody may notice."""

import asyncio
import random
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.app import create_app
from bot.sandbox.serving import serve
from storage.place import SQLITE

from .lives import Cradle, Life, command_line, nursery
from .people import SHORT_SCRIPTS
from .town import TOKEN, Town
from .verdict import broken_promises, owed

pytestmark = pytest.mark.journey

SEED = 20260105
QUIET_WITHIN = 60.0


@dataclass(slots=True)
class Reaper:
    """Kills life after life at random moments of running conversations."""

    town: Town
    cradle: Cradle
    kills: int = 0
    in_the_middle: int = 0

    async def reap(self, kills: int, *, doors: int) -> Life:
        """Kill so many while people come in through the doors; return the life that saw them all to their end."""
        async with self.town.chatting(doors):
            for _ in range(kills):
                life = await self.cradle.begin()
                await asyncio.sleep(self.town.chance.uniform(0, life.longest))
                code = await life.end(signal.SIGKILL)
                assert code == -signal.SIGKILL, f"a life ended by itself with exit code {code}"
                self.kills += 1
                self.in_the_middle += self.town.unconfirmed > 0
            return await self.cradle.begin()

    def told(self) -> str:
        """Say what has happened, for the reader of the test's output."""
        town = self.town
        shown = sum(len(prospect.chat.messages) for prospect in town.prospects)
        return (
            f"{self.kills} kills, {self.in_the_middle} of them with updates under way; {len(town.prospects)} "
            f"conversations, {shown} messages, {len(town.confirmed_ids)} updates, {len(town.claimed)} claims"
        )


async def _become_quiet(town: Town, database: Path) -> None:
    """Wait until the bot has handled and delivered everything."""
    async with asyncio.timeout(QUIET_WITHIN):
        # No event tells what another process has written.
        while town.unconfirmed or owed(database):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.timeout(150)
async def test_two_hundred_kills_at_random_moments_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    town, database = Town(random.Random(SEED)), tmp_path / "leadbot.db"
    print(f"seed {SEED}")
    settings = {"token": TOKEN, "sales_chat": str(town.bo.id), "database_url": f"{SQLITE}{database}"}
    async with (
        serve(create_app(town.world)) as sandbox,
        nursery(tmp_path / "leadbot.log", api_url=sandbox.url, **settings) as cradle,
    ):
        reaper = Reaper(town, cradle)
        last = await reaper.reap(200, doors=10)
        await _become_quiet(town, database)
        assert await last.end(signal.SIGTERM) == 0
    print(reaper.told())
    assert await broken_promises(town, database) == []


@pytest.mark.timeout(150)
async def test_ten_kills_of_the_command_that_operators_start_lose_nothing(tmp_path: Path) -> None:
    """Two bots at a time with five kills each: most of a start is waiting for one core."""
    broken = await asyncio.gather(*(_kill_the_command(tmp_path / name, SEED + n) for n, name in enumerate("ab")))
    assert broken == [[], []]


async def _kill_the_command(folder: Path, seed: int) -> list[str]:
    folder.mkdir()
    town, database = Town(random.Random(seed), SHORT_SCRIPTS), folder / "leadbot.db"
    print(f"seed {seed}")
    async with serve(create_app(town.world)) as sandbox, command_line(town, database, sandbox.url) as cradle:
        reaper = Reaper(town, cradle)
        last = await reaper.reap(5, doors=8)
        await _become_quiet(town, database)
        assert await last.end(signal.SIGTERM) == 0
    print(reaper.told())
    return await broken_promises(town, database)
