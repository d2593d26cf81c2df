"""A million reports of a website, as fast as the bot takes them, while people chat: who waits, and how much memory.

``python -m tests.bench.flood`` prints a table: the bot is a process of its own, and so is the website.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import httpx

from bot.clock import utc_now
from tests.journeys.life import Life, free_port

from .tables import at_most, heading, table
from .walks import TALK, Crowd, all_answered, crowd, percentiles, ticks

BATCH, CONNECTIONS = 100, 4
VISITORS, LEADS = 50_000, 1_000
FROM_LEADS = 0.1
PATHS = ("/", "/blog/how-to", "/pricing", "/customers", "/about")
MESSAGES_A_SECOND, IDLE_SECONDS = 5, 60
GOAL = 3.0
"""Times that a turn's 99th percentile may be of what it is while nothing is reported."""


def _batches(events: int) -> Iterator[bytes]:
    chance, at = Random(3), utc_now()
    for first in range(0, events, BATCH):
        batch = [_page_view(number, chance, str(at + timedelta(microseconds=number))) for number in range(BATCH)]
        for number, event in enumerate(batch, first):
            event["messageId"] = f"m-{number}"
        yield json.dumps({"batch": batch}).encode()


def _page_view(number: int, chance: Random, at: str) -> dict[str, Any]:
    path = chance.choice(PATHS)
    by_lead = chance.random() < FROM_LEADS
    who = {"userId": f"{chance.randint(1, LEADS)}"} if by_lead else {"anonymousId": f"v{chance.randint(1, VISITORS)}"}
    page = {"path": path, "url": f"https://www.northwind.example{path}", "referrer": "https://www.google.com/"}
    return who | {"type": "page", "timestamp": at, "context": {"page": page, "userAgent": "Mozilla/5.0"}}


async def report(port: int, key: str, events: int) -> None:
    """Report so many events, each batch until it was taken."""
    batches = _batches(events)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, auth=(key, "")) as http:
        people = [
            {"type": "identify", "messageId": f"i-{n}", "userId": f"{n}", "traits": {"email": f"p{n}@acme.example"}}
            for n in range(1, LEADS + 1)
        ]
        for first in range(0, LEADS, BATCH):
            await _take(http, json.dumps({"batch": people[first : first + BATCH]}).encode())
        await asyncio.gather(*(_take_all(http, batches) for _ in range(CONNECTIONS)))


async def _take_all(http: httpx.AsyncClient, batches: Iterator[bytes]) -> None:
    for batch in batches:
        await _take(http, batch)


async def _take(http: httpx.AsyncClient, body: bytes) -> None:
    while (answer := await http.post("/v1/batch", content=body)).status_code != 200:
        assert answer.status_code in (429, 503), answer.text
        await asyncio.sleep(float(answer.headers["Retry-After"]))


async def flood(there: Crowd, port: int, *, events: int) -> None:
    """Let people chat while nothing is reported, and then while so many events are, and print both."""
    heading(f"{events:,} events over HTTP, {BATCH} a batch, while {MESSAGES_A_SECOND} messages a second come in")
    life = there.life
    idle = await _chatting(there, asyncio.create_task(asyncio.sleep(IDLE_SECONDS)))
    rows = [["nothing is reported", str(len(idle)), *percentiles(idle)]]
    memory = [resident(life)]
    begun = perf_counter()
    website = asyncio.create_task(_website(port, await _key(life), events))
    watching = asyncio.create_task(_watch_memory(life, memory))
    busy = await _chatting(there, website)
    took = perf_counter() - begun
    watching.cancel()
    rows.append(["while it comes in", str(len(busy)), *percentiles(busy)])
    table(("", "turns", "p50", "p90", "p99", "most"), rows)
    ratio = _p99(busy) / _p99(idle)
    print(f"p99 beside an idle bot: {ratio:.2f} ({at_most(ratio, GOAL)}).")
    print(f"{events / took:,.0f} events a second, on disk when they were answered for.")
    quarters = [memory[len(memory) * part // 4 - 1] for part in (1, 2, 3, 4)]
    print(f"Memory before it {memory[0]:.0f} MB; after each quarter {', '.join(f'{one:.0f}' for one in quarters)} MB.")


async def _chatting(there: Crowd, while_: asyncio.Task[Any]) -> list[float]:
    """Let people chat until something is over, and return how long each waited, in seconds."""
    there.waited.clear()
    async with aclosing(ticks(MESSAGES_A_SECOND, lasting=3600)) as moments:
        async for _ in moments:
            if while_.done():
                break
            ready = there.ready()
            there.step(ready[0] if ready else there.newcomer(TALK))
    await while_
    await all_answered(there)
    return [seconds for _, seconds in there.waited]


def _p99(waited: list[float]) -> float:
    return sorted(waited)[len(waited) * 99 // 100]


async def _watch_memory(life: Life, memory: list[float]) -> None:
    while True:
        await asyncio.sleep(1)
        memory.append(resident(life))


def resident(life: Life) -> float:
    """Return the memory that the bot's process holds, in MB."""
    status = Path(f"/proc/{life.bot.pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def _key(life: Life) -> str:
    made = await life.command("keys", "create", "website", "--audience", "b2b", "--json")
    assert await made.ended() == 0, made.printed
    return str(json.loads(made.printed)["key"])


async def _website(port: int, key: str, events: int) -> None:
    command = (sys.executable, "-m", "tests.bench.flood", "--events", str(events), "--to", str(port), "--key", key)
    process = await asyncio.create_subprocess_exec(*command)
    assert await process.wait() == 0


async def main(events: int) -> None:
    """Let a flood come in."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="leadbot-flood-") as folder:
        async with crowd(Path(folder), LEADBOT_HTTP_PORT=str(port)) as there:
            await flood(there, port, events=events)


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.bench.flood", description="Let a flood of reports come in.")
    options.add_argument("--events", type=int, default=1_000_000, help="how many events are reported")
    options.add_argument("--to", type=int, help="report to a bot that runs on this port, and do nothing else")
    options.add_argument("--key", default="", help="the key to report with")
    chosen = options.parse_args()
    asyncio.run(report(chosen.to, chosen.key, chosen.events) if chosen.to else main(chosen.events))
