"""What is one letter, or one word, away from meaning something else: units, places, partners, what is paid today."""

import pytest

from bot.understanding.interpreter import Typed
from bot.understanding.meaning import understand
from tests.builders import shipped
from tests.unit.understanding.test_families_of_times import LATE
from tests.unit.understanding.test_more_families import facts, hear


def told(text: str, locale: str, asked: str | None) -> dict[str, object]:
    """Return what is told on a day in late November, when March is a quarter and some days away."""
    book = shipped().audiences["b2b"]
    vocabulary = book.vocabularies[locale]
    return facts(understand(text, questions=book.script.questions, vocabulary=vocabulary, open_field=asked, now=LATE))


TIMES = [
    ("sv", "3 mån", "quarter"),
    ("sv", "3 mån tack", "quarter"),
    ("sv", "2 v", "now"),
    ("en", "3 mos", "quarter"),
    ("fr", "3 mois", "quarter"),
    ("fr", "lundi en huit", "now"),
    ("fr", "mardi en quinze", "quarter"),
    ("fr", "vendredi en quinze", "quarter"),
    ("en", "monday week", "now"),
    ("es", "el lunes en ocho", "now"),
    ("en", "not b4 september", "year"),
    ("en", "by paddys day", "year"),
    ("fr", "à la saint-jean", "year"),
    ("sv", "nr 3", "year"),
    ("sv", "3 tack", "year"),
]


@pytest.mark.parametrize(("locale", "text", "option"), TIMES)
def test_a_number_with_its_unit_is_a_time_and_one_by_itself_a_place(locale: str, text: str, option: str) -> None:
    assert told(text, locale, "timeline") == {"timeline": option}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "team of nine, want to start in the spring, around 6k"),
        ("en", "want to start in march, 9 people, 6k"),
        ("fr", "équipe de 9, démarrage au printemps, environ 6k"),
        ("sv", "9 pers, start i vår, ca 6k"),
    ],
)
def test_a_start_between_two_numbers_is_a_time(locale: str, text: str) -> None:
    found = told(text, locale, None)
    assert found == {"company_size": 9, "timeline": "year", "budget": 6000}


@pytest.mark.parametrize(
    ("locale", "text", "asked", "value"),
    [
        ("sv", "1500 i mån", "budget", 18_000),
        ("sv", "1500/mån", "budget", 18_000),
        ("sv", "1500 man", "company_size", 1500),
        ("sv", "vi är 5 man", "company_size", 5),
    ],
)
def test_an_accent_tells_a_month_from_men(locale: str, text: str, asked: str, value: int) -> None:
    assert told(text, locale, asked) == {asked: value}


@pytest.mark.parametrize(
    ("locale", "text"), [("fr", "le 2 svp"), ("en", "number 2"), ("es", "la segunda"), ("sv", "2")]
)
def test_a_place_may_be_asked_for_politely(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "role")) == {"role": "director"}


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "2 partners", 2),
        ("fr", "3 associés", 3),
        ("es", "2 socios nomás", 2),
        ("sv", "två delägare bara", 2),
        ("en", "two brothers", 2),
        ("es", "como 300 en temporada alta", 300),
        ("en", "about 300 in peak season", 300),
        ("fr", "une trentaine en pleine saison", 30),
        ("sv", "30 under högsäsong", 30),
        ("sv", "ensamföretagare", 1),
        ("fr", "moi pis ma blonde", 2),
        ("sv", "14 heltidstjänster", 14),
    ],
)
def test_partners_and_those_of_the_season_are_counted(locale: str, text: str, size: int) -> None:
    assert facts(hear(text, locale, "company_size")) == {"company_size": size}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "currently on 12k a year with another vendor"),
        ("en", "we pay 900 a month today for hubspot"),
        ("fr", "on paie 300 par mois aujourd'hui"),
        ("es", "ahora pagamos 200 al mes"),
        ("sv", "idag betalar vi 20 tkr om året"),
    ],
)
def test_what_is_paid_today_is_no_budget(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "budget")) == {}


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "we could pay 900 a month"), ("sv", "vi kan betala 900 i månaden")],
)
def test_what_could_be_paid_is_one(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "budget")).keys() == {"budget"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "tom.h@example.org but dont spam me"),
        ("es", "tom.h@example.org pero no me mandéis spam"),
        ("fr", "tom.h@example.org mais ne me spammez pas"),
        ("sv", "tom.h@example.org men spamma mig inte"),
    ],
)
def test_an_address_may_come_with_a_condition(locale: str, text: str) -> None:
    heard = hear(text, locale, "email")
    assert (facts(heard), heard.intent) == ({"email": "tom.h@example.org"}, None)


@pytest.mark.parametrize(
    "text",
    [
        "stop spamming me ada@example.com",
        "unsubscribe ada@example.com",
        "ada@example.com but stop messaging me",
        "dont spam me",
    ],
)
def test_to_stop_is_heard_beside_an_address(text: str) -> None:
    heard = hear(text, "en", "email")
    assert (facts(heard), heard.intent) == ({}, "stop")


@pytest.mark.parametrize(
    "text", ["ada(a)example.com", "ada [a] example.com", "ada(at)example.com", "ada (a) example.com"]
)
def test_the_sign_of_an_address_may_be_a_letter_in_brackets(text: str) -> None:
    assert facts(hear(text, "en", "email")) == {"email": "ada@example.com"}


@pytest.mark.parametrize(
    ("locale", "text", "name"),
    [
        ("sv", "Bygg & Kakel i Norr AB", "Bygg & Kakel i Norr AB"),
        ("fr", "Pains et Vins à Lyon SARL", "Pains et Vins à Lyon SARL"),
        ("es", "La Casa para Todos SL", "La Casa para Todos SL"),
        ("fr", "On est Pains et Vins SARL", "Pains et Vins SARL"),
        ("sv", "Vi jobbar på Kakel AB", "Kakel AB"),
    ],
)
def test_what_ends_in_a_legal_form_is_a_name(locale: str, text: str, name: str) -> None:
    assert facts(hear(text, locale, "company")) == {"company": name}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "200 people, call me"),
        ("es", "mi cel es +52 55 1234 5678, llámame mañana"),
        ("fr", "mon numéro est le 01 44 55 66 77, rappelez-moi"),
        ("sv", "mitt nummer är 070-123 45 67, ring mig"),
        ("sv", "nej men ring mig på fredag"),
        ("en", "no but call me on friday"),
        ("fr", "non merci mais rappelez-moi vendredi"),
    ],
)
def test_two_words_beside_an_answer_are_enough_for_a_call(locale: str, text: str) -> None:
    assert hear(text, locale, "need").intent == "callback"


@pytest.mark.parametrize("text", ["la dueña del salón", "el dueño de la tienda", "dueña de una peluquería"])
def test_a_role_that_opens_the_message_is_not_put_in_question_by_what_follows(text: str) -> None:
    book = shipped().audiences["b2b"]
    typed = Typed(text, "b2b", "es", book.script.questions, "role", hear(text, "es", "role"))
    assert facts(typed.found) == {"role": "founder"}
    assert typed.loosely_told == ()


MONEY = [
    ("en", "12k canadian", 8000),
    ("en", "12k canadian a year", 8000),
    ("en", "12k canadian dollars", 8000),
    ("fr", "5000 dollars canadiens", 3333),
    ("fr", "500 piastres par mois", 4000),
    ("es", "un millón de pesos colombianos", 222),
    ("es", "100 mil pesos mx al año", 5000),
    ("sv", "10 000 danska kronor", 1333),
    ("fr", "2 500 € htva", 2500),
]


@pytest.mark.parametrize(("locale", "text", "euros"), MONEY)
def test_a_country_says_whose_money_it_is(locale: str, text: str, euros: int) -> None:
    assert facts(hear(text, locale, "budget")) == {"budget": euros}


@pytest.mark.parametrize("text", ["5 swiss clients", "we have 5 american offices"])
def test_what_is_counted_of_a_country_is_no_money(text: str) -> None:
    assert "budget" not in facts(hear(text, "en", "budget"))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "we only have the 1 shop"),
        ("en", "3 clinics"),
        ("fr", "2 restaurants"),
        ("es", "3 clínicas"),
        ("sv", "1 salong"),
    ],
)
def test_a_number_of_businesses_counts_nobody(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "company_size")) == {}


@pytest.mark.parametrize(
    ("locale", "text", "name"),
    [
        ("sv", "Hej, jag äger Lindqvists Bygg, 11 anställda", "Lindqvists Bygg"),
        ("en", "I own Acme Plumbing, 11 staff", "Acme Plumbing"),
        ("fr", "je dirige Menuiserie Dupont, 11 salariés", "Menuiserie Dupont"),
        ("es", "dirijo Talleres Ruiz, 11 empleados", "Talleres Ruiz"),
        ("en", "i own the shop, 11 staff", None),
        ("sv", "jag äger butiken, 11 anställda", None),
    ],
)
def test_what_one_owns_by_name_is_the_company(locale: str, text: str, name: str | None) -> None:
    found = facts(hear(text, locale, None))
    assert (found.get("company"), found["company_size"]) == (name, 11)


@pytest.mark.parametrize(
    ("text", "budget"),
    [("3 trainers, 300 a month tops", 3600), ("we get 300 a month", None), ("300 calls a month", None)],
)
def test_an_amount_by_its_period_is_one_where_nothing_is_asked(text: str, budget: int | None) -> None:
    assert facts(hear(text, "en", None)).get("budget") == budget


def test_an_address_may_come_with_a_condition_where_a_name_is_asked() -> None:
    heard = hear("I own Glow & Co, email is glow@example.com but dont spam me", "en", "company")
    assert (facts(heard), heard.intent) == ({"company": "Glow & Co", "email": "glow@example.com"}, None)


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "haha thanks"), ("fr", "mdr merci"), ("es", "jaja gracias"), ("sv", "haha tack"), ("en", "lol cheers")],
)
def test_laughter_beside_thanks_says_nothing_more(locale: str, text: str) -> None:
    assert hear(text, locale, "need").intent == "thanks"


@pytest.mark.parametrize("asked", ["email", "phone", "company"])
def test_an_amount_by_its_period_is_one_where_words_are_asked(asked: str) -> None:
    assert facts(hear("300 a month", "en", asked)) == {"budget": 3600}
