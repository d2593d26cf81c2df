"""Thousands of deliveries, repeated, reordered and cut off by kills, beside the same ones in one clean pass.

``pytest tests/journeys/test_deliveries.py --deliveries 100000`` goes on for longer than the suite does.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from bot.clock import utc_now
from bot.usecases.leads.cool_lead import cool_lead
from storage.sqlite.transaction import SqliteTransaction
from tests.builders import shipped_house
from tests.standings import leads_of, strangers_of

from .life import Life, free_port, new_life

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]
SEED = 20261129
EVENTS = ("Product Added", "demo.used", "content.downloaded", "webinar.attended", "Levelled Up")
PATHS = ("/", "/pricing", "/blog/how-to", "/about")
KINDS = ("identify", "alias", *["track"] * 4, *["page"] * 6)
CLIENTS = 3
Delivery = dict[str, Any]


def _deliveries(many: int, chance: Random, *, until: datetime) -> list[Delivery]:
    """Return what is told of some people, each with a customer's number, an address and two browsers, oldest first."""
    people = max(20, many // 250)
    return [
        _delivery(number, chance.randint(1, people), chance, at=until - timedelta(seconds=many - number))
        for number in range(many)
    ]


def _delivery(number: int, person: int, chance: Random, *, at: datetime) -> Delivery:
    told: Delivery = {"messageId": f"m-{number}", "timestamp": at.isoformat()}
    browser, kind = f"{person}{chance.choice('ab')}", chance.choice(KINDS)
    if kind == "identify":
        traits = {"email": f"p{person}@acme.example", "employees": chance.choice((3, 200, 5000))}
        return told | {"type": kind, "userId": f"{person}", "anonymousId": browser, "traits": traits}
    if kind == "alias":
        return told | {"type": kind, "userId": f"{person}", "previousId": browser}
    told |= {"userId": f"{person}"} if chance.random() < 0.4 else {"anonymousId": browser}
    if kind == "track":
        return told | {"type": kind, "event": chance.choice(EVENTS), "properties": {"value": chance.randint(1, 90)}}
    page = {"path": chance.choice(PATHS), "url": "https://www.northwind.example/"}
    return told | {"type": kind, "context": {"page": page}}


def _batches(deliveries: Sequence[Delivery], chance: Random) -> Iterator[list[Delivery]]:
    place = 0
    while place < len(deliveries):
        size = chance.randint(1, 60)
        yield list(deliveries[place : place + size])
        place += size


@dataclass(slots=True)
class Clients:
    """Libraries that send what they have until it was answered for, each batch again where they hear nothing."""

    port: int
    key: str
    answered: int = 0
    unheard: int = 0
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def send(self, batches: Sequence[list[Delivery]], *, clients: int = 1) -> None:
        """Return once every batch was answered for."""
        waiting = iter(batches)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=60) as http:
            await asyncio.gather(*(self._send_all(http, waiting) for _ in range(clients)))

    async def until_answered(self, share: int) -> None:
        """Wait until so many batches were answered for."""
        async with self._news:
            await self._news.wait_for(lambda: self.answered >= share)

    async def _send_all(self, http: httpx.AsyncClient, waiting: Iterator[list[Delivery]]) -> None:
        for batch in waiting:
            while not await self._is_answered(http, batch):
                self.unheard += 1
                await asyncio.sleep(0.05)  # as their libraries do before they try again
            async with self._news:
                self.answered += 1
                self._news.notify_all()

    async def _is_answered(self, http: httpx.AsyncClient, batch: list[Delivery]) -> bool:
        try:
            answer = await http.post("/v1/batch", json={"batch": batch}, auth=(self.key, ""))
        except httpx.TransportError:
            return False
        assert answer.status_code in (200, 429, 503), answer.text
        return answer.status_code == 200


@asynccontextmanager
async def _house(folder: Path) -> AsyncIterator[tuple[Life, Clients]]:
    folder.mkdir()
    async with new_life(folder) as life:
        port = free_port()
        life.settings["LEADBOT_HTTP_PORT"] = str(port)
        await life.start()
        made = await life.command("keys", "create", "shop", "--audience", "b2b", "--json")
        assert await made.ended() == 0, made.printed
        yield life, Clients(port, json.loads(made.printed)["key"])


async def _kill_now_and_then(life: Life, clients: Clients, *, kills: int, batches: int, chance: Random) -> None:
    """Kill the bot after each of so many shares of the batches, at a random moment."""
    for kill in range(kills):
        await clients.until_answered((kill + 1) * batches // (kills + 2))
        await asyncio.sleep(chance.uniform(0, 0.03))
        await life.kill()
        await life.start()


def _standings(database: Path, *, at: datetime) -> tuple[list[Any], list[Any]]:
    """Return how all stand at an instant: whoever cools until then has cooled."""
    setup = shipped_house()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        due = connection.execute("SELECT id FROM leads WHERE next_change_at IS NOT NULL").fetchall()
        for (number,) in due:
            cool_lead(SqliteTransaction(connection), number, setup=setup, now=at)
        found = leads_of(connection), strangers_of(connection)
        connection.execute("ROLLBACK")
    return found


@pytest.mark.timeout(1200)
async def test_deliveries_repeated_reordered_and_cut_off_by_kills_give_the_standings_of_one_clean_pass(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    many, chance = pytestconfig.getoption("--deliveries"), Random(SEED)
    deliveries = _deliveries(many, chance, until=utc_now() - timedelta(minutes=5))
    async with _house(tmp_path / "clean") as (life, clients):
        await clients.send(list(_batches(deliveries, chance)))
        await life.stop()
    mixed = [*deliveries, *chance.choices(deliveries, k=many // 4)]
    chance.shuffle(mixed)
    batches, kills = list(_batches(mixed, chance)), max(5, many // 2_500)
    async with _house(tmp_path / "killed") as (life, clients):
        killing = asyncio.create_task(
            _kill_now_and_then(life, clients, kills=kills, batches=len(batches), chance=chance)
        )
        await clients.send(batches, clients=CLIENTS)
        await killing
        await life.stop()
    print(f"{len(mixed)} deliveries in {len(batches)} batches, {kills} kills, {clients.unheard} batches sent again")
    assert clients.unheard >= kills, "each kill cut somebody off"
    at = utc_now()
    clean, killed = (_standings(tmp_path / name / "leadbot.db", at=at) for name in ("clean", "killed"))
    assert len(clean[0]) == max(20, many // 250)
    assert killed == clean
