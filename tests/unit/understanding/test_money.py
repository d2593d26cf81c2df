"""Amounts as people type them."""

import pytest

from bot.understanding.numbers.money import Money, parse_money

AMOUNTS = [
    ("en", "10-15k", 10_000, 15_000),
    ("en", "10k-15k", 10_000, 15_000),
    ("en", "€5k-€10k", 5_000, 10_000),
    ("en", "1.5 million", 1_500_000, None),
    ("en", "1.5m", 1_500_000, None),
    ("en", "€20k", 20_000, None),
    ("en", "EUR 5000", 5_000, None),
    ("en", "20.000 EUR", 20_000, None),
    ("en", "€1,234.50", 1_234.5, None),
    ("en", "under 500", 500, None),
    ("en", "up to 10,000", 10_000, None),
    ("en", "max 2k", 2_000, None),
    ("en", "5k a month", 5_000, None),
    ("en", "100/month", 100, None),
    ("en", "5 grand", 5_000, None),
    ("en", "between 5 and 10 thousand", 5_000, 10_000),
    ("en", "10 to 15 000", 10_000, 15_000),
    ("en", "3 or 4k", 3_000, 4_000),
    ("en", "half a million", 500_000, None),
    ("en", "five thousand", 5_000, None),
    ("en", "free", 0, None),
    ("en", "0", 0, None),
    ("en", "200 people, 20k euros", 20_000, None),
    ("fr", "1,5 M€", 1_500_000, None),
    ("fr", "20 000 €", 20_000, None),
    ("fr", "dix mille", 10_000, None),
    ("fr", "5 000€ à 10 000€", 5_000, 10_000),
    ("fr", "un million d'euros", 1_000_000, None),
    ("fr", "moins de 500", 500, None),
    ("fr", "gratuit", 0, None),
    ("es", "cinco mil euros", 5_000, None),
    ("es", "dos mil quinientos", 2_500, None),
    ("es", "entre 5 y 10 mil", 5_000, 10_000),
    ("es", "medio millón de euros", 500_000, None),
    ("sv", "ett par tusen", 2_000, None),
    ("sv", "10-20 tusen", 10_000, 20_000),
]


@pytest.mark.parametrize(("locale", "text", "lower", "upper"), AMOUNTS)
def test_the_lower_end_is_the_amount(locale: str, text: str, lower: float, upper: float | None) -> None:
    money = parse_money(text, currency="EUR", locale=locale)
    assert money is not None
    assert (money.major, money.upper_minor) == (lower, None if upper is None else upper * 100)


@pytest.mark.parametrize(
    "text",
    ["no budget yet", "tomorrow at 5pm", "50%", "3 months", "200 people", "12:30", "", "0701234567", "9" * 400, "b2b"],
)
def test_what_is_no_amount_gives_none(text: str) -> None:
    assert parse_money(text, currency="EUR", locale="en") is None


@pytest.mark.parametrize(
    ("text", "minor"), [("5000 kr", 500_000), ("50 tkr", 5_000_000), ("1,5 mkr", 150_000_000), ("20 000:-", 2_000_000)]
)
def test_crowns_are_counted_in_thousands_and_millions(text: str, minor: int) -> None:
    assert parse_money(text, currency="SEK", locale="sv") == Money(minor, "SEK")


def test_a_shared_sign_means_the_questions_own_currency() -> None:
    assert parse_money("$500", currency="CAD", locale="en") == Money(50_000, "CAD")
    assert parse_money("500 kr", currency="NOK", locale="sv") == Money(50_000, "NOK")


def test_another_currency_is_converted_roughly() -> None:
    money = parse_money("$11,000", currency="EUR", locale="en")
    assert money == Money(1_000_000, "EUR", approximate=True)


def test_a_currency_without_minor_unit_has_none() -> None:
    assert parse_money("5000 yen", currency="JPY", locale="en") == Money(5_000, "JPY")
