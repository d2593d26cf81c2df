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


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("en", "three branches, 8 per branch", 24),
        ("en", "3 branches with 8 in each", 24),
        ("en", "two sites, 20 people each", 40),
        ("fr", "3 agences, 8 par agence", 24),
        ("fr", "4 magasins avec 5 personnes chacun", 20),
        ("es", "3 tiendas con 5 personas en cada una", 15),
        ("sv", "3 butiker med 5 i varje", 15),
    ],
)
def test_so_many_at_each_of_several_places_are_all_of_them(locale: str, text: str, people: int) -> None:
    assert told(text, locale, "company_size") == {"company_size": people}


@pytest.mark.parametrize(
    "text", ["8 drivers and 5 calls per day", "3 branches, 200 calls per week each", "20 clients, 5 calls each"]
)
def test_what_is_done_at_each_place_in_some_time_is_nobody(text: str) -> None:
    assert told(text, "en", "company_size").get("company_size") not in (40, 100, 600)


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("en", "do you work with schools? we're about 60 teachers", 60),
        ("en", "we are 12 plumbers", 12),
        ("fr", "vous travaillez avec les écoles ? on est 60 profs", 60),
        ("es", "¿trabajáis con colegios? somos 60 profesores", 60),
        ("sv", "jobbar ni med skolor? vi är 60 lärare", 60),
    ],
)
def test_all_there_are_have_one_trade_and_are_counted_unasked(locale: str, text: str, people: int) -> None:
    assert told(text, locale, None) == {"company_size": people}


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("en", "not even ten", 10),
        ("en", "not quite 20", 20),
        ("en", "no more than 12", 12),
        ("fr", "même pas 10", 10),
        ("es", "no llegamos a 10", 10),
        ("sv", "inte ens 10", 10),
        ("sv", "inte riktigt 20", 20),
    ],
)
def test_a_denial_that_only_bounds_a_number_leaves_it_one(locale: str, text: str, people: int) -> None:
    assert told(text, locale, "company_size") == {"company_size": people}


@pytest.mark.parametrize(
    ("locale", "text", "option"),
    [
        ("en", "evaluating for q1, 300 people", "quarter"),
        ("en", "planning for q3, 20 staff", "year"),
        ("es", "previsto para enero, somos 20", "quarter"),
        ("sv", "siktar på januari, vi är 20", "quarter"),
        ("fr", "on vise janvier, on est 20", "quarter"),
    ],
)
def test_what_is_planned_for_a_time_begins_then(locale: str, text: str, option: str) -> None:
    assert told(text, locale, None).get("timeline") == option


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("es", "18 y en verano 25", 18),
        ("en", "18 and 25 in summer", 18),
        ("fr", "10 et 20 l'été", 10),
        ("sv", "10 och 20 på sommaren", 10),
        ("en", "30 ft, 12 pt", 42),
        ("sv", "hej, vi är en byggfirma på 12", 12),
        ("sv", "en redovisningsbyrå på 9", 9),
    ],
)
def test_those_of_a_season_are_not_added_and_a_firm_of_any_kind_has_people(locale: str, text: str, people: int) -> None:
    assert told(text, locale, "company_size") == {"company_size": people}
