"""Sales hears once of each episode of a lead's interest."""

import pytest

from tests.rules import (
    RULES,
    Marketing,
    changed,
    quentin_tries_the_demo,
    ways_of,
)


async def test_an_open_lead_whom_nobody_claimed_rings_again_under_the_same_number_after_a_new_rise(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    office.pass_time(days=20)
    await office.signal("demo.used")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#1"]
    assert office.rows("SELECT count(*), count(rung_again_at) FROM handoffs") == [(1, 1)]
    office.pass_time(days=13)
    await office.signal("email.opened")
    await office.signal("demo.used")
    assert len(office.alerts()) == 2


async def test_a_new_rise_too_soon_after_the_call_does_not_ring(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    office.pass_time(days=13)
    await office.signal("demo.used")
    assert [way[1] for way in await ways_of(office)] == ["lukewarm", "cold", "lukewarm"]
    assert len(office.alerts()) == 1


async def test_a_claimed_lead_never_rings_again(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await office.at_desk("claim", "1")
    for _ in range(2):
        office.pass_time(days=40)
        await office.signal("demo.used")
    assert len(office.alerts()) == 1


async def test_what_rose_in_the_hands_of_sales_does_not_ring_once_they_are_through(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await office.at_desk("claim", "1")
    office.pass_time(days=40)
    await office.signal("demo.used")
    await office.at_desk("outcome", "1 lost")
    await office.signal("email.opened")
    assert (await office.chat()).lead.tier == "lukewarm"
    assert len(office.alerts()) == 1
    office.pass_time(days=40)
    await office.signal("demo.used")
    assert office.alerts()[-1].html.startswith("<b>#2 ")


async def test_a_closed_lead_rings_under_a_new_number_after_a_new_rise(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await office.at_desk("outcome", "1 not a fit")
    office.pass_time(days=20)
    await office.signal("email.opened")
    assert len(office.alerts()) == 1
    await office.signal("demo.used")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#2"]


async def test_a_rise_too_soon_after_a_closed_call_rings_with_the_next_deed_in_time(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await office.at_desk("outcome", "1 not a fit")
    office.pass_time(days=12)
    await office.signal("demo.used")
    assert len(office.alerts()) == 1
    office.pass_time(days=3)
    await office.signal("email.opened")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#2"]


@pytest.mark.parametrize("closed", [False, True])
async def test_getting_hot_within_an_episode_rings_only_where_sales_has_closed_it(
    marketing: Marketing, closed: bool
) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    if closed:
        await office.at_desk("outcome", "1 not a fit")
    for _ in range(4):
        office.pass_time(days=5)
        await office.signal("demo.used")
        await office.signal("demo.used")
    assert {way[1] for way in await ways_of(office)} == {"lukewarm", "hot"}
    assert len(office.alerts()) == 1 + closed


async def test_rules_that_call_at_another_tier_call_with_the_next_rise_to_it(marketing: Marketing) -> None:
    office = marketing.office
    await marketing.publish(changed(RULES, ("handoff: lukewarm", "handoff: hot")))
    await quentin_tries_the_demo(office)
    assert office.alerts() == []
    await office.signal("demo.used")
    await office.signal("demo.used")
    assert len(office.alerts()) == 1
