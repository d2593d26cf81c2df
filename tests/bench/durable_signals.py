"""Signals through the whole durable path, on a database with many leads: Leadbot's beside a session per signal."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from shutil import copyfile
from time import perf_counter

from bot import clock
from bot.coming_into_force import load_playbooks
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.setup import Setup
from scoring.history import Signal
from scoring.model import Model
from storage.sqlite.database import Database
from storage.statements import Transaction
from storage.store import Store
from storage.tables.leads import Lead
from storage.tables.leads import Signal as SignalRow

from .contestants import SALES_CHAT
from .crowds import DEEDS
from .usual_way import SessionPerUpdate, score

BATCH = 100

Record = Callable[[int, Signal], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Signals per second, each awaited before the next, and in batches that are submitted together."""

    alone: float
    together: float


class Signals:
    """Signals that nobody has seen, of leads taken at random."""

    def __init__(self, leads: int) -> None:
        self._leads = leads
        self._chance, self._numbers = Random(11), count(1)

    def fresh(self, number: int) -> list[tuple[int, Signal]]:
        """Return so many, each with its lead."""
        return [self._one() for _ in range(number)]

    def _one(self) -> tuple[int, Signal]:
        name, properties = self._chance.choice(DEEDS)
        signal = Signal(f"bench:{next(self._numbers)}", clock.utc_now(), name, properties)
        return self._chance.randint(1, self._leads), signal


async def time_signals(record: Record, signals: Signals, *, alone: int, batches: int) -> Rates:
    """Record so many signals one at a time, then so many batches."""
    gc.collect()
    singles = signals.fresh(alone)
    begun_at = perf_counter()
    for lead, signal in singles:
        await record(lead, signal)
    middle = perf_counter()
    for _ in range(batches):
        await _together(record, signals.fresh(BATCH))
    return Rates(alone / (middle - begun_at), batches * BATCH / (perf_counter() - middle))


async def _together(record: Record, batch: Sequence[tuple[int, Signal]]) -> None:
    for recorded in [asyncio.ensure_future(record(lead, signal)) for lead, signal in batch]:
        await recorded


@asynccontextmanager
async def recorders(scored: Path, folder: Path) -> AsyncIterator[dict[str, Record]]:
    """Give who takes part, by name, each with a copy of a database whose leads are scored."""
    setup = Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT)
    ours, usual = folder / "signals.db", folder / "usual-signals.db"
    copyfile(scored, ours)
    copyfile(scored, usual)
    database, sessions = await Database.open(ours), SessionPerUpdate(usual)
    model = setup.playbooks.audiences["b2b"].model
    try:
        yield {
            "leadbot": recorder(database, setup),
            "usual": lambda lead, signal: record_usually(sessions, lead, signal, model=model),
        }
    finally:
        await database.close()
        await sessions.engine.dispose()
        for path in (ours, usual):
            path.unlink()


def recorder(database: Store, setup: Setup) -> Record:
    """Return what has a signal recorded by a database's writer."""
    return lambda lead, signal: database.submit(_recording(lead, signal, setup))


def _recording(lead: int, signal: Signal, setup: Setup) -> Callable[[Transaction], None]:
    def work(tx: Transaction) -> None:
        if not record_signal(tx, lead, signal, setup=setup, now=signal.at):
            raise AssertionError(f"there is no lead {lead}")

    return work


async def record_usually(sessions: SessionPerUpdate, lead_id: int, signal: Signal, *, model: Model) -> None:
    """Read a lead, score the signal, write the lead: the same engine, but nobody is called."""
    async with sessions.session() as session:
        if await session.get(SignalRow, signal.id) is not None:
            return
        lead = await session.get_one(Lead, lead_id)
        properties = json.dumps(dict(signal.properties))
        session.add(SignalRow(id=signal.id, lead_id=lead_id, at=signal.at, name=signal.name, properties=properties))
        lead.last_seen_at = signal.at
        score(session, lead, (signal,), model)
