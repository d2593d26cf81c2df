"""PostgreSQL beside SQLite: the same turns, signals, refolds, and a move from one to the other.

The server comes from a package, is reached by a socket of this machine and syncs each commit, as SQLite does here.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from statistics import median
from typing import Any

from bot import clock
from bot.channels.telegram.intake import Intake
from bot.coming_into_force import load_playbooks
from bot.in_force import InForce
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from storage.opening import open_store
from storage.place import POSTGRES, SQLITE, Place, Postgres
from storage.postgres.pipeline import Pipeline
from storage.roles import Role
from tests.postgres import Server, running_server

from .commands import Took, run_command
from .contestants import SALES_CHAT, take_in, time_turns
from .crowds import make_crowd
from .durable_signals import BATCH, Signals, recorder, time_signals
from .prospects import TURNS, fresh, openings
from .tables import at_least, at_most, heading, ms, ratio, seconds, table

SIGNALS_EACH = 20
CHATS = 16
MOST_WAITS = 2.5
"""Times that a turn may wait for PostgreSQL: whether the update is new, who it is, and what the first turn asks for."""
Rounds = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: leads with twenty signals each, rounds of turns and signals, leads in a round's turns."""

    leads: int
    rounds: int
    turns: int = 32


WHOLE = Sizes(leads=50_000, rounds=21)
QUICK = Sizes(leads=2_000, rounds=5)


async def compare_places(folder: Path, sizes: Sizes) -> None:
    """Measure all of it, and print it."""
    with running_server("bench") as server:
        server.run("ALTER SYSTEM SET fsync = on", "SELECT pg_reload_conf()")
        await compare_turns(folder, server, sizes)
        await compare_bulk(folder, server, sizes)


async def compare_turns(folder: Path, server: Server, sizes: Sizes) -> None:
    """Compare a durable turn on both, by turns in one process."""
    heading(f"One durable turn on PostgreSQL and SQLite, {CHATS} chats at once, medians of {sizes.rounds} rounds")
    timed: Rounds = {"postgres": [], "sqlite": []}
    async with _serving(server.empty()) as theirs, _serving(folder / "turns.db") as ours:
        intakes = {"postgres": theirs, "sqlite": ours}
        for intake in intakes.values():
            await time_turns(intake.receive, chats=CHATS, leads=CHATS)
        for number in range(sizes.rounds):
            for name, intake in sorted(intakes.items(), reverse=number % 2 == 1):
                took = await time_turns(intake.receive, chats=CHATS, leads=sizes.turns)
                timed[name].append(took.per_turn)
    waits = await waits_of_turns(server.empty())
    print(f"Round trips to PostgreSQL per turn: {waits:.2f} ({at_most(waits, MOST_WAITS)}).")
    times = ratio(timed["postgres"], timed["sqlite"])
    row = [ms(median(timed["postgres"])), ms(median(timed["sqlite"])), f"{times:.2f}", at_most(times, 2.5)]
    table(("PostgreSQL", "SQLite", "times", "goal"), [row])


async def waits_of_turns(place: Postgres) -> float:
    """Return how often a durable turn waits for PostgreSQL, its share of beginning and committing included."""
    async with _serving(place) as intake:
        prospects = fresh(CHATS)
        await take_in(intake.receive, openings(prospects))
        with counted_waits() as waits:
            for together in zip(*(each.turns for each in prospects), strict=True):
                await intake.receive(together)
    return len(waits) / (CHATS * len(TURNS))


@contextmanager
def counted_waits() -> Iterator[list[None]]:
    """Context manager: something for each time that a pipeline waits for what it has sent."""
    waits: list[None] = []
    settle: Any = Pipeline.settle

    def counted(pipeline: Pipeline) -> Any:
        if pipeline._sent:
            waits.append(None)
        return settle(pipeline)

    setattr(Pipeline, "settle", counted)  # noqa: B010  # mypy forbids to assign a method
    try:
        yield waits
    finally:
        setattr(Pipeline, "settle", settle)  # noqa: B010


@asynccontextmanager
async def _serving(place: Place) -> AsyncIterator[Intake]:
    database = await open_store(place, Role.LEADER)
    try:
        yield Intake(database, InForce(_setup()), clock.utc_now)
    finally:
        await database.close()


async def compare_bulk(folder: Path, server: Server, sizes: Sizes) -> None:
    """Compare what goes over all leads, and many signals; the move between the two is measured on the way."""
    signals = sizes.leads * SIGNALS_EACH
    heading(f"{signals:,} signals of {sizes.leads:,} leads on PostgreSQL and SQLite")
    file, whole = folder / "both.db", folder / "crowd-of-both.db"
    make_crowd(whole, leads=sizes.leads, signals_each=SIGNALS_EACH, now=clock.utc_now())
    copyfile(whole, file)
    place = server.empty()
    there, back = await _moved(folder, file, place), await _moved(folder, place, folder / "back.db")
    theirs, ours = await _refolded(folder, place, sizes), await _refolded(folder, file, sizes)
    times = theirs.wall / ours.wall
    rates = await _signal_rates(place, file, sizes)
    share = ratio(rates["postgres"], rates["sqlite"])
    table(
        ("", "PostgreSQL", "SQLite", "", "goal"),
        [
            ["move from SQLite, and back to it", seconds(there.wall), seconds(back.wall), "", ""],
            ["refold (leadbot rescore)", seconds(theirs.wall), seconds(ours.wall), f"{times:.2f}", at_most(times, 1.5)],
            [
                f"signals a second, {BATCH} together",
                *(f"{median(rates[name]):,.0f}" for name in ("postgres", "sqlite")),
                *(f"{share:.2f}", at_least(share, 0.5)),
            ],
        ],
    )


async def _moved(folder: Path, source: Place, target: Place) -> Took:
    ran = await run_command(folder / "nothing.db", "move", _url(source), _url(target))
    return ran.took


def _url(place: Place) -> str:
    return f"{SQLITE}{place}" if isinstance(place, Path) else place.url.replace("postgresql://", POSTGRES)


async def _refolded(folder: Path, place: Place, sizes: Sizes) -> Took:
    ran = await run_command(folder / "nothing.db", "rescore", "--json", url=_url(place))
    folded = json.loads(ran.printed)["folded"]
    if folded != sizes.leads:
        raise AssertionError(f"{folded} of {sizes.leads} leads were folded anew")
    return ran.took


def _setup() -> Setup:
    return Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT)


async def _signal_rates(place: Place, file: Path, sizes: Sizes) -> Rounds:
    setup, rates = _setup(), Rounds(postgres=[], sqlite=[])
    theirs, ours = await open_store(place, Role.LEADER), await open_store(file)
    numbers = Signals(sizes.leads)
    try:
        for _ in range(sizes.rounds):
            for name, database in (("postgres", theirs), ("sqlite", ours)):
                record = recorder(database, setup)
                rates[name].append((await time_signals(record, numbers, alone=1, batches=5)).together)
    finally:
        await theirs.close()
        await ours.close()
    return rates
