"""Reps in private: no leads, helped with their own commands, and free to try the conversation where nothing counts."""

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.messages import (
    Act,
    AnswerTap,
    Commanded,
    Edited,
    Incoming,
    MembersChanged,
    Said,
    SendFile,
    SendText,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    What,
)
from bot.usecases.delivery.worth import Worth
from bot.usecases.receive_update import receive_update
from storage import trials
from tests.builders import BO, CY, QUENTIN, SALES, Delivered, Office, answer, quentin_is_lukewarm

TABLES_OF_LEADS = (
    *("leads", "chats", "conversations", "facts", "signals", "tier_changes", "handoffs", "consents", "lead_keys"),
    *("reps", "outcomes", "unanswered", "messages"),
)


async def _from_rep(office: Office, what: What, rep: Any = BO) -> list[Delivered]:
    """Have a rep do something in private, and return everything that was sent to anybody."""
    office.updates += 1
    incoming = Incoming(office.updates, rep.id, private=True, sender=rep, what=what, by_rep=True)
    await office.write(lambda tx: receive_update(tx, incoming, setup=office.setup, now=office.now))
    return await office.deliver()


async def _command(office: Office, name: str, argument: str = "") -> list[Delivered]:
    return await _from_rep(office, Commanded(name, argument, 1))


def _counts(office: Office) -> dict[str, int]:
    return {table: office.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES_OF_LEADS}


@pytest.mark.parametrize(
    "what",
    [
        Commanded("start", "b2b-spring", 1),
        Commanded("human", "", 1),
        Commanded("unheard_of", "", 1),
        Said("we are 200 people, I'm the director, ada@acme.com", 1),
        SharedContact("+46701234567", own=True, message_id=1),
        SentOther(1),
    ],
)
async def test_a_rep_who_writes_in_private_is_no_lead_and_reads_what_they_can_do(office: Office, what: What) -> None:
    (told,) = await _from_rep(office, what)
    assert told.chat_id == BO.id
    assert "/try" in told.html
    assert "/claim 1042" in told.html
    assert set(_counts(office).values()) == {0}


async def test_a_rep_edits_and_taps_what_is_over_and_nothing_is_made_of_it(office: Office) -> None:
    assert await _from_rep(office, Edited("200 people", 1)) == []
    (answered,) = await _from_rep(office, answer("need", "sales"))
    assert isinstance(answered.message, AnswerTap)
    assert "over" in answered.message.text
    assert set(_counts(office).values()) == {0}


async def test_a_rep_reads_the_sales_language_and_not_their_own(office: Office) -> None:
    office.setup = type(office.setup)(office.setup.playbooks, SALES, "sv")
    (told,) = await _command(office, "start")
    assert "Du hör till säljteamet" in told.html


async def test_a_rep_claims_and_asks_why_in_private_and_the_card_in_the_group_shows_it(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sent = await _command(office, "claim_1")
    assert [each.html for each in sent if each.chat_id == BO.id] == ["#1 is yours."]
    assert any("Claimed by" in each.html for each in sent if each.chat_id == SALES)
    (why,) = await _command(office, "why", "1")
    assert (why.chat_id, "Score:" in why.html) == (BO.id, True)
    # Forgetting reaches the explanation where it stands: in the rep's chat.
    await office.turn(Commanded("forget", "", 1))
    sent = []
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "t", None))
    blanked = [each for each in office.delivered if each.chat_id == BO.id and getattr(each.message, "message_id", None)]
    assert [each.message.message_id for each in blanked] == [why.message_id]  # type: ignore[union-attr]


async def test_who_comes_to_the_group_or_goes_makes_no_lead(office: Office) -> None:
    await office.hear(MembersChanged(joined=(BO.id,)), BO, chat_id=SALES)
    await office.hear(MembersChanged(left=BO.id), BO, chat_id=SALES)
    assert await office.deliver() == []
    assert set(_counts(office).values()) == {0}


async def test_a_try_is_a_whole_conversation_that_rings_nobody_and_leaves_nothing_in_any_table(office: Office) -> None:
    before = _counts(office)
    first, greeting = await _command(office, "try", "b2b-spring")
    assert first.html.startswith("<b>This is a trial.</b>")
    assert "What would help you most?" in greeting.html
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director"), ("timeline", "now")):
        sent = await _from_rep(office, answer(field, option))
        assert {each.chat_id for each in sent} == {BO.id}
        assert len(sent) >= 2, "the tap is answered, and the next question asked"
    await _from_rep(office, Said("does it come with a trampoline?", 1))
    (human, *_) = await _command(office, "human")
    assert human.chat_id == BO.id
    (file,) = [each for each in await _command(office, "mydata") if isinstance(each.message, SendFile)]
    assert isinstance(file.message, SendFile)
    stored = json.loads(file.message.content)
    assert {fact["field"] for fact in stored["facts"]} >= {"need", "company_size", "role"}
    assert stored["unanswered"]
    assert stored["handoffs"], "a prospect would have been passed on to sales"
    assert office.sent_to(SALES) == []
    assert _counts(office) == before
    assert office.rows("SELECT count(*) FROM outbox WHERE about IS NOT NULL") == [(0,)]
    assert office.rows("SELECT rep_id FROM trials") == [(BO.id,)]


@pytest.mark.parametrize("ending", ["done", "stop", "forget", "a day"])
async def test_at_its_end_a_try_is_erased(office: Office, ending: str) -> None:
    await _command(office, "try", "b2b")
    await _from_rep(office, answer("need", "sales"))
    if ending == "a day":
        office.pass_time(days=1)
        (told,) = await _from_rep(office, Said("200", 1))
        assert "/try" in told.html
    elif ending == "forget":
        await _command(office, "forget")
        sent = await _from_rep(office, Tapped(Tap(Act.FORGET, ("yes",)), "t", 1))
        assert "The trial is over" in sent[-1].html
    else:
        sent = await _command(office, ending)
        assert "The trial is over" in sent[-1].html
    assert office.rows("SELECT count(*) FROM trials") == [(0,)]
    (told,) = await _from_rep(office, Said("hello", 2))
    assert "on the sales team" in told.html
    assert set(_counts(office).values()) == {0}


async def test_a_try_that_nobody_ends_is_erased_by_itself(office: Office) -> None:
    await _command(office, "try")
    office.pass_time(hours=25)
    assert await office.write(lambda tx: trials.expire(tx, office.now - timedelta(days=1))) == 1


async def test_two_reps_try_side_by_side_and_a_prospect_beside_them_counts_as_always(office: Office) -> None:
    await _from_rep(office, Commanded("try", "b2b", 1))
    await _from_rep(office, Commanded("try", "b2c", 1), CY)
    await quentin_is_lukewarm(office)
    await _from_rep(office, answer("need", "sales"))
    assert [chat for (chat,) in office.rows("SELECT rep_id FROM trials ORDER BY 1")] == [BO.id, CY.id]
    assert office.rows("SELECT id, name FROM leads") == [(1, "Quentin Quist")]
    assert [alert.html[:6] for alert in office.alerts()] == ["<b>#1 "]


async def test_a_try_survives_a_restart_and_a_second_one_begins_anew(office: Office) -> None:
    await _command(office, "try", "b2b")
    await _from_rep(office, answer("need", "sales"))
    sent = await _command(office, "mydata")
    assert "sales" in str([each.message for each in sent])
    await _command(office, "try", "b2b")
    (file,) = [each.message for each in await _command(office, "mydata") if isinstance(each.message, SendFile)]
    assert '"value": "sales"' not in file.content


async def test_the_same_update_again_takes_no_second_turn_of_a_try(office: Office) -> None:
    await _command(office, "try", "b2b")
    number = office.updates
    office.updates = number - 1
    assert await _command(office, "try", "b2b") == []


async def test_try_in_the_group_says_where_it_works(office: Office) -> None:
    (told,) = await office.at_desk("try", "")
    assert "private" in told.html
    assert office.rows("SELECT count(*) FROM trials") == [(0,)]


async def test_one_person_who_is_the_sales_chat_tries_it_there_and_still_claims_meanwhile(office: Office) -> None:
    office.setup = type(office.setup)(office.setup.playbooks, BO.id)
    (linked,) = await office.turn(Commanded("start", "", 1), BO)
    assert "A card comes here" in linked.html
    await office.turn(Commanded("try", "b2b", 1), BO)
    await office.turn(answer("need", "sales"), BO)
    await office.turn(Commanded("human", "", 1))
    card = next(sent for sent in office.sent_to(BO.id) if "/claim_1" in sent.html)
    assert isinstance(card.message, SendText)
    tapped = await office.turn(Tapped(Tap(Act.CLAIM, ("1",)), "t1", card.message_id), BO)
    assert [each.message.text for each in tapped if isinstance(each.message, AnswerTap)] == ["#1 is yours."]
    (why,) = await office.turn(Tapped(Tap(Act.WHY, ("need",)), "t2", None), BO)
    assert isinstance(why.message, AnswerTap)
    assert "right person" in why.message.text
    await office.turn(Commanded("done", "", 1), BO)
    assert office.rows("SELECT name FROM leads") == [(QUENTIN.full_name,)]
    assert office.rows("SELECT count(*) FROM trials") == [(0,)]


@pytest.mark.parametrize(
    "doings",
    [
        [Commanded("human", "", 1)],
        [Said("I'm the founder, we need more leads now, 400 people, 90k a year", 1)],
        [SharedContact("+46701234567", own=True, message_id=1), Commanded("human", "", 1)],
        [Said("call me on +46701234567", 1)],
    ],
)
async def test_a_trial_of_whoever_is_the_sales_chat_rings_not_even_there(office: Office, doings: list[What]) -> None:
    office.setup = type(office.setup)(office.setup.playbooks, BO.id)
    await office.turn(Commanded("try", "b2b", 1), BO)
    for what in doings:
        await office.turn(what, BO)
    assert office.sent_to(BO.id)
    assert not [sent.html for sent in office.sent_to(BO.id) if "claim" in sent.html.lower()]
    assert office.rows("SELECT count(*) FROM handoffs") == [(0,)]


@pytest.mark.parametrize("ending", ["done", "stop", "forget"])
async def test_that_a_trial_begins_goes_before_its_greeting_and_is_never_left_out_nor_is_its_end(
    office: Office, ending: str
) -> None:
    """Who types faster than we may answer gets the answers to the last words only: these two are no such answers."""
    office.setup = type(office.setup)(office.setup.playbooks, BO.id)
    await _owing(office, Commanded("try", "b2b", 1), Commanded("try", "b2b", 1), Commanded(ending, "", 1))
    if ending == "forget":
        await _owing(office, Tapped(Tap(Act.FORGET, ("yes",)), "t", None))
    rows = office.rows("SELECT worth, payload FROM outbox WHERE state = 'queued' ORDER BY id")
    owed = [(Worth(worth), json.loads(payload).get("html", "")) for worth, payload in rows]
    begins = [worth for worth, html in owed if "This is a trial" in html]
    greets = [worth for worth, html in owed if "Northwind" in html]
    assert len(begins) == len(greets) == 2
    assert not any(worth.replaceable for worth in begins)
    assert max(begins) < min(greets)
    assert owed[-1][0] is Worth.FIRST_REPLY
    assert "The trial is over" in owed[-1][1]


async def _owing(office: Office, *doings: What) -> None:
    """Have Bo, who is the sales chat, do things of which nothing is delivered yet."""
    for what in doings:
        office.updates += 1
        incoming = Incoming(office.updates, BO.id, private=True, sender=BO, what=what)
        await office.write(partial(receive_update, incoming=incoming, setup=office.setup, now=office.now))


async def test_a_rep_who_was_kept_as_a_lead_before_is_told_and_can_erase_that(office: Office) -> None:
    await office.start("b2b", BO)
    helped, was_lead = await _command(office, "start")
    assert "on the sales team" in helped.html
    assert "lead 1" in was_lead.html
    (gone,) = await _command(office, "forget")
    assert "erased" in gone.html
    assert _counts(office)["leads"] == 0
    assert len(await _command(office, "start")) == 1
