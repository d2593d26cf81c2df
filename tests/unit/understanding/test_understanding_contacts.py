"""E-mail addresses and phone numbers in what prospects type."""

import pytest

from bot.understanding.meaning import understand
from tests.unit.understanding.vocabularies import B2B, answers, vocabulary

EMAILS = {
    "ada@acme.com": "ada@acme.com",
    "Ada.Lovelace@ACME.com.": "Ada.Lovelace@acme.com",
    "my mail is ada@acme.com!": "ada@acme.com",
    "(ada@acme.co.uk)": "ada@acme.co.uk",
    "<ada@acme.com>,": "ada@acme.com",
    "mailto:ada@acme.com": "ada@acme.com",
    "ada+news@acme.com?": "ada+news@acme.com",
    "write to ada@acme.com or bo@acme.com": "ada@acme.com",
}


@pytest.mark.parametrize(("text", "expected"), EMAILS.items())
@pytest.mark.parametrize("asked", ["email", "need"])
def test_an_address_is_found_anywhere(text: str, expected: str, asked: str) -> None:
    assert answers(text, asked=asked)["email"] == expected


@pytest.mark.parametrize("text", ["ada@acme", "ada@", "@acme", "ada@@acme.com", "ada@acme..com"])
def test_what_is_only_nearly_an_address_is_none(text: str) -> None:
    assert "email" not in answers(text, asked="email")


PHONES = {
    "+44 20 7946 0958": "+442079460958",
    "0044 7400 123456": "+447400123456",
    "07400 123456": "+447400123456",
    "(212) 555-0123": "+12125550123",
    "call me at +46 70 123 45 67 please": "+46701234567",
}


@pytest.mark.parametrize(("text", "expected"), PHONES.items())
@pytest.mark.parametrize("asked", ["phone", None])
def test_a_phone_number_is_found_and_normalised(text: str, expected: str, asked: str | None) -> None:
    assert answers(text, asked=asked) == {"phone": expected}


def test_a_national_number_is_read_by_the_region() -> None:
    heard = understand("070-123 45 67", questions=B2B, vocabulary=vocabulary("en"), open_field="phone", region="SE")
    assert [answer.value for answer in heard.answers] == ["+46701234567"]


@pytest.mark.parametrize(
    "text",
    [
        "10 000 000",
        "600000000",
        "€20 000 000",
        "20.000.000 EUR",
        "2026-11-22",
        "22/11/2026",
        "20261122",
        "1234567",
        "200 people",
    ],
)
@pytest.mark.parametrize("locale", ["en", "fr", "es", "sv"])
def test_an_amount_a_size_or_a_date_is_no_phone_number(text: str, locale: str) -> None:
    assert "phone" not in answers(text, locale, asked="budget")
