"""People who are listed: whom a list adds, and whom it only names, is told apart."""

import pytest

from tests.unit.understanding.test_beside_other_answers import told


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("fr", "on est deux, mon mari et moi", 2),
        ("fr", "nous sommes trois : mon père, mon frère et moi", 3),
        ("en", "there's two of us, me and my wife", 2),
        ("en", "five of us - me and 4 fitters", 5),
        ("es", "somos dos, mi mujer y yo", 2),
        ("es", "somos tres: mi padre, mi hermano y yo", 3),
        ("sv", "vi är två, min man och jag", 2),
        ("sv", "vi är tre: pappa, min bror och jag", 3),
        ("en", "2 drivers, me and a cook", 4),
        ("en", "3 of us, my dad runs it", 3),
    ],
)
def test_whoever_is_named_behind_the_number_of_all_is_one_of_them(locale: str, text: str, people: int) -> None:
    assert told(text, locale, "company_size") == {"company_size": people}


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("en", "3 of us plus my dad", 4),
        ("en", "there's 3 of us plus my dad on saturdays", 4),
        ("en", "8 plus two casuals", 10),
        ("en", "12 + 3 freelancers", 15),
        ("en", "12+ people", 12),
        ("en", "4 full time 6 casual", 10),
        ("en", "5 permanent, 3 temps", 8),
        ("fr", "on est 3 plus mon père", 4),
        ("fr", "8 plus deux intérimaires", 10),
        ("fr", "5 permanents et 3 saisonniers", 8),
        ("es", "somos 3 más mi padre los sábados", 4),
        ("es", "6 fijos y 4 eventuales", 10),
        ("sv", "vi är tre och min pappa på lördagar", 4),
        ("sv", "vi är 8 plus två timanställda", 10),
        ("sv", "8 fasta och 3 vikarier", 11),
    ],
)
def test_whoever_is_added_counts_as_well_however_they_are_employed(locale: str, text: str, people: int) -> None:
    assert told(text, locale, "company_size") == {"company_size": people}


@pytest.mark.parametrize(
    ("locale", "text"),
    [("sv", "under tio"), ("sv", "under 10"), ("en", "fewer than 10 still"), ("en", "a bit under 10")],
)
def test_a_bound_beside_a_number_leaves_it_one(locale: str, text: str) -> None:
    assert told(text, locale, "company_size") == {"company_size": 10}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("sv", "jobbar på kundtjänst"),
        ("sv", "jobbar på ekonomi"),
        ("en", "i work at reception"),
        ("es", "trabajo en recepción"),
        ("fr", "je bosse au sav"),
    ],
)
def test_a_part_of_a_company_is_no_company(locale: str, text: str) -> None:
    assert "company" not in told(text, locale, "role")
