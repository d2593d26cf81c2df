"""When a prospect hears from a person, as far as the desk says so: nothing is promised that nobody keeps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.desk.hours import after_working, closes_next, is_open, opens_next
from bot.desk.rules import DeskRules

NAMED_BY_WEEKDAY = 6
"""So many days ahead a day is called by its name: the same weekday of the next week would be taken for today."""


class Day(StrEnum):
    """How a day is called from another one."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKDAY = "weekday"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time by the desk's clock, as it is called now."""

    called: Day
    day: date
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Promise:
    """When somebody writes: from ``opens`` on, ``within`` a time, or before ``closes`` and else from ``opens`` on."""

    opens: Moment | None = None
    within: timedelta | None = None
    closes: Moment | None = None


def promise(rules: DeskRules, tier: str, now: datetime) -> Promise:
    """Return what may be promised to a lead of a tier: nothing where the desk is open and has no response time."""
    hours = rules.hours
    if not is_open(hours, now):
        opens = opens_next(hours, now)
        return Promise(_moment(opens, rules, now) if opens else None)
    wait = rules.answers_within(tier)
    deadline = after_working(hours, now, wait) if wait is not None else None
    if wait is None or deadline is None:
        return Promise()
    if deadline - now == wait:
        return Promise(within=wait)
    closes = closes_next(hours, now)
    opens = opens_next(hours, closes) if closes else None
    if closes is None or opens is None:
        return Promise()
    return Promise(_moment(opens, rules, now), closes=_moment(closes, rules, now))


def _moment(at: datetime, rules: DeskRules, now: datetime) -> Moment:
    zone = ZoneInfo(rules.hours.zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    ahead = (local.date() - today).days
    called = Day.DATE
    if ahead <= NAMED_BY_WEEKDAY:
        called = (Day.TODAY, Day.TOMORROW)[ahead] if ahead < 2 else Day.WEEKDAY
    return Moment(called, local.date(), local.hour, local.minute)
