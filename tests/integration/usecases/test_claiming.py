"""Who gets a lead: the first who claims it, whatever way they do."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, update

from bot.messages import (
    Act,
    Commanded,
    DeleteMessage,
    EditText,
    Incoming,
    Sender,
    SendText,
    Tap,
    Tapped,
    What,
)
from bot.usecases.receive_update import receive_update
from bot.usecases.sales.claim_lead import Claim, claim_lead
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import OutboxMessage
from tests.builders import BO, CY, PIA, SALES, Delivered, Office, quentin_is_lukewarm, temporary_office
from tests.sales_chat import drawn_card, notices, tap_desk

pytestmark = pytest.mark.both_places

DAVE = Sender(13, "Dave")
_outbox = table_of(OutboxMessage)
# As after an answer that got lost: the first attempt arrived, too.
_SENT_TWICE = Statement(update(_outbox).where(_outbox.c.about == bindparam("subject")).values(attempts=2))

_SENT_AGAIN = Statement(
    update(_outbox)
    .where(_outbox.c.about == bindparam("subject"))
    .values(attempts=2, message_id=bindparam("message"), settled_at=bindparam("now"))
)


def _send_again(tx: Transaction, *, subject: str, message: int, now: datetime) -> None:
    tx.run(_SENT_AGAIN, subject=subject, message=message, now=now)


async def test_the_first_claim_wins_and_the_card_says_who_it_is_and_how_fast(office: Office) -> None:
    await quentin_is_lukewarm(office)
    office.pass_time(seconds=38)
    won = await tap_desk(office, "claim", "1")
    lost = await tap_desk(office, "claim", "1", rep=CY)
    assert notices(won) == ["#1 is yours."]
    assert notices(lost) == ["Bo Berg was faster: #1 is taken."]
    assert "Claimed by Bo Berg after 38 seconds" in drawn_card(office).html
    drawn = [s for s in office.sent_to(SALES) if s.html == drawn_card(office).html][-1]
    assert drawn.labels == [
        "I’ve written to them",
        "Reached",
        "No answer",
        "Meeting",
        "Won",
        "Lost",
        "Not a fit",
        "Chat",
        "Why?",
        "Pass on",
    ]


async def test_claiming_ones_own_lead_again_changes_nothing(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for _ in range(2):
        assert notices(await tap_desk(office, "claim", "1")) == ["#1 is yours."]
    assert office.rows("SELECT claimed_by FROM handoffs") == [(BO.id,)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from((BO, CY, DAVE)), st.booleans()), min_size=2, max_size=8))
def test_of_any_claimants_in_any_order_one_wins(claims: list[tuple[Sender, bool]]) -> None:
    """Two claimants, one winner: a claim is one conditional UPDATE. The flag starts a new commit before a claim."""

    async def story() -> None:
        async with temporary_office() as office:
            await office.turn(Commanded("human", "", 1))
            waiting: list[asyncio.Future[Claim | None]] = []
            for rep, apart in claims:
                if apart and waiting:
                    await waiting[-1]
                waiting.append(_claiming(office, rep))
            made = [await claim for claim in waiting]
            won = {rep.id for (rep, _), claim in zip(claims, made, strict=True) if claim and claim.won}
            assert won == {claims[0][0].id}
            assert office.rows("SELECT claimed_by FROM handoffs") == [(claims[0][0].id,)]

    asyncio.run(story())


def _claiming(office: Office, rep: Sender) -> "asyncio.Future[Claim | None]":
    return office.database.submit(lambda tx: claim_lead(tx, 1, rep, setup=office.setup, now=office.now))


async def test_a_card_can_be_claimed_by_tapping_its_last_line_in_a_group_and_alone(office: Office) -> None:
    office.setup = replace(office.setup, bot_name="our_bot")
    await quentin_is_lukewarm(office)
    assert office.alerts()[-1].html.endswith("/claim_1@our_bot")
    office.setup = replace(office.setup, sales_chat=BO.id)
    await office.turn(Commanded("human", "", 1), PIA)
    assert office.sent_to(BO.id)[-1].html.endswith("/claim_2")


async def test_not_a_fit_of_an_unclaimed_lead_claims_and_closes_in_one(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await tap_desk(office, "outcome", "1", "not_a_fit", rep=CY)
    ((rep, closed),) = office.rows("SELECT claimed_by, closed_at FROM handoffs")
    assert rep == CY.id
    assert closed is not None
    (late,) = [s for s in await office.at_desk("claim", "1", BO) if isinstance(s.message, SendText)]
    assert "Cy Carlsson was faster" in late.html


async def test_a_second_copy_of_a_card_is_removed_when_it_is_tapped(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (alert,) = office.alerts()
    await office.write(lambda tx: tx.run(_SENT_TWICE, subject="handoff:1"))
    sent = await tap_desk(office, "claim", "1", message_id=alert.message_id + 500)
    assert DeleteMessage(alert.message_id + 500) in [s.message for s in sent]
    edits = [s.message for s in sent if isinstance(s.message, EditText)]
    assert [edit.message_id for edit in edits] == [alert.message_id]


async def test_a_copy_is_one_though_what_was_under_way_beside_the_card_was_sent_again_too(office: Office) -> None:
    """Of two cards under way at a kill four arrive: both copies stand above both that we know of."""
    await quentin_is_lukewarm(office)
    await office.turn(Commanded("human", "", 1), PIA)
    office.pass_time(seconds=3)
    copy, *known = range(office.alerts()[-1].message_id + 500, office.alerts()[-1].message_id + 503)
    for subject, message in zip(("handoff:1", "handoff:2"), known, strict=True):
        await office.write(partial(_send_again, subject=subject, message=message, now=office.now))
    sent = await tap_desk(office, "claim", "2", message_id=copy)
    assert DeleteMessage(copy) in [s.message for s in sent]
    assert office.rows("SELECT claimed_by FROM handoffs ORDER BY id") == [(None,), (BO.id,)]


async def test_a_command_in_reply_to_a_card_or_to_their_words_means_that_lead(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.say("/human", PIA)
    (card, other) = [each.message_id for each in office.alerts()]

    async def reply(name: str, said: str, to: int | None) -> str:
        sent = await office.turn(Commanded(name, said, 900 + office.updates, reply_to=to), BO, chat_id=SALES)
        return next(each.html for each in sent if isinstance(each.message, SendText))

    assert await reply("claim", "", other) == "#2 is yours."
    assert await reply("claim", "", card) == "#1 is yours."
    assert "Noted on #1" in await reply("note", "decides in May", card)
    assert await reply("won", "5000", card) == "Noted for #1: Won"
    assert office.rows("SELECT handoff_id, outcome, amount FROM outcomes") == [(1, "won", 5000.0)]
    assert "is taken back" in await reply("undo", "", card)
    await office.say("are you there?", PIA)
    words = office.sent_to(SALES)[-1].message_id
    assert "Pia" in await reply("lead", "", words)
    assert "Like this" in await reply("claim", "", None)


async def test_whoever_asks_in_private_to_whom_a_lead_shall_go_is_asked_there(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for rep in (BO, CY):
        await office.at_desk("claim", "1", rep)
    (asked,) = await _in_private(office, Commanded("give_1", "", 900))
    assert asked.labels == ["Cy Carlsson", "To nobody"]
    tapped = Tapped(Tap(Act.GIVE, ("1", str(CY.id))), "give", asked.message_id)
    sent = await _in_private(office, tapped)
    assert [each.message.message_id for each in sent if isinstance(each.message, DeleteMessage)] == [asked.message_id]
    assert office.rows("SELECT claimed_by FROM handoffs") == [(CY.id,)]
    # Typed in the group it is asked below the card, and nothing else is said.
    typed = await office.at_desk("give_1", "", CY)
    assert [each.html.partition("?")[0] for each in typed] == ["Cy Carlsson, who shall have #1"]


async def _in_private(office: Office, what: What) -> list[Delivered]:
    """Have Bo do something in his own chat with the bot."""
    office.updates += 1
    done = Incoming(office.updates, BO.id, True, BO, what, by_rep=True)
    await office.write(lambda tx: receive_update(tx, done, setup=office.setup, now=office.now))
    return await office.deliver()
