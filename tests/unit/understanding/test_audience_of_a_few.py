"""For whom it is, where a few people say who they are: "my wife and I" is no answer to that, "for my wife" is."""

from datetime import UTC, datetime

import pytest

from bot.commands.understand import Message, told_of
from tests.builders import shipped

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def audience(text: str, locale: str) -> object:
    return told_of(shipped(), Message(text, None, locale, None), now=NOW)["facts"].get("audience")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "there's two of us, me and my wife, we miss calls"),
        ("en", "me and my brother, we're plumbers"),
        ("fr", "bonjour, on est deux, mon mari et moi, on loupe des appels"),
        ("fr", "on est trois, ma femme, mon fils et moi, le téléphone sonne trop"),
        ("es", "somos dos, mi mujer y yo, perdemos llamadas"),
        ("sv", "jag och frun driver ett café"),
    ],
)
def test_whoever_names_a_few_with_themselves_has_not_said_that_it_is_for_them(locale: str, text: str) -> None:
    assert audience(text, locale) is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "me"),
        ("en", "for me and my wife"),
        ("en", "it's for my wife"),
        ("fr", "pour mon mari et moi"),
        ("es", "para mi mujer y yo"),
        ("es", "mi marido"),
        ("sv", "till mig och frun"),
    ],
)
def test_whatever_is_for_them_is_for_themselves(locale: str, text: str) -> None:
    assert audience(text, locale) == "b2c"
