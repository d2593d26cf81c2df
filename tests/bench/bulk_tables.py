"""The tables of what grows with the number of leads: signals, refolds, forecasts, imports, and who is due."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot import clock
from bot.coming_into_force import load_playbooks
from bot.settings import SHIPPED_TEMPLATES

from .commands import Ran, Took
from .crowds import make_crowd
from .due_leads import DUE, time_look
from .durable_signals import BATCH, Rates, recorders, time_signals
from .durable_signals import Signals as FreshSignals
from .forecasting import time_forecast
from .importing import import_twice
from .refolding import AGGREGATE, SORTED_AGGREGATE, plan_of, refold, time_query
from .scoring_cost import b2b
from .tables import at_most, heading, mb, ms, ratio, seconds, table

SIGNALS_EACH = 10


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: leads with ten signals each, lines to import, leads among whom some are due, rounds."""

    leads: int
    lines: int
    due: tuple[int, ...]
    rounds: int


WHOLE = Sizes(leads=100_000, lines=200_000, due=(10_000, 100_000, 1_000_000), rounds=3)
"""The goals are for these."""
QUICK = Sizes(leads=5_000, lines=10_000, due=(1_000, 10_000, 100_000), rounds=1)


async def measure_bulk(folder: Path, sizes: Sizes) -> None:
    """Measure all of it."""
    crowd, scored = folder / "crowd.db", folder / "scored.db"
    make_crowd(crowd, leads=sizes.leads, signals_each=SIGNALS_EACH, now=clock.utc_now())
    await compare_refolds(crowd, scored, sizes)
    crowd.unlink()
    await show_forecast(scored, sizes)
    await compare_signals(scored, folder, sizes)
    scored.unlink()
    show_due(folder / "due.db", sizes)
    await show_imports(folder, sizes)


async def compare_refolds(crowd: Path, scored: Path, sizes: Sizes) -> None:
    """Compare a refold of everybody with one SQL aggregate; the last round's result stays."""
    signals = sizes.leads * SIGNALS_EACH
    heading(f"Folding {signals:,} signals of {sizes.leads:,} leads anew (leadbot rescore), medians of {sizes.rounds}")
    print(f"The aggregate: {AGGREGATE}\n{plan_of(crowd, AGGREGATE)}; fastest: {plan_of(crowd, SORTED_AGGREGATE)}.")
    aggregates, fastest, refolds = list[Took](), list[Took](), list[Ran]()
    for _ in range(sizes.rounds):
        aggregates.append(time_query(crowd, AGGREGATE))
        fastest.append(time_query(crowd, SORTED_AGGREGATE))
        refolds.append(await refold(crowd, scored, leads=sizes.leads))
    rows = []
    for label, way in (("on the wall", "wall"), ("of all processors", "cpu")):
        ours, plain, sorting = (
            [getattr(took, way) for took in rounds] for rounds in ([ran.took for ran in refolds], aggregates, fastest)
        )
        times = ratio(ours, plain)
        goal = _goal(times, 20, sizes) if way == "wall" else ""
        figures = [seconds(median(ours)), seconds(median(plain)), f"{times:.1f}", goal]
        rows.append([label, *figures, seconds(median(sorting)), f"{ratio(ours, sorting):.1f}"])
    table(("", "refold", "aggregate", "times", "goal", "fastest aggregate", "times"), rows)
    most = max((one.memory for one in refolds), key=lambda memory: memory.pss)
    table(
        (f"memory of {most.processes} processes", "goal, MB", "with what they share counted for each"),
        [[mb(most.pss), _goal(most.pss / 1e6, 400, sizes), mb(most.rss)]],
    )


def _goal(value: float, goal: float, sizes: Sizes) -> str:
    return at_most(value, goal) if sizes is WHOLE else ""


async def show_forecast(scored: Path, sizes: Sizes) -> None:
    """Show what a forecast takes."""
    heading(f"A forecast of {sizes.leads:,} leads under other rules (as leadbot whatif), median of {sizes.rounds}")
    model, now = b2b(load_playbooks(SHIPPED_TEMPLATES)), clock.utc_now()
    rounds = [await time_forecast(scored, model, leads=sizes.leads, now=now) for _ in range(sizes.rounds)]
    wall, cpu = median(one.wall for one in rounds), median(one.cpu for one in rounds)
    table(
        ("on the wall", "goal, s", "of all processors", "the file"),
        [[seconds(wall), _goal(wall, 10, sizes), seconds(cpu), "not changed by a byte"]],
    )


async def compare_signals(scored: Path, folder: Path, sizes: Sizes) -> None:
    """Compare signals through the whole durable path with a session per signal."""
    rounds = 2 * sizes.rounds + 1
    heading(f"Signals per second, each on disk (synchronous=FULL), {sizes.leads:,} leads; medians of {rounds} rounds")
    signals, timed = FreshSignals(sizes.leads), dict[str, list[Rates]]()
    async with recorders(scored, folder) as everybody:
        for _ in range(rounds):
            for name, record in everybody.items():
                timed.setdefault(name, []).append(await time_signals(record, signals, alone=200, batches=5))
    rows = []
    for label, way in (("one at a time", "alone"), (f"{BATCH} together", "together")):
        ours, usual = ([getattr(one, way) for one in timed[name]] for name in ("leadbot", "usual"))
        rows.append([label, f"{median(ours):,.0f}", f"{median(usual):,.0f}", f"{ratio(ours, usual):.1f}"])
    table(("", "leadbot", "a session per signal", "times"), rows)


def show_due(path: Path, sizes: Sizes) -> None:
    """Show that finding who is due takes as long whatever the number of leads."""
    heading(f"Finding the {DUE} leads that are due to cool")
    now, rows = clock.utc_now(), []
    for after, until in zip((0, *sizes.due), sizes.due, strict=False):
        took = time_look(path, after=after, until=until, now=now)
        rows.append([f"{until:,}", ms(took), at_most(took * 1000, 1)])
    table(("of", "one look", "goal, ms"), rows)
    path.unlink()


async def show_imports(folder: Path, sizes: Sizes) -> None:
    """Show how fast a history comes in."""
    heading(f"Importing a history of {sizes.lines:,} lines (leadbot import), with the command's start")
    runs = await import_twice(folder, lines=sizes.lines, now=clock.utc_now())
    table(
        ("", "new, then folded", "known already"),
        [
            ["on the wall", *(f"{sizes.lines / ran.took.wall:,.0f} lines/s" for ran in runs)],
            ["of all processors", *(f"{sizes.lines / ran.took.cpu:,.0f} lines/s" for ran in runs)],
        ],
    )
    print(f"Memory of all its processes at most: {mb(runs[0].memory.pss)}.")
