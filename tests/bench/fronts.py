"""Two fronts against one: a leader and fronts as processes on one PostgreSQL, spoken to over HTTP by this one.

In each round the second front begins, and ends, so that where one serves there is no other. All of them share the cores
of this machine, and so do the server, the messenger and whoever makes the load: what each took of them is printed.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import aiohttp
import psycopg

from bot.clock import utc_now
from storage.place import Postgres
from tests.journeys.life import Process, free_port
from tests.postgres import Server, running_server

from .contestants import SALES_CHAT, TOKEN
from .prospects import Prospect, fresh
from .sending import trivial_server
from .tables import heading, ratio, table
from .usage import Everybody, Usage, Watched, used_since

BATCH, CONNECTIONS, CHATS, LEADS = 100, 4, 16, 500
READY_WITHIN = 60.0
SECRET = "only-the-messenger-knows"
PATHS = ("/", "/blog/how-to", "/pricing", "/customers", "/about")
Load = Callable[[Sequence[str]], Awaitable[int]]
"""Brings something to addresses, in turns, and returns how much that was."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much a round measures: batches of signals, and prospects with six turns each."""

    rounds: int
    batches: int
    prospects: int


WHOLE = Sizes(rounds=9, batches=40, prospects=48)
QUICK = Sizes(rounds=3, batches=12, prospects=16)


@dataclass(slots=True)
class Measured:
    """What the rounds of a load showed, by the number of fronts: how much a second, and what took the cores."""

    rates: dict[int, list[float]] = field(default_factory=lambda: {1: [], 2: []})
    usages: dict[int, list[Usage]] = field(default_factory=lambda: {1: [], 2: []})


@dataclass(frozen=True, slots=True)
class Bots:
    """The processes of a bot on one database."""

    settings: Mapping[str, str]
    folder: Path

    async def key(self) -> str:
        """Return a key that a website's server reports by."""
        made = await self._begun("keys", "create", "website", "--audience", "b2b", "--json")
        assert await made.ended() == 0, made.printed
        return str(json.loads(made.printed)["key"])

    @asynccontextmanager
    async def serving(self, *arguments: str) -> AsyncIterator[tuple[str, int]]:
        """Give the address and the number of a bot that serves until the end of the block."""
        port = free_port()
        bot = await self._begun("run", *arguments, LEADBOT_HTTP_PORT=str(port))
        try:
            await bot.expect("ready\n", within=READY_WITHIN)
            yield f"http://127.0.0.1:{port}", bot.pid
        finally:
            code = await bot.end()
        assert code == 0, bot.printed

    async def _begun(self, *arguments: str, **more: str) -> Process:
        return await Process.begin(*arguments, environment={**self.settings, **more}, folder=self.folder)


@dataclass(slots=True)
class Website:
    """Reports page views of leads by the hundred, on a few connections that are opened for each time."""

    key: str
    batches: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _chance: Random = field(default_factory=lambda: Random(3))

    async def meet(self, address: str) -> None:
        """Tell who they are of whom it will report."""
        who = [{"type": "identify", "traits": {"email": f"p{number}@acme.example"}} for number in range(LEADS)]
        told = [{**each, "userId": str(number), "messageId": f"i{number}"} for number, each in enumerate(who)]
        await self._take_all((address, _body(told[first : first + BATCH])) for first in range(0, LEADS, BATCH))

    async def report(self, addresses: Sequence[str]) -> int:
        """Report to the addresses in turns; return how many signals."""
        bodies = [_body([self._page_view() for _ in range(BATCH)]) for _ in range(self.batches)]
        waiting = iter(list(zip(cycle(addresses), bodies, strict=False)))
        await asyncio.gather(*(self._take_all(waiting) for _ in range(CONNECTIONS)))
        return self.batches * BATCH

    async def _take_all(self, waiting: Iterator[tuple[str, bytes]]) -> None:
        headers = {"Content-Type": "application/json", "Authorization": aiohttp.encode_basic_auth(self.key, "")}
        async with aiohttp.ClientSession(headers=headers) as http:
            for address, body in waiting:
                async with http.post(f"{address}/v1/batch", data=body) as answer:
                    assert answer.status == 200, await answer.text()

    def _page_view(self) -> dict[str, Any]:
        path = self._chance.choice(PATHS)
        context = {"page": {"path": path, "url": f"https://www.northwind.example{path}"}, "userAgent": "Mozilla/5.0"}
        said = {"type": "page", "messageId": f"m{next(self._numbers)}", "timestamp": utc_now().isoformat()}
        return {**said, "userId": str(self._chance.randrange(LEADS)), "context": context}


def _body(events: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps({"batch": events}).encode()


@dataclass(slots=True)
class Telegram:
    """Brings the updates of conversations, of so many chats at once; each chat's one after the other."""

    prospects: int
    chats: int = CHATS

    async def bring(self, addresses: Sequence[str]) -> int:
        """Bring whole conversations, each update to the next of the addresses; return how many updates."""
        talking, waiting = fresh(self.prospects), cycle(addresses)
        begun = iter(talking)
        await asyncio.gather(*(self._talk(begun, waiting) for _ in range(self.chats)))
        return sum(len(one.opening) + len(one.turns) for one in talking)

    async def _talk(self, begun: Iterator[Prospect], addresses: Iterator[str]) -> None:
        async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as http:
            for prospect in begun:
                for update in (*prospect.opening, *prospect.turns):
                    async with http.post(f"{next(addresses)}/telegram/webhook", json=update) as answer:
                        assert answer.status == 200, await answer.text()


async def compare_fronts(folder: Path, sizes: Sizes) -> None:
    """Measure each load with one front and with two, by turns, and print both."""
    heading(f"Two fronts against one on PostgreSQL, medians of {sizes.rounds} rounds by turns")
    with running_server("bench") as server:
        server.run("ALTER SYSTEM SET fsync = on", "SELECT pg_reload_conf()")
        async with AsyncExitStack() as stack:
            place = server.empty()
            url = await stack.enter_async_context(trivial_server())
            bots = Bots(_settings(place, url), folder)
            _, leader = await stack.enter_async_context(bots.serving())
            website = Website(await bots.key(), sizes.batches)
            loads: dict[str, Load] = {
                f"signals, {BATCH} a batch, {CONNECTIONS} connections": website.report,
                f"updates of {CHATS} chats at once": Telegram(sizes.prospects).bring,
                "updates one at a time, as Telegram brings them": Telegram(sizes.prospects // 4, chats=1).bring,
            }
            watched = {
                "leader": [Watched(leader)],
                "PostgreSQL": [Watched(_postmaster(server), is_family=True)],
                "load": [Watched(os.getpid())],
            }
            first = await stack.enter_async_context(bots.serving("--front"))
            await website.meet(first[0])
            measured = await _measured(bots, first, loads, watched, rounds=sizes.rounds)
    _print(measured)


def _settings(place: Postgres, messenger: str) -> dict[str, str]:
    return {
        "LEADBOT_TOKEN": TOKEN,
        "LEADBOT_SALES_CHAT": str(SALES_CHAT),
        "LEADBOT_API_URL": messenger,
        "LEADBOT_DATABASE_URL": place.setting,
        "LEADBOT_WEBHOOK_URL": "https://bot.example",
        "LEADBOT_WEBHOOK_SECRET": SECRET,
        "LEADBOT_GATHER_SECONDS": "0",
    }


async def _measured(
    bots: Bots,
    first: tuple[str, int],
    loads: Mapping[str, Load],
    watched: Everybody,
    *,
    rounds: int,
) -> dict[str, Measured]:
    measured = {name: Measured() for name in loads}
    for _ in range(rounds + 1):
        await _round(measured, [first], loads, watched)
        async with bots.serving("--front") as second:
            await _round(measured, [first, second], loads, watched)
    for each in measured.values():
        for number in (1, 2):
            # The first round is what each does for the first time.
            del each.rates[number][0], each.usages[number][0]
    return measured


async def _round(
    measured: Mapping[str, Measured],
    fronts: Sequence[tuple[str, int]],
    loads: Mapping[str, Load],
    watched: Everybody,
) -> None:
    addresses, everybody = (
        [address for address, _ in fronts],
        {"fronts": [Watched(pid) for _, pid in fronts], **watched},
    )
    for name, load in loads.items():
        if len(fronts) > 1:
            # What a process does for the first time is slower.
            await load(addresses[1:])
        since, begun_at = Usage.now(everybody), perf_counter()
        done = await load(addresses)
        took = perf_counter() - begun_at
        measured[name].rates[len(fronts)].append(done / took)
        measured[name].usages[len(fronts)].append(used_since(since, everybody, seconds=took))


def _postmaster(server: Server) -> int:
    with psycopg.connect(server.url.format("postgres")) as connection:
        ((folder,),) = connection.execute("SHOW data_directory").fetchall()
    return int(Path(folder, "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def _print(measured: Mapping[str, Measured]) -> None:
    rows = []
    for name, each in measured.items():
        low, _, high = quantiles(sorted(two / one for one, two in zip(each.rates[1], each.rates[2], strict=True)), n=4)
        times = f"{ratio(each.rates[2], each.rates[1]):.2f} ({low:.2f} to {high:.2f})"
        rows.append([name, *(f"{median(each.rates[number]):,.0f}" for number in (1, 2)), times])
    table(("a second", "one front", "two fronts", "two to one"), rows)
    print(f"\nWhat each took of the {os.cpu_count()} cores meanwhile, in cores:")
    names = list(measured[next(iter(measured))].usages[1][0].seconds)
    taken = [
        [f"{name}: {'one front' if number == 1 else 'two fronts'}", *_shares(each.usages[number], names)]
        for name, each in measured.items()
        for number in (1, 2)
    ]
    table(("", *names), taken)


def _shares(usages: Sequence[Usage], names: Sequence[str]) -> list[str]:
    return [f"{median(each.seconds[name] for each in usages):.2f}" for name in names]
