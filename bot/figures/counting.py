"""Counts what sales did in a period, and in an earlier one: how fast, and what came of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from bot.desk.periods import Period
from bot.desk.speeds import median, nine_of_ten
from bot.figures.by import By
from bot.figures.columns import Amounts, Numbers, Sales
from bot.figures.packing import AMOUNT, CAMPAIGN, CLAIM, CONTACT, CURRENCY, HANDOFF, MISSING, OUTCOME, REP, SOURCE, TIER
from scoring.model import TIERS

Worked = Callable[[Numbers, Numbers], Numbers]
"""Gives how much working time lies between instants and later ones, all in microseconds."""
Key = str | int | None

SOON = timedelta(minutes=5)
"""Who is called within five minutes still has what they wanted in mind."""
WITHIN_THE_HOUR = timedelta(hours=1)
_MICROSECOND = timedelta(microseconds=1)
_COLUMNS = {By.TIER: TIER, By.REP: REP, By.CAMPAIGN: CAMPAIGN, By.SOURCE: SOURCE}


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


def count(
    sales: Sales,
    kinds: Sequence[By],
    period: Period,
    *,
    worked: Worked | None = None,
    reps: Mapping[int, str] | None = None,
    compared: Collection[By] = tuple(By),
) -> dict[By, list[Counted]]:
    """Return the figures of a period by several things at once; ``reps`` are the names of reps by their numbers.

    What is not to be ``compared`` is counted of the period alone, which takes half as long.
    """
    now = _Stretch(sales, period.since, period.until, worked)
    before = _Stretch(sales, period.before_since, period.before_until, worked)
    found: dict[By, list[Counted]] = {}
    for by in kinds:
        these, earlier = now.figures(by), before.figures(by) if by in compared else {}
        counted = [_counted(key, reps or {}, these.get(key), earlier.get(key)) for key in {**these, **earlier}]
        found[by] = sorted(counted, key=lambda one, by=by: _place(by, one))  # type: ignore[misc]
    return found


def the_whole(counted: Mapping[By, Sequence[Counted]]) -> Counted:
    """Return the figures of all handoffs together out of those that were counted."""
    found = counted[By.ALL]
    return found[0] if found else Counted("", "", Figures(), Figures())


def opened(sales: Sales, begins: datetime, ends: datetime) -> int:
    """Return how many handoffs were opened from an instant until another."""
    rows = sales.handoffs.between(begins, ends)
    return int(rows.stop - rows.start)


def waits(sales: Sales, begins: datetime, ends: datetime) -> tuple[int, int, int, int]:
    """Return of how many handoffs of a period the lead heard from a person soon, within the hour, later, not yet."""
    contacts = sales.handoffs.numbers(CONTACT)[sales.handoffs.between(begins, ends)]
    heard = contacts[contacts != MISSING]
    soon, within = (int(np.count_nonzero(heard <= limit // _MICROSECOND)) for limit in (SOON, WITHIN_THE_HOUR))
    return soon, within - soon, len(heard) - within, len(contacts) - len(heard)


def _counted(key: Key, names: Mapping[int, str], now: Figures | None, before: Figures | None) -> Counted:
    name = names.get(key, "") if isinstance(key, int) else key or ""
    return Counted(str(key or ""), name, now or Figures(), before or Figures())


def _place(by: By, one: Counted) -> tuple[int, int, str]:
    """Return the place in a list: tiers as they rank, else whoever has most; what is unknown comes last."""
    if by is By.TIER:
        return (TIERS.index(one.key) if one.key in TIERS else len(TIERS)), 0, one.key
    return int(not one.key), -one.now.handoffs, one.name.casefold()


class _Stretch:
    """What was done from an instant until another."""

    def __init__(self, sales: Sales, begins: datetime, ends: datetime, worked: Worked | None) -> None:
        self._words = sales.words
        handoffs, outcomes = sales.handoffs, sales.outcomes
        self._handoffs, self._opened = handoffs, handoffs.between(begins, ends)
        claims, contacts = (handoffs.numbers(place)[self._opened] for place in (CLAIM, CONTACT))
        self._claimed = claims != MISSING
        self._soon = self._claimed & (claims <= SOON // _MICROSECOND)
        heard = np.flatnonzero(contacts != MISSING)
        self._speeds = _ordered(heard, contacts[heard])
        self._working: _Ordered | None = None
        if worked is not None:
            at = handoffs.at[self._opened][heard]
            self._working = _ordered(heard, worked(at, at + contacts[heard]))
        self._outcomes, reported = outcomes, outcomes.between(begins, ends)
        self._reports = reported.start + _last_of_each(outcomes.numbers(HANDOFF)[reported])
        self._told = {column: _numbered(outcomes.words(column)[self._reports]) for column in (OUTCOME, CURRENCY)}
        self._amounts = outcomes.amounts(AMOUNT)[self._reports]

    def figures(self, by: By) -> dict[Key, Figures]:
        """Return what was counted, by the keys of a kind."""
        keys, (opened, reports) = self._keys(by)
        many, claimed, soon = (
            np.bincount(opened[rows], minlength=len(keys)).tolist() for rows in (..., self._claimed, self._soon)
        )
        speeds = _speeds(opened, self._speeds, len(keys))
        working = _speeds(opened, self._working, len(keys)) if self._working else None
        outcomes, amounts = self._sums(reports, OUTCOME), self._sums(reports, CURRENCY, self._amounts)
        return {
            key: Figures(
                *(many[place], claimed[place], soon[place], *speeds[place]),
                working=working[place][1] if working else None,
                outcomes={outcome: round(reported) for outcome, reported in outcomes.get(place, {}).items()},
                amounts=amounts.get(place, {}),
            )
            for place, key in enumerate(keys)
        }

    def _keys(self, by: By) -> tuple[list[Key], list[Numbers]]:
        """Return what is counted by, and by which of it handoffs and reports are counted."""
        if by is By.ALL:
            return [""], [np.zeros(len(rows), dtype=np.int64) for rows in (self._claimed, self._reports)]
        column = _COLUMNS[by]
        numbers, columns = _numbered(
            self._handoffs.words(column)[self._opened], self._outcomes.words(column)[self._reports]
        )
        return [self._words[number] for number in numbers.tolist()], columns

    def _sums(self, reports: Numbers, column: int, values: Amounts | None = None) -> dict[int, dict[str, float]]:
        """Return by key, and by the words of a column, how many reports there are, or the sum of their values."""
        words, (places,) = self._told[column]
        pairs = reports * len(words) + places
        many = np.bincount(pairs)
        sums = many if values is None else np.bincount(pairs, weights=values)
        found: dict[int, dict[str, float]] = {}
        for pair in np.flatnonzero(many).tolist():
            key, word = divmod(pair, len(words))
            if name := self._words[words[word]]:
                found.setdefault(key, {})[str(name)] = float(sums[pair])
        return found


_Ordered = tuple[Numbers, Numbers]
"""Rows, and a length of time of each, the shortest first: whatever they are grouped by, each group is in order then."""


def _ordered(rows: Numbers, lengths: Numbers) -> _Ordered:
    order = np.argsort(lengths)
    return rows[order], lengths[order]


def _numbered(*columns: Numbers) -> tuple[Numbers, list[Numbers]]:
    """Return the numbers that columns hold, each once, and the columns with the places of those instead."""
    is_there = np.bincount(np.concatenate(columns)) > 0
    places = np.cumsum(is_there) - 1
    return np.flatnonzero(is_there), [places[column] for column in columns]


def _last_of_each(handoffs: Numbers) -> Numbers:
    """Return the last row of each handoff: of what was reported of it in a stretch, the last one counts."""
    if not len(handoffs):
        return handoffs
    last = np.full(int(np.ptp(handoffs)) + 1, -1, dtype=np.int64)
    # Where a place is named more than once, numpy keeps what is assigned last.
    last[handoffs - handoffs.min()] = np.arange(len(handoffs))
    return last[last >= 0]


def _speeds(keys: Numbers, ordered: _Ordered, many: int) -> list[tuple[int, Speed]]:
    """Return of each key how many heard, and how soon."""
    rows, lengths = ordered
    if many == 1:
        return [(len(lengths), Speed(median(lengths), nine_of_ten(lengths)))]
    heard = keys[rows]
    # Few keys take few bits, and what takes few is sorted by its digits.
    lengths = lengths[np.argsort(heard.astype(np.uint16 if many < 2**16 else np.int64), kind="stable")]
    ends = np.cumsum(np.bincount(heard, minlength=many)).tolist()
    parts = (lengths[first:end] for first, end in zip([0, *ends], ends, strict=False))
    return [(len(part), Speed(median(part), nine_of_ten(part))) for part in parts]
