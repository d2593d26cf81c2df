"""Values as a language writes them: amounts, numbers, days, lengths of time, names of languages.

The data is Babel's; every result is cached, since the same few values are written again and again.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal, parse_pattern

_REMEMBERED = 2048
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


@lru_cache(_REMEMBERED)
def money(major: int | float, currency: str, locale: str) -> str:
    r"""Return an amount in major units, without ",00" where it is whole.

    >>> money(15000, "EUR", "en")
    '€15,000'
    >>> money(99.5, "SEK", "en")
    'SEK\xa099.50'
    """
    written = Locale.parse(locale)
    pattern = written.currency_formats["standard"]
    whole = float(major).is_integer()
    if whole:
        pattern = parse_pattern(pattern.pattern.replace(".00", ""))
    text = str(pattern.apply(major, written, currency=currency, currency_digits=not whole))
    # Babel does not know the patterns for a currency that ends in a letter ("SEK99.50").
    return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", text)


@lru_cache(_REMEMBERED)
def number(value: int | float, locale: str) -> str:
    """Return a number with the language's separators, and at most two decimals.

    >>> number(1200, "en")
    '1,200'
    """
    return format_decimal(round(value, 2), locale=locale)


@lru_cache(_REMEMBERED)
def listed(parts: tuple[str, ...], locale: str) -> str:
    """Return several things in a row as a language joins them.

    >>> listed(("Espresso", "Filter"), "fr"), listed(("A", "B", "C"), "en")
    ('Espresso et Filter', 'A, B, and C')
    """
    return format_list(parts, locale=locale)


@lru_cache(_REMEMBERED)
def duration(span: timedelta, locale: str) -> str:
    """Return a length of time in its largest unit, rounded.

    >>> duration(timedelta(seconds=38), "en")
    '38 seconds'
    """
    return format_timedelta(span, threshold=1, locale=locale)


def day(at: datetime, zone: str, *, now: datetime, locale: str) -> str:
    """Return the day of an instant in a time zone, with the year if it is not the present one.

    >>> at = datetime.fromisoformat("2026-03-04T20:05Z")
    >>> day(at, "Asia/Tokyo", now=at, locale="en")
    'Mar 5'
    """
    local = _local(at, zone)
    return _day(local.date(), locale, with_year=local.year != _local(now, zone).year)


def moment(at: datetime, zone: str, *, now: datetime, locale: str) -> str:
    """Return the day and time of an instant; UTC is named, any other zone is taken to be the reader's own.

    >>> at = datetime.fromisoformat("2026-03-04T20:05Z")
    >>> moment(at, "UTC", now=at, locale="en")
    'Mar 4, 20:05 UTC'
    """
    time = f"{_local(at, zone):%H:%M}{' UTC' if zone == 'UTC' else ''}"
    return f"{day(at, zone, now=now, locale=locale)}, {time}"


def weekday(at: datetime, zone: str, *, locale: str) -> str:
    """Return the short name of the day of the week of an instant in a time zone.

    >>> weekday(datetime.fromisoformat("2026-03-04T20:05Z"), "UTC", locale="sv")
    'ons'
    """
    return format_skeleton("E", _local(at, zone), locale=locale)


def short_day(at: datetime, zone: str, *, locale: str) -> str:
    """Return the day of an instant in a time zone in figures.

    >>> short_day(datetime.fromisoformat("2026-03-04T20:05Z"), "UTC", locale="fr")
    '04/03'
    """
    return format_skeleton("Md", _local(at, zone), locale=locale)


def _local(at: datetime, zone: str) -> datetime:
    try:
        return at.astimezone(ZoneInfo(zone))
    except OverflowError:
        return at  # at either end of time there is no local clock


@lru_cache(_REMEMBERED)
def _day(local: date, locale: str, *, with_year: bool) -> str:
    return format_skeleton("yMMMd" if with_year else "MMMd", local, locale=locale)


@lru_cache(_REMEMBERED)
def weekday_name(local: date, locale: str) -> str:
    """Return the name of a day of the week.

    >>> weekday_name(date(2026, 3, 2), "fr")
    'lundi'
    """
    return str(format_date(local, "EEEE", locale=locale))


@lru_cache(_REMEMBERED)
def day_and_month(local: date, locale: str) -> str:
    """Return a day and its month in full.

    >>> day_and_month(date(2026, 1, 4), "es"), day_and_month(date(2026, 1, 4), "en")
    ('4 de enero', 'January 4')
    """
    return str(format_skeleton("MMMMd", local, locale=locale))


@lru_cache(_REMEMBERED)
def date_told(iso: str, locale: str) -> str:
    """Return a date as it is said, with its year; words that are no date stay as they are.

    >>> date_told("2027-03-05", "en")
    'Mar 5, 2027'
    """
    try:
        told = date.fromisoformat(iso)
    except ValueError:
        return iso
    return _day(told, locale, with_year=True)


@lru_cache(_REMEMBERED)
def language_name(locale: str, in_locale: str) -> str:
    """Return a language's name among speakers of ``in_locale``; the code itself where nobody knows it.

    >>> language_name("sv", "en")
    'Swedish'
    """
    return str(Locale.parse(in_locale).languages.get(locale, locale))


def appointment(at: datetime, zone: str, *, now: datetime, locale: str, names_zone: bool) -> str:
    """Return weekday, day and time of an instant in a time zone, and the zone's name for somebody who may be elsewhere.

    The year is there where it is not this one.

    >>> at = datetime.fromisoformat("2026-03-05T14:00Z")
    >>> appointment(at, "Europe/Stockholm", now=at, locale="en", names_zone=False)
    'Thu, Mar 5, 15:00'
    """
    local = _local(at, zone)
    skeleton = "MMMEd" if local.year == _local(now, zone).year else "yMMMEd"
    told = f"{_weekday(local.date(), skeleton, locale)}, {local:%H:%M}"
    return f"{told} ({get_timezone_name(local, locale=locale)})" if names_zone else told


@lru_cache(_REMEMBERED)
def _weekday(local: date, skeleton: str, locale: str) -> str:
    return format_skeleton(skeleton, local, locale=locale)
