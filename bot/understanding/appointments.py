"""Reads when two people are to meet: a day, in the words of a language, and a time of day. Today is given, never asked.

The day is read as any other date; the time by its signs alone ("15:00", "15h30", "3pm"), or as the number at the end.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.understanding.calendar_names import names_for
from bot.understanding.dates import find_dates
from bot.understanding.tokens import fold
from bot.understanding.utterance import utterance_of

FURTHEST = timedelta(days=366)
EARLIEST_HOUR = 7
"""A smaller hour without a sign is one of the afternoon: nobody meets at three in the night."""
_SHORTEST_ABBREVIATION = 2
_TIME = re.compile(r"(?<![\d.:/-])(\d{1,2})(?:[:h](\d{2})?|\.(\d{2})(?!\d|[./-]\d))(?!\d)", re.IGNORECASE)
_HALF_OF_DAY = re.compile(r"(?<![\d.:/-])(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"(?<![\d.:/-])(\d{1,2})\s*$")


def read_appointment(text: str, *, now: datetime, locale: str) -> datetime | None:
    """Return the day and time that a text names, by the clock that ``now`` shows; None where it names not both.

    A time alone is the next such time. What is past, or more than a year ahead, is returned as it is.

    >>> now = datetime(2026, 3, 2, 9, 0)
    >>> [read_appointment(text, now=now, locale="en") for text in ("thursday 15:00", "8:30", "on the moon at noon")]
    [datetime.datetime(2026, 3, 5, 15, 0), datetime.datetime(2026, 3, 3, 8, 30), None]
    """
    for at, rest in _times(text):
        if not _has_words(rest):
            day = now.date() if at > now.time() else now.date() + timedelta(days=1)
            return datetime.combine(day, at)
        if (found := _day(rest, today=now.date(), locale=locale)) is not None:
            return datetime.combine(found, at)
    return None


def _times(text: str) -> Iterator[tuple[time, str]]:
    """Yield each time of day that a text may name, the surest first, with the text without it."""
    for found in _HALF_OF_DAY.finditer(text):
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
        if 1 <= int(found[1]) <= 12:
            yield from _at(hour, int(found[2] or 0), text, found)
    for found in _TIME.finditer(text):
        yield from _at(int(found[1]), int(found[2] or found[3] or 0), text, found)
    for found in _NUMBER_AT_END.finditer(text):
        hour = int(found[1])
        yield from _at(hour + 12 if 0 < hour < EARLIEST_HOUR else hour, 0, text, found)


def _at(hour: int, minute: int, text: str, found: re.Match[str]) -> Iterator[tuple[time, str]]:
    if hour < 24 and minute < 60:
        yield time(hour, minute), f"{text[: found.start()]} {text[found.end() :]}"


def _has_words(rest: str) -> bool:
    return any(len(word) > _SHORTEST_ABBREVIATION or word.isdigit() for word in re.findall(r"\w+", rest))


def _day(text: str, *, today: date, locale: str) -> date | None:
    """Return the one day that a text names; None where it names none, or a longer time."""
    found = find_dates(utterance_of(text, locale), today=today, locale=locale, asked=True)
    exact = {when.first for when in found if when.first == when.last}
    if len(exact) == 1 and len(found) == 1:
        return exact.pop()
    return None if found else _abbreviated(text, today=today, locale=locale)


def _abbreviated(text: str, *, today: date, locale: str) -> date | None:
    """Return the day of a weekday's first letters: thu, jeu, mié, tors."""
    weekdays = names_for(locale).weekdays
    for word in re.findall(r"[^\W\d_]+", fold(text)):
        meant = {weekday for name, weekday in weekdays.items() if name.startswith(word)}
        if len(word) > _SHORTEST_ABBREVIATION and len(meant) == 1:
            return today + timedelta(days=(meant.pop() - today.weekday() - 1) % 7 + 1)
    return None
