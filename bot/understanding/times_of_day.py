"""Finds the time of day in a text, or how long it is until then, by the words of one language. Knows no days.

What is written between zero and seven without a sign of the night ("at 3", "3:30", "halv fyra") is of the afternoon:
nobody arranges to meet at three in the night. "03:30", "3 am" and "du matin" say that it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from functools import lru_cache

from bot.understanding.lexicon.clock import CLOCK_WORDS
from bot.understanding.numbers.numerals import read_numeral
from bot.understanding.tokens import fold
from bot.understanding.utterance import utterance_of

EARLIEST_HOUR = 7
_HOUR = r"(?P<hour>\d{1,2})"
_MINUTE = r"(?P<minute>\d{1,2})"
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d)?)"
_BEFORE = r"(?<![\d.:/-])"
_RANGE = r"(?:\s*[-–]\s*\d{1,2}(?:[:.h]\d\d)?\s*h?(?![\w./-]))?"
"""Until when they meet is read over."""
_HALF_OF_DAY = r"(?P<half>[ap])\s?\.?\s?m\b\.?"


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time of day, the text without it, and in how many days it is where the words around it say that (else None).

    ``is_sure`` says that it has a sign of a time, and is not a mere number.
    """

    at: time
    rest: str
    days_on: int | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    lengths: tuple[tuple[re.Pattern[str], int, int], ...]
    told: tuple[tuple[re.Pattern[str], int, int], ...]
    signed: tuple[re.Pattern[str], ...]
    pair: re.Pattern[str]
    bare: re.Pattern[str]
    noon: re.Pattern[str]
    one: re.Pattern[str]
    morning: re.Pattern[str]
    afternoon: re.Pattern[str]
    today: re.Pattern[str]
    after_tomorrow: re.Pattern[str]


def in_figures(text: str, language: str) -> str:
    """Return a text folded, with its numbers in words as figures; one is left, which is an article, too.

    >>> in_figures("Quinze heures trente", "fr"), in_figures("klockan tjugotvå", "sv")
    ('15 heures 30', 'klockan 22')
    """
    utterance = utterance_of(text, language)
    tokens, written, at, end = utterance.tokens, list[str](), 0, 0
    while at < len(tokens):
        numeral = read_numeral(utterance, at) if tokens[at].kind == "word" else None
        token, behind = tokens[at], at + 1
        said = fold(token.raw)
        if numeral is not None and numeral.value > 1:
            said, behind = str(numeral.value), numeral.end
        written.append(" " * (token.start > end) + said)
        end = tokens[behind - 1].end
        at = behind
    return "".join(written).strip()


def length_until(figures: str, language: str) -> timedelta | None:
    """Return how long it is until then ("in 2 hours"), where a text in figures says that.

    >>> length_until("dans 2 heures", "fr"), length_until("om en halvtimme", "sv"), length_until("15 heures", "fr")
    (datetime.timedelta(seconds=7200), datetime.timedelta(seconds=1800), None)
    """
    for pattern, each, more in _patterns(language).lengths:
        if found := pattern.search(figures):
            number = float((found.groupdict().get("number") or "0").replace(",", "."))
            minutes = int(found.groupdict().get("minute") or 0)
            return timedelta(minutes=round(number * each + more + minutes))
    return None


def times_in(figures: str, language: str) -> Iterator[TimeFound]:
    """Yield each time of day that a text in figures may name, the surest first."""
    patterns = _patterns(language)
    for pattern, each, more in patterns.told:
        for found in pattern.finditer(figures):
            minutes = int(found.groupdict().get("minute") or 0) * each + more
            yield from _found(figures, found, patterns, minutes=minutes, is_sure=True)
    for pattern in (*patterns.signed, patterns.pair, patterns.noon, patterns.bare):
        for found in pattern.finditer(figures):
            minutes = int(found.groupdict().get("minute") or 0)
            is_sure = pattern not in (patterns.pair, patterns.bare)
            yield from _found(figures, found, patterns, minutes=minutes, is_sure=is_sure)


def _found(
    figures: str, found: re.Match[str], patterns: _Patterns, *, minutes: int, is_sure: bool
) -> Iterator[TimeFound]:
    said = found.groupdict()
    written = said.get("hour") or ""
    hour = int(written) if written.isdecimal() else 1 if patterns.one.fullmatch(written) else 12
    rest = f"{figures[: found.start()]} {figures[found.end() :]}"
    half = said.get("half") or _half_said(rest, patterns)
    if hour > 23 or (half and not 1 <= hour <= 12 and said.get("half")):
        return
    minutes_of_day = _in_half(hour, half, written) * 60 + minutes
    if not (0 <= minutes_of_day < 24 * 60 and (not said.get("minute") or int(said["minute"]) < 60)):
        return
    days_on = 2 if patterns.after_tomorrow.search(rest) else 0 if patterns.today.search(rest) else None
    for words in (patterns.after_tomorrow, patterns.today, patterns.morning, patterns.afternoon):
        rest = words.sub(" ", rest)
    yield TimeFound(time(*divmod(minutes_of_day, 60)), rest, days_on, is_sure)


def _half_said(rest: str, patterns: _Patterns) -> str:
    """Return which half of the day the words around a time say; empty where they say none, or both."""
    said = [
        half for half, words in (("a", patterns.morning), ("p", patterns.afternoon)) if words.search(rest) is not None
    ]
    return said[0] if len(said) == 1 else ""


def _in_half(hour: int, half: str, written: str) -> int:
    if half == "p":
        return hour + 12 if hour < 12 else hour
    if half == "a":
        return hour % 12 if hour <= 12 else hour
    is_night = written.startswith("0") or not 0 < hour < EARLIEST_HOUR
    return hour if is_night else hour + 12


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    words = CLOCK_WORDS[language]
    lead = rf"(?:\b(?:{words.leads})\.?\s*)?"
    hour = rf"(?P<hour>\d{{1,2}}|{words.one})"
    named = rf"(?P<hour>\d{{1,2}}|{words.one}|{words.noon})(?:\s?(?:{words.hour})\b)?"
    places = {"h": named, "m": _MINUTE, "n": _NUMBER}
    apart = rf"(?:\s?(?:{words.hour})\s?|[:.])"

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(_BEFORE + text)

    return _Patterns(
        lengths=tuple(
            (pattern(rf"\b{_filled(said, places)}\s?{_MINUTE}?(?!\w)"), each, more)
            for said, each, more in words.lengths
        ),
        told=tuple(
            (pattern(lead + _filled(said, places) + r"\b(?![:.]\d)"), each, more) for said, each, more in words.told
        ),
        signed=(
            pattern(rf"{lead}{_HOUR}(?:[:.](?P<minute>\d\d))?\s*[-–]\s*\d{{1,2}}(?:[:.]\d\d)?\s*{_HALF_OF_DAY}"),
            pattern(rf"{lead}{_HOUR}(?:[:.](?P<minute>\d\d))?\s*{_HALF_OF_DAY}{_RANGE}"),
            pattern(rf"{lead}{_HOUR}{apart}(?P<minute>\d\d)(?!\d|[./]\d){_RANGE}"),
            pattern(rf"{lead}{hour}\s?(?:{words.hour})\b{_RANGE}"),
            pattern(rf"\b(?:{words.leads})\.?\s*{hour}(?!\w*[a-z])\s?(?P<minute>\d\d)?(?![\d:./-]){_RANGE}"),
        ),
        pair=pattern(rf"{lead}{_HOUR}\s(?P<minute>[0-5]\d)(?=\s*$)"),
        bare=pattern(rf"{lead}{_HOUR}(?=\s*$|\s+(?:{words.morning}|{words.afternoon}))"),
        one=re.compile(words.one),
        noon=pattern(rf"{lead}\b(?:{words.noon})\b(?:\s{_MINUTE}\b)?"),
        **{
            name: re.compile(rf"\b(?:{getattr(words, name)})(?!\w)")
            for name in ("morning", "afternoon", "today", "after_tomorrow")
        },
    )


def _filled(said: str, places: dict[str, str]) -> str:
    return re.sub(r"\{([hmn])\}", lambda place: places[place[1]], said)
