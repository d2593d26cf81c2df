"""What other systems report, in batches, durable and scored: beside the bare writing of the very rows that they left.

Every batch is one transaction. Of known leads each event is scored; of visitors it is kept.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from bot import clock
from bot.coming_into_force import load_playbooks
from bot.foreign_events import ForeignEvent, Identification, Report, Reporter
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from bot.usecases.signals.record_reports import record_reports
from bot.usecases.signals.sift_reports import Recorded
from storage.sqlite.database import Database
from storage.sqlite.migrating import migrate
from storage.statements import Transaction

from .bare_rows import BareRows, bare_rows
from .contestants import SALES_CHAT
from .reporting_doors import doors
from .tables import at_least, heading, ratio, table

BATCH = 100
PEOPLE, QUICK_PEOPLE = 20_000, 2_000
_AGAIN = 20
LEADS_A_SECOND, SHARE, TIMES = 8000, 0.33, 10
KEY = Reporter("website", trusted=True, audience="b2b")
PATHS = ("/", "/blog/how-to", "/pricing", "/customers", "/about")


class Events:
    """Page views that nobody has seen, of people taken at random."""

    def __init__(self, people: int, *, begins: str, first: int = 1) -> None:
        self._people, self._begins = people, begins
        self._chance, self._numbers = Random(7), count(first)

    def batch(self, now: datetime) -> list[ForeignEvent]:
        """Return a batch of them."""
        return [self._one(now) for _ in range(BATCH)]

    def _one(self, now: datetime) -> ForeignEvent:
        number, who = next(self._numbers), self._chance.randint(1, self._people)
        at = now + timedelta(microseconds=number)
        path = self._chance.choice(PATHS)
        context = {"path": path, "url": f"https://northwind.example{path}", "user_agent": "Mozilla/5.0"}
        return ForeignEvent(f"{self._begins}{number}", at, "page", (f"visitor:{self._begins}{who}",), {}, context)


async def compare_reporting(folder: Path, *, people: int, batches: int = 60, rounds: int = 5) -> None:
    """Measure both kinds beside the bare rows, and print them."""
    heading(f"Reports of other systems, {BATCH} a batch, durable (synchronous=FULL), {people:,} leads")
    path = folder / "reports.db"
    migrate(path)
    setup = Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT)
    database = await Database.open(path)
    try:
        await _make_leads(database, people, setup)
        leads, visitors = Events(people, begins="a"), Events(people, begins="v")
        timed: dict[str, list[float]] = defaultdict(list)
        async with doors(database, path, setup) as both:
            for _ in range(rounds):
                for name, door in both.items():
                    timed[name].append(
                        await door.events_a_second([leads.batch(clock.utc_now()) for _ in range(batches)])
                    )
        with bare_rows(path) as bare:
            for _ in range(rounds):
                for name, events in {"leads": leads, "visitors": visitors}.items():
                    rate, bare_rate = await _time(database, events, batches, setup, bare)
                    timed[name].append(rate)
                    timed[f"bare {name}"].append(bare_rate)
    finally:
        await database.close()
    _print(timed)


async def time_repeats(database: Database, setup: Setup, number: int) -> float:
    """Return the seconds that an event takes which a lead's website reports again. ``number`` tells rounds apart."""
    await _make_leads(database, BATCH, setup)
    batch = Events(BATCH, begins="a", first=1_000 * number + 1).batch(clock.utc_now())
    for _ in range(_AGAIN + 1):
        now = clock.utc_now() + timedelta(seconds=1)
        done = await database.write(_recording(batch, now, setup))
        if not done.repeated:
            begun_at = perf_counter()
    assert done.repeated == BATCH, done
    return (perf_counter() - begun_at) / _AGAIN / BATCH


async def _make_leads(database: Database, people: int, setup: Setup) -> None:
    for first in range(1, people + 1, 500):
        now = clock.utc_now()
        known = [
            Identification(f"i{n}", now, (f"user:{n}", f"visitor:a{n}"), {"email": f"p{n}@acme.example"})
            for n in range(first, first + 500)
        ]
        await database.write(_recording(known, now, setup))


def _recording(reports: Sequence[Report], now: datetime, setup: Setup) -> Callable[[Transaction], Recorded]:
    return lambda tx: record_reports(tx, reports, KEY, setup=setup, now=now)


async def _time(database: Database, events: Events, batches: int, setup: Setup, bare: BareRows) -> tuple[float, float]:
    """Return how many events a second are recorded, and how many would be if only their rows were written.

    One batch follows another on either side, as they do in life: with the other's between them, both find the
    processor's memory full of what is not theirs.
    """
    # As the running bot does: what lives until its end is not looked at again.
    gc.collect()
    gc.freeze()
    seconds, bare_seconds, done = 0.0, 0.0, list[list[ForeignEvent]]()
    for _ in range(batches):
        done.append(batch := events.batch(clock.utc_now()))
        now = clock.utc_now() + timedelta(seconds=1)
        begun_at = perf_counter()
        recorded = await database.write(_recording(batch, now, setup))
        seconds += perf_counter() - begun_at
        assert recorded.accepted == BATCH, recorded
    for batch in done:
        bare_seconds += bare.follow(
            [f"website:{one.id}" for one in batch], {who for one in batch for who in one.identities}
        )
    return batches * BATCH / seconds, batches * BATCH / bare_seconds


def _print(timed: dict[str, list[float]]) -> None:
    rates = {name: median(each) for name, each in timed.items()}
    shares = {name: ratio(timed[name], timed[f"bare {name}"]) for name in ("leads", "visitors")}
    times = ratio(timed["door"], timed["usual"])
    rows = [
        ["signals of known leads, scored", f"{rates['leads']:,.0f} a second", at_least(rates["leads"], LEADS_A_SECOND)],
        ["their bare rows by executemany", f"{rates['bare leads']:,.0f} a second", ""],
        ["beside them", f"{shares['leads']:.2f}", ""],
        ["through the whole door", f"{rates['door']:,.0f} a second", ""],
        ["beside the usual way", f"{times:.1f} times", at_least(times, TIMES)],
        ["page views of visitors", f"{rates['visitors']:,.0f} a second", ""],
        ["their bare rows by executemany", f"{rates['bare visitors']:,.0f} a second", ""],
        ["beside them", f"{shares['visitors']:.2f}", at_least(shares["visitors"], SHARE)],
    ]
    table(["what", "figure", "goal"], rows)
