"""A number that stands in a question to us is no fact: it is to be asked whether it is theirs."""

from dataclasses import replace

import pytest

from bot.script import Kind, Question
from bot.understanding.interpretation import Doubt, Interpretation
from bot.understanding.meaning import understand
from tests.builders import shipped

SPENDING = Question("spending", Kind.MONEY, currency="EUR", per="once")
"""What a shop might ask a person, beside what the shipped one does."""


def hear(text: str, locale: str, asked: str | None, *, audience: str = "b2b") -> Interpretation:
    book = shipped().audiences[audience]
    questions = (*book.script.questions, SPENDING) if audience == "b2c" else book.script.questions
    return understand(text, questions=questions, vocabulary=book.vocabularies[locale], open_field=asked)


def numbers(heard: Interpretation) -> dict[str, object]:
    return {answer.field: answer.value for answer in heard.answers if isinstance(answer.value, int | float)}


IN_A_QUESTION = [
    ("en", "b2b", "whats the price for 45 seats of staff, like 45 people", "company_size", 45),
    ("en", "b2b", "would it suit an office of 12?", "company_size", 12),
    ("en", "b2b", "is 5000 euros enough to start?", "budget", 5000),
    ("en", "b2b", "price for 80 employees pls", "company_size", 80),
    ("en", "b2b", "do you have clients like us, 60 employees", "company_size", 60),
    ("en", "b2c", "anything nice under 150 euros?", "spending", 150),
    ("fr", "b2b", "ça marche pour une équipe de 35 ?", "company_size", 35),
    ("fr", "b2b", "vous avez un tarif pour 90 salariés", "company_size", 90),
    ("fr", "b2b", "5000 euros ça suffit ?", "budget", 5000),
    ("fr", "b2c", "vous avez quoi pour 80 euros ?", "spending", 80),
    ("es", "b2b", "qué precio tiene para 70 empleados?", "company_size", 70),
    ("es", "b2b", "sirve para una empresa de 15", "company_size", 15),
    ("es", "b2b", "basta con 3000 euros?", "budget", 3000),
    ("es", "b2c", "hay algo por 60 euros?", "spending", 60),
    ("sv", "b2b", "hur mycket blir det för 25 anställda", "company_size", 25),
    ("sv", "b2b", "passar det ett företag på 40 personer?", "company_size", 40),
    ("sv", "b2b", "räcker 5000 euro?", "budget", 5000),
    ("sv", "b2c", "har ni nåt för 90 euro?", "spending", 90),
]


@pytest.mark.parametrize(("locale", "audience", "text", "field", "value"), IN_A_QUESTION)
def test_a_number_in_a_question_is_in_doubt(locale: str, audience: str, text: str, field: str, value: float) -> None:
    heard = hear(text, locale, "need" if audience == "b2b" else "use", audience=audience)
    assert heard.question
    assert numbers(heard) == {}
    assert heard.doubt is not None
    assert (heard.doubt.field, heard.doubt.values, heard.doubt.in_question) == (field, (value,), True)


TOLD_BESIDE = [
    ("en", "we're 200 people, what does it cost?", {"company_size": 200}),
    ("en", "we are about 30 people how much is it", {"company_size": 30}),
    ("en", "what does it cost? we have 40 employees", {"company_size": 40}),
    ("en", "200 people here. do you have a demo?", {"company_size": 200}),
    ("en", "our budget is 5000, is that enough?", {"budget": 5000}),
    ("fr", "on est 25, c'est combien ?", {"company_size": 25}),
    ("fr", "nous sommes 60 personnes et je voudrais savoir combien ça coûte", {"company_size": 60}),
    ("fr", "j'ai 8000 euros, ça suffit ?", {"budget": 8000}),
    ("es", "somos 45 personas, cuánto cuesta?", {"company_size": 45}),
    ("es", "tenemos 20 empleados y cuánto cuesta", {"company_size": 20}),
    ("es", "hola somos 12 cuánto cuesta", {"company_size": 12}),
    ("sv", "vi är 35 anställda, vad kostar det?", {"company_size": 35}),
    ("sv", "vad kostar det? vi är 18 stycken", {"company_size": 18}),
    ("sv", "vi har 5000 euro, räcker det?", {"budget": 5000}),
]


@pytest.mark.parametrize(("locale", "text", "expected"), TOLD_BESIDE)
def test_what_is_told_beside_a_question_is_a_plain_fact(locale: str, text: str, expected: dict[str, float]) -> None:
    heard = hear(text, locale, "need")
    assert heard.question
    assert numbers(heard) == expected
    assert heard.doubt is None


@pytest.mark.parametrize(
    ("locale", "text", "asked", "value"),
    [
        ("en", "what does it cost for 200 people?", "company_size", 200),
        ("fr", "c'est combien pour 20 personnes", "company_size", 20),
        ("es", "cuánto sería para 70 empleados?", "company_size", 70),
        ("sv", "är 5000 euro okej?", "budget", 5000),
    ],
)
def test_where_it_is_just_what_is_asked_it_is_an_answer_to_be_read_back(
    locale: str, text: str, asked: str, value: float
) -> None:
    heard = hear(text, locale, asked)
    assert numbers(heard) == {asked: value}
    assert not any(answer.sure for answer in heard.answers)
    assert heard.doubt is None


def test_a_condition_is_no_statement_about_themselves() -> None:
    for text, locale in [
        ("what would it cost if we were 50 people?", "en"),
        ("combien si on est 50 personnes ?", "fr"),
    ]:
        assert numbers(hear(text, locale, "need")) == {}


def test_an_odd_amount_in_a_question_may_be_by_the_month_or_by_the_year() -> None:
    heard = hear("is 400 euros enough?", "en", "need")
    assert heard.doubt == Doubt("budget", (4800, 400), in_question=True)


@pytest.mark.parametrize("text", ["200 people?", "5000 euros?"])
def test_an_answer_with_a_question_mark_is_an_answer(text: str) -> None:
    heard = hear(text, "en", "need")
    assert len(numbers(heard)) == 1
    assert heard.doubt is None


def test_what_a_question_counts_of_other_things_is_in_no_doubt() -> None:
    question = replace(SPENDING, field="rooms", kind=Kind.NUMBER)
    book = shipped().audiences["b2b"]
    heard = understand(
        "does it work with 3 languages?",
        questions=(*book.script.questions, question),
        vocabulary=book.vocabularies["en"],
        open_field="need",
    )
    assert heard.doubt is None
