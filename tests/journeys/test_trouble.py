"""What goes wrong between the bot and Telegram is mended without anybody's doing, and harms nobody else."""

import asyncio
from datetime import datetime

import pytest

from bot.sandbox.client_chats import ChatView
from bot.sandbox.faults import Kind

from .life import TOKEN, Life

pytestmark = pytest.mark.journey

RETRY_AFTER = 2
MORE_THAN_AN_ANSWER_HOLDS = 101
FAILS: tuple[Kind, ...] = ("502_html", "drop", "500")
UNREADABLE: tuple[Kind, ...] = ("bad_utf8", "lost_answer")


async def test_every_message_arrives_whatever_happens_on_the_way(life: Life) -> None:
    await _an_alert_whose_answer_got_lost_comes_again_and_the_copy_goes(life)
    quentin, pia = (await life.quentin()).chat, (await life.pia()).chat
    await _a_slow_chat_delays_no_other(life, quentin, pia)
    for kind in FAILS:
        await life.sandbox.fault("sendMessage", kind, chat=pia)
        await pia.say("/help")
        await pia.expect("I’m an assistant, not a person.")
        struck = [call["fault"] for call in await life.sandbox.calls("sendMessage", chat=pia)]
        assert struck[-2:] == [kind, None], "failed once, then delivered"
    # Accepted, but nobody can tell: better twice than never.
    for kind in UNREADABLE:
        await life.sandbox.fault("sendMessage", kind, chat=pia)
        await pia.say("/menu")
        for _ in ("first", "copy"):
            await pia.expect("A person can help: /human")
    # The same trouble with receiving: the bot asks again, and nothing is lost.
    for kind in (*FAILS, "bad_utf8"):
        await life.sandbox.fault("getUpdates", kind)
    await pia.say("/privacy")
    await pia.expect("What Northwind keeps, and why")


async def _a_slow_chat_delays_no_other(life: Life, slow: ChatView, other: ChatView) -> None:
    await life.sandbox.fault("sendMessage", "429", chat=slow, retry_after=RETRY_AFTER)
    await asyncio.gather(slow.who.start(), other.who.start())
    await asyncio.gather(slow.next_message(), other.next_message())
    refused, delivered = await life.sandbox.calls("sendMessage", chat=slow)
    (at_once,) = await life.sandbox.calls("sendMessage", chat=other)
    assert refused["number"] < delivered["number"]
    assert at_once["number"] < delivered["number"], "nobody else has to wait"
    assert _seconds_between(refused["at"], delivered["at"]) >= RETRY_AFTER


def _seconds_between(first: str, second: str) -> float:
    return (datetime.fromisoformat(second) - datetime.fromisoformat(first)).total_seconds()


async def _an_alert_whose_answer_got_lost_comes_again_and_the_copy_goes(life: Life) -> None:
    await life.sandbox.fault("sendMessage", "lost_answer", chat=life.sales)
    chat = await (await life.quentin()).start()
    await chat.say("/human")
    copy = await life.sales.expect("#1 Quentin")
    card = await life.sales.expect(lambda message: "#1 Quentin" in message.text and message.id != copy.id)
    await life.sales.tap("Claim", on=copy)
    await life.sales.expect_gone(copy)
    claimed = await life.sales.expect("Claimed by Bo")
    assert claimed.id == card.id


async def test_an_update_that_nobody_understands_stops_no_other(life: Life) -> None:
    quentin, pia = await life.quentin(), await life.pia()
    await life.stop()
    await quentin.start()
    broken = {"message": {"message_id": "not a number", "chat": {"id": quentin.id, "type": "private"}}}
    number = await life.sandbox.push_update(broken)
    # Behind more of them than one answer holds stands somebody who waits to be served.
    beyond = {"message": {"message_id": 1, "chat": {"id": 2**63, "type": "private"}, "text": "hi"}}
    for _ in range(MORE_THAN_AN_ANSWER_HOLDS):
        await life.sandbox.push_update(beyond)
    await pia.start()
    await life.start()
    for chat in (quentin.chat, pia.chat):
        await chat.expect("Is it for your company or for yourself?")
    await quentin.chat.expect("something went wrong on our side")
    dead = [(number, quentin.id), *((number + place, None) for place in range(1, MORE_THAN_AN_ANSWER_HOLDS + 1))]
    # They are put aside after those that came with them were answered, and confirmed by the next time of asking.
    await life.expect_rows("SELECT id, chat_id FROM dead_updates ORDER BY id", dead)
    async with asyncio.timeout(10):
        while await life.sandbox.unconfirmed_updates():  # noqa: ASYNC110  # another process confirms them
            await asyncio.sleep(0.02)
    assert life.log().count("could not be handled; it is kept in dead_updates") == len(dead)

    # Numbers that start anew, lower than before, are new updates all the same.
    await life.sandbox.restart_update_numbers(at=17)
    await pia.chat.tap("For myself")
    await pia.chat.expect("Where will your shoes take you?")
    assert TOKEN not in life.log()
