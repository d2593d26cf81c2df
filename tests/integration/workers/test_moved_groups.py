"""A group that becomes a supergroup: what is owed goes to its new number, in one order and within one limit."""

import asyncio
from collections import deque
from dataclasses import replace

import pytest

from bot.errors import DeliveryError
from bot.json_text import to_json
from bot.messages import ChatMoved, EditText, SendText
from bot.usecases.delivery.owe import owed
from bot.usecases.delivery.worth import Worth
from storage import outbox, outbox_clearing, sent_messages, updates
from tests.builders import BO, SALES, Office
from tests.integration.workers.courier_at_work import REFUSED, at_work

MOVED = -1_002_000_077


async def test_a_moved_group_gets_its_alerts_at_its_new_number(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([DeliveryError("moved", permanent=True, moved_to=MOVED)])
        await post.owe(SALES, SendText("alert"))
        await post.arrive(MOVED, "alert")
        await post.owe(SALES, SendText("another"))
        await post.arrive(MOVED, "alert", "another")
        assert post.in_force.address(SALES) == MOVED
    assert await office.write(updates.moved_chats) == {SALES: MOVED}


async def test_a_card_from_before_the_move_is_sent_anew_where_it_cannot_be_edited(office: Office) -> None:
    async with at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.arrive(SALES, "card")
        post.in_force.moved[SALES] = MOVED
        post.messenger.says[MOVED] = deque([REFUSED])
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        await post.arrive(MOVED, "card, claimed")
        assert SendText in map(type, [message for _, message in post.messenger.arrived[1:]])
        await post.owe(SALES, EditText("card, won"), about="handoff:1")
        await post.until(lambda: "card, won" in post.messenger.texts(MOVED))
        assert post.messenger.arrived[-1][1] == EditText("card, won", message_id=2)


async def test_no_edit_after_the_move_names_a_number_of_before_it(office: Office) -> None:
    """In the supergroup numbers are given anew: one lead's card would be written over another's."""
    async with at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.owe(SALES, SendText("words"), about="words:1")
        await post.arrive(SALES, "card", "words")
        await post.tried(2)
        await office.hear(ChatMoved(MOVED), BO, chat_id=SALES)
        post.in_force.moved[SALES] = MOVED
        await post.owe(SALES, SendText("another card"), about="handoff:2")
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        gone = to_json(SendText("gone"))
        await office.write(lambda tx: outbox_clearing.redact(tx, "words:1", placeholder=gone))
        assert await office.write(lambda tx: sent_messages.sent_with_payloads(tx, "words:1")) == []
        post.messenger.refuses = lambda _chat_id, message: isinstance(message, EditText) and message.message_id is None
        await post.until(lambda: len(post.messenger.texts(MOVED)) == 2)
        assert sorted(post.messenger.texts(MOVED)) == ["another card", "card, claimed"]
        edited = [message for _, message in post.messenger.tried if isinstance(message, EditText)]
        assert [message.message_id for message in edited] == [None]


async def test_an_edit_that_waits_for_a_message_by_its_number_is_given_up_with_the_move(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([DeliveryError("too many requests", retry_after=60.0)])
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.tried(1)
        await post.owe(SALES, EditText("gone", message_id=3))
        await office.hear(ChatMoved(MOVED), BO, chat_id=SALES)
        post.in_force.moved[SALES] = MOVED
        await post.pass_time(61)
        await post.arrive(MOVED, "card")
        await post.tried(2)
    assert office.rows("SELECT state FROM outbox WHERE about IS NULL") == [("refused",)]


async def test_a_message_that_arrived_just_before_the_move_is_edited_by_no_number_either(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[SALES] = asyncio.Event()
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.until(lambda: post.messenger.tried)
        await office.hear(ChatMoved(MOVED), BO, chat_id=SALES)
        post.in_force.moved[SALES] = MOVED
        post.messenger.closed[SALES].set()
        await post.arrive(SALES, "card")
        await post.tried(1)
        assert await office.write(lambda tx: sent_messages.shown_about(tx, "handoff:1")) is None


async def test_a_card_of_before_the_move_is_sent_anew_also_once_the_settings_name_the_new_group(office: Office) -> None:
    async with at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.arrive(SALES, "card")
        await post.tried(1)
        await office.hear(ChatMoved(MOVED), BO, chat_id=SALES)
        post.in_force.moved[SALES] = MOVED
        post.in_force.setup = replace(post.in_force.setup, sales_chat=MOVED)
        post.messenger.refuses = lambda _chat_id, message: isinstance(message, EditText)
        await post.owe(MOVED, EditText("card, claimed"), about="handoff:1")
        await post.arrive(MOVED, "card, claimed")


async def test_what_is_sent_anew_after_the_move_counts_once(office: Office) -> None:
    """The edits that name no message are never called: five cards go at once, like any five messages."""
    async with at_work(office) as post:
        post.in_force.moved[SALES] = MOVED
        post.messenger.refuses = lambda _chat_id, message: isinstance(message, EditText)
        for number in range(4):
            await post.owe(SALES, EditText(f"card {number}, claimed"), about=f"handoff:{number}")
        await post.until(lambda: len(post.messenger.texts(MOVED)) == 4)


async def test_several_alerts_that_are_told_of_the_move_at_once_all_arrive_and_it_is_remembered_once(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    async with at_work(office) as post:
        moved = DeliveryError("moved", permanent=True, moved_to=MOVED)
        post.messenger.closed[SALES] = asyncio.Event()
        post.messenger.says[SALES] = deque([moved] * 4)
        for number in range(1, 5):
            await post.owe(SALES, SendText(f"card {number}"), about=f"handoff:{number}")
        await post.until(lambda: len(post.messenger.tried) == 4)
        post.messenger.closed[SALES].set()
        await post.until(lambda: len(post.messenger.texts(MOVED)) == 4)
        await post.owe(SALES, EditText("card 2, claimed"), about="handoff:2")
        await post.pass_time(4)
        await post.until(lambda: "card 2, claimed" in post.messenger.texts(MOVED))
        assert isinstance(post.messenger.arrived[-1][1], EditText), "what was sent after the move is edited"
    assert await office.write(updates.moved_chats) == {SALES: MOVED}
    assert "".join(capsys.readouterr()).count("A group became a supergroup.") == 1


async def test_a_card_of_before_the_move_that_only_cooled_rings_nobody(office: Office) -> None:
    async with at_work(office) as post:
        post.in_force.moved[SALES] = MOVED
        post.messenger.refuses = lambda _chat_id, message: isinstance(message, EditText)
        cooled = owed(SALES, EditText("card, cooled"), worth=Worth.BULK, about="handoff:1")
        await office.write(lambda tx: outbox.owe(tx, [cooled], office.now))
        await post.arrive(MOVED, "card, cooled")
    assert office.rows("SELECT worth FROM outbox WHERE kind = 'send'") == [(Worth.BULK,)]
