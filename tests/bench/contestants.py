"""Who is measured: Leadbot's durable turn, aiogram with an empty handler, and the same work done the usual way."""

import asyncio
import gc
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from aiogram import Bot

from bot import clock
from bot.channels.telegram.intake import Intake
from bot.coming_into_force import load_playbooks
from bot.in_force import InForce
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from storage.sqlite.database import Database

from .prospects import TURNS, Prospect, Raw, fresh, openings
from .usual_way import empty_dispatcher, feed, usual_dispatcher

TOKEN = "7000001:AAbench-token-that-nobody-else-has-000001"
SALES_CHAT = -1_002_000_000_001
_BATCH = 100

Receive = Callable[[Sequence[Raw]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Contestant:
    """Something that handles updates; ``receive`` returns when they are handled as safely as it can."""

    name: str
    receive: Receive


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds per turn, all turns side by side, on the wall and of processor; each turn's waiting, shortest first."""

    per_turn: float
    cpu: float
    latencies: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """Return the latency that this share of the turns did not exceed."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * share))]


@asynccontextmanager
async def leadbot(path: Path) -> AsyncIterator[Intake]:
    """Give Leadbot's own intake over a new database."""
    in_force = InForce(Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT))
    database = await Database.open(path)
    try:
        yield Intake(database, in_force, clock.utc_now)
    finally:
        await database.close()
    require_real_turns(path)


@asynccontextmanager
async def contestants(folder: Path) -> AsyncIterator[dict[str, Contestant]]:
    """Give everybody who takes part in the comparison of turns, by name."""
    async with leadbot(folder / "leadbot.db") as intake:
        usual, sessions = usual_dispatcher(folder / "usual.db", intake.in_force.setup)
        empty, bare = empty_dispatcher(disable_fsm=False), empty_dispatcher(disable_fsm=True)
        bot = Bot(TOKEN)
        everybody = (
            Contestant("leadbot", intake.receive),
            Contestant("empty", lambda raws: feed(empty, bot, raws)),
            Contestant("bare", lambda raws: feed(bare, bot, raws)),
            Contestant("usual", lambda raws: feed(usual, bot, raws)),
        )
        yield {one.name: one for one in everybody}
        await sessions.engine.dispose()
    require_real_turns(folder / "usual.db")


def require_real_turns(path: Path) -> None:
    """Raise unless every update but each lead's /start has left one fact: figures of failed turns are worth nothing."""
    with closing(sqlite3.connect(path)) as connection:
        tables = ("facts", "seen_updates", "leads", "dead_updates")
        facts, updates, leads, dead = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables
        )
    if dead or facts != updates - leads:
        raise AssertionError(
            f"{path.name}: {updates} updates of {leads} leads left {facts} facts, {dead} could not be handled"
        )


async def time_turns(receive: Receive, *, chats: int, leads: int) -> Timed:
    """Handle the turns of fresh leads, so many chats at once, each waiting for its own turn to be handled."""
    prospects = fresh(leads)
    await take_in(receive, openings(prospects))
    waiting, latencies = iter(prospects), list[float]()
    gc.collect()
    gc.freeze()
    turns = leads * len(TURNS)
    begun_at, cpu = perf_counter(), process_time()
    await asyncio.gather(*(_chat(receive, waiting, latencies) for _ in range(chats)))
    return Timed((perf_counter() - begun_at) / turns, (process_time() - cpu) / turns, tuple(sorted(latencies)))


async def take_in(receive: Receive, raws: Sequence[Raw]) -> None:
    """Handle updates in batches, as polling brings them."""
    for index in range(0, len(raws), _BATCH):
        await receive(raws[index : index + _BATCH])


async def _chat(receive: Receive, prospects: Iterator[Prospect], latencies: list[float]) -> None:
    for prospect in prospects:
        for raw in prospect.turns:
            begun_at = perf_counter()
            await receive([raw])
            latencies.append(perf_counter() - begun_at)
