"""What the cells of a table say: each is read as the field it stands for is answered in the chat.

A cell that cannot be read, or that may mean two things, is lost and told; the rest of its row goes in.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from babel import Locale

from bot.cells import value_of
from bot.import_mapping import ImportMapping
from bot.imports.questions import UNREAD, Questions, Unread
from bot.imports.written_dates import Calendar, day_of
from bot.imports.written_numbers import Unsure, number_of
from bot.script import AnswerValue, Kind, Question
from bot.understanding.contacts import emails, phones
from bot.understanding.freetext import fold_spaces
from scoring.document_reader import LARGEST, describe
from scoring.errors import Problem
from scoring.values import Value

EMAIL, PHONE = "email", "phone"
_BY_NAME = {EMAIL: Kind.EMAIL, PHONE: Kind.PHONE}
_AMOUNTS = (Kind.MONEY, Kind.NUMBER)
_TEXTS = (Kind.TEXT, Kind.EMAIL, Kind.PHONE)
_DIALLED = re.compile(r"[+(]?[0-9][0-9\s().\-/\u00a0\u202f\u2011\u2013]{5,24}[0-9)]")
_WHOLE = re.compile(r"([0-9]{7,15})\.0")
_SIGNS_OF_MONEY = re.compile(r"^\s*[€$£]\s*|\s*[€$£]\s*$")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_NAMES_IN = "en fr es sv de it nl pt"


@dataclass(frozen=True, slots=True)
class RowContext:
    """What rows are read with: the present, the languages that we speak, and the audience if we have but one.

    ``choices`` are the fields whose answers are options: of these alone the values are counted. ``numbers`` are those
    that hold nothing but numbers, ``texts`` those that rules compare with texts. ``several`` are the questions of which
    a cell may name several options: fruity, strong. ``calendar`` and ``decimal`` say how days and numbers are written,
    ``country`` (two letters) whose national phone numbers are meant.
    """

    now: datetime
    locales: Collection[str]
    only_audience: str | None = None
    choices: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    several: Mapping[str, Question] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    questions: Questions = field(default_factory=Questions)
    calendar: Calendar = field(default_factory=Calendar)
    decimal: str = ""
    country: str = ""

    def written_as(self, mapping: ImportMapping | None, *, order: str, decimal: str) -> "RowContext":
        """Return it for a file in which days and numbers are written so, where its mapping does not say otherwise."""
        if mapping is None:
            return replace(self, calendar=replace(self.calendar, order=order), decimal=decimal)
        calendar = Calendar(mapping.zone or self.calendar.zone, mapping.dates or order)
        return replace(self, calendar=calendar, decimal=mapping.decimal or decimal, country=mapping.country)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Of whom a row tells: their audience and language, as far as it says so."""

    audience: str | None = None
    language: str = ""


def fact_of(name: str, cell: str, who: Speaker, here: RowContext, *, is_text: bool = False) -> Value | Problem | None:
    """Return the value of a fact, None where a cell says that there is none, or the problem for which it is lost.

    ``is_text`` says that the cell was marked as text, so that a spreadsheet would not calculate with it.
    """
    kind = here.questions.kind(name, who.audience) or _BY_NAME.get(name)
    match kind:
        case Kind.TEXT:
            longest = max(each.max_chars for each in here.questions.asked(name, who.audience).values())
            return fold_spaces(cell, longest)
        case Kind.EMAIL:
            address = next(emails(cell), None)
            return address.value if address else Problem((name,), "no address", "one such as ada@example.com")
        case Kind.PHONE:
            return _phone(name, cell, who, here)
        case Kind.DATE:
            return _day(name, cell, here)
        case Kind.MONEY | Kind.NUMBER | Kind.CHOICE | Kind.CHOICES:
            return _answer(name, cell, who, here, kind=kind)
    if is_text or name in here.texts:
        return cell
    return _number(name, cell, here) if name in here.numbers else value_of(cell)


def as_asked(name: str, value: Value, here: RowContext) -> Value:
    """Return a value of a history as its field holds it: a text where it is asked for, or compared, as one."""
    kind = here.questions.kind(name, None) or _BY_NAME.get(name)
    if isinstance(value, str) or not (kind in _TEXTS or (kind is None and name in here.texts)):
        return value
    return str(value).lower() if isinstance(value, bool) else repr(value).removesuffix(".0")


def is_without_country(name: str, value: Value, here: RowContext) -> bool:
    """Return whether a value is a phone number as it was written, of which nobody knows the country."""
    kind = here.questions.kind(name, None) or _BY_NAME.get(name)
    return kind is Kind.PHONE and isinstance(value, str) and not value.startswith("+")


@cache
def language_of(cell: str) -> str | None:
    """Return the code of the language that a cell names, None if it names none.

    >>> [language_of(cell) for cell in ("pt-BR", "Swedish", "English (UK)", "suédois", "français", "speak?")]
    ['pt', 'sv', 'en', 'sv', 'fr', None]
    """
    if match := _LANGUAGE.fullmatch(cell):
        code = match[1].lower()
        if len(code) == 2 or match[1] != cell:
            return code
    return _languages().get(cell.partition("(")[0].strip().casefold())


@cache
def _languages() -> dict[str, str]:
    """Return the codes of languages by their names, in the languages of most exports and in their own."""
    named = {
        str(name).casefold(): code
        for language in _NAMES_IN.split()
        for code, name in Locale(language).languages.items()
    }
    own = {str(Locale(code).display_name).casefold(): code for code in _NAMES_IN.split()}
    return {name: code for name, code in (named | own).items() if "_" not in code}


def _phone(name: str, cell: str, who: Speaker, here: RowContext) -> Value | Problem:
    """Return a phone number with its country's; as it was written where nobody knows which country that is."""
    if match := _WHOLE.fullmatch(cell):
        cell = match[1]
    is_abroad = cell.startswith(("+", "00"))
    if is_abroad or here.country or who.language:
        number = next(phones(cell, locale=who.language or "en", region=here.country or None, asked=True), None)
        if number is not None:
            return number.value
    if _DIALLED.fullmatch(cell) and not is_abroad:
        return cell
    return Problem((name,), "no phone number", "one such as +46 70 123 45 67")


def _day(name: str, cell: str, here: RowContext) -> Value | Problem:
    day = day_of(cell, here.calendar)
    if isinstance(day, Unsure):
        return unsure_day(name, cell)
    return day.isoformat() if day else Problem((name,), describe(cell), "a day such as 2026-03-05")


def unsure_day(name: str, cell: str) -> Problem:
    """Return the problem of a day that may be two."""
    expected = "a day that is sure, such as 2026-03-05 (or say by `dates` in a mapping what comes first)"
    return Problem((name,), describe(cell), expected)


def _number(name: str, cell: str, here: RowContext) -> Value | Problem:
    number = number_of(cell, decimal=here.decimal)
    if isinstance(number, Unsure):
        expected = "a number that is sure: say by `decimal` in a mapping which sign stands before decimals"
        return Problem((name,), describe(cell), expected)
    if number is None:
        return Problem((name,), describe(cell), "a number such as 20000")
    return number if abs(number) <= LARGEST else Problem((name,), describe(number), "a number within 63 bits")


def _answer(name: str, cell: str, who: Speaker, here: RowContext, *, kind: Kind) -> Value | Problem | None:
    """Return the answer to a question with options or for a number that a cell is."""
    asked = here.questions.asked(name, who.audience)
    counts = kind in _AMOUNTS or any(n is not None for each in asked.values() for n in each.options.values())
    number = number_of(_SIGNS_OF_MONEY.sub("", cell), decimal=here.decimal) if counts else None
    if number is not None and not isinstance(number, Unsure):
        is_within = abs(number) <= LARGEST and all(question.takes(number) for question in asked.values())
        return number if is_within else Problem((name,), describe(number), "a number within the question's limits")
    answer: AnswerValue | Unread | None = here.questions.answer(
        name, cell, audience=who.audience, language=who.language, now=here.now
    )
    if not isinstance(answer, Unread):
        return answer
    assert answer is UNREAD
    if kind in _AMOUNTS or (counts and any(map(str.isdigit, cell))):
        return Problem((name,), describe(cell), "a number such as 20000")
    # What is no option is told at the end, with the option that was probably meant.
    return cell
