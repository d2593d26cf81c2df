"""Prints the benchmark tables: ``python -m tests.bench``. Ratios within one run are what counts, not milliseconds.

Names of tables (``python -m tests.bench grown``) print these alone. With ``--quick`` the tables of very many leads are
made with fewer.

A turn and an empty dispatch are compared in many short rounds, one straight after the other and by turns first, and
what counts is the median of the rounds' ratios. The machine's mood (its clock, what else runs) halves and doubles both
within seconds: side by side both feel the same mood, so that it falls out of their ratio, while a ratio of two medians
would keep what one of them alone was lucky with. A disturbance spoils a round or two, which the median does not see.
The middle half of the rounds is printed beside it: where that is wide the machine was too busy to say anything.
"""

import argparse
import asyncio
import os
import platform
import sqlite3
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from aiogram import __version__

from bot.coming_into_force import load_playbooks
from bot.settings import SHIPPED_TEMPLATES

from .both_places import QUICK as PLACES_QUICK
from .both_places import WHOLE as PLACES
from .both_places import compare_places
from .bulk_tables import QUICK, WHOLE, measure_bulk
from .contestants import Contestant, Timed, contestants, leadbot, time_turns
from .counting import GOALS, MOST_CALLS, calls_of_turns, cost_of_turns
from .fronts import QUICK as FRONTS_QUICK
from .fronts import WHOLE as FRONTS
from .fronts import compare_fronts
from .grown_tables import GROWN, GROWN_QUICK, measure_grown
from .long_chats import Chats
from .prospects import MIX
from .reporting import PEOPLE, QUICK_PEOPLE, compare_reporting
from .scoring_cost import b2b, stored_standing, time_folds
from .sending import Sent, sessions, time_sending, trivial_server
from .tables import at_least, at_most, heading, ms, ratio, table

ROUNDS = 7
CHATS = (1, 16, 64)
TURN_ROUNDS = {1: 7, 16: 21, 64: 7}
"""By chats at once: the goal is that of 16."""
LEADS = {"leadbot": 32, "empty": 32, "bare": 32, "usual": 16}
"""How many go through their turns in a round, where there are no more chats: a tenth of a second of work or so."""

AllTimed = dict[tuple[str, int], list[Timed]]
"""By contestant and chats at once: a value per round."""


TABLES = (
    "turns",
    "costs",
    "chats",
    "bulk",
    "grown",
    "due",
    "desk",
    "million",
    "scoring",
    "sending",
    "reports",
    "postgres",
    "fronts",
)


async def main(names: Collection[str], *, quick: bool) -> None:
    """Measure the tables of these names and print them."""
    begun_at = perf_counter()
    print(
        f"Leadbot's benchmarks: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, aiogram {__version__}"
    )
    with tempfile.TemporaryDirectory(prefix="leadbot-bench-") as folder:
        if "turns" in names:
            await compare_turns(Path(folder))
        if "costs" in names:
            await count_costs(Path(folder))
        if "chats" in names:
            await compare_long_chats(Path(folder))
        if "bulk" in names:
            await measure_bulk(Path(folder), QUICK if quick else WHOLE)
        await measure_grown(Path(folder), GROWN_QUICK if quick else GROWN, names)
        if "reports" in names:
            await compare_reporting(Path(folder), people=QUICK_PEOPLE if quick else PEOPLE)
        if "postgres" in names:
            await compare_places(Path(folder), PLACES_QUICK if quick else PLACES)
        if "fronts" in names:
            await compare_fronts(Path(folder), FRONTS_QUICK if quick else FRONTS)
    if "scoring" in names:
        compare_scoring()
    if "sending" in names:
        await compare_sending()
    print(f"\nTook {perf_counter() - begun_at:.0f} seconds.")


async def compare_turns(folder: Path) -> None:
    """Compare one durable turn with an empty handler and with the usual way."""
    heading("One durable turn (WAL, synchronous=FULL), medians of many short rounds")
    print(f"The turns: {MIX}.\nA ratio is the median of the rounds' ratios, in brackets the middle half of these.")
    timed: AllTimed = {}
    async with contestants(folder) as everybody:
        await _warm(everybody.values())
        for chats, rounds in TURN_ROUNDS.items():
            for number in range(rounds):
                for name, one in sorted(everybody.items(), reverse=number % 2 == 1):
                    timed.setdefault((name, chats), []).append(await _timed(one, chats=chats))
    rows = [_turn_row(timed, chats) for chats in CHATS]
    table(
        ("chats at once", "leadbot", "(a) empty handler", "(b) usual way", "to (a)", "goal", "(b) to leadbot", "goal"),
        rows,
    )
    print(f"To (a) with disable_fsm=True: {_ratios(timed, 'bare')}.")
    print(f"To (a) in processor time, which other programs disturb less: {_ratios(timed, 'empty', cpu=True)}.")
    heading("Waiting time of a turn, 64 chats at once")
    rows = [[name, *(_waiting(timed[name, 64], share) for share in (0.5, 0.99))] for name in ("leadbot", "usual")]
    table(("", "p50", "p99"), rows)


async def _warm(everybody: Iterable[Contestant]) -> None:
    """Let everybody do once what only the first turn of a process costs."""
    for one in everybody:
        await time_turns(one.receive, chats=1, leads=2)


async def _timed(one: Contestant, *, chats: int) -> Timed:
    return await time_turns(one.receive, chats=chats, leads=max(LEADS[one.name], chats))


def _per_turn(timed: AllTimed, name: str, *, chats: int, cpu: bool = False) -> list[float]:
    return [one.cpu if cpu else one.per_turn for one in timed[name, chats]]


def _ratios(timed: AllTimed, other: str, *, cpu: bool = False) -> str:
    ratios = (
        ratio(_per_turn(timed, "leadbot", chats=chats, cpu=cpu), _per_turn(timed, other, chats=chats, cpu=cpu))
        for chats in CHATS
    )
    return ", ".join(f"{value:.2f} at {chats}" for value, chats in zip(ratios, CHATS, strict=True))


def _turn_row(timed: AllTimed, chats: int) -> list[str]:
    ours, empty, usual = (_per_turn(timed, name, chats=chats) for name in ("leadbot", "empty", "usual"))
    to_empty, to_usual = ratio(ours, empty), ratio(usual, ours)
    goals = (at_most(to_empty, 3.5), at_least(to_usual, 10)) if chats == 16 else ("", "")
    figures = [ms(median(one)) for one in (ours, empty, usual)]
    low, _, high = quantiles([one / other for one, other in zip(ours, empty, strict=True)], n=4)
    return [str(chats), *figures, f"{to_empty:.2f} ({low:.2f} to {high:.2f})", goals[0], f"{to_usual:.1f}", goals[1]]


def _waiting(rounds: list[Timed], share: float) -> str:
    return ms(median(one.percentile(share) for one in rounds))


async def count_costs(folder: Path) -> None:
    """Count what no noise touches."""
    heading("Counted per durable turn (no noise touches these)")
    rows = []
    for chats in (1, 16, 32):
        cost = await cost_of_turns(folder / f"counted-{chats}.db", chats=chats, leads=max(16, chats))
        figures = {"statements": cost.statements, "hops": cost.hops, "syncs": cost.syncs}
        goals = [at_most(value, GOALS[name]) if chats == 32 else "" for name, value in figures.items()]
        cells = [cell for value, goal in zip(figures.values(), goals, strict=True) for cell in (f"{value:.3f}", goal)]
        rows.append([str(chats), *cells])
    table(("chats at once", "SQL statements", "goal", "thread hops", "goal", "syncs to disk", "goal"), rows)
    calls = await calls_of_turns(folder / "calls.db", leads=8)
    print(f"Function calls: {calls:.0f} ({at_most(calls, MOST_CALLS)}).")


async def compare_long_chats(folder: Path) -> None:
    """Show whether the turn's cost grows with the chat."""
    heading("The same turn at the tenth and at the thousandth message of a chat")
    async with leadbot(folder / "long.db") as intake:
        young, old = Chats(intake.receive), Chats(intake.receive)
        await old.grow(1000)
        await young.grow(10)
        rounds = [(await young.time_turns(4), await old.time_turns(4)) for _ in range(4 * ROUNDS)]
    figures = [[early for early, _ in rounds], [late for _, late in rounds]]
    grown = ratio(figures[1], figures[0])
    table(
        ("at the 10th", "at the 1000th", "ratio", "goal"),
        [[ms(median(figures[0])), ms(median(figures[1])), f"{grown:.2f}", at_most(grown, 1.2)]],
    )


def compare_scoring() -> None:
    """Show whether scoring one signal depends on how many came before."""
    heading("Scoring: one signal folded into a stored standing (unpack, fold, pack)")
    model = b2b(load_playbooks(SHIPPED_TEMPLATES))
    few, many = stored_standing(model, 10), stored_standing(model, 10_000)
    rounds = [
        (time_folds(model, few, signals=10, folds=300), time_folds(model, many, signals=10_000, folds=300))
        for _ in range(4 * ROUNDS)
    ]
    figures = [[early for early, _ in rounds], [late for _, late in rounds]]
    grown = ratio(figures[1], figures[0])
    table(
        ("after 10 signals", "after 10,000", "ratio", "goal"),
        [[ms(median(figures[0])), ms(median(figures[1])), f"{grown:.2f}", at_most(grown, 1.2)]],
    )


async def compare_sending() -> None:
    """Send through our session and through aiogram's."""
    heading("Sending one message with four buttons to a server that says yes at once, 32 at a time")
    sent: dict[str, list[Sent]] = {}
    async with trivial_server() as url:
        both = sessions(url)
        for _ in range(ROUNDS):
            for name, session in both.items():
                sent.setdefault(name, []).append(await time_sending(session, messages=640, at_once=32))
        for session in both.values():
            await session.close()
    rows = [[name, ms(median(s.cpu for s in one)), ms(median(s.wall for s in one))] for name, one in sent.items()]
    table(("", "own work per message", "on the wall"), rows)
    ours, theirs = ([one.cpu for one in rounds] for rounds in sent.values())
    print(f"aiogram's costs {ratio(theirs, ours):.2f} times as much work.")


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.bench", description="Print the benchmark tables.")
    options.add_argument("tables", nargs="*", help=f"which ones (all): {', '.join(TABLES)}")
    options.add_argument("--quick", action="store_true", help="fewer leads where there would be very many")
    chosen = options.parse_args()
    if unknown := {*chosen.tables} - {*TABLES}:
        options.error(f"no such table: {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    asyncio.run(main(chosen.tables or TABLES, quick=chosen.quick))
