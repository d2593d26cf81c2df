"""Counts what sales did in a period, and in an earlier one: how fast, and what came of it."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.desk.periods import Period
from bot.desk.speeds import median, nine_of_ten
from scoring.model import TIERS
from storage import lead_rows, statistics
from storage.desk_scope import DeskScope
from storage.statements import Transaction
from storage.statistics import SOON, By, OpenedRow, ReportedRow

Worked = Callable[[int, int], int]
"""Gives how much working time lies between two instants, all in microseconds."""
Key = str | int | None
_SOON_US = SOON // timedelta(microseconds=1)


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


def count_all(
    tx: Transaction, period: Period, *, worked: Worked | None = None, scope: DeskScope | None = None
) -> Counted:
    """Return the figures of all handoffs together; with a ``scope`` of those of its desks."""
    return the_whole(count(tx, (By.ALL,), period, worked=worked, scope=scope))


def the_whole(counted: Mapping[By, Sequence[Counted]]) -> Counted:
    """Return the figures of all handoffs together out of those that were counted."""
    found = counted[By.ALL]
    return found[0] if found else Counted("", "", Figures(), Figures())


def count(
    tx: Transaction,
    kinds: Sequence[By],
    period: Period,
    *,
    worked: Worked | None = None,
    scope: DeskScope | None = None,
) -> dict[By, list[Counted]]:
    """Return the figures of a period by several things at once: what is read is read once."""
    now = _stretch(tx, kinds, period.since, period.until, worked=worked, scope=scope)
    before = _stretch(tx, kinds, period.before_since, period.before_until, worked=worked, scope=scope)
    names: Mapping[int, str] = lead_rows.reps(tx) if By.REP in kinds else {}
    found: dict[By, list[Counted]] = {}
    for by in kinds:
        counted = [_counted(key, names, now[by].get(key), before[by].get(key)) for key in {*now[by], *before[by]}]
        found[by] = sorted(counted, key=lambda one, by=by: _place(by, one))  # type: ignore[misc]
    return found


def _counted(key: Key, names: Mapping[int, str], now: "_Group | None", before: "_Group | None") -> Counted:
    name = names.get(key, "") if isinstance(key, int) else key or ""
    figures = (group.figures() if group else Figures() for group in (now, before))
    return Counted(str(key or ""), name, *figures)


def _place(by: By, one: Counted) -> tuple[int, int, str]:
    """Return the place in a list: tiers as they rank, else whoever has most; what is unknown comes last."""
    if by is By.TIER:
        return (TIERS.index(one.key) if one.key in TIERS else len(TIERS)), 0, one.key
    return int(not one.key), -one.now.handoffs, one.name.casefold()


@dataclass(slots=True)
class _Group:
    """The handoffs of one kind, as they are being counted: eight bytes of each whose lead has heard are kept."""

    has_hours: bool
    handoffs: int = 0
    claimed: int = 0
    soon: int = 0
    speeds: "array[int]" = field(default_factory=lambda: array("q"))
    working: "array[int]" = field(default_factory=lambda: array("q"))
    outcomes: Counter[str] = field(default_factory=Counter)
    amounts: Counter[str] = field(default_factory=Counter)

    def add(self, other: "_Group") -> None:
        """Add what was counted elsewhere."""
        self.handoffs += other.handoffs
        self.claimed += other.claimed
        self.soon += other.soon
        self.speeds.extend(other.speeds)
        self.working.extend(other.working)

    def report(self, row: ReportedRow) -> None:
        self.outcomes[row.outcome] += row.many
        if row.currency:
            self.amounts[row.currency] += row.amount  # type: ignore[assignment]  # counted in money

    def figures(self) -> Figures:
        return Figures(
            *(self.handoffs, self.claimed, self.soon, len(self.speeds), _speed(self.speeds)),
            working=_speed(self.working) if self.has_hours else None,
            outcomes=dict(self.outcomes),
            amounts=dict(self.amounts),
        )


def _stretch(
    tx: Transaction,
    kinds: Sequence[By],
    begins: datetime,
    ends: datetime,
    *,
    worked: Worked | None,
    scope: DeskScope | None,
) -> dict[By, dict[Key, _Group]]:
    """Return what was counted from an instant until another, by each of these kinds and by its keys."""
    found: dict[By, dict[Key, _Group]] = {by: defaultdict(lambda: _Group(worked is not None)) for by in kinds}
    with_source = By.SOURCE in kinds
    for row in statistics.opened_rows(tx, begins, ends, with_source=with_source, scope=scope):
        group = _group(row, worked)
        for by, groups in found.items():
            groups[_key(row, by)].add(group)
    for told in statistics.reported(tx, begins, ends, with_source=with_source, scope=scope):
        for by, groups in found.items():
            groups[_key(told, by)].report(told)
    return found


def _group(row: OpenedRow, worked: Worked | None) -> _Group:
    claims = [claim for claim in row.claims if claim is not None]
    heard = [(at, contact) for at, contact in zip(row.at, row.contacts, strict=True) if contact is not None]
    return _Group(
        worked is not None,
        handoffs=len(row.at),
        claimed=len(claims),
        soon=sum(claim <= _SOON_US for claim in claims),
        speeds=array("q", [contact for _, contact in heard]),
        working=array("q", [worked(at, at + contact) for at, contact in heard] if worked else ()),
    )


def _key(row: OpenedRow | ReportedRow, by: By) -> Key:
    return "" if by is By.ALL else getattr(row, by)


def _speed(speeds: "array[int]") -> Speed:
    ordered = sorted(speeds)
    return Speed(median(ordered), nine_of_ten(ordered))
