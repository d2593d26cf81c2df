"""Edits of what was sent before: merged, left out where they change nothing, and never lost."""

import asyncio
from collections import deque

import pytest

from bot.errors import DeliveryError
from bot.json_text import to_json
from bot.messages import EditText, SendText
from storage import outbox_clearing
from tests.builders import SALES, Office
from tests.integration.workers.courier_at_work import LOST, at_work


async def test_words_that_are_erased_on_their_way_are_blanked_when_they_arrive(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[SALES] = asyncio.Event()
        await post.owe(SALES, SendText("my secret"), about="words:1")
        await post.until(lambda: post.messenger.tried)
        gone = to_json(SendText("gone"))
        await office.write(lambda tx: outbox_clearing.redact(tx, "words:1", placeholder=gone))
        post.messenger.closed[SALES].set()
        await post.arrive(SALES, "my secret", "gone")


async def test_several_edits_of_a_card_that_wait_become_one(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[SALES] = asyncio.Event()
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.until(lambda: post.messenger.tried)
        for drawing in ("one", "two", "three"):
            await post.owe(SALES, EditText(drawing), about="handoff:1")
        post.messenger.closed[SALES].set()
        await post.arrive(SALES, "card", "three")
        assert post.messenger.arrived[-1][1] == EditText("three", message_id=1)


async def test_an_edit_that_would_change_nothing_is_not_sent(office: Office) -> None:
    async with at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.arrive(SALES, "card")
        await post.tried(1)
        await post.owe(SALES, EditText("card"), about="handoff:1")
        await post.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL"))
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        await post.arrive(SALES, "card", "card, claimed")
        await post.tried(2)
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        await post.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL"))
        assert len(post.messenger.tried) == 2


async def test_an_edit_whose_fate_is_unknown_is_followed_by_what_stood_there_before(office: Office) -> None:
    """Nobody knows what the chat shows now: even the old look is something new then."""
    async with at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.tried(1)
        post.messenger.says[SALES] = deque([LOST])
        await post.owe(SALES, EditText("claimed"), about="handoff:1")
        await post.tried(2)
        await post.owe(SALES, EditText("card"), about="handoff:1")
        await post.pass_time(80)
        await post.until(lambda: post.messenger.texts(SALES) == ["card", "card"])


@pytest.mark.parametrize(
    "reason",
    [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "there is no text in the message to edit",
        "can't parse entities",
    ],
)
async def test_an_edit_that_is_refused_holds_up_neither_the_next_one_nor_an_alert(office: Office, reason: str) -> None:
    async with at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.arrive(SALES, "card")
        await post.tried(1)
        post.messenger.says[SALES] = deque([DeliveryError(f"editMessageText: {reason}", permanent=True)])
        await post.owe(SALES, EditText("claimed"), about="handoff:1")
        await post.tried(2)
        await post.owe(SALES, SendText("another card"), about="handoff:2")
        await post.owe(SALES, EditText("claimed"), about="handoff:1")
        await post.until(lambda: len(post.messenger.texts(SALES)) == 3)
        assert sorted(post.messenger.texts(SALES)) == ["another card", "card", "claimed"]
    assert [error for (error,) in office.rows("SELECT error FROM outbox WHERE error IS NOT NULL")] == [
        f"editMessageText: {reason}"
    ]
