"""What a prospect is told of when a person answers: the truth, as people say it, and nothing that nobody promised."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.hours import Hours, Span
from bot.desk.promise import Promise, promise
from bot.desk.rules import DeskRules
from bot.usecases.promise_words import words_for
from tests.builders import shipped

WEEK = ((Span(9 * 60, 18 * 60),),) * 4 + ((Span(9 * 60, 16 * 60 + 30),), (), ())
RULES = DeskRules(
    hours=Hours("Europe/Stockholm", WEEK, frozenset(date(2026, 12, 24) + timedelta(days=n) for n in range(11))),
    response_time={"hot": timedelta(minutes=10), "lukewarm": timedelta(hours=2)},
)
LANGUAGES = ("en", "fr", "es", "sv")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(tier: str, now: str, rules: DeskRules = RULES) -> tuple[str, ...]:
    """Return what is told in each language, whichever way."""
    promised = promise(rules, tier, at(now))
    return tuple("".join(words_for(promised, shipped().chat[language])) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("tier", "now", "expected"),
    [
        (
            *("hot", "2026-03-02 20:00"),  # Monday evening
            ("tomorrow from 9", "demain à partir de 9 h", "mañana desde las 9", "i morgon från kl. 9"),
        ),
        (
            *("cold", "2026-03-03 05:00"),  # before it opens
            ("today from 9", "aujourd’hui à partir de 9 h", "hoy desde las 9", "i dag från kl. 9"),
        ),
        (
            *("hot", "2026-03-06 18:00"),  # Friday evening
            ("on Monday from 9", "lundi à partir de 9 h", "el lunes desde las 9", "på måndag från kl. 9"),
        ),
        (
            *("hot", "2026-12-23 20:00"),  # before holidays
            (
                *("on January 4 from 9", "le 4 janvier à partir de 9 h"),
                *("el 4 de enero desde las 9", "den 4 januari från kl. 9"),
            ),
        ),
        (
            *("hot", "2026-03-02 09:00"),
            ("within 10 minutes", "dans les 10 minutes", "en los próximos 10 minutos", "inom 10 minuter"),
        ),
        (
            *("lukewarm", "2026-03-02 09:00"),
            ("within 2 hours", "dans les 2 heures", "en las próximas 2 horas", "inom 2 timmar"),
        ),
        (
            *("lukewarm", "2026-03-02 16:30"),  # half an hour before it closes
            (
                "before 18:00 today, or tomorrow from 9",
                "aujourd’hui avant 18 h, sinon demain à partir de 9 h",
                "hoy antes de las 18:00 o, si no, mañana desde las 9",
                "i dag före kl. 18, annars i morgon från kl. 9",
            ),
        ),
        (
            *("lukewarm", "2026-03-06 15:00"),  # Friday, closing at half past four
            (
                "before 16:30 today, or on Monday from 9",
                "aujourd’hui avant 16 h 30, sinon lundi à partir de 9 h",
                "hoy antes de las 16:30 o, si no, el lunes desde las 9",
                "i dag före kl. 16.30, annars på måndag från kl. 9",
            ),
        ),
        ("cold", "2026-03-02 09:00", ("", "", "", "")),  # nobody has promised anything to the cold
    ],
)
def test_a_prospect_is_told_when_as_natives_say_it(tier: str, now: str, expected: tuple[str, ...]) -> None:
    assert told(tier, now) == expected


def test_the_change_to_summer_time_changes_no_hour_on_the_wall() -> None:
    assert told("hot", "2026-03-28 20:00")[0] == "on Monday from 9"
    assert told("hot", "2026-03-29 22:30")[0] == "today from 9"  # after midnight in Stockholm, on Monday


def test_a_desk_that_never_closes_and_promises_nothing_says_nothing() -> None:
    assert promise(DeskRules(), "hot", at("2026-03-02 03:00")) == Promise()


def test_a_desk_that_never_opens_names_no_time() -> None:
    never = DeskRules(hours=Hours("UTC", ((),) * 7), response_time={"hot": timedelta(minutes=10)})
    assert promise(never, "hot", at("2026-03-02 09:00")) == Promise()


@pytest.mark.parametrize(
    ("opens", "expected"),
    [
        ("9:05", ("today from 9:05", "aujourd’hui à partir de 9 h 05", "hoy desde las 9:05", "i dag från kl. 9.05")),
        ("1:00", ("today from 1", "aujourd’hui à partir de 1 h", "hoy desde la 1", "i dag från kl. 1")),
        ("12:00", ("today from 12", "aujourd’hui à partir de 12 h", "hoy desde las 12", "i dag från kl. 12")),
    ],
)
def test_times_of_day_are_written_as_each_language_does(opens: str, expected: tuple[str, ...]) -> None:
    hour, minute = map(int, opens.split(":"))
    rules = DeskRules(hours=Hours("UTC", ((Span(hour * 60 + minute, 24 * 60),),) * 7))
    assert told("hot", "2026-03-02 00:30", rules) == expected
