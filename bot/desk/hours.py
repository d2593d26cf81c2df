"""When a desk is open: whether it is at an instant, when it opens next, and how much working time lies between two.

Hours are wall time of one zone; instants are UTC. A change to or from summer time changes how long a day's hours last,
never at which time by the clock on the wall they begin and end. No clock is read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
LOOKS_AHEAD = 400
"""So many days ahead an opening is looked for: a desk that is closed for longer is closed for good."""
LONGEST = timedelta(days=7)
"""What is open for longer at a stretch is told in pieces, so that nobody looks through a year to find its end."""
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of one day, in minutes from its midnight; ``closes`` lies beyond 24:00 where it is the next morning."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a desk is open. ``week`` holds the spans of each day from Monday on; None where it never closes.

    ``holidays`` are single days, ``yearly`` the (month, day) of those that come every year. Hours that begin on a
    holiday are closed as a whole. ``zone`` is the name of the zone, such as Europe/Stockholm.
    """

    zone: str = "UTC"
    week: tuple[tuple[Span, ...], ...] | None = None
    holidays: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Return whether a day is one on which nobody works."""
        return day in self.holidays or (day.month, day.day) in self.yearly

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the hours that begin on a day."""
        if self.is_holiday(day):
            return ()
        return (Span(0, DAY_MINUTES),) if self.week is None else self.week[day.weekday()]

    @property
    def never_closes(self) -> bool:
        """Return whether there is nothing to look up: open day and night, all year."""
        return self.week is None and not self.holidays and not self.yearly


def local_day(hours: Hours, at: datetime) -> date:
    """Return the day that an instant belongs to by the desk's clock."""
    return at.astimezone(ZoneInfo(hours.zone)).date()


def instant_of(hours: Hours, day: date, minutes: int, *, last: bool = False) -> datetime:
    """Return the instant of a time of day, in minutes from midnight.

    Where the clock shows it twice, that is the first of the two unless ``last``; where the clock passes over it, as
    much later as it was put forward.
    """
    day += timedelta(days=minutes // DAY_MINUTES)
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(hours.zone), fold=int(last))
    if last and local.utcoffset() != local.replace(fold=0).utcoffset() and not _exists(local):
        local = local.replace(fold=0)
    return local.astimezone(UTC)


def _exists(local: datetime) -> bool:
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


def open_intervals(hours: Hours, after: datetime, *, days: int = LOOKS_AHEAD) -> Iterator[Interval]:
    """Yield the intervals in which a desk is open that end after an instant, in order, joined where they touch.

    One that is longer than a week comes in pieces that touch.
    """
    pending: Interval | None = None
    first = local_day(hours, after) - timedelta(days=1)
    for offset in range(days + 2):
        day = first + timedelta(days=offset)
        for span in hours.spans(day):
            opens, closes = instant_of(hours, day, span.opens), instant_of(hours, day, span.closes, last=True)
            if pending is not None and opens <= pending[1] and pending[1] - pending[0] < LONGEST:
                pending = (pending[0], max(pending[1], closes))
                continue
            if pending is not None and pending[1] > after:
                yield pending
            pending = (opens if pending is None else max(opens, pending[1]), closes)
    if pending is not None and pending[1] > after:
        yield pending


def is_open(hours: Hours, at: datetime) -> bool:
    """Return whether a desk is open at an instant; at the very instant of closing it is not."""
    if hours.never_closes:
        return True
    first = next(open_intervals(hours, at, days=1), None)
    return first is not None and first[0] <= at


def opens_next(hours: Hours, at: datetime) -> datetime | None:
    """Return the first instant from ``at`` on at which a desk is open; None where there is none within a year."""
    if hours.never_closes:
        return at
    return next((max(opens, at) for opens, _ in open_intervals(hours, at)), None)


def closes_next(hours: Hours, at: datetime) -> datetime | None:
    """Return when an open desk closes; None where it is closed, or goes on for days."""
    if hours.never_closes:
        return None
    opens, closes = next(open_intervals(hours, at, days=3), (at, at))
    return closes if opens <= at < closes <= at + timedelta(days=2) else None


def after_working(hours: Hours, start: datetime, length: timedelta) -> datetime | None:
    """Return when so much working time has passed since an instant; None where it never does."""
    if hours.never_closes:
        return start + length
    for opens, closes in open_intervals(hours, start):
        begins = max(opens, start)
        if closes - begins >= length:
            return begins + length
        length -= closes - begins
    return None
