"""Reads the days and instants that other systems and spreadsheets write; where no zone stands beside them, in ours.

05/03/2026 is a day in March or in May. Which, is known from a mapping or from the rest of the file; where neither says
so, it is not guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from bot.import_mapping import ORDERS
from bot.imports.written_numbers import Unsure
from bot.understanding.tokens import fold_words

DMY, MDY, YMD = ORDERS
_LONGEST = 60
_MONTHS_IN = "en fr es sv de nl it pt da nb fi pl ca"
_FIGURES = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)")
_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})[:h](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*$"
)
_NUMBERS = re.compile(r"\d+")
_LEAST_YEAR, _MOST_YEAR = 1900, 2199
_FIRST_OF_1900 = 70
"""Of two digits: spreadsheets and POSIX divide the centuries there, give or take a year."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a file writes days: in which order (empty: not known), and in which zone where it does not say."""

    zone: str = "UTC"
    order: str = ""


def instant_of(text: str, calendar: Calendar) -> datetime | Unsure | None:
    """Return the instant that a text says, a day as its beginning; Unsure where it may be two days, None if none.

    >>> paris = Calendar("Europe/Paris", DMY)
    >>> [str(instant_of(text, paris)) for text in ("2026-03-05 14:30", "05/03/2026", "5 mars 2026 à 9h05")]
    ['2026-03-05 13:30:00+00:00', '2026-03-04 23:00:00+00:00', '2026-03-05 08:05:00+00:00']
    >>> instant_of("05/03/2026", Calendar()), instant_of("soon", paris)
    (<Unsure.EITHER: 'either'>, None)
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    try:
        return _in_zone(datetime.fromisoformat(text), calendar) if "-" in text or ":" in text else _read(text, calendar)
    except (ValueError, OverflowError):
        pass
    try:
        return _read(text, calendar)
    except (ValueError, OverflowError):
        return None


def day_of(text: str, calendar: Calendar) -> date | Unsure | None:
    """Return the day that a text says, whatever time of day stands beside it."""
    found = instant_of(text, calendar)
    return found.astimezone(ZoneInfo(calendar.zone)).date() if isinstance(found, datetime) else found


def order_in(texts: Iterable[str]) -> str:
    """Return in which order days in figures are written in these texts; nothing where none shows it, or they differ.

    >>> order_in(["05/03/2026", "25/03/2026"]), order_in(["05/03/2026"]), order_in(["3/25/26", "25/3/26"])
    ('dmy', '', '')
    """
    found = {order for text in texts if (order := _order(text))}
    return found.pop() if len(found) == 1 else ""


def _order(text: str) -> str:
    match = _FIGURES.match(text) if len(text) <= _LONGEST else None
    if match is None or len(match[1]) > 2 or match[2] == ".":
        return ""
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return DMY
    return MDY if second > 12 >= first else ""


def _read(text: str, calendar: Calendar) -> datetime | Unsure | None:
    at = _TIME.search(text)
    day = _day(text[: at.start()] if at else text, calendar.order)
    if not isinstance(day, date):
        return day
    return _in_zone(datetime.combine(day, _time(at) if at else time(), _offset(at["zone"]) if at else None), calendar)


def _in_zone(at: datetime, calendar: Calendar) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(calendar.zone))).astimezone(UTC)


def _time(match: re.Match[str]) -> time:
    hour, half = int(match[1]), (match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(match[0])
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(match[2]), int(match[3] or 0))


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _day(text: str, order: str) -> date | Unsure | None:
    text = text.strip().rstrip(",T ")
    if match := _FIGURES.fullmatch(text):
        return _in_figures(int(match[1]), match[2], int(match[3]), match[4], order, year_first=len(match[1]) == 4)
    return _in_words(text)


def _in_figures(
    first: int, sign: str, second: int, third: str, order: str, *, year_first: bool
) -> date | Unsure | None:
    if year_first or (order == YMD and len(third) <= 2):
        return date(_year(first), second, int(third))
    if len(third) not in (2, 4):
        return None
    year = _year(int(third))
    if second > 12 or (order == MDY and first <= 12 and sign != "."):
        return date(year, first, second)
    if sign == "." or order == DMY or first > 12 or first == second:
        return date(year, second, first)
    return Unsure.EITHER


def _in_words(text: str) -> date | None:
    """Return a day whose month is written out, in whatever language: 5 mars 2026, Mar 5, 2026."""
    months = {month for word in fold_words(text) if (month := _months().get(word))}
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    if len(months) != 1 or len(numbers) != 2:
        return None
    day, year = numbers if numbers[1] > 31 else reversed(numbers)
    return date(_year(year), months.pop(), day)


def _year(number: int) -> int:
    year = number if number >= 100 else number + (2000 if number < _FIRST_OF_1900 else 1900)
    if not _LEAST_YEAR <= year <= _MOST_YEAR:
        raise ValueError(number)
    return year


@cache
def _months() -> dict[str, int]:
    """Return the months by their folded names, long and short, but for those that mean another one elsewhere."""
    found: dict[str, set[int]] = {}
    for language in _MONTHS_IN.split():
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    for word in fold_words(name)[:1]:
                        found.setdefault(word, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}
