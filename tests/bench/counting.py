"""What no noise touches, per durable turn: SQL statements, hops to another thread, syncs to disk, function calls."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from cProfile import Profile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import aiosqlite

from bot.channels.telegram.incoming import translate
from bot.usecases.receive_update import receive_update
from storage.sqlite.database import Database
from storage.statements import Transaction

from .contestants import Receive, leadbot, take_in, time_turns
from .prospects import TURNS, fresh, openings


@dataclass(slots=True)
class Cost:
    """Counts, each divided by the number of turns."""

    statements: float
    hops: float
    syncs: float


async def cost_of_turns(path: Path, *, chats: int, leads: int) -> Cost:
    """Return what a durable turn costs with so many chats at once, in a new database."""
    async with leadbot(path) as intake:
        opened, database = _Count(), intake.database
        assert isinstance(database, Database)
        # The openings of the leads are handled first, and not counted.
        receive = _from_the_first_turn(intake.receive, lambda: opened.start(database))
        with _counted(opened):
            await _trace(database, opened)
            await time_turns(receive, chats=chats, leads=leads)
        return opened.per_turn(database, leads * len(TURNS))


async def calls_of_turns(path: Path, *, leads: int) -> float:
    """Return how many functions a turn calls, Python's own among them, once everything is warm."""
    async with leadbot(path) as intake:
        await time_turns(intake.receive, chats=1, leads=1)
        prospects = fresh(leads)
        await take_in(intake.receive, openings(prospects))
        said = [translate(raw) for raw in chain.from_iterable(prospect.turns for prospect in prospects)]
        setup, now, calls = intake.in_force.setup, intake.now(), Profile()

        def take_turns(tx: Transaction) -> None:
            with calls:
                for incoming in said:
                    assert incoming is not None
                    receive_update(tx, incoming, setup=setup, now=now)

        await intake.database.write(take_turns)
    return sum(entry.callcount for entry in calls.getstats()) / len(said)


@dataclass(slots=True)
class _Count:
    statements: int = 0
    hops: int = 0
    groups_before: int = 0

    def start(self, database: Database) -> None:
        self.statements = self.hops = 0
        self.groups_before = database.counters.groups

    def count_statement(self, _sql: str) -> None:
        self.statements += 1

    def per_turn(self, database: Database, turns: int) -> Cost:
        # With WAL and synchronous=FULL a commit syncs once, outside checkpoints: each group is one commit.
        groups = database.counters.groups - self.groups_before
        return Cost(self.statements / turns, self.hops / turns, groups / turns)


def _from_the_first_turn(receive: Receive, start: Callable[[], None]) -> Receive:
    started = False

    async def receive_and_count(raws: Any) -> None:
        nonlocal started
        if len(raws) == 1 and not started:
            started = True
            start()
        await receive(raws)

    return receive_and_count


async def _trace(database: Database, count: _Count) -> None:
    await database._writer.set_trace_callback(count.count_statement)


@contextmanager
def _counted(count: _Count) -> Iterator[None]:
    """Count every call that aiosqlite queues for another thread."""
    execute: Any = aiosqlite.core.Connection._execute

    async def counted(self: aiosqlite.Connection, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:
        count.hops += 1
        return await execute(self, fn, *args, **named)

    setattr(aiosqlite.core.Connection, "_execute", counted)  # noqa: B010  # mypy forbids to assign a method
    try:
        yield
    finally:
        setattr(aiosqlite.core.Connection, "_execute", execute)  # noqa: B010


# One of the six turns says the company, by which the lead is found from then on: that takes a statement in this turn.
GOALS: Mapping[str, float] = {"statements": 8.3, "hops": 0.1, "syncs": 0.1}
"""The most that a durable turn may cost at 32 chats."""
MOST_CALLS = 1_000
"""Functions that a turn may call: it calls 893, more after other tests. A call takes about half a microsecond."""
