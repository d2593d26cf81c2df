"""The fields of events are promised: the page lists exactly those that are sent."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Act, Tap, Tapped
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.webhooks.announce import announce_newsletter, announce_withdrawal
from bot.usecases.webhooks.receivers import EVENTS, NEWSLETTER_SUBSCRIBED, NEWSLETTER_UNSUBSCRIBED, Receivers
from storage import handoffs
from storage.statements import Transaction
from tests.builders import BO, PIA, QUENTIN, Office, opened_office, quentin_is_lukewarm

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
Json = dict[str, Any]


async def _everything_happens(office: Office) -> dict[str, Json]:
    """Let each kind of event happen, and return one of each."""
    office.setup = replace(office.setup, receivers=Receivers(dict.fromkeys(EVENTS, ("webhook:1",))))
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1", BO)
    await office.at_desk("outcome", "1 won", BO)

    def withdraw(tx: Transaction) -> None:
        handoff = handoffs.by_number(tx, 1)
        assert handoff is not None
        announce_withdrawal(tx, handoff, "won", BO, setup=office.setup, now=office.now)

    await office.write(withdraw)
    told = {event["type"]: event for event in _told(office)}
    lead = (await office.chat()).lead

    def subscribe_and_leave(tx: Transaction) -> None:
        for event in (NEWSLETTER_SUBSCRIBED, NEWSLETTER_UNSUBSCRIBED):
            announce_newsletter(tx, lead, event, address="a@b.example", setup=office.setup, now=office.now)

    await office.write(subscribe_and_leave)
    told |= {event["type"]: event for event in _told(office)}
    await office.start("b2b", PIA)
    both = [(await office.chat(who)).lead.id for who in (QUENTIN, PIA)]
    await office.write(lambda tx: merge_leads(tx, *both, setup=office.setup, now=office.now))
    told |= {event["type"]: event for event in _told(office) if event["type"] == "lead.merged"}
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    return told | {event["type"]: event for event in _told(office)}


def _told(office: Office) -> Iterator[Json]:
    for (payload,) in office.rows("SELECT payload FROM outbox WHERE address IS NOT NULL AND payload != ''"):
        yield json.loads(payload)


def _fields(value: Json, under: str = "") -> Iterator[str]:
    for name, each in value.items():
        if isinstance(each, dict) and name not in ("answers", "click"):
            yield from _fields(each, f"{under}{name}.")
        else:
            yield f"{under}{name}"


@pytest.fixture
async def told(tmp_path: Path) -> dict[str, Json]:
    async with opened_office(tmp_path) as office:
        return await _everything_happens(office)


async def test_the_page_lists_exactly_the_fields_that_are_sent(told: dict[str, Json]) -> None:
    alone = "model_version|from|to|address|outcome|reason|amount|currency"
    pattern = rf"^\| `((?:lead|handoff|rep|merged)\.[a-z_]+|{alone})` \|"
    listed = set(re.findall(pattern, PAGE, re.MULTILINE))
    listed -= set(EVENTS)
    sent = {field for event in told.values() for field in _fields(event["data"])}
    assert listed == sent


async def test_the_page_says_of_each_event_what_it_holds(told: dict[str, Json]) -> None:
    assert set(told) == set(EVENTS)
    for name, event in told.items():
        (row,) = re.findall(rf"^\| `{re.escape(name)}` \|.*\| ?([^|]*)\|$", PAGE, re.MULTILINE)
        beside = {"lead"} if name == "lead.forgotten" else {"lead", "model_version"}
        assert set(re.findall(r"`([a-z]+)`", row)) | beside == set(event["data"]), name


async def test_whoever_was_erased_is_told_by_their_number_alone(told: dict[str, Json]) -> None:
    assert told["lead.forgotten"]["data"] == {"lead": {"id": 1}}
