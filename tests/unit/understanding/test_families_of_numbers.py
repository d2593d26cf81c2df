"""Numbers are understood by their kind: people listed, then and now, about, spread over places, amounts in slang."""

import pytest

from tests.unit.understanding.test_no_answers import hear

PEOPLE = [
    ("en", "my husband, my sister and myself", 3, 3),
    ("en", "me, the missus and our son", 3, 3),
    ("en", "dad, my brother and I", 3, 3),
    ("en", "just my wife and me", 2, 2),
    ("en", "me and the apprentice", 2, 2),
    ("fr", "ben moi, mon mari et la stagiaire", 3, 3),
    ("fr", "ma soeur, mon père et moi", 3, 3),
    ("fr", "ma femme, mes deux fils et moi", 4, 4),
    ("fr", "moi et mon apprenti", 2, 2),
    ("es", "mi marido, mi suegra y yo", 3, 3),
    ("es", "yo, mi primo y un becario", 3, 3),
    ("es", "mi señor y yo", 2, 2),
    ("sv", "jag, sonen och svärsonen", 3, 3),
    ("sv", "jag, syrran o morsan", 3, 3),
    ("sv", "min fru, en praktikant och jag", 3, 3),
    ("en", "the boss, two lads and me", 4, 4),
    ("en", "8 in the office, 20 on the road", 28, 28),
    ("es", "3 en la oficina, 9 en la obra", 12, 12),
    ("sv", "7 heltid 3 deltid", 10, 10),
    ("en", "me n my brother n 2 apprentices", 4, 4),
    ("en", "9 lads", 9, 9),
    ("sv", "fem gubbar", 5, 5),
    ("en", "no employees", 1, 1),
    ("sv", "kör själv", 1, 1),
    ("fr", "une petite quinzaine", 15, 15),
    ("fr", "cinq avec moi", 5, 5),
    ("fr", "trois mille cinq", 3500, 3500),
    ("en", "we were 80 but only 45 are left", 45, 45),
    ("en", "used to be 20, there's 12 left", 12, 12),
    ("en", "down to 30 from 55", 30, 30),
    ("en", "14 now versus 20 before", 14, 14),
    ("fr", "on était 40 mais on n'est plus que 25", 25, 25),
    ("fr", "12 aujourd'hui contre 20 avant", 12, 12),
    ("fr", "nous étions 8, il en reste 6", 6, 6),
    ("es", "antes éramos 30, quedamos 18", 18, 18),
    ("es", "éramos 9 y ahora 7", 7, 7),
    ("es", "10 ahora frente a 15 antes", 10, 10),
    ("sv", "vi var 40 men är bara 22 kvar", 22, 22),
    ("sv", "9 nu jämfört med 14 tidigare", 9, 9),
    ("sv", "var 30 förut, 24 nu", 24, 24),
    ("en", "bout 40 give or take", 38, 42),
    ("en", "hundred and ten odd", 105, 115),
    ("en", "eighty odd", 80, 85),
    ("en", "90 something", 90, 97),
    ("fr", "une petite trentaine", 28, 32),
    ("fr", "une bonne vingtaine", 20, 25),
    ("fr", "dans les 45 environ", 45, 45),
    ("es", "treinta y pico", 30, 37),
    ("es", "cuarenta y tantos", 40, 47),
    ("es", "treintaitantos", 30, 37),
    ("sv", "40 nånting", 40, 45),
    ("sv", "tjugo nånting", 20, 25),
    ("sv", "ett trettiotal", 30, 30),
    ("en", "3 sites, 40 staff in all", 40, 40),
    ("en", "2 garages and 11 mechanics all told", 11, 11),
    ("en", "twenty spread over 3 offices", 20, 20),
    ("fr", "3 magasins, 22 salariés en tout", 22, 22),
    ("fr", "quinze répartis sur 2 agences", 15, 15),
    ("es", "2 tiendas, 14 empleados en total", 14, 14),
    ("es", "veinte repartidos en 3 oficinas", 20, 20),
    ("sv", "2 butiker, 16 anställda allt som allt", 16, 16),
    ("sv", "bara jag och hunden", 1, 1),
    ("en", "just me and my laptop", 1, 1),
    ("fr", "tout seul pour le moment", 1, 1),
    ("sv", "tolv fördelade på 2 kontor", 12, 12),
    ("sv", "två ägare och inga anställda", 2, 2),
    ("en", "two partners and no staff", 2, 2),
    ("fr", "trois associés, aucun salarié", 3, 3),
    ("es", "dos socios y ningún empleado", 2, 2),
    ("en", "a handful", 4, 6),
    ("fr", "une poignée", 4, 6),
    ("es", "un puñado", 4, 6),
    ("sv", "en handfull", 4, 6),
    ("sv", "bara en handfull", 4, 6),
    ("en", "we have 12 drivers", 12, 12),
    ("en", "5 nurses, 2 doctors and a receptionist", 8, 8),
    ("fr", "trois serveuses et un cuisinier", 4, 4),
    ("es", "6 camareros y una cocinera", 7, 7),
    ("sv", "två svetsare och en lärling", 3, 3),
    ("en", "5 of us plus the cat", 5, 5),
    ("en", "4 crews of 6", 24, 24),
    ("en", "2 crews of 5 plus me", 11, 11),
    ("fr", "2 équipes de 8", 16, 16),
    ("es", "tres turnos de doce", 36, 36),
    ("sv", "två skift med femton", 30, 30),
    ("sv", "3 lag med 5 i varje", 15, 15),
    ("en", "my previous company had 500, here it's 14", 14, 14),
    ("fr", "mon ancienne boîte avait 80 salariés, ici on est 6", 6, 6),
    ("es", "en mi anterior empresa éramos 90, aquí 12", 12, 12),
    ("sv", "mitt förra företag hade 90 anställda, här är vi 7", 7, 7),
    ("en", "600 globally, 30 at our site", 600, 600),
    ("fr", "900 dans le monde, 40 ici", 900, 900),
]
NOBODY = [
    ("fr", "company_size", "il faudrait un outil qui répond tout seul"),
    ("fr", "need", "faudrait un truc qui relance tout seul"),
    ("es", "need", "que conteste solo los mensajes"),
    ("sv", "need", "nåt som svarar av sig själv"),
    ("en", "need", "something that books appointments on its own"),
    ("en", "company_size", "I'd prefer dealing with one of your team"),
    ("es", "company_size", "quisiera tratar con una persona"),
    ("sv", "company_size", "ge mig en säljare tack"),
]
AMOUNTS = [
    ("es", "budget", "300 eurillos al mes", 3600, 3600),
    ("es", "budget", "2000 pavos al año", 2000, 2000),
    ("sv", "budget", "60 papp", 5000, 6000),
    ("sv", "budget", "20 lax", 1600, 2000),
    ("fr", "budget", "trois mille cinq", 3500, 3500),
    ("fr", "budget", "mille deux cents", 1200, 1200),
    ("en", "budget", "somewhere in the 10 to 15 range", 10000, 15000),
    ("en", "budget", "5 to 8", 5000, 8000),
    ("fr", "budget", "entre 10 et 15", 10000, 15000),
    ("en", "company", "3k a yr maybe", 3000, 3000),
    ("en", "company", "roughly 500 quid a month", 6500, 7200),
    ("fr", "company", "2000 par mois grand max", 24000, 24000),
    ("sv", "company", "5000 i månaden typ", 60000, 60000),
]


def value(text: str, locale: str, asked: str, field: str) -> object:
    return {answer.field: answer.value for answer in hear(text, locale, asked).answers}.get(field)


@pytest.mark.parametrize(("locale", "text", "least", "most"), PEOPLE)
def test_the_number_that_holds_is_counted(locale: str, text: str, least: int, most: int) -> None:
    found = value(text, locale, "company_size", "company_size")
    assert isinstance(found, int)
    assert least <= found <= most


@pytest.mark.parametrize(("locale", "asked", "text"), NOBODY)
def test_what_works_by_itself_is_nobody(locale: str, asked: str, text: str) -> None:
    assert value(text, locale, asked, "company_size") is None


@pytest.mark.parametrize(("locale", "asked", "text", "least", "most"), AMOUNTS)
def test_an_amount_is_understood_in_slang_and_whatever_is_asked(
    locale: str, asked: str, text: str, least: int, most: int
) -> None:
    found = value(text, locale, asked, "budget")
    assert isinstance(found, int | float)
    assert least <= found <= most
    assert value(text, locale, asked, "company") is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "my last company had 500"),
        ("fr", "mon ancienne boîte avait 80 salariés"),
        ("es", "mi antigua empresa tenía 300"),
        ("sv", "förra firman hade 60 anställda"),
        ("en", "4 vans and a warehouse"),
        ("en", "two dogs and a cat"),
        ("en", "we need 3 waiters and 2 cooks"),
        ("fr", "on cherche 4 moniteurs"),
        ("es", "buscamos 3 camareros y 2 cocineros"),
        ("sv", "vi söker 2 kockar"),
    ],
)
def test_what_another_company_has_and_what_are_no_people_is_no_size(locale: str, text: str) -> None:
    assert value(text, locale, "company_size", "company_size") is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "driving school, 4 instructors, we want more pupils"),
        ("fr", "j'ai une auto-école, 4 moniteurs, il me faut des élèves"),
        ("es", "tengo una academia, 4 profesores, quiero más alumnos"),
        ("sv", "har en trafikskola, 4 lärare, behöver elever"),
        ("sv", "vi är en salong, 4 frisörer, behöver fler kunder"),
    ],
)
def test_a_part_of_a_message_that_names_a_trade_and_a_number_is_the_staff(locale: str, text: str) -> None:
    assert value(text, locale, "need", "company_size") == 4


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "got a little shop, me and 3 staff, want more people in"),
        ("fr", "un petit café, moi et 3 salariés, on veut plus de monde"),
        ("es", "una tienda pequeña, yo y 3 empleados, queremos más clientes"),
        ("sv", "en liten butik, jag och 3 anställda, vill ha fler kunder"),
    ],
)
def test_who_counts_themselves_beside_staff_is_one_more_whatever_is_asked(locale: str, text: str) -> None:
    assert value(text, locale, "need", "company_size") == 4


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "I'm the sales director, about 200 people", 200),
        ("en", "Im the ceo, 200 of us", 200),
        ("en", "owner, 12 staff", 12),
        ("en", "I lead and coach 80 people", 80),
        ("fr", "je suis le patron, 12 salariés", 12),
        ("fr", "directeur commercial, 200 personnes", 200),
        ("es", "soy la jefa y somos 12", 12),
        ("sv", "jag är chef, 12 anställda", 12),
    ],
)
def test_who_says_what_they_do_there_is_not_counted_beside_the_staff(locale: str, text: str, size: int) -> None:
    assert value(text, locale, "company_size", "company_size") == size


def test_who_has_somebody_beside_them_is_not_alone() -> None:
    assert value("plumber, just me and an apprentice, sick of missing calls", "en", "need", "company_size") == 2


def test_what_a_company_earns_in_a_year_is_neither_its_size_nor_a_budget() -> None:
    assert value("2m a year", "en", "company_size", "company_size") is None
    assert value("2m a year", "en", "company_size", "budget") is None


OVER_OR_APART = [
    ("en", "we used to be 60 in here", None),
    ("fr", "on était 60 avant", None),
    ("es", "éramos 60 antes", None),
    ("sv", "vi var 60 förut", None),
    ("en", "est. 1974", None),
    ("en", "20 but only 6 in the office", 20),
    ("es", "20 pero solo 6 en la oficina", 20),
    ("sv", "20 men bara 6 på kontoret", 20),
]


@pytest.mark.parametrize(("locale", "text", "size"), OVER_OR_APART)
def test_what_is_over_is_no_size_and_a_part_is_not_added_to_the_whole(locale: str, text: str, size: int | None) -> None:
    assert value(text, locale, "company_size", "company_size") == size
