"""Two desks by language: each lead goes to one of them, and everything of theirs happens there."""

import csv
from dataclasses import replace
from datetime import timedelta

from bot.desk.hours import Hours, Span
from bot.desk.routing import Desk
from bot.desk.rules import DAILY, DeskRules
from bot.figures.columns import sales_between
from bot.figures.counting import opened
from bot.messages import (
    Act,
    Blocked,
    Commanded,
    EditText,
    Export,
    Incoming,
    MembersChanged,
    Said,
    Sender,
    SendMade,
    SendText,
    Tap,
    Tapped,
    What,
)
from bot.playbooks.condition_reader import read_condition
from bot.usecases.delivery.move_group import adopt_new_ids
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.receive_update import receive_update
from bot.usecases.sales.send_digest import plan_digests
from bot.usecases.sales.try_desks import tell_desk_untold
from bot.workers.made_files import taken_out
from storage import handoffs, members, updates
from storage.desk_scope import DeskScope
from storage.sending import Claimed
from tests.builders import BO, CY, MONDAY, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, timekeeper_of

NORTH = -1002000
SWEDE = replace(QUENTIN, language="sv")


def with_two_desks(office: Office, when: str = "language == 'sv'", rules: DeskRules | None = None) -> Office:
    """Give the office a second desk, in the north."""
    desk = Desk("north", NORTH, read_condition(when), rules or DeskRules())
    playbooks = replace(office.setup.playbooks, desks=(desk,))
    office.setup = replace(office.setup, playbooks=playbooks, several_chats=(SALES, NORTH))
    return office


async def swede(office: Office) -> Office:
    """Have somebody become a lead who reads Swedish; Bo is of the first desk, Cy of the one in the north."""
    await quentin_is_lukewarm(with_two_desks(office), SWEDE)
    await office.write(lambda tx: members.meet(tx, SALES, BO.id, at=office.now))
    await office.write(lambda tx: members.meet(tx, NORTH, CY.id, at=office.now))
    return office


async def north(office: Office, command: str, words: str = "", rep: Sender = CY) -> list[Delivered]:
    """Have a rep type a command in the chat of the desk in the north."""
    return await office.turn(Commanded(command, words, 900 + office.updates), rep, chat_id=NORTH)


def texts(sent: list[Delivered], chat_id: int) -> list[str]:
    return [each.html for each in sent if each.chat_id == chat_id and isinstance(each.message, SendText)]


async def private(office: Office, what: What, rep: Sender = BO) -> list[str]:
    """Have a rep do something in private, and return what they read there."""
    office.updates += 1
    incoming = Incoming(office.updates, rep.id, private=True, sender=rep, what=what, by_rep=True)
    await office.write(lambda tx: receive_update(tx, incoming, setup=office.setup, now=office.now))
    return [each.html for each in await office.deliver() if each.chat_id == incoming.chat_id]


def owner(office: Office) -> int | None:
    ((owner,),) = office.rows("SELECT claimed_by FROM handoffs WHERE id = 1")
    return None if owner is None else int(owner)


async def test_each_lead_goes_to_the_desk_whose_rule_fits_and_the_others_to_the_first(office: Office) -> None:
    await swede(office)
    assert {s.chat_id for s in office.delivered if s.html.startswith("<b>#1 ")} == {NORTH}
    await quentin_is_lukewarm(office, replace(QUENTIN, id=77, first_name="Rita"))
    assert {s.chat_id for s in office.delivered if s.html.startswith("<b>#2 ")} == {SALES}


async def test_the_language_that_counts_is_the_one_they_have_just_spoken(office: Office) -> None:
    with_two_desks(office)
    await office.start("b2b")
    await office.say("jag vill prata med en människa")
    assert office.rows("SELECT desk_chat FROM handoffs") == [(NORTH,)]


async def test_what_is_done_and_said_shows_in_the_chat_of_the_desk_and_nowhere_else(office: Office) -> None:
    await swede(office)
    await north(office, "claim_1")
    assert owner(office) == CY.id
    await office.say("hur är det med priset?", SWEDE)
    assert any("hur är det med priset?" in text for text in texts(office.delivered, NORTH))
    card = next(s for s in office.sent_to(NORTH) if s.html.startswith("<b>#1 "))
    await office.turn(Said("Hej! Cy här", 901, reply_to=card.message_id), CY, chat_id=NORTH)
    assert any("Hej! Cy här" in s.html for s in office.sent_to(QUENTIN.id))
    await north(office, "outcome", "1 meeting")
    assert office.sent_to(SALES) == []


async def test_a_rep_of_another_desk_can_do_nothing_with_it_in_their_chat_nor_in_private(office: Office) -> None:
    await swede(office)
    refusal = "#1 belongs to the desk “north”."
    for command in ("claim_1", "outcome_1_lost", "wrote_1", "give_1", "take_1", "release_1", "why_1", "lead_1"):
        (answer,) = await office.at_desk(command, "")
        assert refusal in answer.html, command
    for command, words in (("note", "1 hello"), ("meet", "1 tomorrow 10:00")):
        (answer,) = await office.at_desk(command, words)
        assert refusal in answer.html, command
    (told,) = await private(office, Commanded("claim", "1", 912), BO)
    assert refusal in told
    assert owner(office) is None
    await private(office, Commanded("claim", "1", 913), CY)
    assert owner(office) == CY.id


async def test_reminders_go_to_the_desk_that_has_the_lead(office: Office) -> None:
    await swede(office)
    office.pass_time(hours=1)
    await timekeeper_of(office).tick()
    (reminder,) = texts(await office.deliver(), NORTH)
    assert "has been waiting for 1 hour" in reminder
    assert office.sent_to(SALES) == []


async def test_an_edit_of_the_rules_moves_no_card_that_is_open(office: Office) -> None:
    await swede(office)
    with_two_desks(office, when="language == 'fr'")
    sent = await north(office, "claim_1")
    assert any("Cy Carlsson" in s.html for s in sent)
    await office.say("och en sak till", SWEDE)
    assert office.sent_to(SALES) == []


async def test_lists_and_finds_show_what_the_desk_has_and_whom_none_has_yet(office: Office) -> None:
    await swede(office)
    await office.start("b2b", replace(QUENTIN, id=78, first_name="Nora", last_name="Quist"))
    await quentin_is_lukewarm(office, replace(QUENTIN, id=77, first_name="Rita", last_name="Quist"))
    for words, here, there in (("leads_open", "Rita", "Quentin"), ("leads_unclaimed", "Rita", "Quentin")):
        (listed,) = await office.at_desk(words, "")
        assert (here in listed.html, there in listed.html) == (True, False), words
        (listed,) = await north(office, words)
        assert (here in listed.html, there in listed.html) == (False, True), words
    (found,) = await office.at_desk("find", "quist")
    assert [name in found.html for name in ("Rita", "Nora", "Quentin")] == [True, True, False]
    (found,) = await north(office, "find", "quist")
    assert [name in found.html for name in ("Rita", "Nora", "Quentin")] == [False, True, True]
    await office.write(lambda tx: members.meet(tx, SALES, CY.id, at=office.now))
    (shown,) = await private(office, Commanded("find", "quist", 930), CY)
    assert [name in shown for name in ("Rita", "Nora", "Quentin")] == [True, True, True]
    (answer,) = await office.at_desk("why", "lead 1")
    assert "belongs to the desk “north”" in answer.html


async def test_cooling_and_hot_leads_are_those_of_the_desk(office: Office) -> None:
    await swede(office)
    office.pass_time(days=26)
    for words in ("leads_hot", "leads_cooling"):
        (listed,) = await office.at_desk(words, "")
        assert "Quentin" not in listed.html, words
    (listed,) = await north(office, "leads_cooling")
    assert "Quentin" in listed.html


async def test_a_lead_is_passed_on_to_another_desk_by_its_name(office: Office) -> None:
    await swede(office)
    await office.at_desk("test", "")
    (card,) = [s for s in office.sent_to(NORTH) if s.html.startswith("<b>#1 ")][-1:]
    office.setup = replace(
        office.setup,
        playbooks=replace(office.setup.playbooks, desks=(Desk("home", SALES), *office.setup.playbooks.desks)),
    )
    await north(office, "claim_1")
    sent = await north(office, "give", "1 Home")
    assert "#1 has gone to the desk “home”, passed on by Cy Carlsson." in sent[-1].html
    old = [
        s for s in office.sent_to(NORTH) if isinstance(s.message, EditText) and s.message.message_id == card.message_id
    ]
    assert "has gone to" in old[-1].html
    new = [s for s in office.sent_to(SALES) if s.html.startswith("<b>#1 ")]
    assert "Free again, was Cy Carlsson’s" in new[0].html
    assert isinstance(new[0].message, SendText)
    assert owner(office) is None
    (refused,) = await north(office, "claim_1")
    assert "belongs to the desk “home”" in refused.html
    (reply,) = await office.turn(Said("jag tar den", 940, reply_to=card.message_id), CY, chat_id=NORTH)
    assert "belongs to the desk “home”" in reply.html
    await office.at_desk("claim", "1")
    assert owner(office) == BO.id
    assert "moved" in {step for (step,) in office.rows("SELECT step FROM desk_steps")}


async def test_a_lead_is_given_to_a_rep_of_another_desk_and_they_are_called_there(office: Office) -> None:
    await swede(office)
    await office.at_desk("why", "lead 99")
    await north(office, "claim_1")
    sent = await north(office, "give", "1 @bo")
    assert owner(office) == BO.id
    assert any(f'<a href="tg://user?id={BO.id}">Bo Berg</a>: Cy Carlsson has passed #1' in s.html for s in sent)
    there = [s for s in office.sent_to(SALES) if "has passed #1" in s.html]
    assert len(there) == 1
    assert any("Cy Carlsson → Bo Berg" in s.html for s in office.sent_to(SALES))
    await office.say("hallå?", SWEDE)
    assert any("hallå?" in s.html for s in office.sent_to(SALES))


async def test_a_desk_is_a_button_where_it_is_asked_to_whom(office: Office) -> None:
    await swede(office)
    await quentin_is_lukewarm(office, replace(QUENTIN, id=77, first_name="Rita"))
    sent = await office.turn(Tapped(Tap(Act.GIVE, ("2",)), "tap", None), BO, chat_id=SALES)
    asked = next(s for s in sent if "who shall have #2" in s.html)
    assert "→ north" in asked.labels
    await office.turn(Tapped(Tap(Act.GIVE, ("2", ">north")), "tap-2", asked.message_id), BO, chat_id=SALES)
    assert [s for s in office.sent_to(NORTH) if s.html.startswith("<b>#2 ")]


async def test_what_is_forgotten_is_gone_from_both_desks(office: Office) -> None:
    await swede(office)
    await north(office, "claim_1")
    await office.say("hallå från Malmö", SWEDE)
    await north(office, "give", "1 @bo")
    await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    await office.deliver()
    shown: dict[tuple[int, int | None], str] = {}
    for sent in office.delivered:
        target = sent.message.message_id if isinstance(sent.message, EditText) else sent.message_id
        shown[sent.chat_id, target] = sent.html
    left = [html for (chat, _), html in shown.items() if chat in (SALES, NORTH) and "Quentin" in html]
    assert left == []


async def test_whoever_leaves_one_desk_keeps_their_leads_at_the_other(office: Office) -> None:
    await swede(office)
    await north(office, "claim_1")
    await office.turn(MembersChanged((), CY.id), CY, chat_id=SALES)
    assert office.rows("SELECT step FROM desk_steps WHERE step = 'left'") == []
    await office.turn(MembersChanged((), CY.id), CY, chat_id=NORTH)
    assert office.rows("SELECT step FROM desk_steps WHERE step = 'left'") == [("left",)]


async def test_who_is_on_duty_is_called_by_their_own_desk_alone(office: Office) -> None:
    closed = DeskRules(zone="UTC", hours=Hours("UTC", ((),) * 7))
    await swede(office)
    with_two_desks(office, rules=closed)
    await office.at_desk("duty", "")
    await north(office, "duty")
    await office.signal("demo.used", who=SWEDE)
    for _ in range(3):
        await office.signal("page.viewed", {"path": "/pricing"}, who=SWEDE)
    await office.tap("timeline", "now", SWEDE)
    calls = [s.html for s in office.delivered if "tg://user?id=" in s.html and "HOT" not in s.html]
    assert not any(f"id={BO.id}" in html for html in calls)


async def test_the_other_desk_is_told_when_the_bot_is_put_out_of_one(office: Office) -> None:
    await swede(office)
    await office.turn(Blocked(), BO, chat_id=NORTH)
    assert [s.html for s in office.sent_to(SALES)] == [
        "I’m no longer in the chat of the desk “north”. Its alerts wait until somebody adds me there again; "
        "everything here goes on."
    ]


async def test_a_group_that_got_a_new_id_in_the_settings_keeps_its_leads(office: Office) -> None:
    await swede(office)
    await office.write(lambda tx: updates.move_chat(tx, NORTH, -1003000))
    await office.write(lambda tx: adopt_new_ids(tx, (SALES, -1003000)))
    assert await office.write(lambda tx: handoffs.desk_of(tx, 1)) == -1003000


async def test_a_desk_that_left_the_settings_leaves_its_leads_to_the_first(office: Office) -> None:
    await swede(office)
    office.setup = replace(office.setup, several_chats=(SALES, -1004000))
    await office.at_desk("claim", "1")
    assert owner(office) == BO.id


async def test_a_closed_lead_that_comes_back_goes_by_its_rule_and_else_to_its_old_desk(office: Office) -> None:
    await swede(office)
    await north(office, "claim_1")
    await north(office, "outcome", "1 lost")
    with_two_desks(office, when="language == 'fr'")
    office.pass_time(days=30)
    await office.turn(Commanded("human", "", 950), SWEDE)
    assert office.rows("SELECT id, desk_chat FROM handoffs ORDER BY id") == [(1, NORTH), (2, NORTH)]


async def test_statistics_and_exports_are_those_of_the_desk(office: Office) -> None:
    await swede(office)
    await quentin_is_lukewarm(office, replace(QUENTIN, id=77, first_name="Rita"))
    await quentin_is_lukewarm(office, replace(QUENTIN, id=78, first_name="Nora"))
    await north(office, "claim_1")
    office.pass_time(minutes=1)
    week = (office.now - timedelta(days=7), office.now)
    for chat, count in ((SALES, 2), (NORTH, 1)):
        scope = DeskScope((chat,), (SALES, NORTH))
        sales = await office.database.read(lambda tx, scope=scope: sales_between(tx, *week, scope=scope))  # type: ignore[misc]
        assert opened(sales, *week) == count
    (made,) = await north(office, "stats")
    html, _ = await office.counted(made)
    assert "Leads for you: <b>1</b>" in html
    (file,) = [s.message for s in await north(office, "export") if isinstance(s.message, SendMade)]
    assert isinstance(file.made_of, Export)
    export = file.made_of
    rows = (await office.write(lambda tx: taken_out(tx, export))).decode("utf-8-sig").splitlines()
    assert [(row["handoff"], row["desk"]) for row in csv.DictReader(rows)] == [("1", "north")]


async def test_each_desk_has_its_digest_in_its_own_morning(office: Office) -> None:
    early = DeskRules(zone="UTC", digest=DAILY, morning=7 * 60)
    await swede(office)
    with_two_desks(office, rules=early)
    await office.write(lambda tx: plan_digests(tx, setup=office.setup, now=office.now))
    office.pass_time(hours=22)
    await timekeeper_of(office).tick()
    sent = [s for s in await office.deliver() if isinstance(s.message, SendMade)]
    assert {s.chat_id for s in sent} == {NORTH}
    office.setup = replace(office.setup, several_chats=())
    office.pass_time(days=1)
    await timekeeper_of(office).tick()
    assert office.rows("SELECT id FROM digests") == [(1,)], "what is planned of a desk that is no more goes"


async def test_a_test_tries_every_desk_and_says_which_one_hears_nothing(office: Office) -> None:
    await swede(office)
    sent = await office.at_desk("test", "")
    assert "The other desks get a test message now: <b>north</b> (1 rep known)." in sent[-1].html
    assert "The desk “north” does" in office.sent_to(NORTH)[-1].html
    assert "<b>TEST · Quentin (Acme): better follow-up · HOT</b>" in office.sent_to(NORTH)[-1].html
    await office.at_desk("test", "")
    ((number, about),) = office.rows("SELECT id, about FROM outbox WHERE about LIKE 'tried:%' ORDER BY id DESC LIMIT 1")
    claimed = Claimed(number, NORTH, 50, "send", about, "{}", 1, office.now)
    reason = "Forbidden: bot was kicked"
    await office.write(lambda tx: tell_desk_untold(tx, claimed, reason=reason, setup=office.setup, now=office.now))
    (told,) = await office.deliver()
    assert (told.chat_id, f"didn’t reach the desk “north”: {reason}" in told.html) == (SALES, True)


async def test_each_desk_has_its_own_hours_and_its_own_morning_list(office: Office) -> None:
    """Late on Monday both are closed; in the north they begin at seven, at home at nine."""
    late = replace(office.setup.playbooks.desk_rules, zone="UTC", hours=Hours("UTC", ((Span(540, 1080),),) * 7))
    early = replace(late, hours=Hours("UTC", ((Span(420, 960),),) * 7))
    with_two_desks(office, rules=early)
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, desk_rules=late))
    office.now = MONDAY.replace(hour=20)
    await quentin_is_lukewarm(office, SWEDE)
    await quentin_is_lukewarm(office, replace(QUENTIN, id=77, first_name="Rita"))
    cards = [s.message for s in office.delivered if isinstance(s.message, SendText) and s.html.startswith("<b>#")]
    assert [card.silent for card in cards] == [True, True]
    for hour, chat, name in ((7, NORTH, "Quentin"), (9, SALES, "Rita")):
        office.now = (MONDAY + timedelta(days=1)).replace(hour=hour)
        await timekeeper_of(office).tick()
        (listed,) = texts(await office.deliver(), chat)
        assert name in listed, hour
    assert not any("Rita" in s.html for s in office.sent_to(NORTH))
    assert not any("Quentin" in s.html for s in office.sent_to(SALES))
