"""A number answers the open question where nothing else is told beside it, or it is said to be theirs."""

import pytest

from bot.understanding.interpretation import Doubt
from tests.unit.understanding.test_beside_other_answers import told
from tests.unit.understanding.vocabularies import answers, hear

THINGS = [
    ("en", "6 trucks"),
    ("en", "nine horses and a pony"),
    ("en", "we have 3 branches"),
    ("en", "house number 17"),
    ("fr", "5 tracteurs"),
    ("fr", "on a 4 restaurants"),
    ("fr", "320 élèves"),
    ("es", "7 camiones"),
    ("es", "tengo 2 locales"),
    ("es", "300 alumnos"),
    ("sv", "5 grävmaskiner"),
    ("sv", "vi har 4 lokaler"),
    ("sv", "220 elever"),
]
SOMEBODY_ELSES = [
    ("en", "the neighbour employs 50 people"),
    ("en", "our supplier has 200 staff"),
    ("fr", "chez nos concurrents ils sont 300"),
    ("fr", "mon fournisseur a 80 salariés"),
    ("es", "mi proveedor tiene 90 empleados"),
    ("es", "en la empresa de mi hermano hay 30 trabajadores"),
    ("sv", "grannföretaget har 40 anställda"),
    ("sv", "leverantören har 90 anställda"),
]
THEIRS = [
    ("en", "we are 14 electricians", 14),
    ("en", "a small bakery with 9", 9),
    ("en", "8 including the apprentice", 8),
    ("en", "30 in winter", 30),
    ("en", "6, no wait, 16", 16),
    ("en", "between 20 and 30 depending on the season", 20),
    ("en", "1,200 worldwide", 1_200),
    ("en", "9 plus the owner", 10),
    ("en", "two years ago 30, these days 45", 45),
    ("en", "30 on the payroll", 30),
    ("es", "1.500 en todo el mundo", 1_500),
    ("fr", "18 à temps plein", 18),
    ("sv", "30 i hela landet", 30),
    ("fr", "on est 14 plombiers", 14),
    ("fr", "une petite boulangerie avec 9 personnes", 9),
    ("fr", "12 avec les saisonniers", 12),
    ("fr", "30 à 40 selon le mois", 30),
    ("fr", "8 non pardon 18", 18),
    ("es", "somos 14 electricistas", 14),
    ("es", "una panadería con 9 empleados", 9),
    ("es", "10 u 11 según la temporada", 10),
    ("es", "hoy somos ya 15", 15),
    ("sv", "vi är 14 elektriker", 14),
    ("sv", "ett litet bageri med 9 anställda", 9),
    ("sv", "20 beroende på säsong", 20),
    ("sv", "förut var vi 30, idag är vi 12", 12),
]
NO_BUDGET = [
    ("en", "our revenue is 3 million"),
    ("en", "a friend paid 4000 for hers"),
    ("en", "last time it cost us 7000"),
    ("fr", "notre chiffre d'affaires est de 3 millions"),
    ("fr", "le précédent nous a coûté 7000"),
    ("fr", "un ami a payé 4000 le sien"),
    ("es", "facturamos 3 millones"),
    ("es", "un amigo pagó 4000 por el suyo"),
    ("es", "el anterior nos salió por 7000"),
    ("sv", "vi omsätter 3 miljoner"),
    ("sv", "en vän gav 4000 för sin"),
    ("sv", "förra systemet kostade 7000"),
]
BUDGET = [
    ("en", "18k signed off for this year", 18_000),
    ("en", "4500 plus vat", 4_500),
    ("fr", "4500 € ttc", 4_500),
    ("fr", "on nous a accordé 18 000 €", 18_000),
    ("es", "4500 € más iva", 4_500),
    ("es", "tenemos aprobados 18.000 €", 18_000),
    ("sv", "4500 € exkl moms", 4_500),
    ("sv", "vi har fått 18 000 € beviljat", 18_000),
]


@pytest.mark.parametrize(("locale", "text"), [*THINGS, *SOMEBODY_ELSES])
def test_what_counts_other_things_or_other_people_is_not_taken(locale: str, text: str) -> None:
    assert "company_size" not in answers(text, locale, asked="company_size")


@pytest.mark.parametrize(("locale", "text", "expected"), THEIRS)
def test_a_number_that_is_said_to_be_theirs_counts(locale: str, text: str, expected: int) -> None:
    assert answers(text, locale, asked="company_size")["company_size"] == expected


@pytest.mark.parametrize(("locale", "text"), NO_BUDGET)
def test_what_is_earned_or_was_paid_is_no_budget(locale: str, text: str) -> None:
    assert "budget" not in answers(text, locale, asked="budget")


@pytest.mark.parametrize(("locale", "text", "expected"), BUDGET)
def test_what_may_be_spent_is_one(locale: str, text: str, expected: int) -> None:
    assert answers(text, locale, asked="budget")["budget"] == expected


def test_a_number_beside_little_else_is_in_doubt_and_one_in_a_story_is_nothing() -> None:
    assert hear("4 vans and a warehouse", asked="company_size").doubt == Doubt("company_size", (4,))
    story = hear("yesterday 3 parcels came back broken from your warehouse", asked="company_size")
    assert (story.doubt, story.answers) == (None, ())


@pytest.mark.parametrize(
    ("locale", "text"), [("fr", "grand"), ("fr", "bon grand"), ("fr", "grand !"), ("en", "a grand")]
)
@pytest.mark.parametrize("asked", ["company_size", "budget"])
def test_a_word_that_makes_a_number_rough_may_be_all_there_is(locale: str, text: str, asked: str) -> None:
    told(text, locale, asked)  # nothing stands behind it to be looked at
