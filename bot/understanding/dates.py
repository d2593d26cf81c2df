"""Finds the words of a message that say when, and the days that they mean.

A date is never looked for everywhere: each begins with a number and a unit, a month, a day of the week, a season, or
a word such as tomorrow. Calendar dates in figures are read by a library (decision 42). Today is given, never asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from msgspec.structs import replace as replace_number

from bot.understanding.calendar_names import CalendarNames, names_for
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.figures import Number, find_numbers
from bot.understanding.numbers.people import is_accented_unit
from bot.understanding.stretches import (
    Stretch,
    coming_day,
    coming_day_of_month,
    coming_month,
    coming_season,
    coming_week,
    coming_weekend,
    later,
    part_of,
    quarter_of,
    unit_from,
    year_of,
)
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_LOOKBACK = 4
"""Words before a time that belong to it: "some time before the end of"."""
_FEWEST_HOURS = 24
"""Hours from which they are days: within 48 hours. Fewer are a time of day: 18h."""
_FORTNIGHT = 15
"""Days that are two weeks in French and Spanish: quinze jours."""
_NEXT_REACHES = 8
"""Tokens back from a *next* without a unit in which the unit stands that is denied: "este mes no, el que viene"."""
_WHOLE_YEAR = 364
"""Days from the first of a year to its last."""
_YEAR = re.compile(r"20\d\d")
_FIGURES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|\d{1,2}/\d{1,2}(?!/)")
_NEVER = frozenset({"24/7", "50/50"})


@dataclass(frozen=True, slots=True)
class When:
    """The days that are meant, from the first to the last, and the tokens that say so."""

    first: date
    last: date
    start: int
    end: int
    exact: bool = False
    """Whether one day was named."""

    @property
    def middle(self) -> date:
        """Return the day in the middle."""
        return self.first + (self.last - self.first) / 2


def find_dates(utterance: Utterance, *, today: date, locale: str, asked: bool = False) -> tuple[When, ...]:
    """Return the times in a message, from left to right; where a date is ``asked`` years and figures count alone."""
    if not (asked or _may_hold(utterance, locale)):
        return ()
    numbers = {number.start: number for number in find_numbers(utterance)}
    return tuple(_Reader(utterance, today, locale, names_for(locale), numbers, asked).times())


def _may_hold(utterance: Utterance, locale: str) -> bool:
    """Return whether any word may be of a time: most messages have none, and looking closer takes long."""
    words = _time_words(utterance.lexicon.language, locale)
    return not words.isdisjoint(utterance.said) or bool(_FIGURES.search(utterance.text))


@lru_cache(maxsize=32)
def _time_words(language: str, locale: str) -> frozenset[str]:
    lexicon, names = lexicon_for(language), names_for(locale)
    return frozenset(
        (*lexicon.units, *lexicon.days_on, *lexicon.seasons, *lexicon.weekend, *names.months, *names.weekdays)
    ) | {phrase[0] for phrase in lexicon.feasts}


@lru_cache(maxsize=16)
def _happened(language: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon_for(language).happened))


@lru_cache(maxsize=32)
def _little(language: str) -> frozenset[str]:
    """Return the words that may stand between a time and what it is the start of, or before it."""
    lexicon = lexicon_for(language)
    known = lexicon.ofs | lexicon.articles | lexicon.at_time | lexicon.stop
    return known - lexicon.negators - lexicon.past - lexicon.starts - lexicon.words_like_times


@dataclass(frozen=True, slots=True)
class _Reader:
    utterance: Utterance
    today: date
    locale: str
    names: CalendarNames
    numbers: dict[int, Number]
    asked: bool

    @property
    def lexicon(self) -> Lexicon:
        return self.utterance.lexicon

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.utterance.tokens

    def text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def times(self) -> Iterator[When]:
        at = 0
        while at < len(self.tokens):
            found = self.time(at) or self.part(at)
            believed = None if found is None else self.believed(found)
            if believed is not None:
                yield believed
            at = at + 1 if found is None else max(found.end, at + 1)

    def part(self, at: int) -> When | None:
        """Read the start, middle or end of something: fin avril, mitten av nästa månad."""
        part = self.lexicon.parts.get(self.text(at))
        if part is None:
            return None
        start, at = at, at + 1
        while self.text(at) == "-" or (self.text(at) in self.little and at - start <= 3 and not self.points(at)):
            at += 1
        if at == start + 1 and self.text(start) in self.lexicon.starts:
            return None  # "we want to start next month"
        whole = self.time(at) or self.unit(at, on=0)
        if whole is None or whole.exact:
            return None
        if self.text(whole.end) in self.lexicon.ofs and self.time(whole.end + 1) is not None:
            return None  # the first week of february is read as february
        first, last = part_of(part, Stretch(whole.first, whole.last))
        if last < self.today and whole.end == at + 1 and self.text(at) in self.lexicon.units:
            whole = self.unit(at, on=1) or whole
            first, last = part_of(part, Stretch(whole.first, whole.last))
        return replace(whole, first=first, last=last, start=start)

    def points(self, at: int) -> bool:
        """Return whether a word says which stretch is meant: this, next."""
        lexicon = self.lexicon
        return any(self.says(phrase, at) for phrase in (*lexicon.nexts, *lexicon.this_time))

    @property
    def little(self) -> frozenset[str]:
        return _little(self.lexicon.language)

    def time(self, at: int) -> When | None:
        """Read a time that begins at a token."""
        if at >= len(self.tokens):
            return None
        return (
            self.figures(at)
            or self.day_and_month(at)
            or self.counted(at)
            or self.day_alone(at)
            or self.coming(at)
            or self.quarter(at)
            or self.day_after(at)
            or self.feast(at)
            or self.named(at)
        )

    def figures(self, at: int) -> When | None:
        token = self.tokens[at]
        found = _FIGURES.match(self.utterance.text, token.start) if token.kind == "number" else None
        if found is None or not (self.asked or len(found.group()) > 7):
            return None
        day = read_calendar_date(found.group(), locale=self.locale, today=self.today)
        end = next((i for i in range(at, len(self.tokens)) if self.tokens[i].end >= found.end()), at) + 1
        return None if day is None else When(day, day, at, end, exact=True)

    def day_and_month(self, at: int) -> When | None:
        """Read a day of a month: 15 January, el 2 de octubre, 1er juin, march 3."""
        start, day = at, self.day_of_month(at)
        if day is not None:
            at += 1
            if at < len(self.tokens) and self.tokens[at].glued and self.tokens[at].kind == "word":
                at += 1  # 1st, 1er
            at += self.text(at) == "."  # 3. Oktober
            while self.text(at) in self.lexicon.ofs:
                at += 1
            month = self.names.month(self.text(at), guess=self.asked)
            end = at + 1
        else:
            month = self.names.month(self.text(at))
            day = self.day_of_month(at + 1) if month is not None else None
            end = at + 2
        if day is None or month is None:
            return None
        year, end = self.year_after(end)
        found = coming_month(month, self.today, year=year, day=day)
        return None if found is None else When(found.first, found.last, start, end, exact=True)

    def day_alone(self, at: int) -> When | None:
        """Read a day whose month goes without saying, where a date is asked: by the 12th, pour le 12, till den 12."""
        day = self.day_of_month(at) if self.text(at).isdecimal() else None  # "the second" is of a list
        if not self.asked or day is None or self.text(at - 1) not in self.lexicon.of_day:
            return None
        end = at + 1
        if end < len(self.tokens) and self.tokens[end].glued and self.tokens[end].kind == "word":
            end += 1  # 12th
        if end < len(self.tokens) and self.tokens[end].is_word and self.text(end) not in self.lexicon.fillers:
            return None  # "the 12 machines", "the first of them"
        found = coming_day_of_month(day, self.today)
        return When(found, found, at, end, exact=True)

    def day_of_month(self, at: int) -> int | None:
        text = self.text(at)
        day = int(text) if text.isdecimal() and text.isascii() and len(text) <= 2 else 0
        number = day or self.lexicon.ordinals.get(text, 0)
        return number if 1 <= number <= 31 else None

    def year_after(self, at: int) -> tuple[int | None, int]:
        skipped = at + 1 if self.text(at) in self.lexicon.ofs or self.text(at) == "," else at
        if _YEAR.fullmatch(self.text(skipped)):
            return int(self.text(skipped)), skipped + 1
        coming = self.coming(skipped) if skipped > at else None
        if coming is not None and (coming.last - coming.first).days >= _WHOLE_YEAR:
            return coming.first.year, coming.end
        return None, at

    def counted(self, at: int) -> When | None:
        """Read a number of units from today: in 2 months, 2-3 weeks, om en vecka, half a year."""
        number = self.numbers.get(at)
        if number is not None:
            end = number.end
            while self.text(end) in self.lexicon.ofs:
                end += 1
            unit = None if self.counts_people(end) else self.lexicon.units.get(self.text(end))
            if self.text(end) in self.lexicon.hours and number.value >= _FEWEST_HOURS:
                number, unit = replace_number(number, value=number.value / 24, upper=None), "day"
            if unit is None and end == number.end and self.text(end - 1) in self.lexicon.units:
                number, unit, end = replace_number(number, value=1.0), self.lexicon.units[self.text(end - 1)], end - 1
            if unit is None or number.value > 1000:
                return None
            if unit == "day" and number.value == _FORTNIGHT:
                number = replace_number(number, value=14.0)
            first, last = (later(self.today, unit, amount) for amount in (number.value, number.upper or number.value))
            return When(first, last, at, end + 1)
        half = self.lexicon.fractions.get(self.text(at)) == 2
        end = at + 1
        if half and self.text(end) in self.lexicon.articles:
            end += 1
        unit = self.lexicon.units.get(self.text(end))
        if unit is None or not (half or (self.text(at) in self.lexicon.articles and self.is_led(at))):
            return None
        day = later(self.today, unit, 0.5 if half else 1)
        return When(day, day, at, end + 1)

    def counts_people(self, at: int) -> bool:
        """Return whether a word is one for people as it is typed: "5 man" are no months."""
        is_people = self.text(at) in self.lexicon.people
        return is_people and not is_accented_unit(self.tokens[at], self.lexicon)

    def coming(self, at: int) -> When | None:
        """Read next week, la semana que viene, this month, lundi prochain."""
        for on, phrases in ((1, self.lexicon.nexts), (0, self.lexicon.this_time)):
            for phrase in phrases:
                if self.says(phrase, at):
                    end = at + len(phrase)
                    found = self.unit(end, on=on) or self.named(end) or (self.after_denied(end) if on else None)
                    if found is not None:
                        return replace(found, start=at)
        if self.text(at) not in self.lexicon.units:
            return None
        part = self.lexicon.parts.get(self.text(at + 1))
        whole = self.unit(at, on=0)
        if part is not None and whole is not None:  # year end
            first, last = part_of(part, Stretch(whole.first, whole.last))
            return replace(whole, first=first, last=last, end=at + 2)
        behind = next((phrase for phrase in self.lexicon.nexts if self.says(phrase, at + 1)), None)
        found = None if behind is None else self.unit(at, on=1)
        return None if found is None or behind is None else replace(found, end=found.end + len(behind))

    def after_denied(self, end: int) -> When | None:
        """Read a next that names no unit, behind the unit that is denied: "not this month, the next"."""
        before = self.tokens[max(0, end - _NEXT_REACHES) : end]
        named = [at for at, token in enumerate(before, max(0, end - _NEXT_REACHES)) if token.text in self.lexicon.units]
        is_last = end >= len(self.tokens) or not self.tokens[end].is_word
        if not (named and is_last) or self.lexicon.negators.isdisjoint(token.text for token in before):
            return None
        found = self.unit(named[-1], on=1)
        return None if found is None else replace(found, end=end)

    def says(self, phrase: tuple[str, ...], at: int) -> bool:
        return all(self.text(at + i) == word for i, word in enumerate(phrase))

    def unit(self, at: int, *, on: int) -> When | None:
        unit = self.lexicon.units.get(self.text(at))
        if unit is None:
            return None
        stretch = unit_from(self.today, unit, on=on)
        return When(stretch.first, stretch.last, at, at + 1)

    def quarter(self, at: int) -> When | None:
        """Read Q2, T2 2027, second quarter, andra halvåret."""
        unit, number, end = self.lexicon.units.get(self.text(at)), self.text(at + 1), at + 2
        if unit == "week":
            return self.week(at)
        if unit not in ("quarter", "half") or not number.isdecimal():
            place = self.lexicon.ordinals.get(self.text(at)) or self.text(at)
            end = at + 1 + (at + 1 < len(self.tokens) and self.tokens[at + 1].glued)  # 2e trimestre
            unit, number, end = self.lexicon.units.get(self.text(end)), str(place), end + 1
        if unit not in ("quarter", "half") or number not in ("1", "2", "3", "4"):
            return None
        year, end = self.year_after(end)
        stretch = quarter_of(int(number), self.today, months=3 if unit == "quarter" else 6, year=year)
        return None if stretch is None else When(stretch.first, stretch.last, at, end)

    def week(self, at: int) -> When | None:
        """Read a week of the year: vecka 12, week 7."""
        end = at + 2 if self.text(at + 1) == "." else at + 1
        number = self.text(end)
        if not (number.isdecimal() and number.isascii() and len(number) <= 2 and 1 <= int(number) <= 53):
            return None
        stretch = coming_week(int(number), self.today)
        return None if stretch is None else When(stretch.first, stretch.last, at, end + 1)

    def day_after(self, at: int) -> When | None:
        """Read the day after tomorrow."""
        for phrase in self.lexicon.days_after:
            named = at + len(phrase) + (self.text(at + len(phrase)) == "-")
            if self.says(phrase, at) and self.text(named) in self.lexicon.days_on:
                day = self.today + timedelta(days=self.lexicon.days_on[self.text(named)] + 1)
                return When(day, day, at, named + 1, exact=True)
        return None

    def feast(self, at: int) -> When | None:
        """Read a day that has a name: mother's day, la Saint-Valentin, julafton."""
        begun = [phrase for phrase in self.lexicon.feasts if self.text(at) == phrase[0]]
        places = [place for place in range(at, len(self.tokens)) if self.text(place) != "-"] if begun else []
        said = tuple(map(self.text, places))
        name = max((phrase for phrase in begun if said[: len(phrase)] == phrase), key=len, default=())
        if not name:
            return None
        year, end = self.year_after(places[len(name) - 1] + 1)
        stretch = coming_season(self.lexicon.feasts[name], self.today, year=year)
        return When(stretch.first, stretch.last, at, end)

    def named(self, at: int) -> When | None:
        """Read a month, a season, a feast, a day of the week, a year, or a word such as tomorrow."""
        text, lexicon = self.text(at), self.lexicon
        if text in lexicon.days_on:
            if any(self.says(idiom, at - len(idiom) + 1) for idiom in lexicon.idioms if text == idiom[-1]):
                return None  # por la mañana
            day = self.today + timedelta(days=lexicon.days_on[text])
            return When(day, day, at, at + 1, exact=True)
        stretch, year, end = None, None, at + 1
        # A season comes first: the Swedish "jul" is Christmas, and July in short elsewhere.
        month = None if text in lexicon.seasons else self.names.month(text, guess=self.asked)
        weekday = self.names.weekday(text, guess=self.asked)
        if month is not None or text in lexicon.seasons:
            year, end = self.year_after(end)
        if month is not None:
            stretch = coming_month(month, self.today, year=year)
        elif text in lexicon.seasons:
            stretch = coming_season(lexicon.seasons[text], self.today, year=year)
        elif text in lexicon.weekend:
            stretch = coming_weekend(self.today)
        elif weekday is not None:
            further = next((phrase for phrase in lexicon.days_further if self.says(phrase, end)), ())
            end += len(further)
            stretch = coming_day(weekday, self.today + timedelta(days=lexicon.days_further.get(further, 0)))
        elif _YEAR.fullmatch(text):
            stretch = year_of(int(text))
        return None if stretch is None else When(stretch.first, stretch.last, at, end, exact=weekday is not None)

    def is_led(self, at: int) -> bool:
        """Return whether the word before says that a time follows: "in march", "before the summer", "start feb"."""
        lexicon, before = self.lexicon, at - 1
        while before > 0 and self.text(before) in lexicon.articles | lexicon.determiners - lexicon.at_time:
            before -= 1
        leads = self.text(before) in lexicon.at_time or self.text(before) in lexicon.starts
        return before >= 0 and leads and self.same_clause(before, at)

    def same_clause(self, one: int, other: int) -> bool:
        return self.tokens[one].clause == self.tokens[other].clause

    def believed(self, when: When) -> When | None:
        """Return a time with the words before it that belong to it, or None where it is over or no time at all."""
        lexicon, start = self.lexicon, when.start
        around = (self.text(start - 1), self.text(start - 2), self.text(when.end))
        if any(text in lexicon.past for text in around) or self.has_happened(when):
            return None
        while start > 0 and when.start - start < _LOOKBACK and self.text(start - 1) in self.little | lexicon.about:
            start -= 1
        inside = {self.text(at) for at in range(when.start, when.end)}
        before = {self.text(at) for at in range(start, when.start)} | (inside & lexicon.before_time)
        if not self.is_evident(when, led=self.is_led(when.start) or self.is_led(when.end - 1)):
            return None
        denied = start > 0 and self.text(start - 1) in lexicon.negators
        if denied and not before & (lexicon.before_time | lexicon.at_time):
            return None
        if self.text(when.end) in lexicon.noes and self.same_clause(when.start, when.end):
            return None  # este mes no
        if before & lexicon.before_time:
            when = when if when.first < self.today else replace(when, last=when.first)
        elif before & lexicon.after_time:
            when = replace(when, first=when.last)
        return replace(when, start=start)

    def has_happened(self, when: When) -> bool:
        """Return whether a time is told of what is over: "our contract began 1 June", "it took 9 months"."""
        clause = self.tokens[when.start].clause
        words = [token for token in self.tokens if token.clause == clause and token.is_word]
        said = " ".join(word.raw.lower() for word in words)
        is_told = _happened(self.lexicon.language).search(said) is not None
        return is_told and self.lexicon.starts.isdisjoint(word.text for word in words)

    def is_evident(self, when: When, *, led: bool) -> bool:
        """Return whether words are surely a time: a lone name needs a word before it, or to be all that is said."""
        text, lexicon = self.text(when.end - 1), self.lexicon
        follows = self.text(when.end)
        if self.text(when.end + (follows == "-")) in lexicon.about_after:
            return True  # march-ish
        clause = [token for token in self.tokens if token.clause == self.tokens[when.start].clause and token.is_word]
        is_last = when.end >= len(self.tokens) or not self.same_clause(when.end - 1, when.end)
        is_apart = is_last or not self.tokens[when.end].is_word
        ends = is_last or follows in lexicon.fillers or (is_apart and (led or len(clause) == when.end - when.start))
        lone = when.end - when.start == 1 and text not in lexicon.days_on
        if _YEAR.fullmatch(text) and lone and not self.asked:
            return False
        if text in lexicon.words_like_times and not (ends or follows in lexicon.at_time or follows in lexicon.fillers):
            return False
        if led or not lone or follows in lexicon.starts:
            return True
        return says_only(self.utterance, when, said=clause if is_apart else None)


def says_only(utterance: Utterance, when: When, *, said: Sequence[Token] | None = None) -> bool:
    """Return whether a message, or the tokens ``said`` of it, say nothing but a time."""
    lexicon = utterance.lexicon
    little = (
        *(lexicon.stop, lexicon.fillers, lexicon.at_time, lexicon.about, lexicon.articles, lexicon.starts),
        *(lexicon.joiners, lexicon.units, lexicon.seasons, lexicon.parts, names_for(lexicon.language).months),
    )
    inside = utterance.tokens[when.start : when.end]
    others = [token for token in said or utterance.tokens if token.is_word and token not in inside]
    return all(any(token.text in words for words in little) for token in others)


def read_calendar_date(text: str, *, locale: str, today: date) -> date | None:
    """Return the day that a date in figures, or a whole short answer, means in a language, None if it is none.

    The library is imported when it is first needed: that takes a tenth of a second, and most messages hold no date.
    """
    if text.strip() in _NEVER:
        return None
    from bot.understanding.calendar_dates import parse

    return parse(text, locale=locale, today=today)
