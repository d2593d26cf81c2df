"""Nobody is left waiting: reminders, the morning list and the way back to the group, each said once."""

from dataclasses import replace
from datetime import timedelta

from bot.desk.hours import Hours, Span
from bot.desk.ladder import latest_step
from bot.desk.rules import DeskRules
from bot.messages import Commanded, Said, SendText
from bot.usecases.leads.forget_lead import forget_lead
from storage import due
from tests.builders import BO, CY, MONDAY, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, timekeeper_of

WEEKDAYS = Hours("UTC", ((Span(9 * 60, 18 * 60),),) * 5 + ((), ()))
DESK = DeskRules(zone="UTC", hours=WEEKDAYS, head="@ada")
NIGHT = timedelta(hours=14)


def with_rules(office: Office, rules: DeskRules = DESK) -> Office:
    """Give the office's desk these rules."""
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, desk_rules=rules))
    return office


async def news(office: Office, **later: float) -> list[Delivered]:
    """Let time pass, look at what is due, and return what new messages came to the group."""
    office.pass_time(**later)
    await timekeeper_of(office).tick()
    return [sent for sent in await office.deliver() if sent.chat_id == SALES and isinstance(sent.message, SendText)]


async def test_nobody_claims_the_group_hears_once_then_the_head_then_it_is_on_the_list_and_then_it_ends(
    office: Office,
) -> None:
    await quentin_is_lukewarm(with_rules(office))
    (card,) = office.alerts()
    assert await news(office, minutes=59) == []
    (reminder,) = await news(office, minutes=1)
    assert "<b>#1 Quentin Quist</b> has been waiting for 1 hour, and nobody has claimed yet." in reminder.html
    assert isinstance(reminder.message, SendText)
    assert reminder.message.reply_to == card.message_id
    assert await news(office, minutes=59) == []
    (to_head,) = await news(office, minutes=1)
    assert to_head.html.startswith("@ada: nobody has claimed <b>#1 Quentin Quist</b>, who came 2 hours ago.")
    (listed,) = await news(office, hours=22)
    assert "One lead is waiting for somebody to claim it" in listed.html
    assert "#1 Quentin Quist · LUKEWARM" in listed.html
    for _ in range(8):
        assert await news(office, hours=24) == []
    steps = office.rows("SELECT detail FROM desk_steps WHERE step = 'reminded' ORDER BY id")
    assert steps == [("group",), ("head",), ("last_list",)]


async def test_a_reminder_hangs_below_the_card_and_a_reply_to_the_card_claims_and_ends_it(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    (card,) = office.alerts()
    (reminder,) = await news(office, hours=1)
    assert isinstance(reminder.message, SendText)
    assert reminder.message.reply_to == card.message_id
    await office.turn(Said("Hi, Bo here", 777, reply_to=card.message_id), BO, chat_id=SALES)
    assert "Bo" in office.sent_to(QUENTIN.id)[-1].html
    assert await news(office, hours=30) == [], "who has been written to waits for nobody"


async def test_claimed_and_silent_the_owner_is_called_once_and_then_anybody_may_claim(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("claim", "1")
    (called,) = await news(office, hours=1)
    assert called.html.startswith(
        '<a href="tg://user?id=11">Bo Berg</a>, you’ve had <b>#1 Quentin Quist</b> for 1 hour'
    )
    assert await news(office, hours=3, minutes=59) == []
    (freed,) = await news(office, minutes=1)
    assert freed.html.startswith("<b>#1 Quentin Quist</b> is free again: Bo Berg claimed it, but nobody has written")
    assert "tg://user" not in freed.html
    card = [sent for sent in office.sent_to(SALES) if sent.html.startswith("<b>#1")][-1]
    assert "Claimed by" not in card.html
    assert office.rows("SELECT claimed_by FROM handoffs") == [(None,)]
    assert "#1 is yours." in [sent.html for sent in await office.at_desk("claim", "1", CY)]


async def test_who_says_how_it_went_or_writes_is_not_reminded(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 no answer")
    assert await news(office, hours=48) == []


async def test_who_has_just_been_given_a_lead_has_all_the_time_that_the_first_owner_had(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("why", "1", CY)
    await office.at_desk("claim", "1")
    assert await news(office, minutes=59) == []
    await office.at_desk("give", "1 Cy")
    assert await news(office, minutes=59) == []
    (called,) = await news(office, minutes=1)
    assert called.html.startswith(
        '<a href="tg://user?id=12">Cy Carlsson</a>, you’ve had <b>#1 Quentin Quist</b> for 1 hour'
    )


async def test_a_report_that_is_taken_back_was_no_word_to_the_prospect(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 reached")
    assert await news(office, hours=2) == []
    await office.at_desk("reopen", "1")
    (called,) = await news(office, hours=1)
    assert "nobody has written to them yet" in called.html


async def test_at_night_the_alert_is_silent_and_listed_in_the_morning_hottest_first_without_the_cooled(
    office: Office,
) -> None:
    with_rules(office)
    office.now = MONDAY + NIGHT
    for number in range(3):
        await quentin_is_lukewarm(office, replace(QUENTIN, id=600 + number))
    await office.turn(Commanded("human", "", 5), replace(QUENTIN, id=700, first_name="Ida"))
    assert all(isinstance(sent.message, SendText) and sent.message.silent for sent in office.alerts())
    await office.signal("page.viewed", {"path": "/pricing"}, who=replace(QUENTIN, id=601))
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET tier = 'cold' WHERE id = 3"))
    (listed,) = await news(office, hours=10)
    lines = [line for line in listed.html.splitlines() if line.startswith("#")]
    assert [line.partition(" ")[0] for line in lines] == ["#2", "#1", "#4"], "whoever asked for a person stays"
    assert "asked for a person" in lines[2]
    assert isinstance(listed.message, SendText)
    assert not listed.message.silent
    await office.write(lambda tx: forget_lead(tx, 2, setup=office.setup, now=office.now))
    assert "Quentin" not in (await office.deliver())[-1].html


async def test_in_the_day_an_alert_rings(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    (card,) = office.alerts()
    assert isinstance(card.message, SendText)
    assert not card.message.silent


async def test_a_lead_that_rings_anew_climbs_the_ladder_anew(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    for hours in (1, 1, 22):
        assert len(await news(office, hours=hours)) == 1
    office.now = MONDAY + timedelta(days=77)
    assert await news(office) == []
    await office.signal("page.viewed", {"path": "/pricing"})
    await office.signal("demo.used")
    assert len(office.alerts()) > 1
    assert "nobody has claimed yet" in (await news(office, hours=1))[0].html


async def test_where_reminders_are_switched_off_nobody_hears_anything(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office, replace(DESK, reminders=None)))
    assert await news(office, hours=50) == []


async def test_the_head_may_be_a_chat_of_its_own(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office, replace(DESK, head=-100777)))
    await news(office, hours=1)
    await news(office, hours=1)
    (told,) = office.sent_to(-100777)
    assert told.html.startswith("nobody has claimed <b>#1") or told.html.startswith("Nobody has claimed <b>#1")


async def test_a_clock_that_was_ahead_puts_no_reminder_off_for_months(office: Office) -> None:
    with_rules(office)
    office.pass_time(days=60)
    await quentin_is_lukewarm(office)
    office.now = MONDAY
    latest = latest_step(office.setup.desk, office.now)
    assert await office.write(lambda tx: due.bring_steps_back(tx, latest, limit=10)) == 1
    assert office.rows("SELECT next_step FROM handoffs WHERE next_step_at <= ?", int(latest.timestamp() * 1e6)) == [
        ("group",)
    ]


async def test_a_forgotten_lead_leaves_no_reminder_behind(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await news(office, hours=1)
    await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    await office.deliver()
    assert await news(office, hours=48) == []
