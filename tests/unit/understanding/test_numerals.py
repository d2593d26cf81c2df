"""Numbers written in words, as another program writes them and as people do."""

import random

import pytest
from num2words import num2words

from bot.understanding.numbers.figures import find_numbers, parse_number
from bot.understanding.utterance import utterance_of

LANGUAGES = ("en", "fr", "es", "sv")
_DRAWN = random.Random(20)
NUMBERS = (
    *range(2, 130),
    *(hundred + part for hundred in (200, 900, 1000, 1900) for part in (0, 1, 17, 21, 71, 80, 81, 91, 99)),
    *(times * 10**power for power in range(3, 8) for times in (1, 2, 10, 21, 71, 97, 100)),
    *(_DRAWN.randrange(10**power, 10 ** (power + 1)) for power in range(3, 7) for _ in range(60)),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_in_words_is_read_as_the_number_it_says(language: str) -> None:
    for number in NUMBERS:
        words = num2words(number, lang=language).replace(",", "").replace("ettt", "ett")
        assert [found.value for found in find_numbers(utterance_of(words, language))] == [number], words


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "three and a half million", 3_500_000),
        ("en", "a quarter of a million", 250_000),
        ("en", "two dozen", 24),
        ("en", "half a dozen", 6),
        ("en", "ninety nine thousand", 99_000),
        ("fr", "trois millions et demi", 3_500_000),
        ("fr", "cent dix-huit", 118),
        ("fr", "soixante-dix-neuf", 79),
        ("fr", "soixante dix sept mille", 77_000),
        ("fr", "quatre vingt un", 81),
        ("fr", "deux douzaines", 24),
        ("es", "tres mil millones", 3_000_000_000),
        ("es", "dos millones y medio", 2_500_000),
        ("es", "media docena", 6),
        ("es", "ciento una", 101),
        ("sv", "etthundranittiotre", 193),
        ("sv", "tvåhundratusen", 200_000),
        ("sv", "två och en halv miljon", 2_500_000),
        ("sv", "ett halvt dussin", 6),
    ],
)
def test_halves_dozens_and_compounds_are_read(language: str, text: str, expected: int) -> None:
    number = parse_number(text, locale=language)
    assert number is not None
    assert number.plain == expected


def test_an_article_behind_a_number_adds_nothing_where_it_says_how_often() -> None:
    number = next(iter(find_numbers(utterance_of("five hundred a month", "en"))))
    assert number.plain == 500
