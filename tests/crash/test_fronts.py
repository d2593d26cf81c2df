"""Two fronts, a leader and a standby on one PostgreSQL: killed, frozen and cut off while prospects chat."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.app import create_app
from bot.sandbox.serving import serve
from storage.place import Postgres
from tests.postgres import Server

from .fleet import Fleet, Life, fleet
from .people import MANAGER, SHORT_SCRIPTS
from .town import Town
from .verdict import broken_promises, copies, owed

pytestmark = pytest.mark.journey

SEED = 20261130
QUIET_WITHIN = 60.0
TAKEN_OVER_WITHIN, TAKEN_OVER_BESIDE_OTHERS_WITHIN = 5.0, 20.0
"""Seconds: where many are killed the machine is to be quiet; in a test run others compute beside it."""
MANY_KILLS = 100
Note = Callable[[str, object], None]


@pytest.fixture
def place(postgres: Server) -> Postgres:
    return postgres.empty()


@asynccontextmanager
async def _chatting(place: Postgres, folder: Path, *, doors: int) -> AsyncIterator[tuple[Fleet, Town]]:
    """Let prospects chat with a fleet while the block runs, and hold it to its promises once they are through."""
    town = Town(random.Random(SEED), (MANAGER, *SHORT_SCRIPTS[1:]))
    async with serve(create_app(town.world)) as sandbox, fleet(town, place, sandbox.url, folder) as serving:
        async with town.chatting(doors):
            yield serving, town
        async with asyncio.timeout(QUIET_WITHIN):
            # No event tells what other processes have written.
            while town.unconfirmed or owed(place):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert await broken_promises(town, place) == []
    assert "Traceback" not in (folder / "fleet.log").read_text()
    too_many, tried_again = copies(town, place)
    assert too_many <= tried_again, "only what was under way when a leader died may come twice"
    print(f"{len(town.prospects)} conversations, {len(town.confirmed_ids)} updates, {too_many} copies")


async def _seconds_until_led(serving: Fleet, since: float) -> float:
    await serving.leader()
    return asyncio.get_running_loop().time() - since


@pytest.mark.timeout(1800)
async def test_fronts_and_leaders_are_killed_at_random_moments_and_nobody_notices(
    place: Postgres, tmp_path: Path, request: pytest.FixtureRequest, record_property: Note
) -> None:
    kills = request.config.getoption("kills")
    taken_over: list[float] = []
    async with _chatting(place, tmp_path, doors=3) as (serving, town):
        for number in range(kills):
            await asyncio.sleep(town.chance.uniform(0.1, 0.8))
            if number % 2:
                await serving.lose(town.chance.choice(serving.proxy.fronts))
                continue
            leader, killed_at = await serving.leader(), asyncio.get_running_loop().time()
            await serving.lose(leader)
            taken_over.append(await _seconds_until_led(serving, killed_at))
    slowest = sorted(taken_over)[-1 - len(taken_over) // 100]
    record_property("seconds until another leads, p50 and p99", (sorted(taken_over)[len(taken_over) // 2], slowest))
    print(f"{kills} kills; another led after {slowest:.2f} s at p99")
    assert slowest <= (TAKEN_OVER_WITHIN if kills >= MANY_KILLS else TAKEN_OVER_BESIDE_OTHERS_WITHIN)


async def test_a_leader_that_is_frozen_for_ten_seconds_sends_nothing_beside_who_took_its_place(
    place: Postgres, tmp_path: Path, record_property: Note
) -> None:
    async with _chatting(place, tmp_path, doors=3) as (serving, _):
        await asyncio.sleep(1)
        leader, frozen_at = await serving.leader(), asyncio.get_running_loop().time()
        await serving.lose(leader, signal.SIGSTOP)
        record_property("seconds until another leads", await _seconds_until_led(serving, frozen_at))
        await asyncio.sleep(10 - (asyncio.get_running_loop().time() - frozen_at))
        leader.send(signal.SIGCONT)
        await _gone(leader)


async def _gone(life: Life) -> None:
    async with asyncio.timeout(20):
        while life.is_alive:  # noqa: ASYNC110  # it is nobody's child who waits for it
            await asyncio.sleep(0.05)


@pytest.mark.timeout(240)
async def test_a_database_that_refuses_connections_for_a_while_stops_nobody_for_good(
    place: Postgres, postgres: Server, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where many are killed, too, it lasts so long that health tells of it."""
    seconds = 45 if request.config.getoption("kills") >= MANY_KILLS else 3
    # The messenger tries again less and less often, as the real one does.
    monkeypatch.setattr("tests.crash.town.PATIENCE", 60.0 + 3 * seconds)
    name = place.url.partition("?")[0].rpartition("/")[2]
    async with _chatting(place, tmp_path, doors=3) as (serving, _):
        await asyncio.sleep(1)
        postgres.run(
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        refused_at = asyncio.get_running_loop().time()
        told = (await serving.leader(), *serving.proxy.fronts) if seconds > 30 else ()
        for life in told:
            assert "Nothing can be written since" in await _trouble(life.port)
        await asyncio.sleep(seconds - (asyncio.get_running_loop().time() - refused_at))
        postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def _trouble(port: int) -> str:
    """Return what a process says of itself once it is not well."""
    async with aiohttp.ClientSession() as operator, asyncio.timeout(44):
        while True:
            async with operator.get(f"http://127.0.0.1:{port}/health") as answer:
                told = await answer.json()
            if "Nothing can be written" in str(told):
                return str(told["problems"])
            await asyncio.sleep(0.5)
