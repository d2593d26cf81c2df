"""Times and numbers beside other answers, and in few words: each is read in its own part of a message."""

from datetime import UTC, datetime

import pytest

from bot.understanding.meaning import understand
from tests.builders import shipped
from tests.unit.understanding.test_more_families import facts, hear

LATE = datetime(2026, 11, 29, 12, tzinfo=UTC)


def told(text: str, locale: str, asked: str | None) -> dict[str, object]:
    book = shipped().audiences["b2b"]
    questions, vocabulary = book.script.questions, book.vocabularies[locale]
    return facts(understand(text, questions=questions, vocabulary=vocabulary, open_field=asked, now=LATE))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "in march, 20k"),
        ("en", "march, 20k"),
        ("en", "spring, 20k"),
        ("fr", "en mars, 20k"),
        ("es", "marzo, 20k"),
        ("sv", "i mars, 20k"),
    ],
)
def test_a_month_and_an_amount_are_two_answers(locale: str, text: str) -> None:
    assert told(text, locale, "timeline") == {"timeline": "year", "budget": 20_000}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "we are 12, start feb"),
        ("en", "bakery, 12 staff, feb start"),
        ("en", "12 people, launching january"),
        ("fr", "on est 12, on démarre en février"),
        ("es", "somos 12, empezamos en febrero"),
        ("sv", "vi är 12, start februari"),
    ],
)
def test_a_month_beside_a_word_for_beginning_needs_no_little_word(locale: str, text: str) -> None:
    assert told(text, locale, None) == {"company_size": 12, "timeline": "quarter"}


@pytest.mark.parametrize(
    ("locale", "text", "option"),
    [
        ("en", "not before the summer", "year"),
        ("en", "second half of next year", "year"),
        ("en", "in the second half of next year", "year"),
        ("es", "este mes no", None),
        ("es", "este mes no, mejor en marzo", "year"),
    ],
)
def test_a_time_is_read_with_what_bounds_or_denies_it(locale: str, text: str, option: str | None) -> None:
    assert told(text, locale, "timeline").get("timeline") == option


@pytest.mark.parametrize("text", ["we need bookings for jan", "need more jobs for the winter"])
def test_what_is_needed_for_a_time_is_no_start_where_something_else_is_asked(text: str) -> None:
    assert "timeline" not in told(text, "en", "need")


@pytest.mark.parametrize(
    ("locale", "asked", "text", "value"),
    [
        ("en", "budget", "3-4000", 3000),
        ("fr", "budget", "entre 3 et 4000 €", 3000),
        ("es", "budget", "de 3 a 4000 euros", 3000),
        ("sv", "company_size", "2-300 personer", 200),
        ("en", "company_size", "between 1 and 500", 1),
        ("sv", "budget", "en tusenlapp i månaden", 1091),
    ],
)
def test_a_range_may_leave_out_the_zeros_of_its_lower_end(locale: str, asked: str, text: str, value: float) -> None:
    assert told(text, locale, asked)[asked] == pytest.approx(value, rel=0.02)


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "thirty five in two offices", 35),
        ("en", "12 over 3 shops", 12),
        ("fr", "trente-cinq sur deux sites", 35),
        ("es", "treinta y cinco en dos oficinas", 35),
        ("sv", "trettiofem på två kontor", 35),
        ("sv", "35 på 2 kontor", 35),
        ("en", "3 offices", None),
        ("en", "we are 4 fitters and a secretary", 5),
        ("fr", "on est 4 poseurs et une secrétaire", 5),
        ("es", "somos 4 instaladores y una secretaria", 5),
        ("sv", "vi är 4 montörer och en sekreterare", 5),
        ("en", "4 vans and 2 drivers", 2),
    ],
)
def test_people_are_counted_over_their_places_and_by_whatever_they_do(locale: str, text: str, size: int | None) -> None:
    assert told(text, locale, "company_size").get("company_size") == size


@pytest.mark.parametrize(
    "text", ["привет", "Здравствуйте!", "שלום", "مرحبا", "你好", "こんにちは", "γεια σας", "guten Tag"]
)
def test_a_greeting_in_any_language_is_no_answer(text: str) -> None:
    heard = hear(text, "en", "need")
    assert (heard.intent, heard.answers) == ("greeting", ())


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "pls remove my number"),
        ("en", "lose my number"),
        ("fr", "retirez mon numéro de votre liste"),
        ("es", "quitad mi número de la lista"),
        ("sv", "ta bort mitt nummer"),
        ("sv", "låt mig va"),
    ],
)
def test_whose_number_shall_go_wants_no_more_messages(locale: str, text: str) -> None:
    assert hear(text, locale, "need").intent == "stop"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "I work for the CEO"),
        ("en", "work for the owner"),
        ("fr", "je bosse pour le directeur"),
        ("es", "trabajo para el dueño"),
        ("sv", "jag jobbar för vd:n"),
        ("sv", "jobbar åt ägaren"),
    ],
)
def test_who_works_for_the_boss_is_one_of_the_team_and_the_boss_no_company(locale: str, text: str) -> None:
    assert told(text, locale, "role") == {"role": "employee"}


@pytest.mark.parametrize(
    ("locale", "asked", "text"),
    [
        ("en", "email", "dont have one"),
        ("en", "phone", "i dont have a phone"),
        ("fr", "email", "j'en ai pas"),
        ("es", "email", "no tengo"),
        ("sv", "email", "har ingen"),
        ("sv", "company", "har inget än"),
    ],
)
def test_who_has_none_of_what_is_asked_skips_it(locale: str, asked: str, text: str) -> None:
    assert hear(text, locale, asked).intent == "skip"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "you can reach me at ada@acme.com"),
        ("fr", "contactez moi sur ada@acme.com"),
        ("es", "me podéis contactar en ada@acme.com"),
        ("sv", "nå mig på ada@acme.com"),
    ],
)
def test_where_to_reach_them_is_an_address_where_it_is_asked_and_no_wish_for_a_call(locale: str, text: str) -> None:
    heard = hear(text, locale, "email")
    assert (heard.intent, facts(heard)) == (None, {"email": "ada@acme.com"})


@pytest.mark.parametrize(
    ("locale", "text"), [("es", "tardamos mil en contestar"), ("sv", "tusen tack"), ("en", "a thousand thanks")]
)
def test_a_thousand_of_nothing_is_no_budget(locale: str, text: str) -> None:
    assert "budget" not in told(text, locale, "need")


@pytest.mark.parametrize(("locale", "text"), [("en", "three cars and four guys"), ("sv", "tre bilar och fyra gubbar")])
def test_what_is_counted_beside_people_is_not_counted_with_them(locale: str, text: str) -> None:
    assert told(text, locale, "company_size") == {"company_size": 4}


@pytest.mark.parametrize("text", ["give us a bell on 07700 900123 after lunch", "can you ring me? 07700 900222"])
def test_a_number_beside_the_wish_for_a_call_is_one_that_can_be_called(text: str) -> None:
    heard = hear(text, "en", "need")
    assert (heard.intent, list(facts(heard))) == ("callback", ["phone"])


@pytest.mark.parametrize("text", ["I work for the CEO", "12 of us, I work for the owner"])
def test_whom_one_works_for_is_no_role_where_none_is_asked(text: str) -> None:
    assert "role" not in told(text, "en", "company_size")


@pytest.mark.parametrize(
    ("locale", "text", "role"),
    [
        ("en", "cafe owner, 6 staff", "founder"),
        ("en", "hi, gym owner here, 6 staff", "founder"),
        ("en", "salon manager, 6 staff", "manager"),
        ("fr", "patron de café, 6 salariés", "founder"),
        ("es", "dueño de un bar, 6 empleados", "founder"),
        ("sv", "caféägare, 6 anställda", "founder"),
        ("en", "the cafe owner, 6 staff", None),
        ("en", "ask the owner, 6 staff", None),
    ],
)
def test_a_title_that_opens_a_message_is_ones_own(locale: str, text: str, role: str | None) -> None:
    assert told(text, locale, None) == {"company_size": 6} | ({} if role is None else {"role": role})


def test_a_word_for_a_size_counts_only_where_the_size_is_asked() -> None:
    assert "company_size" not in told("partner in a small practice", "en", "role")
    assert told("a small startup", "en", "company_size") == {"company_size": 10}


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "in march, 20k", {"timeline": "year", "budget": 20_000}),
        ("en", "spring, 20k", {"timeline": "year", "budget": 20_000}),
        ("fr", "en janvier, 12k", {"timeline": "quarter", "budget": 12_000}),
        ("en", "in march, 200 people", {"timeline": "year", "company_size": 200}),
        ("sv", "i mars, 200 pers", {"timeline": "year", "company_size": 200}),
        ("en", "1.5k worldwide, start in march", {"timeline": "year", "company_size": 1500}),
        ("en", "20k", {"company_size": 20_000}),
        ("en", "in march, we had 200 people", {}),
    ],
)
def test_a_thousand_beside_a_time_is_an_amount_where_the_size_is_asked(
    locale: str, text: str, expected: dict[str, object]
) -> None:
    assert told(text, locale, "company_size") == expected


@pytest.mark.parametrize(
    ("locale", "text", "option"),
    [
        ("es", "este mes no, el que viene", "quarter"),
        ("es", "esta semana no, la q viene", "now"),
        ("en", "not this month, next", "quarter"),
        ("fr", "cette semaine non, la prochaine", "now"),
        ("sv", "inte den här månaden, nästa", "quarter"),
        ("en", "next", None),
        ("en", "next fri", "now"),
        ("sv", "till tors", "now"),
    ],
)
def test_a_next_without_a_unit_is_of_what_was_denied_and_days_may_be_cut_short(
    locale: str, text: str, option: str | None
) -> None:
    assert told(text, locale, "timeline").get("timeline") == option


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "whenever suits you"),
        ("fr", "quand je pourrai"),
        ("es", "cuando pueda"),
        ("sv", "när jag hinner"),
    ],
)
def test_whoever_will_see_when_they_can_has_told_no_time_and_asks_nothing(locale: str, text: str) -> None:
    book = shipped().audiences["b2b"]
    questions, vocabulary = book.script.questions, book.vocabularies[locale]
    meant = understand(text, questions=questions, vocabulary=vocabulary, open_field="timeline", now=LATE)
    assert (meant.answers, meant.intent, meant.question) == ((), "skip", False)


@pytest.mark.parametrize(
    ("locale", "text", "people"),
    [
        ("en", "my team is 6, company about 900", 900),
        ("en", "sales is 12, the whole company 300", 300),
        ("es", "mi equipo 8, la empresa unos 600", 600),
        ("fr", "on est 6 dans mon équipe, 900 dans la société", 900),
        ("sv", "mitt team är 5, bolaget runt 700", 700),
        ("en", "a company with 3 owners and 20 staff", 20),
    ],
)
def test_the_company_counts_and_not_a_team_of_it(locale: str, text: str, people: int) -> None:
    assert told(text, locale, "company_size") == {"company_size": people}


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "plumber, me and a lad", {"role": "founder", "company_size": 2}),
        ("en", "im a plumber, self employed", {"role": "founder", "company_size": 1}),
        ("sv", "snickare här, jag och en lärling", {"role": "founder", "company_size": 2}),
        ("es", "buenas, fontanero, yo y un chaval", {"role": "founder", "company_size": 2}),
        ("fr", "je suis fleuriste à lyon, toute seule", {"role": "founder", "company_size": 1}),
        ("fr", "électricien à mon compte avec un apprenti", {}),
        ("en", "my boss and me would like a demo", {}),
    ],
)
def test_whoever_tells_a_trade_and_counts_themselves_works_by_themselves(
    locale: str, text: str, expected: dict[str, object]
) -> None:
    assert told(text, locale, None) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "cto and cofounder"),
        ("en", "manager and part owner"),
        ("fr", "directrice et associée"),
        ("es", "director y socio"),
        ("sv", "vd och säljare"),
    ],
)
def test_of_two_roles_that_are_both_ones_own_the_owner_counts(locale: str, text: str) -> None:
    assert told(text, locale, "role") == {"role": "founder"}


@pytest.mark.parametrize(
    ("text", "expected", "wish"),
    [
        ("q me llamen mas clientes", {"need": "leads"}, None),
        ("que me llamen más tarde", {}, "callback"),
        ("llámame por más clientes", {}, "callback"),
    ],
)
def test_customers_who_call_are_a_need_and_no_wish_for_a_call(
    text: str, expected: dict[str, object], wish: str | None
) -> None:
    book = shipped().audiences["b2b"]
    questions, vocabulary = book.script.questions, book.vocabularies["es"]
    meant = understand(text, questions=questions, vocabulary=vocabulary, open_field="need", now=LATE)
    assert (facts(meant), meant.intent) == (expected, wish)


@pytest.mark.parametrize("text", ["we get loads of leads but can't tell which r any good", "we have plenty of traffic"])
def test_plenty_of_something_is_no_need_of_it(text: str) -> None:
    assert told(text, "en", "need").get("need") != "leads"


@pytest.mark.parametrize("text", ["trabajo en recepcion", "trabajo en cocina"])
def test_where_in_a_company_somebody_works_is_no_name_of_it(text: str) -> None:
    assert "company" not in told(text, "es", "role")


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "about 40 of us, march, 20k", {"company_size": 40, "timeline": "year", "budget": 20_000}),
        ("fr", "on est 30, en mars, 15k", {"company_size": 30, "timeline": "year", "budget": 15_000}),
        ("es", "somos 12, en mayo, unos 5000 euros", {"company_size": 12, "timeline": "year", "budget": 5000}),
        ("sv", "14 anställda, efter sommaren, 5000 kr", {"company_size": 14, "timeline": "year", "budget": 455}),
        ("en", "12 staff, in march, we had 4 sites", {"company_size": 12}),
        ("en", "12 staff, in march we grew, 4 sites", {"company_size": 12}),
    ],
)
def test_a_time_in_the_middle_of_several_answers_is_one_of_them(
    locale: str, text: str, expected: dict[str, object]
) -> None:
    assert told(text, locale, None) == expected
