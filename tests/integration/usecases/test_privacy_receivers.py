"""Whoever asks what becomes of their data hears which other systems are told of them, and is given what those got."""

import json
from dataclasses import replace
from functools import partial

import pytest

from bot.messages import Commanded, Incoming, Said, Sender
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.prospects.export_lead import everything_about
from bot.usecases.receive_update import receive_update
from bot.usecases.webhooks.receivers import EVENTS, Receivers
from tests.builders import BO, PIA, QUENTIN, Office

TOLD = {"en": "Our other systems", "fr": "Nos autres systèmes", "es": "Otros sistemas", "sv": "Våra andra system"}


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
@pytest.mark.parametrize("language", TOLD)
async def test_receivers_are_named_by_their_hosts(office: Office, language: str, is_known: bool) -> None:
    assert TOLD[language] not in await _privacy(office, language, is_known=is_known)
    _told_all(office)
    told = await _privacy(office, language, is_known=is_known)
    assert TOLD[language] in told
    assert "hooks.example.com, n8n:5678" in told


async def test_they_are_given_what_other_systems_are_told_of_them_and_of_nobody_else(office: Office) -> None:
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
