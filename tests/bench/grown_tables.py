"""The tables of a database that has grown: a turn and a delivery beside a fresh one, and everything due at once."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bot import clock
from tests.builders import shipped
from tests.grown import Due, Size, let_fall_due, make_grown

from .desk_looks import time_looks
from .everything_due import Waited, let_everything_fall_due
from .grown_turns import Rounds, compare_with_fresh
from .million import Ran, beside_a_bot, import_one, publish_another
from .tables import at_most, heading, mb, ms, ratio, seconds, table


@dataclass(frozen=True, slots=True)
class GrownSizes:
    """How large the database is, how many rounds are measured, and how much falls due in it at once."""

    size: Size
    rounds: int
    due: Due


GROWN = GrownSizes(Size(leads=1_000_000, settled=300_000, updates=1_000_000), 7, Due(200_000, 3_000, 100_000))
"""The goals are for these."""
GROWN_QUICK = GrownSizes(Size(leads=20_000, settled=20_000, updates=20_000), 3, Due(cool=4_000, nudge=60, expire=2_000))


class GrownDatabase:
    """A grown database, made once, of which each table gets a copy."""

    def __init__(self, folder: Path, sizes: GrownSizes) -> None:
        self._folder = folder
        self._sizes = sizes
        self._copies = 0

    async def copy(self) -> Path:
        """Return a copy that may be changed."""
        made = self._folder / "grown.db"
        if not made.exists():
            begun_at = perf_counter()
            await make_grown(made, self._sizes.size, now=clock.utc_now())
            took, size = perf_counter() - begun_at, mb(made.stat().st_size)
            print(f"\nMade {self._sizes.size.leads:,} leads in {took:.0f} s, {size}.")
        self._copies += 1
        path = self._folder / f"grown-{self._copies}.db"
        shutil.copyfile(made, path)
        return path


async def measure_grown(folder: Path, sizes: GrownSizes, names: Collection[str]) -> None:
    """Measure those of these tables that are named."""
    grown = GrownDatabase(folder, sizes)
    if "grown" in names:
        await compare_turns_on_grown(folder, grown, sizes)
    if "due" in names:
        await show_everything_due(grown, sizes)
    if "desk" in names:
        await show_looks(grown, sizes)
    if "million" in names:
        await show_million(grown, sizes)


async def compare_turns_on_grown(folder: Path, grown: GrownDatabase, sizes: GrownSizes) -> None:
    """Compare a turn, and taking and settling its messages, on a grown database with the same on a fresh one."""
    heading(f"On a grown database ({sizes.size.leads:,} leads) beside a fresh one, medians of {sizes.rounds} rounds")
    path = await grown.copy()
    found = await compare_with_fresh(folder / "fresh.db", path, rounds=sizes.rounds)
    rows = [_row(name, rounds, sizes) for name, rounds in found.items()]
    table(("", "fresh", "grown", "ratio", "goal"), rows)
    path.unlink()


def _row(name: str, rounds: Rounds, sizes: GrownSizes) -> list[str]:
    times = ratio(rounds.grown, rounds.fresh)
    goal = at_most(times, 1.2) if sizes is GROWN else ""
    return [name, ms(median(rounds.fresh)), ms(median(rounds.grown)), f"{times:.2f}", goal]


async def show_looks(grown: GrownDatabase, sizes: GrownSizes) -> None:
    """Show how long what reps look up takes, from the command to its commit."""
    heading(f"What reps look up, on {sizes.size.leads:,} leads")
    path = await grown.copy()
    took = await time_looks(path)
    goal = 0.1 if sizes is GROWN else None
    rows = [
        [name, ms(middle), ms(longest), at_most(middle * 1000, goal * 1000) if goal else ""]
        for name, (middle, longest) in took.items()
    ]
    table(("", "median", "longest", "goal, ms"), rows)
    path.unlink()


async def show_everything_due(grown: GrownDatabase, sizes: GrownSizes) -> None:
    """Let leads cool, be nudged and be erased by the thousand at once, and show how others wait meanwhile."""
    due = sizes.due
    heading(
        f"{due.cool:,} leads to cool, {due.nudge:,} to nudge, {due.expire:,} to erase, at once, "
        f"of {sizes.size.leads:,} (Telegram's limits kept)"
    )
    path = await grown.copy()
    let_fall_due(path, due, kept_for=shipped().business.kept_for, now=clock.utc_now())
    done = await let_everything_fall_due(path)
    rows = [_waited("an alert", done.alerts, 1.0, sizes), _waited("a reply", done.replies, 2.0, sizes)]
    table(("", "measured", "p50", "p99", "most", "goal, s"), rows)
    rate = (due.cool + due.expire) / max(done.worked, 1.0)
    print(
        f"All were cooled and erased after {seconds(done.worked)} ({rate:,.0f} a second), "
        f"nudged after {seconds(done.nudged)}. The log was {mb(done.log)} at most. Left undone: {done.left}."
    )
    path.unlink()


def _waited(name: str, waited: Waited, goal: float, sizes: GrownSizes) -> list[str]:
    verdict = at_most(waited.share(0.99), goal) if sizes is GROWN else ""
    return [name, str(len(waited.seconds)), *(seconds(waited.share(part)) for part in (0.5, 0.99, 1.0)), verdict]


async def show_million(grown: GrownDatabase, sizes: GrownSizes) -> None:
    """Show what it takes to list very many leads, to import one more, and to fold them anew, while the bot serves."""
    heading(f"Beside a running bot, on {sizes.size.leads:,} leads")
    path = await grown.copy()
    imported, published = await import_one(path), await publish_another(path)
    hot, everybody = await beside_a_bot(path, "leads", "--tier", "hot"), await beside_a_bot(path, "leads", "--json")
    rows = [
        _ran("import of one lead", imported),
        _ran("publish of other rules", published),
        _ran("leads --tier hot", hot),
        _ran("leads --json", everybody),
        _ran("review", await beside_a_bot(path, "review")),
    ]
    table(("", "took", "memory", "log at most", "a reply meanwhile, p50", "p99", "most"), rows)
    path.unlink()


def _ran(name: str, ran: Ran) -> list[str]:
    waits = [seconds(ran.replies.share(part)) for part in (0.5, 0.99, 1.0)]
    return [name, seconds(ran.took), mb(ran.memory), mb(ran.log), *waits]
