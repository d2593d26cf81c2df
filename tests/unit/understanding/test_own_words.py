"""What is worth keeping in a prospect's own words, and what is plainly something else."""

import pytest

from tests.unit.understanding.vocabularies import answers, hear

NO_NAME = [
    ("en", "roughly 15k"),
    ("en", "end of august"),
    ("en", "on tuesday"),
    ("en", "haha"),
    ("en", "i dont work anywhere"),
    ("en", "it's a small cafe"),
    ("en", "this is idiotic"),
    ("en", "my wife runs it"),
    ("en", "none of that matters to me"),
    ("en", "20k"),
    ("en", "1984"),
    ("fr", "vers juin"),
    ("fr", "je n'en ai pas"),
    ("fr", "environ 15 000"),
    ("fr", "c'est une petite librairie"),
    ("es", "en otoño"),
    ("es", "no tengo ninguna"),
    ("es", "unos 15 mil"),
    ("sv", "i november"),
    ("sv", "har ingen firma"),
    ("sv", "det är ett litet kafé"),
    ("sv", "runt 15 tusen"),
]


@pytest.mark.parametrize(("locale", "text"), NO_NAME)
def test_what_is_plainly_something_else_is_no_companys_name(locale: str, text: str) -> None:
    assert "company" not in answers(text, locale, asked="company")


NAMES = [
    ("en", "house of fraser", "house of fraser"),
    ("en", "Just Eat", "Just Eat"),
    ("en", "37signals", "37signals"),
    ("en", "fabrikam, we make shelves", "fabrikam"),
    ("en", "I work at Contoso as head of innovation", "Contoso"),
    ("fr", "boulangerie martin", "boulangerie martin"),
    ("fr", "on s'appelle Fabrikam", "Fabrikam"),
    ("es", "bodegas garcía", "bodegas garcía"),
    ("sv", "Blå Himmel AB", "Blå Himmel AB"),
    ("sv", "vi heter fabrikam", "fabrikam"),
]


@pytest.mark.parametrize(("locale", "text", "name"), NAMES)
def test_a_companys_name_is_taken_as_it_is_typed(locale: str, text: str, name: str) -> None:
    assert answers(text, locale, asked="company") == {"company": name}


@pytest.mark.parametrize(
    ("locale", "text", "name"),
    [
        ("en", "Sam from Contoso here", "Contoso"),
        ("fr", "je bosse chez Fabrikam", "Fabrikam"),
        ("es", "trabajo en Fabrikam", "Fabrikam"),
        ("sv", "vi på Fabrikam", "Fabrikam"),
        ("sv", "jag jobbar på kontoret", None),
        ("sv", "jag jobbar på bageriet", None),
        ("en", "working at a bakery", None),
    ],
)
def test_a_company_is_named_in_passing_and_a_workplace_is_no_name(locale: str, text: str, name: str | None) -> None:
    assert answers(text, locale).get("company") == name


NO_NEED = [
    ("en", "you idiots"),
    ("en", "useless robot"),
    ("en", "tuesday"),
    ("en", "lol lol"),
    ("en", "ada@acme.com"),
    ("fr", "t'es nul"),
    ("fr", "en février"),
    ("fr", "les deux"),
    ("es", "eres una basura"),
    ("es", "en febrero"),
    ("sv", "värdelösa bot"),
    ("sv", "i februari"),
]


@pytest.mark.parametrize(("locale", "text"), NO_NEED)
def test_an_insult_a_time_or_nothing_is_no_need(locale: str, text: str) -> None:
    assert "need" not in answers(text, locale, asked="need")


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "our website is crap"), ("fr", "notre site est nul"), ("sv", "vår sida är skit")]
)
def test_what_people_call_their_own_things_is_a_need(locale: str, text: str) -> None:
    assert hear(text, locale, asked="need").answers[0].value == text


@pytest.mark.parametrize(
    ("locale", "text", "name"),
    [
        ("en", "are you at Websummit?", None),
        ("en", "do you have a branch at Heathrow", None),
        ("en", "can we try it at Acme?", "Acme"),
        ("en", "I work at Acme, do you have a demo?", "Acme"),
        ("fr", "travaillez-vous chez Renault ?", None),
        ("fr", "vous livrez chez Carrefour ?", None),
        ("fr", "je travaille chez Renault, vous livrez ?", "Renault"),
        ("es", "¿tienen oficina en Roma?", None),
        ("es", "¿venden en Carrefour?", None),
        ("es", "trabajo en Telefónica, ¿tienen oficina aquí?", "Telefónica"),
        ("sv", "finns ni på Åland?", None),
        ("sv", "jobbar ni på Volvo?", None),
        ("sv", "jag jobbar på Volvo, har ni en demo?", "Volvo"),
    ],
)
def test_what_is_asked_of_us_names_nobodys_company(locale: str, text: str, name: str | None) -> None:
    assert answers(text, locale, asked="need").get("company") == name
