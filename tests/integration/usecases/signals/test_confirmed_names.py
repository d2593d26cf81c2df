"""A phone that its owner shares in the chat makes one of what the website, the shop and the chat know of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.foreign_events import Report
from bot.messages import SharedContact
from storage import keys
from tests.builders import Office, opened_office
from tests.integration.usecases.signals.reporting import count, did, known_as, lead_called, names_of, report, viewed

PHONE = "+46701234567"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


async def _quentin_shares(office: Office, *, own: bool = True) -> int:
    await office.start("b2b")
    await office.tap("need", "leads")
    await office.turn(SharedContact(PHONE, own=own, message_id=77))
    return (await office.chat()).lead.id


@pytest.mark.parametrize("first", ["the shop", "the chat"])
async def test_whoever_shares_their_phone_is_the_shops_customer_of_that_phone(office: Office, first: str) -> None:
    bought: list[Report] = [known_as(1, "user:17", email="q@acme.com", phone=PHONE), did(2, "demo.used", "user:17")]
    if first == "the shop":
        await report(office, *bought)
        quentin = await _quentin_shares(office)
    else:
        quentin = await _quentin_shares(office)
        await report(office, *bought)
    assert count(office, "leads") == 1
    assert "demo.used" in names_of(office, quentin)
    assert (await lead_called(office, "user:17")).id == (await office.chat()).id
    called = await office.write(lambda tx: keys.of_lead(tx, quentin))
    assert called == ["mail:q@acme.com", f"tel:{PHONE}", "user:17"]
    # The conversation goes on where it was.
    assert (await office.say("as soon as possible"))[0].html


async def test_what_a_visitor_of_that_phone_did_is_theirs(office: Office) -> None:
    await report(office, viewed(1, f"tel:{PHONE}"))
    quentin = await _quentin_shares(office)
    assert "page.viewed" in names_of(office, quentin)
    assert (count(office, "visitors"), count(office, "visitor_signals")) == (0, 0)


async def test_a_phone_that_is_typed_or_anothers_joins_nobody(office: Office) -> None:
    await report(office, known_as(1, "user:17", email="q@acme.com", phone=PHONE))
    quentin = await _quentin_shares(office, own=False)
    await office.say(f"my number is {PHONE}, quentin@acme.com")
    assert count(office, "leads") == 2
    assert await office.write(lambda tx: keys.of_lead(tx, quentin)) == []


async def test_two_customers_of_one_phone_stay_two(office: Office) -> None:
    await report(office, known_as(1, "user:17", email="q@acme.com", phone=PHONE))
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    await office.write(lambda tx: keys.add(tx, [("user:18", lead_id)]))
    await office.tap("need", "leads")
    await office.turn(SharedContact(PHONE, own=True, message_id=77))
    assert count(office, "leads") == 2
