"""Reads calendar dates in figures and short answers that are nothing but a date, through dateparser (decision 42)."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from dateparser.data.languages_info import language_order
from dateparser.date import DateDataParser

_LONGEST = 40
"""Characters: longer texts are no date, and take their time."""


def parse(text: str, *, locale: str, today: date) -> date | None:
    """Return the day that a text means, None if it means none."""
    if len(text) > _LONGEST:
        return None
    try:
        found = _parser(locale, today).get_date_data(text).date_obj
    except (ValueError, OverflowError):  # days that no calendar has
        return None
    return found.date() if isinstance(found, datetime) else None


@lru_cache(maxsize=16)
def _parser(locale: str, today: date) -> Any:
    settings = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 (the library's own are naive)
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "first",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "DATE_ORDER": "DMY",  # nobody of the four languages but Americans writes the month first
    }
    language = locale.replace("_", "-").split("-")[0].lower()
    return DateDataParser(languages=[language if language in language_order else "en"], settings=settings)
