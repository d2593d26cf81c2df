"""The shipped words hold what people really type, in four languages."""

import pytest

from bot import playbooks, rendering
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.meaning import understand

TYPED = [
    ("b2b", "en", "need", "we just need some more clients", "leads"),
    ("b2b", "en", "need", "too many emails to keep up with the inquiries", "sales"),
    ("b2b", "en", "need", "answering the customers questions", "service"),
    ("b2b", "en", "role", "receptionist", "employee"),
    ("b2b", "en", "role", "chairwoman", "founder"),
    ("b2b", "en", "role", "store manager", "manager"),
    ("b2b", "fr", "need", "on manque de clients", "leads"),
    ("b2b", "fr", "need", "trop d'appels manqués", "sales"),
    ("b2b", "fr", "role", "présidente", "founder"),
    ("b2b", "fr", "role", "standardiste", "employee"),
    ("b2b", "fr", "role", "bras droit de la gérante", "manager"),
    ("b2b", "es", "need", "tenemos pocos clientes", "leads"),
    ("b2b", "es", "need", "llamadas perdidas", "sales"),
    ("b2b", "es", "role", "dir comercial", "director"),
    ("b2b", "es", "role", "recepcionista", "employee"),
    ("b2b", "sv", "need", "vi missar kunder", "sales"),
    ("b2b", "sv", "need", "trean", "service"),
    ("b2b", "sv", "role", "receptionist", "employee"),
    ("b2b", "sv", "role", "styrelseordförande", "founder"),
    ("b2b", "sv", "role", "butiksansvarig", "manager"),
    ("b2c", "en", "use", "trekking", "trail"),
    ("b2c", "en", "style", "nothing too loud", "calm"),
    ("b2c", "fr", "use", "pour le boulot", "everyday"),
    ("b2c", "fr", "style", "rien de flashy", "calm"),
    ("b2c", "es", "use", "excursiones", "trail"),
    ("b2c", "es", "style", "nada llamativas", "calm"),
    ("b2c", "sv", "use", "fjällvandring", "trail"),
    ("b2c", "sv", "style", "mörka", "calm"),
]


@pytest.fixture(scope="module")
def shipped() -> Playbooks:
    return playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)


@pytest.mark.parametrize(("audience", "locale", "asked", "text", "option"), TYPED)
def test_the_words_of_people_find_their_option(
    shipped: Playbooks, audience: str, locale: str, asked: str, text: str, option: str
) -> None:
    book = shipped.audiences[audience]
    understood = understand(
        text, questions=book.script.questions, vocabulary=book.vocabularies[locale], open_field=asked
    )
    assert {answer.field: answer.value for answer in understood.answers}.get(asked) == option
