"""What is told beside a number, a time or a wish: what they drive, some who are counted already, when to call."""

import pytest

from tests.unit.understanding.vocabularies import answers, hear


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "two vans, 5 lads and me", 6),
        ("en", "3 trucks, 4 drivers and myself", 5),
        ("fr", "deux camions, 5 gars et moi", 6),
        ("es", "dos furgonetas, 5 chavales y yo", 6),
        ("sv", "två bilar, 5 killar och jag", 6),
    ],
)
def test_what_they_drive_is_not_counted_with_them(locale: str, text: str, size: int) -> None:
    assert answers(text, locale, asked="company_size") == {"company_size": size}


@pytest.mark.parametrize(
    ("locale", "text", "size"),
    [
        ("en", "14 with the two apprentices", 14),
        ("fr", "quatorze avec les deux apprentis", 14),
        ("es", "catorce con los dos aprendices", 14),
        ("sv", "14 med de två lärlingarna", 14),
        ("en", "14 and two apprentices", 16),
        ("fr", "quatorze plus deux apprentis", 16),
    ],
)
def test_some_who_are_known_are_counted_already(locale: str, text: str, size: int) -> None:
    assert answers(text, locale, asked="company_size") == {"company_size": size}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "9 in each shop and there are 4 shops"),
        ("en", "9 per branch, 4 branches"),
        ("fr", "9 par magasin et on a 4 magasins"),
        ("es", "9 en cada tienda y son 4 tiendas"),
        ("sv", "9 i varje butik och det är 4 butiker"),
    ],
)
def test_so_many_at_each_place_may_come_before_the_places(locale: str, text: str) -> None:
    assert answers(text, locale, asked="company_size") == {"company_size": 36}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "four brothers and a cousin"),
        ("fr", "quatre frères et un cousin"),
        ("es", "cuatro hermanos y un primo"),
        ("sv", "fyra bröder och en kusin"),
    ],
)
def test_relatives_are_counted_in_the_plural(locale: str, text: str) -> None:
    assert answers(text, locale, asked="company_size") == {"company_size": 5}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "call me back today"),
        ("en", "give me a bell tomorrow morning"),
        ("fr", "rappel svp demain matin"),
        ("es", "llámame hoy mismo"),
        ("sv", "vill bli uppringd, helst i dag"),
    ],
)
def test_when_to_call_is_not_when_to_begin(locale: str, text: str) -> None:
    heard = hear(text, locale, asked="need")
    assert (heard.intent, heard.answers) == ("callback", ())


@pytest.mark.parametrize(
    ("locale", "text", "address"),
    [
        ("en", "lena_marsh@example,com", "lena_marsh@example.com"),
        ("en", "lena@example. com", "lena@example.com"),
        ("fr", "lena@exemple,fr merci", "lena@exemple.fr"),
        ("es", "es lena@ejemplo,es", "lena@ejemplo.es"),
        ("sv", "lena@exempel. se", "lena@exempel.se"),
    ],
)
def test_a_slip_in_an_address_is_mended_and_read_back(locale: str, text: str, address: str) -> None:
    (answer,) = hear(text, locale, asked="email").answers
    assert (answer.field, answer.value, answer.sure) == ("email", address, False)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "not ok with you keeping what I write"),
        ("fr", "pas d'accord pour que vous gardiez ce que j'écris"),
        ("fr", "pas d'accord que vous stockiez mes réponses"),
        ("es", "no estoy de acuerdo con que guardéis lo que escribo"),
        ("sv", "inte ok att ni sparar det jag skriver"),
        ("en", "you can absolutely not store this"),
        ("fr", "vous ne gardez surtout rien de ce que j'écris"),
        ("es", "no guardéis absolutamente nada de lo mío"),
        ("sv", "ni får absolut inte lagra det jag skriver"),
    ],
)
def test_who_wants_nothing_kept_does_not_consent(locale: str, text: str) -> None:
    heard = hear(text, locale, asked="need")
    assert (heard.intent, heard.answers) == ("refuse_consent", ())


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "am i chatting to software or a person"),
        ("fr", "je parle à un programme ou à quelqu'un"),
        ("es", "esto lo lleva una máquina o hay alguien?"),
        ("sv", "chattar jag med en dator?"),
    ],
)
def test_who_asks_whether_it_is_a_machine_is_heard(locale: str, text: str) -> None:
    assert hear(text, locale, asked="need").intent == "bot"


@pytest.mark.parametrize(
    ("locale", "text", "company"),
    [
        ("en", "we're called Service Pro", "Service Pro"),
        ("en", "it's called More Leads Ltd", "More Leads Ltd"),
        ("en", "Leads & Co", "Leads & Co"),
        ("fr", "on s'appelle Service Plus", "Service Plus"),
        ("es", "nos llamamos Más Clientes SL", "Más Clientes SL"),
        ("sv", "vi heter Österbottens Båtservice", "Österbottens Båtservice"),
    ],
)
def test_a_name_may_hold_an_options_words_where_the_company_is_asked(locale: str, text: str, company: str) -> None:
    assert answers(text, locale, asked="company") == {"company": company}


@pytest.mark.parametrize(
    ("locale", "text", "field"),
    [("en", "more leads", "need"), ("en", "Sales Director", "role"), ("en", "Director", "role"), ("sv", "Vd", "role")],
)
def test_an_option_that_is_all_they_say_is_no_name(locale: str, text: str, field: str) -> None:
    assert set(answers(text, locale, asked="company")) == {field}
