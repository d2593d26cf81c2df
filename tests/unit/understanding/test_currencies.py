"""Codes of currencies: all that one can pay with are known, and no word is taken for one."""

import pytest

from bot.understanding.numbers.money import minor_per_major, parse_money


@pytest.mark.parametrize(
    ("currency", "minor"),
    [("EUR", 100), ("SEK", 100), ("JPY", 1), ("XOF", 1), ("ISK", 1), ("KWD", 1000), ("BHD", 1000)],
)
def test_minor_units_are_babels(currency: str, minor: int) -> None:
    assert minor_per_major(currency) == minor


@pytest.mark.parametrize("text", ["500 KES", "KES 500", "3000 THB", "500 000 xof", "2 000 AED"])
def test_an_amount_in_a_currency_without_a_rate_is_no_amount_in_ours(text: str) -> None:
    assert parse_money(text, currency="EUR", locale="en") is None


@pytest.mark.parametrize(("text", "currency"), [("500 KES", "KES"), ("500 kes", "KES"), ("AED 500", "AED")])
def test_an_amount_in_the_questions_own_currency_needs_no_rate(text: str, currency: str) -> None:
    money = parse_money(text, currency=currency, locale="en")
    assert money is not None
    assert (money.major, money.currency) == (500, currency)


@pytest.mark.parametrize(
    ("text", "locale"),
    [("500 all in", "en"), ("500 IN ALL", "en"), ("500 TOP", "en"), ("500 ILS", "fr"), ("500 års budget", "sv")],
)
def test_a_word_is_no_currency(text: str, locale: str) -> None:
    money = parse_money(text, currency="EUR", locale=locale)
    assert money is not None
    assert (money.major, money.currency) == (500, "EUR")


@pytest.mark.parametrize(("text", "currency"), [("20 tkr", "SEK"), ("500 kr", "NOK"), ("500 kronor", "DKK")])
@pytest.mark.parametrize("locale", ["en", "fr", "es", "sv"])
def test_a_crown_is_that_of_the_country_that_asks(text: str, currency: str, locale: str) -> None:
    money = parse_money(text, currency=currency, locale=locale)
    assert money is not None
    assert money.currency == currency
