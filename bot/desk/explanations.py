"""A ledger as people read it: rounded so that it adds up, the strongest lines first, the small ones in one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.desk.rounding import rounded
from scoring.ledger import Ledger, LedgerLine, Missing


@dataclass(frozen=True, slots=True)
class Counted:
    """A line with its rounded numbers: ``given + capped + faded == points``; what was lost has the other sign."""

    line: LedgerLine
    points: int
    given: int
    capped: int
    faded: int


@dataclass(frozen=True, slots=True)
class Side:
    """Fit or engagement: the points of its lines and of the ``others``, which are not listed, sum to its own."""

    points: int
    lines: tuple[Counted, ...]
    others: int = 0
    others_points: int = 0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A missing minimum with its rounded numbers: ``has`` is that of its side, but always below ``needs``."""

    missing: Missing
    has: int
    needs: int


@dataclass(frozen=True, slots=True)
class Account:
    """A score in whole parts of a point: its two sides sum to it. ``unfit`` is what makes the lead unfit."""

    score: int
    fit: Side
    engagement: Side
    unfit: tuple[LedgerLine, ...]
    shortfalls: tuple[Shortfall, ...]


def account(ledger: Ledger, *, per_point: int) -> Account:
    """Return a ledger in tenths (``per_point`` 10), hundredths ... that add up; lines in the ledger's order."""
    fit, engagement = rounded((ledger.fit, ledger.engagement), per_point=per_point)
    counts = [line for line in ledger.lines if line.kind != "unfit"]
    return Account(
        score=fit + engagement,
        fit=_side((line for line in counts if _is_fit(line)), fit, per_point=per_point),
        engagement=_side((line for line in counts if not _is_fit(line)), engagement, per_point=per_point),
        unfit=tuple(line for line in ledger.lines if line.kind == "unfit"),
        shortfalls=tuple(
            _shortfall(
                missing, {"fit": fit, "engagement": engagement}.get(missing.side, fit + engagement), per_point=per_point
            )
            for missing in ledger.missing
        ),
    )


def strongest(whole: Account, most: int) -> Account:
    """Return an account with the strongest lines first, limits last, and about so many of them on both sides."""
    lines = sorted((*whole.fit.lines, *whole.engagement.lines), key=_weight, reverse=True)
    listed = {counted.line.rule for counted in lines[:most]}
    fit, engagement = (_shortened(side, listed) for side in (whole.fit, whole.engagement))
    return replace(whole, fit=fit, engagement=engagement, unfit=whole.unfit[:most])


def _shortfall(missing: Missing, has: int, *, per_point: int) -> Shortfall:
    needs = round(missing.needs * per_point)
    # 2.98 of 3 is shown as 3, and "3, at least 3 needed" would explain nothing.
    return Shortfall(missing, min(has, needs - 1), needs)


def _is_fit(line: LedgerLine) -> bool:
    return line.kind == "fit" or line.rule == "limit.fit"


def _side(lines: Iterable[LedgerLine], points: int, *, per_point: int) -> Side:
    counts = tuple(lines)
    shares = rounded([line.remains for line in counts], per_point=per_point, total=points)
    counted = (_counted(line, share, per_point=per_point) for line, share in zip(counts, shares, strict=True))
    return Side(points, tuple(counted))


def _counted(line: LedgerLine, points: int, *, per_point: int) -> Counted:
    parts = (line.given, -line.lost_to_cap, -line.lost_to_decay)
    given, capped, faded = rounded(parts, per_point=per_point, total=points)
    return Counted(line, points, given, capped, faded)


def _weight(counted: Counted) -> tuple[int, int]:
    return abs(counted.points), abs(counted.given)


def _shortened(side: Side, listed: set[str]) -> Side:
    kept = [counted for counted in side.lines if counted.line.rule in listed]
    left = [counted for counted in side.lines if counted.line.rule not in listed]
    if len(left) == 1:
        # One line takes no more room than to say that there is one.
        kept, left = [*kept, *left], []
    kept.sort(key=_weight, reverse=True)
    kept.sort(key=lambda counted: counted.line.kind == "limit")
    return Side(side.points, tuple(kept), len(left), sum(counted.points for counted in left))
