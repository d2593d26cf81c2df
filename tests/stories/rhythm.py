"""When people do things: companies at work, private people in the evening and at weekends, each in their own zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .dice import Dice

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""Where every story is cut off: what would come later is not known yet."""

SATURDAY = 5
SITTING_DAYS = 0.1
ZONES = {
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "US": "America/New_York",
    "FR": "Europe/Paris",
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "ES": "Europe/Madrid",
    "MX": "America/Mexico_City",
    "SE": "Europe/Stockholm",
    "FI": "Europe/Helsinki",
}
AT_WORK = {7: 1, 8: 3, 9: 5, 10: 6, 11: 4, 12: 1, 13: 4, 14: 5, 15: 4, 16: 3, 17: 1, 20: 0.6, 21: 0.5}
AT_HOME = {7: 1, 8: 1, 12: 2, 13: 1, 16: 1, 17: 2, 18: 3, 19: 6, 20: 8, 21: 7, 22: 3}
AT_WEEKENDS = {9: 2, 10: 4, 11: 5, 13: 2, 14: 3, 15: 4, 16: 4, 17: 3, 19: 4, 20: 5, 21: 4, 22: 2}


def workday(day: date) -> date:
    """Return the day, or the Monday after it."""
    late = day.weekday() - SATURDAY
    return day + timedelta(days=2 - late) if late >= 0 else day


def moment(dice: Dice, day: date, zone: ZoneInfo, *, works: bool) -> datetime:
    """Return an instant of the day at which somebody would do something: at work (never at weekends), or at home."""
    day = workday(day) if works else day
    hours = AT_WORK if works else AT_WEEKENDS if day.weekday() >= SATURDAY else AT_HOME
    local = time(dice.weighted(hours), dice.whole(0, 59), dice.whole(0, 59), tzinfo=zone)
    return datetime.combine(day, local).astimezone(UTC)


def later(dice: Dice, at: datetime, days: float, zone: ZoneInfo, *, works: bool) -> datetime:
    """Return an instant about so many days later; under a tenth of a day it is the same sitting."""
    if days < SITTING_DAYS:
        return at + timedelta(seconds=round(days * 86_400))
    day = at.astimezone(zone).date() + timedelta(days=max(1, round(days)))
    return moment(dice, day, zone, works=works)
