"""Addresses that phones wrote down as they were said, and what only sounds like one."""

import pytest

from bot.script import Kind, Question, Vocabulary
from bot.understanding.meaning import understand

QUESTIONS = (Question("email", Kind.EMAIL), Question("company", Kind.TEXT))


def address_in(text: str, locale: str, asked: str | None) -> object:
    heard = understand(text, questions=QUESTIONS, vocabulary=Vocabulary(locale, {}), open_field=asked)
    return next((answer.value for answer in heard.answers if answer.field == "email"), None)


SAID = [
    ("en", "pia at example dot com", "pia@example.com"),
    ("en", "it's pia dot palm at example dot co dot uk thanks", "pia.palm@example.co.uk"),
    ("en", "q u e n at example dash shop dot com", "quen@example-shop.com"),
    ("en", "my email is sales underscore two at bright side dot example dot org", "sales_two@brightside.example.org"),
    ("en", "pia (at) example (dot) com", "pia@example.com"),
    ("en", "Pia at Example.com", "pia@example.com"),
    ("en", "mail me at pia.palm@example.com", "pia.palm@example.com"),
    ("fr", "pia arobase exemple point fr", "pia@exemple.fr"),
    ("fr", "c'est pia point palm arobase exemple tiret shop point com", "pia.palm@exemple-shop.com"),
    ("fr", "mon mail : p palm arobase exemple point be", "ppalm@exemple.be"),
    ("fr", "contact tiret du bas deux arobase exemple point fr merci", "contact_deux@exemple.fr"),
    ("es", "pia arroba ejemplo punto es", "pia@ejemplo.es"),
    ("es", "mi correo es pia guion bajo palm arroba ejemplo punto com punto mx", "pia_palm@ejemplo.com.mx"),
    ("es", "pia.palm arroba ejemplo.com", "pia.palm@ejemplo.com"),
    ("sv", "pia snabel-a exempel punkt se", "pia@exempel.se"),
    ("sv", "pia punkt palm snabel a exempel punkt se tack", "pia.palm@exempel.se"),
    ("sv", "min mejl är pia bindestreck p at exempel punkt com", "pia-p@exempel.com"),
]


@pytest.mark.parametrize(("locale", "text", "address"), SAID)
def test_an_address_that_was_said_aloud_is_one_where_it_is_asked_for(locale: str, text: str, address: str) -> None:
    assert address_in(text, locale, "email") == address


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "look at example dot com"),
        ("en", "I'm at the office"),
        ("en", "we met at a fair and you said dot com prices"),
        ("en", "cto at acme"),
        ("fr", "je suis au point mort"),
        ("es", "en ese punto estamos"),
        ("sv", "vi är på punkt ett"),
    ],
)
def test_what_only_sounds_like_an_address_is_none(locale: str, text: str) -> None:
    assert address_in(text, locale, None) is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "pia palm at example dot com"),
        ("en", "meet me at noon dot"),
        ("en", "@0@0.A0"),
        ("fr", "pia palm arobase exemple point fr"),
        ("es", "arroba ejemplo punto es"),
        ("sv", "pia snabel-a"),
    ],
)
def test_an_address_of_which_a_part_is_in_doubt_is_asked_for_again(locale: str, text: str) -> None:
    assert address_in(text, locale, "email") is None


def test_an_address_that_is_called_one_counts_unasked() -> None:
    assert address_in("we are 40, my email is pia at example dot com", "en", None) == "pia@example.com"
    assert address_in("pia.palm at example dot com, call me friday", "en", None) == "pia.palm@example.com"
