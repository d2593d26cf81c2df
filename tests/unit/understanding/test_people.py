"""How many people a message says there are: a number counts before any word for a size."""

import pytest

from tests.unit.understanding.vocabularies import answers

SIZES = [
    ("en", "we're a tiny startup of 35", 35),
    ("en", "a large firm, 70 people", 70),
    ("en", "mid-sized agency with 25 staff", 25),
    ("en", "just me", 1),
    ("en", "me and two freelancers", 3),
    ("en", "my brother and I", 2),
    ("en", "6 in the shop and 3 drivers", 9),
    ("en", "we used to be 80, now 55", 55),
    ("en", "14 people including the owner", 14),
    ("en", "4 at first and 7 nowadays", 7),
    ("en", "8 at night, 21 altogether", 21),
    ("sv", "5 i butiken, totalt 18", 18),
    ("en", "less than 30", 30),
    ("en", "about thirty", 30),
    ("en", "between 20 and 40", 20),
    ("fr", "une petite boîte de 12", 12),
    ("fr", "une grande entreprise, 90 salariés", 90),
    ("fr", "moi et ma femme", 2),
    ("fr", "une douzaine", 12),
    ("fr", "9 personnes dont le gérant", 9),
    ("es", "una startup de 45", 45),
    ("es", "mi socia y yo", 2),
    ("es", "yo y tres empleados", 4),
    ("es", "éramos 50, ahora 38", 38),
    ("es", "11 personas incluyendo al dueño", 11),
    ("sv", "ett stort bolag på 75", 75),
    ("sv", "jag och två kollegor", 3),
    ("sv", "jag och min sambo", 2),
    ("sv", "13 anställda inklusive vd", 13),
]


@pytest.mark.parametrize(("locale", "text", "expected"), SIZES)
def test_the_number_of_people_is_the_one_that_is_said(locale: str, text: str, expected: int) -> None:
    assert answers(text, locale, asked="company_size") == {"company_size": expected}


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "a medium company, 80 employees", 80),
        ("en", "small team of 9", 9),
        ("fr", "une PME, 120 salariés", 120),
        ("es", "una pequeña empresa con 15 empleados", 15),
        ("sv", "ett litet företag med 22 anställda", 22),
    ],
)
def test_a_number_counts_before_a_word_for_a_size_also_when_it_was_not_asked_for(
    locale: str, text: str, expected: int
) -> None:
    assert answers(text, locale)["company_size"] == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "60 people and 4 interns"),
        ("en", "25 employees, 2 directors"),
        ("en", "30 people including a managing director"),
        ("fr", "40 salariés dont le directeur"),
        ("es", "20 empleados contando al director"),
        ("sv", "35 anställda inklusive chefen"),
    ],
)
def test_whoever_is_counted_has_not_said_their_own_role(locale: str, text: str) -> None:
    assert answers(text, locale, asked="company_size").keys() == {"company_size"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "is that one person or several"),
        ("fr", "je parle à une personne ou un robot"),
        ("es", "hablo con una persona o un robot"),
        ("sv", "är det en person eller en robot"),
    ],
)
def test_a_person_who_may_be_a_machine_is_no_size(locale: str, text: str) -> None:
    assert "company_size" not in answers(text, locale, asked="need")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "-8 people"),
        ("en", "we are -3"),
        ("en", "minus twelve"),
        ("en", "\u221240 staff"),
        ("fr", "moins 6 personnes"),
        ("fr", "-15 salariés"),
        ("es", "menos cinco empleados"),
        ("es", "-9"),
        ("sv", "minus tre personer"),
        ("sv", "-20 anställda"),
    ],
)
def test_less_than_nobody_is_no_size(locale: str, text: str) -> None:
    assert "company_size" not in answers(text, locale=locale, asked="company_size")


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "- 8 people", 8),
        ("en", "4-6 people", 4),
        ("en", "team size: 5 - 8", 5),
        ("fr", "moins de 50 personnes", 50),
        ("fr", "au moins 20", 20),
        ("es", "más o menos 30", 30),
        ("es", "al menos 12 personas", 12),
    ],
)
def test_a_dash_in_a_list_or_a_range_and_a_bound_take_nothing_away(locale: str, text: str, expected: int) -> None:
    assert answers(text, locale=locale, asked="company_size")["company_size"] == expected


@pytest.mark.parametrize("text", ["-500", "-2000 €", "€-300", "minus 4k"])
def test_less_than_nothing_is_no_budget(text: str) -> None:
    assert "budget" not in answers(text, locale="en", asked="budget")
