"""Reads when two people are to meet: a day, in the words of a language, and a time of day. Now is given, never asked.

The day is read as any other date, the time as ``times_of_day`` finds it. A rep may write in another language than the
desk's: of several readings the one that leaves the fewest words unread is taken, the desk's own first.
"""

import re
from datetime import date, datetime, timedelta

from bot.understanding.calendar_names import names_for
from bot.understanding.dates import find_dates
from bot.understanding.lexicon.clock import CLOCK_WORDS
from bot.understanding.times_of_day import TimeFound, in_figures, length_until, times_in
from bot.understanding.tokens import fold
from bot.understanding.utterance import Utterance, utterance_of

FURTHEST = timedelta(days=366)
_SHORTEST_ABBREVIATION = 2


def read_appointment(text: str, *, now: datetime, locale: str) -> datetime | None:
    """Return the day and time that a text names, by the clock that ``now`` shows; None where it names not both.

    A time alone is the next such time. What is past, or more than a year ahead, is returned as it is.

    >>> now = datetime(2026, 3, 2, 9, 0)
    >>> [read_appointment(text, now=now, locale="en") for text in ("friday 15:00", "demain midi", "on the moon")]
    [datetime.datetime(2026, 3, 6, 15, 0), datetime.datetime(2026, 3, 3, 12, 0), None]
    """
    own = locale.replace("_", "-").partition("-")[0]
    languages = sorted(CLOCK_WORDS, key=lambda language: language != own)
    readings = [reading for language in languages if (reading := _reading(text, now, language)) is not None]
    return min(readings, key=lambda reading: reading[0])[1] if readings else None


def _reading(text: str, now: datetime, language: str) -> tuple[int, datetime] | None:
    """Return when a text in a language says, after how many of its words that does not account for."""
    figures = in_figures(text, language)
    length = length_until(figures, language)
    if length is not None:
        return 0, (now + length).replace(second=0, microsecond=0)
    for found in times_in(figures, language):
        if (reading := _with_day(found, now, language)) is not None:
            return reading
    return None


def _with_day(found: TimeFound, now: datetime, language: str) -> tuple[int, datetime] | None:
    today = now.date()
    if found.days_on is None and not _has_words(found.rest):
        return 0, datetime.combine(today if found.at > now.time() else today + timedelta(days=1), found.at)
    utterance = utterance_of(found.rest, language)
    day, unread = _day(utterance, today=today, locale=language)
    if day is None and found.days_on is not None:
        day = today + timedelta(days=found.days_on)
    return None if day is None else (unread + (not found.is_sure), datetime.combine(day, found.at))


def _has_words(rest: str) -> bool:
    return any(len(word) > _SHORTEST_ABBREVIATION or word.isdigit() for word in re.findall(r"\w+", rest))


def _day(utterance: Utterance, *, today: date, locale: str) -> tuple[date | None, int]:
    """Return the one day that a text names, None where it names none, or a longer time; and how many words are left."""
    found = find_dates(utterance, today=today, locale=locale, asked=True)
    exact = {when.first for when in found if when.first == when.last}
    if len(exact) == 1 and len(found) == 1:
        (when,) = found
        return when.first, _unread(utterance, range(when.start, when.end))
    weekday = _abbreviated(utterance.text, today=today, locale=locale)
    weeks = [when for when in found if (when.last - when.first).days == 6 and when.first.weekday() == 0]
    if len(weeks) == 1 and weekday is not None:
        # The day of a week: thursday next week.
        return weeks[0].first + timedelta(days=weekday.weekday()), _unread(
            utterance, range(found[0].start, found[-1].end)
        )
    if found:
        return None, 0
    return weekday, _unread(utterance, range(0))


def _unread(utterance: Utterance, read: range) -> int:
    """Return how many words of a text are neither those that were read nor little ones."""
    lexicon = utterance.lexicon
    little = lexicon.stop | lexicon.at_time | lexicon.articles | lexicon.ofs | lexicon.fillers
    left = [token for at, token in enumerate(utterance.tokens) if at not in read and token.is_word]
    return sum(token.text not in little for token in left)


def _abbreviated(text: str, *, today: date, locale: str) -> date | None:
    """Return the day of a weekday's first letters: thu, jeu, mié, tors."""
    weekdays = names_for(locale).weekdays
    for word in re.findall(r"[^\W\d_]+", fold(text)):
        meant = {weekday for name, weekday in weekdays.items() if name.startswith(word)}
        if len(word) > _SHORTEST_ABBREVIATION and len(meant) == 1:
            return today + timedelta(days=(meant.pop() - today.weekday() - 1) % 7 + 1)
    return None
