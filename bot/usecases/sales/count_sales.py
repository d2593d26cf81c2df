"""Counts what sales did in a period, and in an earlier one: how fast, and what came of it."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.desk.periods import Period
from bot.desk.speeds import median, nine_of_ten
from scoring.model import TIERS
from storage import lead_rows, statistics
from storage.statements import Transaction
from storage.statistics import By, Handled, Reported, Span

Worked = Callable[[int, int], int]
"""Gives how much working time lies between two instants, all in microseconds."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Within which time half, and nine of ten, of those who heard from a person did; None where nobody did."""

    median: timedelta | None = None
    p90: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of a period. ``amounts`` are by currency; ``working`` is None where a desk never closes."""

    handoffs: int = 0
    claimed: int = 0
    soon: int = 0
    contacted: int = 0
    speed: Speed = Speed()
    working: Speed | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)
    amounts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of one tier, source, campaign or rep, now and before; ``name`` is empty where that is unknown."""

    key: str
    name: str
    now: Figures
    before: Figures


def count_all(tx: Transaction, period: Period, *, worked: Worked | None = None) -> Counted:
    """Return the figures of all handoffs together."""
    found = count_by(tx, By.ALL, period, worked=worked)
    return found[0] if found else Counted("", "", Figures(), Figures())


def count_by(tx: Transaction, by: By, period: Period, *, worked: Worked | None = None) -> list[Counted]:
    """Return the figures of each tier, source, campaign or rep of whom there is anything in the period or before."""
    span = Span(period.before_since, period.before_until, period.since, period.until)
    working = _working(tx, by, span, worked) if worked else None
    now, before = (
        _figures(handled, reported, working=working, is_new=is_new)
        for handled, reported, is_new in zip(
            statistics.handled(tx, by, span), statistics.reported(tx, by, span), (True, False), strict=True
        )
    )
    names = {str(number): name for number, name in lead_rows.reps(tx).items()} if by is By.REP else {}
    counted = [
        Counted(key, names.get(key, key), now.get(key, Figures()), before.get(key, Figures()))
        for key in {*now, *before}
    ]
    return sorted(counted, key=lambda one: _place(by, one))


def _place(by: By, one: Counted) -> tuple[int, int, str]:
    """Return the place in a list: tiers as they rank, else whoever has most; what is unknown comes last."""
    if by is By.TIER:
        return (TIERS.index(one.key) if one.key in TIERS else len(TIERS)), 0, one.key
    return int(not one.key), -one.now.handoffs, one.name.casefold()


def _figures(
    handled: Iterable[Handled],
    reported: Iterable[Reported],
    *,
    working: Mapping[tuple[bool, str], Speed] | None,
    is_new: bool,
) -> dict[str, Figures]:
    outcomes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    amounts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for told in reported:
        outcomes[told.key][told.outcome] += told.count
        if told.currency:
            amounts[told.key][told.currency] += told.amount
    opened = {one.key: one for one in handled}
    return {
        key: Figures(
            handoffs=one.handoffs if one else 0,
            claimed=one.claimed if one else 0,
            soon=one.soon if one else 0,
            contacted=one.contacted if one else 0,
            speed=Speed(one.median, one.p90) if one else Speed(),
            working=working.get((is_new, key), Speed()) if working is not None else None,
            outcomes=dict(outcomes.get(key, {})),
            amounts=dict(amounts.get(key, {})),
        )
        for key in {*opened, *outcomes}
        for one in (opened.get(key),)
    }


def _working(tx: Transaction, by: By, span: Span, worked: Worked) -> dict[tuple[bool, str], Speed]:
    """Return the speeds in working time: two numbers of each handoff are read, and one is kept."""
    found: dict[tuple[bool, str], array[int]] = defaultdict(lambda: array("q"))
    for is_new, key, at, contact in statistics.contacts(tx, by, span):
        found[is_new, key].append(worked(at, contact))
    ordered = ((where, sorted(speeds)) for where, speeds in found.items())
    return {where: Speed(median(speeds), nine_of_ten(speeds)) for where, speeds in ordered}
