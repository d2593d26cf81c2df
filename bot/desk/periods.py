"""The stretches of time that sales is told of, each with an earlier one that it is compared with."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from scoring.instants import instant, microseconds

LONGEST_DAYS = 366
"""What a chat is told of at most, beside as many days before them."""
_WEEK = timedelta(days=7)
_BARS = ((10, timedelta(days=1)), (70, _WEEK))
"""For how many days a bar of which length."""
_LONGEST_BAR = timedelta(days=30.5)


class Kind(StrEnum):
    """Which stretch it is: the week so far, the last whole week, so many days until now, or since a day."""

    WEEK = "week"
    LAST_WEEK = "last_week"
    DAYS = "days"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when, and what it is compared with; the ends are not part of it."""

    kind: Kind
    before_since: datetime
    before_until: datetime
    since: datetime
    until: datetime

    @property
    def days(self) -> int:
        """Return how many days it is long, begun ones included."""
        return -((self.since - self.until) // timedelta(days=1))


def week_so_far(now: datetime, zone: str) -> Period:
    """Return the week since Monday, beside the last week up to the same day and time: a whole one would always win.

    >>> period = week_so_far(datetime(2026, 3, 4, 9, 30, tzinfo=UTC), "UTC")
    >>> f"{period.since:%a %d %H:%M}", f"{period.before_since:%a %d %H:%M}", f"{period.before_until:%a %d %H:%M}"
    ('Mon 02 00:00', 'Mon 23 00:00', 'Wed 25 09:30')
    """
    local = now.astimezone(ZoneInfo(zone))
    monday = _midnight(local - timedelta(days=local.weekday()))
    return Period(Kind.WEEK, _utc(monday - _WEEK), _utc(local - _WEEK), _utc(monday), now)


def last_week(now: datetime, zone: str) -> Period:
    """Return the last whole week, beside the one before it.

    >>> period = last_week(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "UTC")
    >>> f"{period.since:%a %d}", f"{period.until:%a %d}", period.before_until == period.since
    ('Mon 23', 'Mon 02', True)
    """
    local = now.astimezone(ZoneInfo(zone))
    monday = _midnight(local - timedelta(days=local.weekday()))
    return Period(Kind.LAST_WEEK, _utc(monday - 2 * _WEEK), _utc(monday - _WEEK), _utc(monday - _WEEK), _utc(monday))


def last_days(now: datetime, days: int) -> Period:
    """Return so many days until now, beside as many before them."""
    since = now - timedelta(days=days)
    return Period(Kind.DAYS, since - timedelta(days=days), since, since, now)


def since(begins: datetime, now: datetime) -> Period:
    """Return what has been since an instant, beside a stretch as long before it."""
    return Period(Kind.SINCE, begins - (now - begins), begins, begins, now)


def bars_of(period: Period, zone: str) -> list[tuple[datetime, datetime, datetime, datetime]]:
    """Return the stretches that a chart of a period shows: begin, end, and those of what each is compared with.

    A week has its seven days, those to come too, beside the whole of last week; longer periods are cut into weeks or
    months, so that there are never more bars than a phone can show.
    """
    if period.kind in (Kind.WEEK, Kind.LAST_WEEK):
        monday = period.since.astimezone(ZoneInfo(zone))
        edges = [_utc(monday + timedelta(days=day)) for day in range(-7, 8)]
        return [(edges[7 + day], edges[8 + day], edges[day], edges[day + 1]) for day in range(7)]
    length = period.until - period.since
    size = next((size for most, size in _BARS if length <= timedelta(days=most)), _LONGEST_BAR)
    many = -(-length // size)
    ends = [period.until - size * back for back in range(many - 1, -1, -1)]
    return [(end - size, end, end - size - length, end - length) for end in ends]


def edges_of(period: Period) -> tuple[int, int, int, int]:
    """Return the instants of a period in microseconds, as ``period_between`` takes them."""
    before, now = (period.before_since, period.before_until), (period.since, period.until)
    return microseconds(before[0]), microseconds(before[1]), microseconds(now[0]), microseconds(now[1])


def period_between(kind: str, edges: tuple[int, int, int, int]) -> Period:
    """Return the period of a kind with these edges."""
    before_since, before_until, begins, ends = map(instant, edges)
    return Period(Kind(kind), before_since, before_until, begins, ends)


def _midnight(local: datetime) -> datetime:
    return datetime.combine(local.date(), time(), tzinfo=local.tzinfo)


def _utc(local: datetime) -> datetime:
    return local.astimezone(UTC)
