"""The timekeeper: what has fallen due is done, once, and one broken lead stops nobody else's."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.messages import Commanded, EditText
from bot.usecases.links.continue_in_chat import LASTS, link_of_visitor
from bot.workers.timekeeper import CLEAR_EVERY, KEEP_MESSAGES, KEEP_UPDATES
from tests.builders import PIA, QUENTIN, SALES, Office, timekeeper_of


async def _lukewarm(office: Office, number: int) -> None:
    who = replace(PIA, id=PIA.id + number)
    await office.start("b2c", who)
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(field, option, who)


async def test_leads_cool_when_they_are_due_and_nobody_is_rung(office: Office) -> None:
    for number in range(3):
        await _lukewarm(office, number)
    timekeeper = timekeeper_of(office)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM leads WHERE tier = 'lukewarm'") == [(3,)]
    office.pass_time(days=3)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM leads WHERE tier = 'cold'") == [(3,)]
    assert [sent for sent in await office.deliver() if sent.chat_id == SALES] == []


async def test_the_silent_are_nudged_once_however_often_the_timekeeper_looks(office: Office) -> None:
    await office.start("b2b")
    timekeeper = timekeeper_of(office)
    for _ in range(5):
        office.pass_time(hours=8)
        await timekeeper.tick()
    nudges = [sent for sent in await office.deliver() if sent.chat_id == QUENTIN.id]
    assert len(nudges) == 1


async def test_one_broken_lead_does_not_stop_the_others_from_cooling(office: Office) -> None:
    for number in range(3):
        await _lukewarm(office, number)
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET facts = 'damaged' WHERE id = 1"))
    office.pass_time(days=3)
    with suppress(ValueError):
        await timekeeper_of(office).tick()
    assert office.rows("SELECT id FROM leads WHERE tier = 'cold'") == [(2,), (3,)]


async def test_a_lead_whose_standing_is_damaged_is_folded_anew_and_cools_with_the_others(office: Office) -> None:
    await _lukewarm(office, 0)
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET standing = 'damaged' WHERE id = 1"))
    office.pass_time(days=3)
    await timekeeper_of(office).tick()
    assert office.rows("SELECT tier FROM leads") == [("cold",)]
    assert office.rows("SELECT tier_from, tier_to FROM tier_changes ORDER BY id")[-1] == ("lukewarm", "cold")


async def test_a_broken_lead_does_not_keep_the_house_from_being_cleared(office: Office) -> None:
    await _lukewarm(office, 0)
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET facts = 'damaged' WHERE id = 1"))
    office.pass_time(days=9)
    with suppress(ValueError):
        await timekeeper_of(office).tick()
    assert office.rows("SELECT count(*) FROM seen_updates") == [(0,)]


async def test_old_updates_and_messages_are_cleared_away(office: Office) -> None:
    await office.start("b2b")
    timekeeper = timekeeper_of(office)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM seen_updates") == [(1,)]
    office.now += KEEP_UPDATES + timedelta(minutes=1)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM seen_updates") == [(0,)]
    await office.deliver()
    office.now += KEEP_MESSAGES + CLEAR_EVERY
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM outbox") == [(0,)]


async def test_clearing_is_done_once_an_hour(office: Office) -> None:
    timekeeper = timekeeper_of(office)
    works = []
    for minutes in (0, 30, 31):
        office.pass_time(minutes=minutes)
        before = office.database.counters.works
        await timekeeper.tick()
        works.append(office.database.counters.works - before)
    assert works[1] < works[2]


async def test_the_log_of_the_database_is_emptied_from_time_to_time(office: Office) -> None:
    timekeeper = timekeeper_of(office)
    await timekeeper.tick()
    await office.start("b2b")
    log = office.file.with_name(office.file.name + "-wal")
    assert log.stat().st_size > 0
    office.pass_time(seconds=CLEAR_EVERY.total_seconds() + 1)
    await timekeeper.tick()
    assert log.stat().st_size == 0


async def test_nothing_due_costs_the_writer_nothing_whatever_the_number_of_leads(office: Office) -> None:
    for number in range(5):
        await _lukewarm(office, number)
    timekeeper = timekeeper_of(office)
    await timekeeper.tick()
    before = office.database.counters.works
    await timekeeper.tick()
    assert office.database.counters.works == before


async def test_leads_who_gave_no_sign_for_as_long_as_the_privacy_text_says_are_forgotten(office: Office) -> None:
    kept_for, timekeeper = office.setup.playbooks.business.kept_for, timekeeper_of(office)
    await timekeeper.tick()
    await office.start("b2b")
    office.pass_time(days=1)
    await _lukewarm(office, 0)
    await office.turn(Commanded("human", "", 1), PIA)
    office.now += kept_for - timedelta(days=1)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM leads") == [(2,)]
    office.pass_time(hours=1)
    await timekeeper.tick()
    assert office.rows("SELECT name FROM leads") == [("Pia Palm",)]
    await office.signal("email.opened", who=PIA)
    office.now += kept_for
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]
    office.pass_time(hours=1)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]
    await office.deliver()
    assert "Pia" not in office.sent_to(SALES)[-1].html


async def test_open_cards_are_drawn_again_once_after_an_outage_and_not_after_a_short_one(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    # What stands in the chat is not known, as for cards that an earlier version sent: else there is nothing to draw.
    await office.write(lambda tx: tx._connection.execute("UPDATE outbox SET shown = NULL"))
    office.pass_time(seconds=149)
    await timekeeper_of(office).tick()
    assert await office.deliver() == []
    office.pass_time(seconds=1)
    timekeeper = timekeeper_of(office)
    for _ in range(2):
        await timekeeper.tick()
    (drawn,) = await office.deliver()
    assert isinstance(drawn.message, EditText)
    assert drawn.message.message_id == office.alerts()[0].message_id


async def test_cards_that_are_closed_are_not_drawn_again(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    await office.at_desk("outcome", "1 not a fit")
    office.pass_time(minutes=11)
    await timekeeper_of(office).tick()
    (without_undo,) = await office.deliver()
    assert isinstance(without_undo.message, EditText)
    office.pass_time(hours=2)
    await timekeeper_of(office).tick()
    assert await office.deliver() == []


async def test_links_of_visitors_whose_time_is_up_are_cleared_away(office: Office) -> None:
    for number in range(2):
        await office.write(lambda tx, who=f"visitor:{number}": link_of_visitor(tx, who, "", now=office.now))  # type: ignore[misc]
        office.now += LASTS / 2
    await timekeeper_of(office).tick()
    assert office.rows("SELECT visitor FROM visitor_links") == [("visitor:1",)]
