"""Amounts for a month, a week or a year, when a yearly budget is asked."""

from dataclasses import replace

import pytest

from bot.script import Kind, Question
from bot.understanding.interpretation import Answer, Interpretation
from bot.understanding.meaning import understand
from tests.unit.understanding.vocabularies import vocabulary

BUDGET = Question("budget", Kind.MONEY, per="year", thousands_below=100)
OTHERS = (
    Question("timeline", Kind.CHOICE, options=dict.fromkeys(("now", "quarter"))),
    Question("company", Kind.TEXT),
)


def hear(text: str, locale: str = "en", *, budget: Question = BUDGET, asked: str = "budget") -> Interpretation:
    return understand(text, questions=(budget, *OTHERS), vocabulary=vocabulary(locale), open_field=asked)


def answer(text: str, locale: str = "en", *, budget: Question = BUDGET) -> Answer:
    (found,) = hear(text, locale, budget=budget).answers
    assert found.field == "budget"
    return found


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "€700 a month", 8_400),
        ("en", "3k per quarter", 12_000),
        ("en", "250 euros weekly", 13_000),
        ("en", "a monthly budget of 1,500", 18_000),
        ("en", "2k pm", 24_000),
        ("en", "30ish k", 30_000),
        ("en", "9k annually", 9_000),
        ("en", "1-2k/month", 12_000),
        ("fr", "800 € par mois", 9_600),
        ("fr", "1 500 euros mensuels", 18_000),
        ("fr", "4 k€ par trimestre", 16_000),
        ("es", "900 € al mes", 10_800),
        ("es", "1.200 euros mensuales", 14_400),
        ("es", "50 euros a la semana", 2_600),
        ("sv", "300 euro i månaden", 3_600),
        ("sv", "tusen euro per kvartal", 4_000),
        ("sv", "500 euro i veckan", 26_000),
    ],
)
def test_an_amount_is_turned_into_the_period_that_is_asked_about(locale: str, text: str, expected: int) -> None:
    assert answer(text, locale).value == expected


def test_a_question_by_the_month_takes_a_years_amount_in_twelve_parts() -> None:
    assert answer("24k a year", budget=replace(BUDGET, per="month")).value == 2_000


def test_a_question_for_one_sum_takes_an_amount_by_the_month_as_said_and_reads_it_back() -> None:
    found = answer("€400 a month", budget=replace(BUDGET, per="once"))
    assert (found.value, found.sure) == (400, False)


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [("en", "somewhere from 20 to 30", 20_000), ("fr", "entre 15 et 25", 15_000), ("es", "entre 8 y 12", 8_000)],
)
def test_small_bare_numbers_are_thousands_where_the_script_says_so_and_read_back(
    locale: str, text: str, expected: int
) -> None:
    found = answer(text, locale)
    assert (found.value, found.sure) == (expected, False)
    assert answer(text, locale, budget=Question("budget", Kind.MONEY)).value == expected / 1_000


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [("600", 600, False), ("600 a month", 7_200, True), ("45 euros", 45, False), ("5000", 5_000, True)],
)
def test_an_amount_that_is_odd_for_a_year_is_never_sure(text: str, value: int, sure: bool) -> None:
    found = answer(text)
    assert (found.value, found.sure) == (value, sure)


def test_a_quarter_that_an_amount_is_paid_for_is_no_date() -> None:
    assert [found.field for found in hear("2k per quarter").answers] == ["budget"]


def test_an_amount_alone_is_a_budget_also_where_a_company_is_asked() -> None:
    assert [(found.field, found.value) for found in hear("roughly 30k", asked="company").answers] == [
        ("budget", 30_000)
    ]


def test_the_amount_that_holds_now_counts() -> None:
    assert answer("it was 7k, now 12k").value == 12_000


LIMITED = Question("age", Kind.NUMBER, least=18, most=99)


@pytest.mark.parametrize(
    ("text", "value"), [("18", 18), ("ninety nine", 99), ("17", None), ("1500", None), ("0", None)]
)
def test_a_number_outside_of_its_limits_is_not_taken_and_known_to_be_outside(text: str, value: int | None) -> None:
    heard = understand(text, questions=(LIMITED,), vocabulary=vocabulary("en"), open_field="age")
    assert [found.value for found in heard.answers] == ([] if value is None else [value])
    assert heard.beyond == (frozenset({"age"}) if value is None else frozenset())


def test_an_amount_is_within_its_limits_after_it_was_turned_into_the_period() -> None:
    budget = replace(BUDGET, least=1_000)
    assert answer("€100 a month", budget=budget).value == 1_200
    assert hear("€80 a month", budget=budget).beyond == {"budget"}
