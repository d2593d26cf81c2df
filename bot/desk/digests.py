"""When a desk hears of its figures unasked: in the morning, of last week on the first one of a week that it opens."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk.ladder import next_morning
from bot.desk.periods import Period, last_week, week_so_far
from bot.desk.rules import DAILY, NO_DIGEST, DeskRules

TOO_LATE = timedelta(hours=20)
"""What should have come so long ago is left out: the next morning is nearer."""


def next_digest(rules: DeskRules, after: datetime) -> datetime | None:
    """Return when the next digest comes after an instant; None where none does."""
    if rules.digest == NO_DIGEST:
        return None
    if rules.digest == DAILY:
        return next_morning(rules, after)
    found = _first_of_week(rules, after)
    # This week's has been, or is no more to come: the next week that has a morning, after a holiday maybe.
    monday = _monday(rules, after)
    while found is not None and found <= after:
        monday += timedelta(days=7)
        found = _first_of_week(rules, _at_midnight(monday, rules))
    return found


def period_of(rules: DeskRules, at: datetime) -> Period:
    """Return what the digest of a morning tells of: last week on the first one of a week, else the week so far."""
    if _first_of_week(rules, at) == at or rules.digest != DAILY:
        return last_week(at, rules.hours.zone)
    return week_so_far(at, rules.hours.zone)


def day_after(rules: DeskRules, at: datetime) -> datetime:
    """Return when the day after an instant's begins by the desk's clock."""
    tomorrow = at.astimezone(ZoneInfo(rules.hours.zone)) + timedelta(days=1)
    return _at_midnight(tomorrow, rules).astimezone(UTC)


def _first_of_week(rules: DeskRules, at: datetime) -> datetime | None:
    """Return the first morning from the Monday of an instant's week on."""
    return next_morning(rules, _at_midnight(_monday(rules, at), rules) - timedelta(microseconds=1))


def _monday(rules: DeskRules, at: datetime) -> datetime:
    local = at.astimezone(ZoneInfo(rules.hours.zone))
    return local - timedelta(days=local.weekday())


def _at_midnight(day: datetime, rules: DeskRules) -> datetime:
    return datetime.combine(day.date(), time(), tzinfo=ZoneInfo(rules.hours.zone))
