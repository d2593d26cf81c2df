"""What comes to light late counts from when it happened, and sales hears of it if it still matters now."""

from datetime import timedelta

from bot.imports.import_history import Row, import_history
from bot.messages import EditText
from bot.orders.orders import perform
from bot.processes.writer import REFOLD
from bot.usecases.leads.cool_lead import cool_lead
from bot.workers import due_work
from scoring.engine import BY_MODEL, COOLING, LATE_NEWS
from scoring.history import Signal
from tests.builders import MONDAY
from tests.rules import (
    GENEROUS,
    MINUTE,
    RULES,
    STRICT,
    Marketing,
    changed,
    changes_of,
    model_of,
    quentin_tries_the_demo,
    ways_of,
)

REWORDED = changed(RULES, ("role, points: {director: 8}", "role, points: {director: 9}"))
"""Other rules that change nothing for who is no director."""


async def test_what_is_older_than_the_rules_and_comes_late_is_news_of_the_lead_and_rings(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2b")
    office.pass_time(hours=3)
    await marketing.publish(REWORDED)
    published_at = office.now
    await marketing.refold()
    office.pass_time(hours=1)
    await office.signal("demo.used", at=published_at - timedelta(hours=1))
    assert len(office.alerts()) == 1
    (change,) = await changes_of(office)
    assert (change.at, change.because, change.tier_to) == (published_at, LATE_NEWS, "lukewarm")
    assert (await marketing.refold(everybody=True)).differing == 0
    assert await changes_of(office) == [change]


async def test_what_comes_late_before_everybody_is_folded_anew_is_told_from_what_the_rules_do(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await office.start("b2b")
    await office.signal("email.opened")
    office.pass_time(hours=3)
    await marketing.publish(changed(GENEROUS, ("hot: {enter: 50}", "hot: {enter: 20}")))
    office.pass_time(hours=1)
    await office.signal("demo.used", at=office.now - timedelta(hours=2))
    assert await ways_of(office) == [("cold", "lukewarm", BY_MODEL), ("lukewarm", "hot", LATE_NEWS)]
    assert office.alerts() == []


async def test_what_is_not_older_than_the_last_item_but_than_the_rules_is_recorded_in_order(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    office.pass_time(hours=3)
    await marketing.publish(STRICT)
    published_at = office.now
    office.pass_time(hours=1)
    await marketing.refold()
    for hours in (2, 1):
        await office.signal("demo.used", at=published_at - timedelta(hours=hours))
    changes = await changes_of(office)
    assert [change.because for change in changes[1:]] == [BY_MODEL, LATE_NEWS]
    assert [change.at for change in changes[1:]] == [published_at] * 2
    assert (await office.chat()).lead.standing == await marketing.replayed()


async def test_what_an_import_tells_late_is_no_work_of_the_rules(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2b")
    office.pass_time(hours=3)
    await marketing.publish(REWORDED)
    await marketing.refold()
    office.pass_time(hours=1)
    lead = (await office.chat()).lead
    row = Row(1, f"lead:{lead.id}", (Signal("crm-1", MONDAY + MINUTE, "demo.used"),))
    await office.write(lambda tx: import_history(tx, [row], at=office.now))
    assert (await marketing.refold()).folded == 1
    assert await ways_of(office) == [("cold", "lukewarm", LATE_NEWS)]
    assert office.alerts() == []
    office.now += MINUTE
    await office.signal("email.opened")
    assert len(office.alerts()) == 1


async def test_a_signal_that_comes_weeks_late_counts_for_what_it_is_worth_now(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2b")
    office.pass_time(days=30)
    await office.signal("demo.used", at=office.now - timedelta(days=25))
    lead = (await office.chat()).lead
    assert (lead.tier, lead.next_change_at) == ("cold", None)
    assert await ways_of(office) == [("cold", "lukewarm", "lead"), ("lukewarm", "cold", COOLING)]
    assert office.alerts() == []


async def test_a_fall_that_was_due_before_new_rules_is_time_that_passed(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    due_at = (await office.chat()).lead.next_change_at
    office.pass_time(days=20)
    await marketing.publish(STRICT)
    await marketing.refold()
    changes = await changes_of(office)
    assert [(change.at, change.because) for change in changes[1:]] == [(due_at, COOLING)]
    assert changes[1].model_version == model_of(RULES).version


async def test_a_fall_that_was_due_before_new_rules_shows_on_the_card(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    office.pass_time(days=20)
    await marketing.publish(STRICT)
    await office.write(lambda tx: due_work.redraw(tx, setup=office.setup, now=office.now))
    drawn = [sent.message for sent in await office.deliver() if isinstance(sent.message, EditText)]
    assert ["COLD" in card.html for card in drawn] == [True]


async def test_rules_that_nobody_can_read_any_more_can_still_be_replaced(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await office.write(lambda tx: tx._connection.execute("UPDATE models SET source = 'audience: b2b'"))
    office.pass_time(days=20)
    assert await marketing.publish(STRICT)


async def test_a_fall_recorded_while_everybody_is_folded_anew_is_no_difference(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    began_at = office.now
    office.pass_time(days=20)
    lead_id = (await office.chat()).lead.id
    await office.write(lambda tx: cool_lead(tx, lead_id, setup=office.setup, now=office.now))
    recorded, office.now = await changes_of(office), began_at
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (0, 0)
    assert await changes_of(office) == recorded


async def test_who_changes_each_time_they_are_to_be_stored_is_said_to_be_left(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await marketing.publish(STRICT)
    lead_id = (await office.chat()).lead.id

    class Importing:
        told = 0

        async def perform(self, order: str, body: dict[str, object]) -> dict[str, object]:
            self.told += 1
            late = Row(1, f"lead:{lead_id}", (Signal(f"late-{self.told}", MONDAY, "email.opened"),))
            await office.write(lambda tx: import_history(tx, [late], at=office.now))
            return await office.write(lambda tx: perform(tx, REFOLD, body, setup=None, now=office.now))

    done = await marketing.refold(writer=Importing())
    assert (done.folded, done.left) == (0, 1)
    assert ((await marketing.refold()).folded, (await marketing.refold()).left) == (1, 0)
