"""Says which question a time in a message answers, and with what: a day, or the option that reaches so far."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from bot.script import AnswerValue, Kind, Question
from bot.understanding.dates import When, find_dates, read_calendar_date, says_only
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.numbers.number_answers import accepts_numbers
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_LONG_MESSAGE_WORDS = 10
"""A date in a longer message is read back: it may be any date of a story."""
_MOST_WORDS = 5
"""Words of an answer that may be a date of a language without a table."""
_LONGEST_IN_PASSING = 2
"""Words of a filler such as *right now*; *as of right now* is said on purpose."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that answers a field, and its place in the text."""

    field: str
    value: AnswerValue
    sure: bool
    start: int
    end: int


def is_dated(question: Question) -> bool:
    """Return whether a time answers the question: a date, or a choice whose options say how far they reach."""
    return question.kind is Kind.DATE or bool(question.within)


def date_answer(
    utterance: Utterance, dated: Question | None, *, open_question: Question | None, today: date, locale: str
) -> Dated | None:
    """Return the answer that a time in a message gives, None where no time is meant or nothing asks for one.

    ``dated`` is the question that a time answers where the open one asks for none.
    """
    asked = open_question is not None and is_dated(open_question)
    question = open_question if asked else dated
    if question is None:
        return None
    found = [
        when
        for when in find_dates(utterance, today=today, locale=locale, asked=asked)
        if asked or _is_meant(utterance, when, open_question=open_question)
    ]
    if not found:
        return _whole_answer(utterance, question, today=today, locale=locale) if asked else None
    sure = asked and len(found) == 1 and len(utterance.words) <= _LONG_MESSAGE_WORDS
    return _dated(utterance, found[0], question, sure=sure, today=today)


def _is_meant(utterance: Utterance, when: When, *, open_question: Question | None) -> bool:
    """Return whether a time that was not asked for says when to begin, or is all that is said."""
    if open_question is not None and says_only(utterance, when):
        return not (accepts_numbers(open_question) and _may_be_a_number(utterance, when))
    clause = utterance.tokens[when.start].clause
    said = [token for token in utterance.tokens if token.clause == clause and token.is_word]
    if any(_starts(token, utterance, when, is_asked=open_question is not None) for token in said):
        return True
    counting = {token.clause for token in utterance.tokens if token.kind == "number"} - {clause}
    # "a bakery, 7 staff, from january", "in march, 200 people", "40 of us, march, 20k"
    stands_apart = clause in (utterance.tokens[0].clause, utterance.tokens[-1].clause) or _is_listed(clause, counting)
    is_past = any(token.text in utterance.lexicon.past for token in utterance.tokens)  # "in march, we were 200"
    return stands_apart and bool(counting) and not is_past and says_only(utterance, when, said=said)


def _is_listed(clause: int, counting: Collection[int]) -> bool:
    """Return whether a part of a message stands between two that count, as one answer of several in a row."""
    return any(other < clause for other in counting) and any(other > clause for other in counting)


def _starts(token: Token, utterance: Utterance, when: When, *, is_asked: bool) -> bool:
    """Return whether a word says to begin at a time: "we need it in may".

    Where something else is asked, what is needed for a time is that answer: "we need bookings for may".
    """
    lexicon = utterance.lexicon
    if token.text not in lexicon.starts or not (is_asked and token.text in lexicon.seeks):
        return token.text in lexicon.starts
    between = [each for each in utterance.tokens[: when.start] if each.start > token.start and each.is_word]
    little = lexicon.stop | lexicon.fillers | lexicon.at_time | lexicon.starts
    return all(each.text in little for each in between)


def _may_be_a_number(utterance: Utterance, when: When) -> bool:
    """Return whether the words of a time may be the number that is asked: une quinzaine, one and a half."""
    lexicon = utterance.lexicon
    numbers = (lexicon.numerals, lexicon.fractions, lexicon.vague, lexicon.collectives)
    tables = (*numbers, lexicon.articles, lexicon.glue, lexicon.about)
    return all(any(word.text in table for table in tables) for word in utterance.tokens[when.start : when.end])


def _dated(utterance: Utterance, when: When, question: Question, *, sure: bool, today: date) -> Dated | None:
    value = _day(when) if question.kind is Kind.DATE else _option(when, question, today=today)
    if value is None:
        return None
    exact = when.first == when.last or question.kind is not Kind.DATE
    start, end = utterance.tokens[when.start].start, utterance.tokens[when.end - 1].end
    return Dated(question.field, value, sure and exact, start, end)


def _day(when: When) -> str:
    return when.first.isoformat()


def _option(when: When, question: Question, *, today: date) -> str | None:
    """Return the option that reaches as far as the middle of what is left of a time."""
    if when.last < today:
        return None
    first = max(when.first, today)
    away = first + (when.last - first) / 2 - today
    return option_within(question, away)


def option_within(question: Question, away: timedelta) -> str | None:
    """Return the first option that reaches so far; beyond all, the only one without a limit."""
    near = (option for option, reach in question.within.items() if away <= reach)
    return next(near, beyond_all(question))


def beyond_all(question: Question) -> str | None:
    """Return the option for later than all others reach, if there is exactly one."""
    unlimited = [option for option in question.options if option not in question.within]
    return unlimited[0] if question.within and len(unlimited) == 1 else None


def is_said_in_passing(utterance: Utterance, start: int, end: int) -> bool:
    """Return whether words from one place to another say only when something is or was: "right now we use Excel"."""
    lexicon, words = utterance.lexicon, utterance.words[start:end]
    if len(words) > _LONGEST_IN_PASSING or lexicon.times.isdisjoint(word.text for word in words):
        return False
    others = [word for word in (*utterance.words[:start], *utterance.words[end:]) if word.text not in lexicon.fillers]
    return bool(others) and not any(word.text in lexicon.starts for word in others if word.clause == words[0].clause)


def _whole_answer(utterance: Utterance, question: Question, *, today: date, locale: str) -> Dated | None:
    """Read an answer that is nothing but a date in a way of writing, or a language, that our own tables lack."""
    known = locale.replace("_", "-").split("-")[0].lower() in TABLES
    if len(utterance.words) > _MOST_WORDS or (known and not _DIGIT.search(utterance.text)):
        return None
    if all(token.kind == "number" for token in utterance.words) and len(utterance.words) < 2:
        return None
    day = read_calendar_date(utterance.text, locale=locale, today=today)
    if day is None or not utterance.tokens:
        return None
    when = When(day, day, 0, len(utterance.tokens), exact=True)
    return _dated(utterance, when, question, sure=False, today=today)
