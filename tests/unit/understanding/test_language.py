"""The language of a message is told by its little words alone, and never by a loan word or a name."""

import pytest

from bot.understanding.language import language_of
from bot.understanding.tokens import fold_words

CERTAIN = [
    ("en", "je ne sais pas encore ce que nous voulons", "fr"),
    ("en", "no lo sé todavía, la verdad es que depende de mi jefe", "es"),
    ("en", "vi har inte bestämt oss än men det blir nog snart", "sv"),
    ("fr", "we are still looking at what we could do", "en"),
    ("de", "nous avons besoin de plus de clients", "fr"),
    ("sv", "det vet jag inte riktigt än", "sv"),
]


@pytest.mark.parametrize(("locale", "text", "language"), CERTAIN)
def test_a_sentence_in_another_language_is_told(locale: str, text: str, language: str) -> None:
    assert language_of(fold_words(text), locale) == language


LOANS = [
    "merci",
    "ok, gracias!",
    "c'est la vie",
    "El Corte Inglés",
    "hej",
    "smörgåsbord",
    "à la carte",
    "Anders Och",
    "no",
]


@pytest.mark.parametrize("text", LOANS)
def test_a_loan_word_tells_nothing(text: str) -> None:
    assert language_of(fold_words(text), "en") in (None, "en")


@pytest.mark.parametrize("text", ["", "Acme", "200", "was ist das", "in der Firma"])
def test_where_little_words_say_nothing_nothing_is_told(text: str) -> None:
    assert language_of(fold_words(text), "de") is None
