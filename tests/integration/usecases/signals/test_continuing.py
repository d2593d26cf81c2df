"""A visitor of the website goes on in the chat by a link of their own, and is the same lead there."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.foreign_events import ForeignEvent, Reporter
from bot.signal_mapping import Labelled
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.links.continue_in_chat import LASTS, is_of_visitor, link_of_visitor
from bot.usecases.links.links import LETTERS
from bot.usecases.prospects.export_lead import everything_about
from scoring.values import Glob
from storage import keys, visitor_links
from tests.builders import PIA, QUENTIN, Office, opened_office
from tests.integration.usecases.signals.reporting import (
    BROWSER,
    count,
    did,
    known_as,
    lead_called,
    minutes,
    names_of,
    report,
    rung,
    viewed,
)

VISITOR = "visitor:3f0c9a2e-77aa-4c55-9d0b-0a7e0c1f2d3b"
SHOP = "https://www.northwind.example/shoes"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


async def _link(office: Office, visitor: str = VISITOR, *, url: str = SHOP) -> str:
    return await office.write(lambda tx: link_of_visitor(tx, visitor, url, now=office.now))


def _cart(number: int, *who: str) -> ForeignEvent:
    return did(number, "Product Added", *who, told={"name": "Ridge", "price": 120})


async def test_what_a_visitor_did_is_the_history_of_the_lead_who_goes_on_in_the_chat(office: Office) -> None:
    await report(office, viewed(1, VISITOR), viewed(2, VISITOR, at=minutes(1)), by=BROWSER)
    start = await _link(office)
    assert len(start) <= 64, "Telegram lets a link to a chat carry no more"
    await office.start(start)
    quentin = (await office.chat()).lead
    assert sorted(names_of(office, quentin.id)) == ["chat.started", "page.viewed", "page.viewed"]
    assert (count(office, "leads"), count(office, "visitors"), count(office, "visitor_links")) == (1, 0, 0)
    # And what they do from now on is theirs at once.
    await report(office, viewed(3, VISITOR), by=BROWSER)
    assert names_of(office, quentin.id).count("page.viewed") == 3


async def test_a_visitor_who_has_done_nothing_yet_is_known_from_then_on(office: Office) -> None:
    await office.start(await _link(office))
    await report(office, viewed(1, VISITOR), by=BROWSER)
    assert "page.viewed" in names_of(office, (await office.chat()).lead.id)


async def test_a_pair_in_the_cart_rings_sales_when_its_visitor_goes_on(office: Office) -> None:
    await office.start("b2c", PIA)
    seen = [viewed(number, VISITOR, path=f"/shoes/{number}") for number in range(6)]
    await report(office, *seen, *(_cart(number, VISITOR) for number in (7, 8)), by=BROWSER)
    assert await rung(office) == []
    await office.start(await _link(office), PIA)
    assert (await office.chat(PIA)).lead.tier == "hot"
    assert office.rows("SELECT count(*) FROM handoffs") == [(1,)]


async def test_a_link_is_used_once_and_by_one_person(office: Office) -> None:
    await report(office, viewed(1, VISITOR), by=BROWSER)
    start = await _link(office)
    await office.start(start)
    assert await office.start(start, PIA), "the chat starts all the same"
    assert await office.start(start), "and again for the first"
    pia = (await office.chat(PIA)).lead
    assert (pia.source, names_of(office, pia.id)) == ("", ["chat.started"])
    assert await office.write(lambda tx: keys.of_lead(tx, pia.id)) == []
    assert names_of(office, (await office.chat()).lead.id).count("page.viewed") == 1


async def test_a_second_link_of_the_same_visitor_changes_nothing(office: Office) -> None:
    await report(office, viewed(1, VISITOR), by=BROWSER)
    for start in (await _link(office), await _link(office)):
        await office.start(start)
    assert (count(office, "leads"), count(office, "visitor_links")) == (1, 0)
    assert names_of(office, (await office.chat()).lead.id).count("page.viewed") == 1


async def test_whoever_goes_on_at_somebody_elses_browser_stays_another_lead(office: Office) -> None:
    await report(office, viewed(1, VISITOR), by=BROWSER)
    await office.start(await _link(office))
    await office.start(await _link(office), PIA)
    assert count(office, "leads") == 2
    pia = (await office.chat(PIA)).lead.id
    assert await office.write(lambda tx: keys.of_lead(tx, pia)) == []
    assert (await lead_called(office, VISITOR)).id == (await office.chat()).id


async def test_a_link_whose_time_is_up_starts_the_chat_and_is_cleared_away(office: Office) -> None:
    await report(office, viewed(1, VISITOR), by=BROWSER)
    start = await _link(office)
    office.pass_time(seconds=LASTS.total_seconds())
    assert await office.start(start)
    assert (await office.chat()).lead.source == ""
    assert "page.viewed" not in names_of(office, (await office.chat()).lead.id)
    assert await office.write(lambda tx: visitor_links.prune(tx, office.now, limit=9)) == 1


@pytest.mark.parametrize("known", ["before the link is made", "while the link is open", "after it was followed"])
async def test_the_shops_customer_who_goes_on_is_one_lead_with_the_chat(office: Office, known: str) -> None:
    await report(office, viewed(1, VISITOR), by=BROWSER)
    customer = known_as(2, "user:17", VISITOR, email="q@acme.com")
    if known == "before the link is made":
        await report(office, customer)
    start = await _link(office)
    if known == "while the link is open":
        await report(office, customer)
        ours = (await lead_called(office, "user:17")).lead.id
        told = await office.write(lambda tx: everything_about(tx, ours))
        assert told is not None
        assert told["visitor_links"]
    await office.start(start)
    if known == "after it was followed":
        await report(office, customer)
    quentin = (await office.chat()).lead.id
    assert count(office, "leads") == 1
    assert (await lead_called(office, "user:17")).lead.id == quentin
    assert {"page.viewed", "chat.started"} <= {*names_of(office, quentin)}


async def test_two_customers_at_one_browser_stay_two(office: Office) -> None:
    await report(office, known_as(1, "user:17", VISITOR, email="q@acme.com"))
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    await office.write(lambda tx: keys.add(tx, [("user:18", lead_id)]))
    await office.start(await _link(office))
    assert count(office, "leads") == 2


async def test_the_open_link_of_a_lead_goes_with_them_when_they_are_merged_and_forgotten(office: Office) -> None:
    await report(office, known_as(1, "user:17", VISITOR, email="q@acme.com"))
    gone, start = (await lead_called(office, "user:17")).lead.id, await _link(office)
    await office.start("b2b", PIA)
    kept = (await office.chat(PIA)).lead.id
    await office.write(lambda tx: merge_leads(tx, kept, gone, setup=office.setup, now=office.now))
    assert office.rows("SELECT lead_id FROM visitor_links") == [(kept,)]
    await office.write(lambda tx: forget_lead(tx, kept, setup=office.setup, now=office.now))
    assert count(office, "visitor_links") == 0
    await office.start(start)
    assert names_of(office, (await office.chat()).lead.id) == ["chat.started"]


async def test_the_browser_of_whoever_was_forgotten_leads_to_a_plain_start(office: Office) -> None:
    await report(office, viewed(1, VISITOR), by=BROWSER)
    await office.start(await _link(office))
    lead_id = (await office.chat()).lead.id
    await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now))
    await office.start(await _link(office))
    assert count(office, "visitor_links") == 0
    assert await office.write(lambda tx: keys.lead_of(tx, VISITOR)) is None
    told = await report(office, viewed(2, VISITOR), by=BROWSER)
    assert told.refused == {"erased": 1}


async def test_campaign_and_ids_of_clicks_go_along(office: Office) -> None:
    await report(office, viewed(1, VISITOR, utm_campaign="spring", utm_source="news"), by=BROWSER)
    await office.start(await _link(office, url=f"{SHOP}?utm_medium=email&gclid=Cj0&session=7"))
    assert (await office.chat()).lead.source == "spring"
    ((told,),) = office.rows("SELECT properties FROM signals WHERE name = 'chat.started'")
    assert json.loads(told) == {
        "channel": "telegram",
        "campaign": "spring",
        "utm_medium": "email",
        "gclid": "Cj0",
        "medium": "email",
    }


@pytest.mark.parametrize("before", range(0, 9, 2))
async def test_whether_they_did_it_before_they_went_on_or_after_they_stand_the_same(
    office: Office, before: int
) -> None:
    done = [viewed(number, VISITOR, path=f"/{number}", at=minutes(number)) for number in range(6)]
    done += [_cart(number, VISITOR) for number in (7, 8)]
    shop = Reporter("shop", trusted=False, audience="b2c")
    start = await _link(office)
    await report(office, *done[:before], by=shop)
    await office.start(start)
    await report(office, *done[before:], by=shop)
    quentin = (await office.chat()).lead
    assert (quentin.audience, quentin.tier) == ("b2c", "hot")
    assert sorted(names_of(office, quentin.id)) == [*["cart.added"] * 2, "chat.started", *["page.viewed"] * 6]
    assert office.rows("SELECT count(*) FROM handoffs") == [(1,)]


async def test_whoever_came_from_a_page_for_companies_is_not_asked_for_whom_it_is(office: Office) -> None:
    mapping = replace(office.setup.playbooks.signals, audiences=(Labelled("b2b", (("path", Glob("/business*")),)),))
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, signals=mapping))
    await report(office, viewed(1, VISITOR, path="/business/tools"), by=BROWSER)
    sent = await office.start(await _link(office))
    assert (await office.chat()).lead.audience == "b2b"
    assert not any("For my company" in each.labels for each in sent)


async def test_a_browsers_key_says_for_whom_the_website_is_where_the_page_does_not(office: Office) -> None:
    await report(office, viewed(1, VISITOR), by=Reporter("shop", trusted=False, audience="b2c"))
    sent = await office.start(await _link(office))
    assert (await office.chat()).lead.audience == "b2c"
    assert not any("For my company" in each.labels for each in sent)


async def test_what_is_kept_does_not_tell_the_link(office: Office) -> None:
    start = await _link(office)
    assert start not in str(office.rows("SELECT * FROM visitor_links"))


@given(st.text(max_size=70) | st.from_regex(r"v-[2-9a-z]{20,30}", fullmatch=True))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_stands_behind_start_joins_nobody_that_no_link_was_made_for(office: Office, start: str) -> None:
    await _link(office)
    before = office.rows("SELECT * FROM lead_keys")
    assert await office.start(start, QUENTIN)
    assert office.rows("SELECT * FROM lead_keys") == before


@given(st.from_regex(rf"v-[{LETTERS}]{{26}}", fullmatch=True))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_forged_link_starts_the_chat_and_is_no_campaign(office: Office, start: str) -> None:
    assert is_of_visitor(start)
    assert await office.start(start)
    assert (await office.chat()).lead.source == ""
