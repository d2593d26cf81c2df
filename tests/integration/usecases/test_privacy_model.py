"""Whoever asks what becomes of their words hears of a language model that is shown them, in their language."""

from dataclasses import replace

import pytest

from bot.messages import Commanded, Sender
from bot.usecases.setup import ConsultedModel
from tests.builders import Office

TOLD = {"en": "A language model", "fr": "Un modèle de langage", "es": "Un modelo de lenguaje", "sv": "En språkmodell"}
OURS = {"en": "our own server", "fr": "notre propre serveur", "es": "nuestro propio servidor", "sv": "vår egen server"}


async def _privacy(office: Office, language: str, *, is_known: bool) -> str:
    who = Sender(700, "Ed", "", "", language)
    if is_known:
        await office.start("b2b-spring", who)
    (told,) = await office.turn(Commanded("privacy", "", 5), who)
    return told.html


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("language", TOLD)
async def test_it_is_named_with_where_it_runs(office: Office, language: str, is_known: bool) -> None:
    assert TOLD[language] not in await _privacy(office, language, is_known=is_known)
    office.setup = replace(office.setup, consulted_model=ConsultedModel("qwen <7b>", "models.example.com"))
    told = await _privacy(office, language, is_known=False)
    assert TOLD[language] in told
    assert "qwen &lt;7b&gt;" in told
    assert "models.example.com" in told


@pytest.mark.parametrize("language", OURS)
async def test_a_model_on_our_own_machine_is_said_to_be_there(office: Office, language: str) -> None:
    office.setup = replace(office.setup, consulted_model=ConsultedModel("qwen", "127.0.0.1"))
    told = await _privacy(office, language, is_known=True)
    assert OURS[language] in told
    assert "127.0.0.1" not in told
