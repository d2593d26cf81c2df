"""Values as a language writes them: amounts, numbers, lengths of time, names of languages.

The data is Babel's; every result is cached, since the same few values are written again and again.
"""

from datetime import timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_timedelta
from babel.numbers import format_decimal, parse_pattern

_REMEMBERED = 2048


@lru_cache(_REMEMBERED)
def money(major: int | float, currency: str, locale: str) -> str:
    """Return an amount in major units, without ",00" where it is whole.

    >>> money(15000, "EUR", "en")
    '€15,000'
    """
    written = Locale.parse(locale)
    pattern = written.currency_formats["standard"]
    whole = float(major).is_integer()
    if whole:
        pattern = parse_pattern(pattern.pattern.replace(".00", ""))
    return str(pattern.apply(major, written, currency=currency, currency_digits=not whole))


@lru_cache(_REMEMBERED)
def number(value: int | float, locale: str) -> str:
    """Return a number with the language's separators, and at most two decimals.

    >>> number(1200, "en")
    '1,200'
    """
    return format_decimal(round(value, 2), locale=locale)


@lru_cache(_REMEMBERED)
def duration(span: timedelta, locale: str) -> str:
    """Return a length of time in its largest unit, rounded.

    >>> duration(timedelta(seconds=38), "en")
    '38 seconds'
    """
    return format_timedelta(span, threshold=1, locale=locale)


@lru_cache(_REMEMBERED)
def language_name(locale: str, in_locale: str) -> str:
    """Return what speakers of ``in_locale`` call a language; the code itself where nobody knows it.

    >>> language_name("sv", "en")
    'Swedish'
    """
    return str(Locale.parse(in_locale).languages.get(locale, locale))
