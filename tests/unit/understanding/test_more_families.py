"""Families of what strangers typed into the bot after the others were mended, with members of each language."""

import pytest

from bot.understanding.interpretation import Doubt, Interpretation
from bot.understanding.meaning import understand
from tests.builders import shipped


def hear(text: str, locale: str, asked: str | None) -> Interpretation:
    book = shipped().audiences["b2b"]
    return understand(text, questions=book.script.questions, vocabulary=book.vocabularies[locale], open_field=asked)


def facts(heard: Interpretation) -> dict[str, object]:
    return {answer.field: answer.value for answer in heard.answers}


COMPANIES = [
    ("fr", "directeur commercial de Acme", "director", "Acme"),
    ("fr", "pdg d’Orvella", "founder", "Orvella"),
    ("fr", "responsable achats de Delmas SA", "manager", "Delmas SA"),
    ("fr", "gérante de Boulangerie Martin", "founder", "Boulangerie Martin"),
    ("sv", "vd för Acme", "founder", "Acme"),
    ("sv", "försäljningschef för Lindqvist Bygg", "director", "Lindqvist Bygg"),
    ("fr", "directrice de Production", "director", None),
    ("fr", "directeur de clientèle", "director", None),
    ("fr", "directrice du service client", "director", None),
    ("sv", "ansvarig för Norden", "manager", None),
]


@pytest.mark.parametrize(("locale", "text", "role", "company"), COMPANIES)
def test_whose_director_one_is_names_the_company_unless_it_is_a_department_or_a_region(
    locale: str, text: str, role: str, company: str | None
) -> None:
    found = facts(hear(text, locale, "role"))
    assert (found["role"], found.get("company")) == (role, company)


RELATIVES = [
    ("en", "I'm the founder's daughter"),
    ("en", "boss's nephew"),
    ("fr", "je suis le fils du gérant"),
    ("fr", "la femme du patron"),
    ("es", "soy el sobrino del jefe"),
    ("es", "la hermana de la dueña"),
    ("sv", "ägarens son"),
    ("sv", "jag är chefens fru"),
]


@pytest.mark.parametrize(("locale", "text"), RELATIVES)
def test_who_belongs_to_the_boss_works_there_and_is_no_boss(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "role")) == {"role": "employee"}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "my boss's wife told me"),
        ("en", "I know the owner's son"),
        ("fr", "je connais le gérant"),
        ("es", "conozco al dueño"),
        ("sv", "jag känner ägaren"),
    ],
)
def test_whoever_one_knows_is_somebody_else(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "role")) == {}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "can you hand a conversation over to a human?"),
        ("en", "could you pass this chat on to someone"),
        ("fr", "vous pouvez passer la conversation à un conseiller ?"),
        ("es", "pueden pasar el chat a una persona?"),
        ("sv", "kan ni lämna över samtalet till en människa?"),
    ],
)
def test_to_hand_the_conversation_over_is_a_wish_for_a_person(locale: str, text: str) -> None:
    assert hear(text, locale, "need").intent == "human"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("es", "Déjalo ya qué pesado"),
        ("es", "basta ya de verdad"),
        ("en", "give it a rest will you"),
        ("en", "knock it off already"),
        ("fr", "lâchez l’affaire"),
        ("sv", "lägg av nu vad tjatiga ni är"),
    ],
)
def test_who_has_had_enough_wants_it_to_stop(locale: str, text: str) -> None:
    assert hear(text, locale, "need").intent == "stop"


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("1e5 people", "company_size", 100_000),
        ("2e3", "company_size", 2000),
        ("1.5e4 euros", "budget", 15_000),
        ("we are 3E2", "company_size", 300),
        ("5 e", "company_size", 5),
        ("1e999", "company_size", None),
    ],
)
def test_a_power_of_ten_belongs_to_its_number(text: str, asked: str, value: float | None) -> None:
    assert facts(hear(text, "en", asked)).get(asked) == value


@pytest.mark.parametrize(
    ("locale", "text", "address"),
    [
        ("en", "my email is pia @ example.com", "pia@example.com"),
        ("en", "pia@ example.com", "pia@example.com"),
        ("fr", "pia.berg @example.fr", "pia.berg@example.fr"),
        ("es", "mi correo: pia @ example.es", "pia@example.es"),
        ("sv", "pia @ example . se", "pia@example.se"),
    ],
)
def test_an_address_that_is_asked_for_may_have_blanks(locale: str, text: str, address: str) -> None:
    assert facts(hear(text, locale, "email")) == {"email": address}


def test_what_is_at_a_place_is_no_address_where_none_is_asked_for() -> None:
    assert "email" not in facts(hear("cto @ acme.com", "en", "role"))


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "theres me, my brother and like 6 guys", 8),
        ("en", "me, my wife and 3 drivers", 5),
        ("fr", "moi, ma femme et 2 salariés", 4),
        ("es", "yo, mi mujer y dos empleados", 4),
        ("sv", "jag, frugan och tre anställda", 5),
    ],
)
def test_who_is_listed_is_counted(locale: str, text: str, size: int) -> None:
    assert facts(hear(text, locale, "company_size"))["company_size"] == size


def test_who_works_for_a_brother_is_asked_about() -> None:
    assert hear("my brother has 6 guys", "en", "company_size").doubt == Doubt("company_size", (6,))


@pytest.mark.parametrize(
    ("locale", "text", "role"),
    [
        ("en", "i do a bit of this but mostly sales manager", "manager"),
        ("fr", "un peu de tout mais surtout responsable commercial", "manager"),
        ("sv", "gör lite av varje men mest projektledare", "manager"),
        ("en", "not me but the director decides", None),
        ("en", "ask anybody but the director", None),
    ],
)
def test_what_one_mostly_is_stands_behind_a_but(locale: str, text: str, role: str | None) -> None:
    assert facts(hear(text, locale, "role")).get("role") == role


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "4 of us in the office plus 11 on the road", 15),
        ("fr", "8 personnes au bureau plus 5 sur la route", 13),
        ("es", "6 personas en oficina y 10 en la calle", 16),
        ("sv", "5 personer på kontoret plus 12 ute", 17),
        ("en", "12 employees and 3 offices", 12),
        ("en", "we are 30 people and need it in 3 weeks", 30),
    ],
)
def test_who_works_elsewhere_is_counted_too_but_nothing_else(locale: str, text: str, size: int) -> None:
    assert facts(hear(text, locale, "company_size"))["company_size"] == size


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "havent got one yet"),
        ("en", "that's for my boss to decide"),
        ("fr", "on n’en a pas encore"),
        ("fr", "c’est mon associé qui décide"),
        ("es", "no lo tenemos todavía"),
        ("es", "eso lo decide mi socio"),
        ("sv", "vi har ingen än"),
        ("sv", "det bestämmer min chef"),
    ],
)
def test_who_has_no_budget_yet_or_does_not_decide_passes(locale: str, text: str) -> None:
    heard = hear(text, locale, "budget")
    assert (facts(heard), heard.intent) == ({}, "skip")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "is 30 staff too small for this"),
        ("en", "are 12 people enough"),
        ("sv", "är 8 personer för lite"),
    ],
)
def test_a_question_may_begin_with_a_number_behind_its_verb(locale: str, text: str) -> None:
    heard = hear(text, locale, "need")
    assert heard.question
    assert heard.doubt is not None
    assert facts(heard) == {}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "support technician"),
        ("en", "customer service wizard"),
        ("fr", "technicien sav"),
        ("fr", "hôtesse service client"),
        ("es", "teleoperadora atención al cliente"),
        ("sv", "telefonist kundtjänst"),
    ],
)
def test_what_somebody_does_is_no_need(locale: str, text: str) -> None:
    assert "need" not in facts(hear(text, locale, "role"))


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "more leads please"), ("fr", "plus de prospects"), ("sv", "fler leads tack")]
)
def test_a_need_is_heard_also_where_the_role_is_asked(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "role"))["need"] == "leads"
