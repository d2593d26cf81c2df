"""A bot that libraries can reach. The programs that load the libraries are not for pytest to read."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clients.surroundings import Network
from tests.journeys.life import Life, free_port, new_life

collect_ignore = ["programs", "node_modules"]


@dataclass
class Reached:
    """A bot that runs, the way to it and its address, the keys to it, and the port of the website that it allows."""

    life: Life
    network: Network
    address: str
    server_key: str
    browser_key: str
    site_port: int

    async def expect_pairs(self, table: str, names: list[str]) -> None:
        """Wait until so many pairs were put into a cart, and see that these are there, none of them twice."""
        wanted = [(len(names),)]
        await self.life.expect_rows(f"SELECT count(*) FROM {table} WHERE name = 'cart.added'", wanted, within=60)
        rows = self.life.rows(f"SELECT properties FROM {table} WHERE name = 'cart.added'")
        assert sorted(json.loads(properties)["product"] for (properties,) in rows) == sorted(names)

    async def expect_a_pair(self, table: str) -> None:
        """Wait until a pair has been put into a cart."""
        await self.life.expect_rows(f"SELECT count(*) > 0 FROM {table} WHERE name = 'cart.added'", [(1,)], within=60)


@pytest.fixture
async def reached(tmp_path: Path) -> AsyncIterator[Reached]:
    """Return a bot that runs."""
    async with new_life(tmp_path) as life:
        port, site_port = free_port(), free_port()
        life.settings |= {"LEADBOT_HTTP_PORT": str(port), "LEADBOT_ALLOWED_ORIGINS": f"http://127.0.0.1:{site_port}"}
        await life.start()
        server_key, browser_key = await _key(life, "shop", "--audience", "b2c"), await _key(life, "site", "--browser")
        network = Network(port)
        async with network.open() as address:
            yield Reached(life, network, address, server_key, browser_key, site_port)


async def _key(life: Life, *words: str) -> str:
    command = await life.command("keys", "create", *words, "--json")
    assert await command.ended() == 0, command.printed
    return str(json.loads(command.printed)["key"])
