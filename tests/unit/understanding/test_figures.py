"""Numbers as people type them."""

import pytest

from bot.understanding.numbers.figures import parse_number

NUMBERS = [
    ("en", "200", 200),
    ("en", "1,200", 1_200),
    ("en", "1.200", 1_200),
    ("en", "1 200 000", 1_200_000),
    ("en", "1.5", 1.5),
    ("en", "1.250 million", 1_250_000),
    ("en", "two hundred and fifty", 250),
    ("en", "twenty-five", 25),
    ("en", "one thousand two hundred", 1_200),
    ("en", "twenty five thousand", 25_000),
    ("en", "a hundred", 100),
    ("en", "a few thousand", 3_000),
    ("en", "half a million", 500_000),
    ("en", "a dozen", 12),
    ("fr", "deux cents", 200),
    ("fr", "quatre-vingt-dix", 90),
    ("fr", "soixante et onze", 71),
    ("fr", "vingt et un", 21),
    ("fr", "mille deux cents", 1_200),
    ("fr", "deux cent cinquante mille", 250_000),
    ("fr", "une cinquantaine", 50),
    ("fr", "1 234,56", 1_234.56),
    ("fr", "1,5 million", 1_500_000),
    ("es", "doscientos cincuenta", 250),
    ("es", "treinta y cinco", 35),
    ("es", "veintidós", 22),
    ("es", "unos cincuenta", 50),
    ("es", "cien mil", 100_000),
    ("es", "un par de miles", 2_000),
    ("es", "1.200", 1_200),
    ("sv", "tvåhundra", 200),
    ("sv", "två hundra", 200),
    ("sv", "tvåhundrafemtio", 250),
    ("sv", "etthundrafemtio", 150),
    ("sv", "tjugofem", 25),
    ("sv", "femtiotusen", 50_000),
    ("sv", "ett femtiotal", 50),
    ("sv", "en halv miljon", 500_000),
    ("sv", "1 200", 1_200),
]


@pytest.mark.parametrize(("locale", "text", "expected"), NUMBERS)
def test_a_number_is_read_in_its_language(locale: str, text: str, expected: float) -> None:
    number = parse_number(text, locale=locale)
    assert number is not None
    assert number.plain == expected


RANGES = [
    ("en", "10-20", 10, 20),
    ("en", "10 – 20", 10, 20),
    ("en", "between five and ten", 5, 10),
    ("en", "ten to fifteen", 10, 15),
    ("en", "10-15k", 10_000, 15_000),
    ("fr", "entre 10 et 20", 10, 20),
    ("fr", "de 10 à 20", 10, 20),
    ("es", "entre 10 y 20", 10, 20),
    ("es", "de 10 a 20", 10, 20),
    ("sv", "mellan 10 och 20", 10, 20),
    ("sv", "10 till 20", 10, 20),
]


@pytest.mark.parametrize(("locale", "text", "lower", "upper"), RANGES)
def test_a_range_has_two_ends(locale: str, text: str, lower: float, upper: float) -> None:
    number = parse_number(text, locale=locale)
    assert number is not None
    assert (number.value, number.upper, number.approximate) == (lower, upper, True)


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "about 50"), ("en", "50+"), ("en", "50ish"), ("en", "less than 50"), ("sv", "ungefär 50")],
)
def test_what_is_not_exact_says_so(locale: str, text: str) -> None:
    number = parse_number(text, locale=locale)
    assert number is not None
    assert (number.value, number.approximate) == (50, True)


@pytest.mark.parametrize("text", ["", "none", "b2b", "q1", "1.2.3", "9" * 400, "5, 6", "a", "and"])
def test_what_is_not_one_number_gives_none(text: str) -> None:
    assert parse_number(text, locale="en") is None
