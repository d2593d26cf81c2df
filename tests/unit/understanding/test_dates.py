"""When something is to begin, as people type it on Sunday, 29 November 2026."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.script import Kind, Question
from bot.understanding.interpretation import Interpretation
from bot.understanding.meaning import understand
from tests.unit.understanding.vocabularies import B2B, vocabulary

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
WITHIN = {"now": timedelta(days=14), "quarter": timedelta(days=92), "year": timedelta(days=365)}
QUESTIONS = tuple(replace(q, within=WITHIN) if q.field == "timeline" else q for q in B2B)
DAY = Question("day", Kind.DATE)


def hear(text: str, locale: str = "en", *, asked: str | None = "timeline") -> Interpretation:
    return understand(text, questions=QUESTIONS, vocabulary=vocabulary(locale), open_field=asked, now=NOW)


def timeline(text: str, locale: str = "en", *, asked: str | None = "timeline") -> object:
    found = {answer.field: answer.value for answer in hear(text, locale, asked=asked).answers}
    return found.get("timeline")


STARTS = [
    ("en", "on Thursday", "now"),
    ("en", "the 8th of December", "now"),
    ("en", "in 5 weeks or so", "quarter"),
    ("en", "mid January", "quarter"),
    ("en", "end of Q1", "year"),
    ("en", "not before June", "year"),
    ("en", "when we're back, after Easter", "year"),
    ("en", "august", "year"),
    ("en", "in half a year", "year"),
    ("en", "week 50", "now"),
    ("en", "by 10.12.2026", "now"),
    ("en", "in 3 years", "exploring"),
    ("en", "2029", "exploring"),
    ("en", "Septmber", "year"),
    ("fr", "jeudi prochain", "now"),
    ("fr", "d'ici trois semaines", "quarter"),
    ("fr", "mi-février", "quarter"),
    ("fr", "au 3e trimestre", "year"),
    ("fr", "après la rentrée", "year"),
    ("fr", "le 4 décembre", "now"),
    ("fr", "dans un mois et demi", "quarter"),
    ("es", "el jueves", "now"),
    ("es", "dentro de seis semanas", "quarter"),
    ("es", "a mediados de enero", "quarter"),
    ("es", "el 9 de diciembre", "now"),
    ("es", "para el otoño", "year"),
    ("es", "el trimestre que viene", "quarter"),
    ("sv", "på torsdag", "now"),
    ("sv", "om fem veckor", "quarter"),
    ("sv", "i mitten av januari", "quarter"),
    ("sv", "efter midsommar", "year"),
    ("sv", "den 9 december", "now"),
    ("sv", "vecka 3", "quarter"),
    ("sv", "innan jul", "quarter"),
    ("sv", "inom en vecka", "now"),
    ("en", "within a week", "now"),
    ("sv", "om ett halvår", "year"),
]


@pytest.mark.parametrize(("locale", "text", "expected"), STARTS)
def test_a_time_is_the_option_that_reaches_so_far(locale: str, text: str, expected: str) -> None:
    assert timeline(text, locale) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "we drown in work"),
        ("en", "we may, we may not"),
        ("en", "we've been searching since April"),
        ("en", "last spring"),
        ("en", "three weeks ago"),
        ("en", "24/7"),
        ("fr", "ça marche"),
        ("fr", "il y a deux ans"),
        ("fr", "en mai dernier"),
        ("es", "hace tres meses"),
        ("es", "por la mañana"),
        ("sv", "är 7"),
        ("sv", "för fyra månader sedan"),
        ("sv", "i vår butik"),
    ],
)
def test_what_is_over_or_no_time_at_all_is_no_answer(locale: str, text: str) -> None:
    assert timeline(text, locale) is None


@pytest.mark.parametrize(
    "text",
    [
        "founded in 2003",
        "we have a fair in May",
        "call me on Monday",
        "we get 50 leads a week",
        "deliveries take 3 weeks",
        "our director leaves in June",
    ],
)
def test_a_date_that_was_not_asked_for_is_none_of_ours(text: str) -> None:
    assert timeline(text, asked="need") is None
    assert timeline(text, asked=None) is None


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "40 people, we'd like to start in January", "quarter"),
        ("en", "40 people, looking to start next quarter", "quarter"),
        ("fr", "nous sommes 12, on veut démarrer en mai", "year"),
        ("es", "somos 12, queremos empezar en enero", "quarter"),
        ("sv", "vi är 12 och vill börja i januari", "quarter"),
    ],
)
def test_a_date_beside_a_word_for_beginning_is_taken_and_read_back(locale: str, text: str, expected: str) -> None:
    (answer,) = (a for a in hear(text, locale, asked=None).answers if a.field == "timeline")
    assert (answer.value, answer.sure) == (expected, False)


def test_a_message_that_is_all_date_answers_the_question_for_a_date_whatever_was_asked() -> None:
    assert [(a.field, a.value) for a in hear("before Easter", asked="company").answers] == [("timeline", "year")]


def test_the_marketers_own_words_for_an_option_come_before_the_calendar() -> None:
    assert timeline("in 3 months") == "quarter"
    assert timeline("next month") == "quarter"


def test_a_unit_that_money_is_paid_for_is_no_time() -> None:
    assert timeline("500 euros a month", asked="budget") is None


def test_a_plain_date_is_sure_and_one_of_several_is_read_back() -> None:
    assert [answer.sure for answer in hear("in February").answers] == [True]
    assert [answer.sure for answer in hear("in February, or in June at the latest").answers] == [False]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "12 March 2027", "2027-03-12"),
        ("en", "3/4/2027", "2027-04-03"),
        ("en", "2027-05-09", "2027-05-09"),
        ("en", "tomorrow", "2026-11-30"),
        ("en", "the day after tomorrow", "2026-12-01"),
        ("fr", "après-demain", "2026-12-01"),
        ("es", "pasado mañana", "2026-12-01"),
        ("sv", "i övermorgon", "2026-12-01"),
        ("fr", "le 1er juin", "2027-06-01"),
        ("es", "2 de enero de 2027", "2027-01-02"),
        ("sv", "den 24 december", "2026-12-24"),
        ("sv", "15/1", "2027-01-15"),
        ("de", "am 3. Oktober", "2027-10-03"),
        ("de", "in zwei Wochen", "2026-12-13"),
    ],
)
def test_a_question_for_a_day_keeps_the_day(locale: str, text: str, expected: str) -> None:
    words = replace(vocabulary("en"), locale=locale, phrases={})
    heard = understand(text, questions=(DAY,), vocabulary=words, open_field="day", now=NOW)
    assert [answer.value for answer in heard.answers] == [expected]


def test_without_a_clock_no_date_is_read() -> None:
    heard = understand("in March", questions=QUESTIONS, vocabulary=vocabulary("en"), open_field="timeline")
    assert heard.answers == ()


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "right now our mails pile up"),
        ("en", "we're now in three countries"),
        ("fr", "maintenant on travaille sur papier"),
        ("es", "ahora trabajamos con papel"),
        ("sv", "nu jobbar vi med papper"),
    ],
)
def test_now_in_passing_is_no_start(locale: str, text: str) -> None:
    assert timeline(text, locale, asked="need") is None


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "not immediately", "exploring"),
        ("fr", "pas tout de suite", "exploring"),
        ("es", "no inmediatamente", "exploring"),
        ("sv", "inte genast", "exploring"),
        ("en", "no, now", "now"),
        ("en", "not this quarter", None),
    ],
)
def test_whoever_denies_the_nearest_option_means_some_day(locale: str, text: str, expected: str | None) -> None:
    assert timeline(text, locale) == expected


def test_a_weekend_is_the_coming_one() -> None:
    assert timeline("before the weekend") == "now"


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "by the 12th", "2026-12-12"),
        ("en", "the 29th", "2026-11-29"),
        ("en", "on the 31st please", "2026-12-31"),
        ("fr", "pour le 12", "2026-12-12"),
        ("es", "antes del 20", "2026-12-20"),
        ("sv", "till den 3:e", "2026-12-03"),
        ("en", "the 12 machines", None),
        ("en", "the second", None),
    ],
)
def test_a_day_without_its_month_is_the_coming_one_where_a_date_is_asked(
    locale: str, text: str, expected: str | None
) -> None:
    found = understand(text, questions=(DAY,), vocabulary=vocabulary(locale), open_field="day", now=NOW)
    assert {answer.field: answer.value for answer in found.answers}.get("day") == expected
