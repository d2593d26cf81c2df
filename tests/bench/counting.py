"""What no noise touches, per durable turn: SQL statements, calls that hop to another thread, and syncs to disk."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite

from storage.database import Database

from .contestants import Receive, leadbot, time_turns
from .prospects import TURNS


@dataclass(slots=True)
class Cost:
    """Counts, each divided by the number of turns."""

    statements: float
    hops: float
    syncs: float


async def cost_of_turns(path: Path, *, chats: int, leads: int) -> Cost:
    """Return what a durable turn costs with so many chats at once, in a new database."""
    async with leadbot(path) as intake:
        opened = _Count()
        # The openings of the leads are handled first, and not counted.
        receive = _from_the_first_turn(intake.receive, lambda: opened.start(intake.database))
        with _counted(opened):
            await _trace(intake.database, opened)
            await time_turns(receive, chats=chats, leads=leads)
        return opened.per_turn(intake.database, leads * len(TURNS))


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
