"""A rep and a prospect talk through the bot: words, photos, an album, changes, a block, and what comes after."""

import pytest

from bot.sandbox.client_chats import ChatView
from bot.sandbox.client_messages import Received

from .life import Life

pytestmark = pytest.mark.journey


async def test_a_rep_and_a_prospect_talk_through_the_bot_until_the_lead_is_closed(life: Life) -> None:
    quentin = await life.quentin()
    chat = await life.begins(quentin, "b2b")
    await chat.say("/human")
    await chat.expect("Whoever takes it will write to you")
    card = await life.sales.expect("#1 Quentin")
    await _the_rep_sends(life, chat, card)
    await _the_prospect_sends(life, chat, card)
    await _nothing_reaches_whoever_has_blocked_the_bot(life, chat, card)
    await _the_bot_has_them_again(life, chat)


async def _the_rep_sends(life: Life, chat: ChatView, card: Received) -> None:
    sales = life.sales
    said = await sales.say("Hi Quentin, Bo here <&> 🦊", reply_to=card)
    words = await chat.expect("Bo: Hi Quentin, Bo here <&> 🦊")
    await sales.expect("Claimed by Bo")
    await sales.edit("Hi Quentin, it’s Bo", message=said)
    assert (await chat.expect("Bo: Hi Quentin, it’s Bo")).id == words.id
    photo = await sales.send("photo", "the plan", reply_to=card)
    assert (await chat.expect("Bo: the plan")).media == "photo"
    await sales.edit("the new plan", message=photo)
    await chat.expect("Bo: the new plan")
    await sales.send("voice", reply_to=card)
    assert (await chat.expect(lambda one: one.media == "voice")).text == "Bo:"
    await sales.send("sticker", reply_to=card)
    await chat.expect(lambda one: one.media == "sticker")
    for name in ("first", "second", "third"):
        await sales.send("photo", name, reply_to=card, album="rooms")
    assert [(await chat.expect(name)).body.get("media_group_id") for name in ("first", "second")].count(None) == 0
    marked = [one for one in await sales.messages() if one.reactions == ["👍"]]
    assert {said.id, photo.id} <= {one.id for one in marked}


async def _the_prospect_sends(life: Life, chat: ChatView, card: Received) -> None:
    await chat.send("document", "here is our signed offer")
    offer = await life.sales.expect("here is our signed offer")
    assert (offer.media, offer.body["reply_to_message"]["message_id"]) == ("document", card.id)
    assert "#1 Quentin sent this (Bo):" in offer.text
    await chat.edit("here is our signed offer, page 2")
    await life.sales.expect("sent this (changed) (Bo):\nhere is our signed offer, page 2")
    await chat.send("location")
    await life.sales.expect(lambda one: one.media == "location")
    await chat.say("we are 200 people, what does it cost?")
    await life.sales.expect("what does it cost?")
    await life.sales.say("9 a head", reply_to=offer)
    await chat.expect("Bo: 9 a head")
    spoken = [one.text for one in await chat.messages() if one.from_bot]
    assert spoken[-2:] == ["third", "Bo: 9 a head"], "the bot has said nothing in between"


async def _nothing_reaches_whoever_has_blocked_the_bot(life: Life, chat: ChatView, card: Received) -> None:
    await chat.who.block()
    await life.sales.expect("has blocked the bot")
    await life.sales.send("photo", reply_to=card)
    await life.sales.expect("Not sent: Quentin (#1) has blocked the bot.")
    await chat.who.unblock()
    await chat.say("/stop")
    await life.sales.expect("has asked for no more messages")
    await life.sales.say("One more thing", reply_to=card)
    await life.sales.expect("Not sent: Quentin (#1) has asked for no more messages")


async def _the_bot_has_them_again(life: Life, chat: ChatView) -> None:
    await life.sales.say("/outcome 1 won")
    await life.sales.expect("Won")
    await chat.caught_up()
    await chat.say("good morning")
    answered = await chat.next_message()
    assert "?" not in answered.text.replace("What would you like to see?", "")
