"""Works out days: the coming march, the end of a month, two quarters from today. Knows no words."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_EASTER = 0
_LEFT_OF_A_SEASON = 4
"""Whoever says "in autumn" in its last quarter means the next one."""
_FARTHEST = 9000
"""Years: dates end at 9999."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days, the first and the last included."""

    first: date
    last: date


def later(today: date, unit: str, amount: float) -> date:
    """Return the day that is some units from today."""
    if unit in _DAYS:
        return today + timedelta(days=min(round(amount * _DAYS[unit]), _FARTHEST))
    months = amount * _MONTHS[unit]
    whole = int(months)
    day = _months_on(today, whole)
    return day + timedelta(days=round(30 * (months - whole)))


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, _FARTHEST)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_from(today: date, unit: str, *, on: int) -> Stretch:
    """Return a whole unit: this one (``on`` 0), the next (1)."""
    if unit in _DAYS:
        length = _DAYS[unit]
        first = today - timedelta(days=today.weekday() if unit == "week" else 0) + timedelta(days=on * length)
        return Stretch(first, first + timedelta(days=length - 1))
    months = _MONTHS[unit]
    begun = date(today.year, (today.month - 1) // months * months + 1, 1)
    first = _months_on(begun, on * months)
    return Stretch(first, _months_on(first, months) - timedelta(days=1))


def quarter_of(number: int, today: date, *, months: int, year: int | None) -> Stretch | None:
    """Return the coming quarter or half of that number, or that of a year."""
    if number > 12 // months:
        return None
    first = date(year or today.year, (number - 1) * months + 1, 1)
    last = _months_on(first, months) - timedelta(days=1)
    if year is None and last < today:
        first, last = _months_on(first, 12), _months_on(first, 12 + months) - timedelta(days=1)
    return Stretch(first, last)


def coming_week(number: int, today: date) -> Stretch | None:
    """Return the coming week of that number (ISO 8601), None if neither this year nor the next has one."""
    for year in (today.year, today.year + 1):
        try:
            first = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if first + timedelta(days=6) >= today:
            return Stretch(first, first + timedelta(days=6))
    return None


def year_of(year: int) -> Stretch:
    """Return a year."""
    return Stretch(date(year, 1, 1), date(year, 12, 31))


def coming_month(month: int, today: date, *, year: int | None = None, day: int | None = None) -> Stretch | None:
    """Return the coming month of that number, or that of a year; with a day only that day, None if it has none."""
    found = year or (today.year if (month, day or 31) >= (today.month, today.day) else today.year + 1)
    days = monthrange(found, month)[1]
    if day is not None:
        return Stretch(date(found, month, day), date(found, month, day)) if day <= days else None
    return Stretch(date(found, month, 1), date(found, month, days))


def coming_day_of_month(day: int, today: date) -> date:
    """Return the coming day of that number (1 to 31): of this month, or of the first that has one still ahead."""
    months = ((today.year + month // 12, month % 12 + 1) for month in range(today.month - 1, today.month + 3))
    days = (date(year, month, day) for year, month in months if day <= monthrange(year, month)[1])
    return next(found for found in days if found >= today)


def coming_season(span: int, today: date, *, year: int | None = None) -> Stretch:
    """Return the coming stretch from one day to another, written as month, day, month, day; 0 is easter."""
    found = _season_in(span, year or today.year)
    nearly_over = found.last - today < (found.last - found.first) / _LEFT_OF_A_SEASON
    return _season_in(span, today.year + 1) if year is None and (found.last < today or nearly_over) else found


def _season_in(span: int, year: int) -> Stretch:
    if span == _EASTER:
        sunday = easter(year)
        return Stretch(sunday - timedelta(days=2), sunday + timedelta(days=1))
    (first_month, first_day), (last_month, last_day) = (divmod(part, 100) for part in divmod(span, 10_000))
    first = date(year, first_month, first_day)
    crosses = (last_month, last_day) < (first_month, first_day)
    return Stretch(first, date(year + crosses, last_month, last_day))


def easter(year: int) -> date:
    """Return Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher).

    >>> easter(2027).isoformat()
    '2027-03-28'
    """
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def coming_day(weekday: int, today: date) -> Stretch:
    """Return the next such day of the week, never today."""
    day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return Stretch(day, day)


def coming_weekend(today: date) -> Stretch:
    """Return the coming Saturday and Sunday, also where they have begun."""
    saturday = today + timedelta(days=5 - today.weekday())
    return Stretch(saturday, saturday + timedelta(days=1))


def part_of(part: str, whole: Stretch) -> tuple[date, date]:
    """Return the first and last day of a third: the start, middle or end."""
    third = (whole.last - whole.first) / 3
    if part == "start":
        return whole.first, whole.first + third
    return (whole.first + third, whole.last - third) if part == "middle" else (whole.last - third, whole.last)
