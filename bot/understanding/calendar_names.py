"""The names of months and days: those of every language that has a lexicon, and of the prospect's own."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from bot.understanding.lexicon.languages import TABLES
from bot.understanding.spelling import Speller
from bot.understanding.tokens import fold

_SHORTEST = 3
_LONG_ENOUGH_TO_GUESS = 6
"""Letters from which a month may be misspelt. With 5, the French "marche" is March."""


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """Folded names, short forms of months included; January is 1, Monday 0."""

    months: dict[str, int]
    weekdays: dict[str, int]
    own_weekdays: frozenset[str]
    """Those of the prospect's own language."""
    speller: Speller

    def month(self, word: str, *, guess: bool = False) -> int | None:
        """Return the month of this name, None if it is none; a guess takes the nearest of the longer ones."""
        known = self.months.get(word)
        return self._guessed(word, self.months) if known is None and guess else known

    def weekday(self, word: str, *, guess: bool = False) -> int | None:
        """Return the day of this name, None if it is none; a guess takes what begins the name of one: fri, tors."""
        known = self.weekdays.get(word)
        if known is not None or not guess:
            return known
        begun = {self.weekdays[name] for name in self.own_weekdays if name.startswith(word) and len(word) >= _SHORTEST}
        return begun.pop() if len(begun) == 1 else self._guessed(word, self.weekdays)

    def _guessed(self, word: str, names: dict[str, int]) -> int | None:
        if len(word) < _LONG_ENOUGH_TO_GUESS:
            return None
        places = {names.get(guess.word) for guess in self.speller.guesses(word)}
        return places.pop() if len(places) == 1 else None


@lru_cache(maxsize=32)
def names_for(locale: str) -> CalendarNames:
    """Return the names for a locale; where two languages disagree about a word the locale's own is right."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    own: frozenset[str] = frozenset()
    for language in (*TABLES, locale):
        try:
            names = Locale.parse(language, sep="-" if "-" in language else "_")
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                months |= {_folded(name): number for number, name in names.months[context][width].items()}
            days = {_folded(name): number for number, name in names.days[context]["wide"].items()}
            weekdays, own = weekdays | days, frozenset(days)
    months = {name: number for name, number in months.items() if len(name) >= _SHORTEST and name not in weekdays}
    long = {name for name in (*months, *weekdays) if len(name) >= _LONG_ENOUGH_TO_GUESS}
    return CalendarNames(months, weekdays, own, Speller(long))


def _folded(name: str) -> str:
    return fold(name).strip(".")
