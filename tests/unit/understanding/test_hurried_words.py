"""Families of what hurried people type: each with members that no table lists as they stand."""

import pytest

from bot.understanding.interpretation import Doubt, Interpretation
from bot.understanding.meaning import understand
from tests.builders import shipped


def hear(
    text: str, locale: str, asked: str | None, *, audience: str = "b2b", before: str | None = None
) -> Interpretation:
    book = shipped().audiences[audience]
    vocabulary = book.vocabularies[locale]
    return understand(text, questions=book.script.questions, vocabulary=vocabulary, open_field=asked, before=before)


def value_of(heard: Interpretation, field: str) -> object:
    return next((answer.value for answer in heard.answers if answer.field == field), None)


ASKED = [
    ("en", "b2b", "do u offer a free trial", "trial"),
    ("en", "b2b", "wat does ur product do", "offer"),
    ("en", "b2b", "r u gdpr compliant", "security"),
    ("fr", "b2b", "vs avez des références", "story"),
    ("fr", "b2b", "c koi votre produit", "offer"),
    ("fr", "b2c", "cb coute la livraison", "delivery"),
    ("fr", "b2c", "c cher", "pricing"),
    ("es", "b2b", "q hacen", "offer"),
    ("es", "b2b", "q venden", "offer"),
    ("es", "b2c", "cto cuesta el envio", "delivery"),
    ("sv", "b2b", "va kostar ni", "pricing"),
    ("sv", "b2b", "e det svårt att installera", "setup"),
    ("sv", "b2c", "va kostar frakten", "delivery"),
]


@pytest.mark.parametrize(("locale", "audience", "text", "topic"), ASKED)
def test_what_is_spelt_in_a_hurry_is_written_out_before_it_is_understood(
    locale: str, audience: str, text: str, topic: str
) -> None:
    assert topic in hear(text, locale, None, audience=audience).topics


def test_what_is_short_in_one_language_is_a_word_in_another_and_no_unit_is_touched() -> None:
    assert hear("jag går inte med på det", "es", "need").intent == "refuse_consent"
    assert value_of(hear("15 d", "es", "company_size"), "company_size") in (None, 15)
    assert value_of(hear("20 k", "fr", "budget"), "budget") == 20_000


CORRECTED = [
    ("en", "no wait 120"),
    ("en", "oops, I meant 120"),
    ("en", "actually more like 120"),
    ("fr", "pardon, 120"),
    ("fr", "je voulais dire 120"),
    ("fr", "non attendez 120"),
    ("es", "perdona, 120"),
    ("es", "no espera, 120"),
    ("es", "quise decir... digo 120"),
    ("sv", "förlåt, 120"),
    ("sv", "nej vänta 120"),
    ("sv", "oj, jag menade 120"),
]


@pytest.mark.parametrize(("locale", "text"), CORRECTED)
def test_a_correction_that_answers_nothing_open_answers_the_question_before(locale: str, text: str) -> None:
    assert value_of(hear(text, locale, "role", before="company_size"), "company_size") == 120
    assert value_of(hear(text, locale, "role"), "company_size") is None


def test_words_that_only_begin_politely_correct_nothing() -> None:
    assert hear("sorry, what?", "en", "role", before="company_size").answers == ()
    assert value_of(hear("sorry, I'm the owner", "en", "role", before="company_size"), "role") == "founder"
    assert hear("wait", "en", "company_size", before="need").answers == ()


ROLES = [
    ("en", "i run logistics", "manager"),
    ("en", "in charge of procurement", "manager"),
    ("en", "head of partnerships", "director"),
    ("en", "recruitment director", "director"),
    ("en", "i work in accounting", "employee"),
    ("fr", "responsable de la logistique", "manager"),
    ("fr", "je m'occupe de la production", "manager"),
    ("fr", "directrice de la qualité", "director"),
    ("fr", "chargée de recherche", "employee"),
    ("fr", "je gère l'informatique", "manager"),
    ("es", "llevo la logística", "manager"),
    ("es", "me encargo de la producción", "manager"),
    ("es", "directora de calidad", "director"),
    ("es", "jefe de logística", "director"),
    ("es", "trabajo en contabilidad", "employee"),
    ("sv", "jag sköter lagret", "manager"),
    ("sv", "produktionschef", "director"),
    ("sv", "logistikansvarig", "manager"),
    ("sv", "redovisningsassistent", "employee"),
    ("sv", "jag ansvarar för exporten", "manager"),
]


@pytest.mark.parametrize(("locale", "text", "role"), ROLES)
def test_in_a_role_one_area_is_as_good_as_another(locale: str, text: str, role: str) -> None:
    assert value_of(hear(text, locale, "role"), "role") == role


OF_OTHERS = [
    ("en", "our head of partnerships"),
    ("en", "I support the director"),
    ("en", "ask recruitment"),
    ("fr", "notre responsable de la logistique"),
    ("fr", "le directeur qualité ne veut pas"),
    ("es", "el jefe de almacén lo sabe"),
    ("es", "pregunte a la directora de calidad"),
    ("sv", "vår produktionschef"),
    ("sv", "jag är inte logistikansvarig"),
    ("sv", "fråga lagerchefen"),
]


@pytest.mark.parametrize(("locale", "text"), OF_OTHERS)
def test_whoever_else_is_in_charge_of_an_area_is_somebody_else(locale: str, text: str) -> None:
    assert value_of(hear(text, locale, "role"), "role") is None
    assert value_of(hear(text, locale, "need"), "role") is None


NEEDS = [
    ("en", "we lose tons of leads", "sales"),
    ("fr", "on perd plein de prospects", "sales"),
    ("fr", "on rate beaucoup trop d'appels", "sales"),
    ("es", "perdemos un montón de clientes", "sales"),
    ("es", "se nos escapan muchas ventas", "sales"),
    ("sv", "vi tappar massor av kunder", "sales"),
]


@pytest.mark.parametrize(("locale", "text", "need"), NEEDS)
def test_how_much_of_it_there_is_changes_no_need(locale: str, text: str, need: str) -> None:
    assert value_of(hear(text, locale, "need"), "need") == need


HEDGED = [
    ("en", "dont know white I think", "classic"),
    ("en", "no clue black maybe", "calm"),
    ("fr", "je sais pas noires je crois", "calm"),
    ("fr", "aucune idée blanches peut-être", "classic"),
    ("es", "no sé negras creo", "calm"),
    ("sv", "vet inte vita kanske", "classic"),
]


@pytest.mark.parametrize(("locale", "text", "style"), HEDGED)
def test_whoever_does_not_know_but_says_it_has_said_it(locale: str, text: str, style: str) -> None:
    assert value_of(hear(text, locale, "style", audience="b2c"), "style") == style


UPSET = [
    ("en", "nobody called me back"),
    ("en", "i have asked you three times already"),
    ("en", "its been a week now"),
    ("en", "what a joke"),
    ("fr", "ça fait deux semaines que j'attends"),
    ("fr", "personne ne me répond"),
    ("fr", "quelle honte"),
    ("es", "llevo días esperando"),
    ("es", "nadie me contesta"),
    ("es", "menuda vergüenza"),
    ("sv", "jag har ringt er flera gånger"),
    ("sv", "ingen svarar mig"),
    ("sv", "det här är under all kritik"),
]


@pytest.mark.parametrize(("locale", "text"), UPSET)
def test_whoever_is_fed_up_with_us_has_answered_nothing(locale: str, text: str) -> None:
    heard = hear(text, locale, "need")
    assert (heard.upset, heard.answers, heard.intent) == (True, (), None)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "nobody calls our customers back"),
        ("en", "our service is terrible"),
        ("fr", "personne ne rappelle nos clients"),
        ("es", "nadie contesta a nuestros clientes"),
        ("sv", "ingen ringer våra kunder"),
    ],
)
def test_what_goes_wrong_at_theirs_is_a_need(locale: str, text: str) -> None:
    heard = hear(text, locale, "need")
    assert not heard.upset
    assert value_of(heard, "need") is not None


MINE = [
    ("en", "the bakery is mine"),
    ("en", "this place is all mine"),
    ("fr", "le garage est à moi"),
    ("fr", "la boutique est à nous"),
    ("es", "el bar es mío"),
    ("es", "la tienda es mía"),
    ("sv", "verkstaden är min"),
    ("sv", "kaféet är mitt"),
]


@pytest.mark.parametrize(("locale", "text"), MINE)
def test_whose_the_business_is_says_who_they_are(locale: str, text: str) -> None:
    assert value_of(hear(text, locale, "role"), "role") == "founder"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "it is not mine"),
        ("fr", "ce n'est pas à moi"),
        ("es", "no es mía"),
        ("sv", "det är inte min"),
        ("sv", "det är min chef"),
    ],
)
def test_what_is_not_theirs_makes_nobody_an_owner(locale: str, text: str) -> None:
    assert value_of(hear(text, locale, "role"), "role") != "founder"


COUNTED_LAST = [
    ("en", "six painters and me", 7),
    ("en", "4 waiters plus me", 5),
    ("fr", "3 vendeuses et moi", 4),
    ("es", "2 cocineros y yo", 3),
    ("sv", "fem snickare och jag", 6),
]


@pytest.mark.parametrize(("locale", "text", "size"), COUNTED_LAST)
def test_whoever_counts_themselves_last_is_counted(locale: str, text: str, size: int) -> None:
    assert value_of(hear(text, locale, "company_size"), "company_size") == size


def test_whoever_says_more_of_themselves_is_not_counted() -> None:
    assert hear("6 painters and I am tired", "en", "company_size").doubt == Doubt("company_size", (6,))


def test_what_is_said_twice_is_meant_more_than_how_often_it_is_done() -> None:
    assert value_of(hear("crossfit classes every day", "en", "use", audience="b2c"), "use") == "gym"
    assert value_of(hear("trekking en la sierra todos los días", "es", "use", audience="b2c"), "use") == "trail"


def test_my_before_what_is_mine_is_not_me() -> None:
    opening = shipped().chat_vocabularies["es"]
    found = [
        understand(text, questions=(), vocabulary=opening, open_field=None).answers
        for text in ("para mi zapatería", "para mi garaje")
    ]
    assert found == [(), ()]
