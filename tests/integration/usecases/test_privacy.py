"""Whoever asks what becomes of their words hears who else sees them: a language model, or our other systems.

What these were told is in what the prospect is given.
"""

import json
from dataclasses import replace
from functools import partial

import pytest

from bot.messages import Commanded, Incoming, Said, Sender
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.prospects.export_lead import everything_about
from bot.usecases.receive_update import receive_update
from bot.usecases.setup import ConsultedModel
from bot.usecases.webhooks.receivers import EVENTS, Receivers
from tests.builders import BO, PIA, QUENTIN, Office

MODEL = {"en": "A language model", "fr": "Un modèle de langage", "es": "Un modelo de lenguaje", "sv": "En språkmodell"}
OURS = {"en": "our own server", "fr": "notre propre serveur", "es": "nuestro propio servidor", "sv": "vår egen server"}
SYSTEMS = {"en": "Our other systems", "fr": "Nos autres systèmes", "es": "Otros sistemas", "sv": "Våra andra system"}


def _told_all(office: Office) -> None:
    receivers = Receivers(dict.fromkeys(EVENTS, ("webhook:1",)), ("hooks.example.com", "n8n:5678"))
    office.setup = replace(office.setup, receivers=receivers)


async def _privacy(office: Office, language: str, *, is_known: bool) -> str:
    who = Sender(700, "Ed", "", "", language)
    if is_known:
        await office.start("b2b-spring", who)
    (told,) = await office.turn(Commanded("privacy", "", 5), who)
    return told.html


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("language", MODEL)
async def test_a_language_model_is_named_with_where_it_runs(office: Office, language: str, is_known: bool) -> None:
    assert MODEL[language] not in await _privacy(office, language, is_known=is_known)
    office.setup = replace(office.setup, consulted_model=ConsultedModel("qwen <7b>", "models.example.com"))
    told = await _privacy(office, language, is_known=False)
    assert MODEL[language] in told
    assert "qwen &lt;7b&gt;" in told
    assert "models.example.com" in told


@pytest.mark.parametrize("language", OURS)
async def test_a_model_on_our_own_machine_is_said_to_be_there(office: Office, language: str) -> None:
    office.setup = replace(office.setup, consulted_model=ConsultedModel("qwen", "127.0.0.1"))
    told = await _privacy(office, language, is_known=True)
    assert OURS[language] in told
    assert "127.0.0.1" not in told


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("language", SYSTEMS)
async def test_receivers_are_named_by_their_hosts(office: Office, language: str, is_known: bool) -> None:
    assert SYSTEMS[language] not in await _privacy(office, language, is_known=is_known)
    _told_all(office)
    told = await _privacy(office, language, is_known=is_known)
    assert SYSTEMS[language] in told
    assert "hooks.example.com, n8n:5678" in told


async def test_prospects_are_given_what_other_systems_are_told_of_them_and_of_nobody_else(office: Office) -> None:
    _told_all(office)
    await office.start("b2b", QUENTIN)
    await office.start("b2b", PIA)
    told = json.dumps(await office.write(lambda tx: everything_about(tx, 1)))
    assert "lead.created" in told
    assert "Quentin Quist" in told
    assert "Pia Palm" not in told


async def test_what_is_owed_of_a_lead_goes_with_them_into_another_one(office: Office) -> None:
    _told_all(office)
    await office.start("b2b", QUENTIN)
    await office.start("b2b", PIA)
    await office.write(lambda tx: merge_leads(tx, 1, 2, setup=office.setup, now=office.now))
    told = json.dumps(await office.write(lambda tx: everything_about(tx, 1)))
    assert told.count("lead.created") == 2
    assert told.count("lead.merged") == 1
    assert office.rows("SELECT count(*) FROM outbox WHERE about = 'events:2'") == [(0,)]


async def test_a_trial_of_a_rep_is_told_to_nobody(office: Office) -> None:
    _told_all(office)
    for what in (Commanded("try", "b2b", 1), Said("sales director at Acme, 200 people, sales", 2)):
        office.updates += 1
        incoming = Incoming(office.updates, BO.id, private=True, sender=BO, what=what, by_rep=True)
        await office.write(partial(receive_update, incoming=incoming, setup=office.setup, now=office.now))
    assert office.rows("SELECT count(*) FROM trials") == [(1,)]
    assert office.rows("SELECT count(*) FROM outbox WHERE address IS NOT NULL") == [(0,)]
