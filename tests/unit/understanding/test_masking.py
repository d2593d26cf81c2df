"""Nothing that says who or where somebody is leaves in a message that is shown to a language model."""

import pytest

from bot.understanding.masking import masked

NAMES = ("Quentin Quist", "quentin_q")

HIDDEN = [
    ("en", "Quentin here, sales director", "[name] here, sales director"),
    ("en", "it's QUIST, not quist", "it's [name], not [name]"),
    ("en", "Quentin's phone", "[name] phone"),
    ("sv", "Quists kontor", "[name] kontor"),
    ("en", "write to quentin@acme.com or q@acme", "write to [email] or [email]"),
    ("fr", "mon mail : q.quist@acme.fr, merci", "mon mail : [email], merci"),
    ("en", "see https://linkedin.example/in/qq and www.acme.com/me", "see [link] and [link]"),
    ("en", "I'm @quentin_q there", "I'm [name] there"),
    ("en", "ask @somebody_else", "ask [name]"),
    ("en", "+46 70 123 45 67 works", "[phone] works"),
    ("sv", "ring 070-123 45 67", "ring [phone]"),
    ("fr", "au 06 12 34 56 78", "au [phone]"),
    ("es", "al 612 345 678", "al [phone]"),
    ("en", "my card is 4111 1111 1111 1111", "my card is [phone]"),
]


@pytest.mark.parametrize(("locale", "text", "shown"), HIDDEN)
def test_addresses_links_numbers_and_names_are_taken_out(locale: str, text: str, shown: str) -> None:
    assert masked(text, NAMES, locale=locale) == shown


KEPT = [
    ("en", "we are 200 people with a budget of 15,000 euros"),
    ("fr", "entre 1 500 000 et 2 000 000 € par an"),
    ("sv", "vi startar 2026-03-12"),
    ("en", "we had quintets in the office"),
]


@pytest.mark.parametrize(("locale", "text"), KEPT)
def test_amounts_dates_and_other_words_stay(locale: str, text: str) -> None:
    assert masked(text, NAMES, locale=locale) == text


def test_names_without_spaces_between_words_are_taken_out_too() -> None:
    assert "张伟" not in masked("我是张伟的朋友", ["张伟"], locale="en")


def test_a_name_that_is_no_word_hides_nothing() -> None:
    assert masked("a b c", ("", "B", "🦊"), locale="en") == "a b c"


def test_no_more_leaves_than_is_understood() -> None:
    assert len(masked("word " * 1000, (), locale="en")) <= 1000
