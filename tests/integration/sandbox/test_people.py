"""What people do, as the bot hears of it; and how the client tells a story."""

import asyncio

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect
from bot.sandbox.client_http import RefusedError
from bot.sandbox.seed import DEMO_TOKEN, QUENTIN, SALES_GROUP, seed
from bot.sandbox.world import World

from .conftest import BotApi, Say
from .fake_bot import FakeBot


async def test_a_deep_link_starts_with_its_payload_as_a_command(sandbox: SandboxClient, api: BotApi) -> None:
    quentin = await sandbox.person("Quentin", last_name="Marsh", username="quentin", language_code="en")
    await quentin.start("spring")
    (update,) = await api.updates()
    message = update["message"]
    assert message["text"] == "/start spring"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": quentin.id,
        "is_bot": False,
        "first_name": "Quentin",
        "last_name": "Marsh",
        "username": "quentin",
        "language_code": "en",
    }


async def test_an_edited_message_is_heard_again(api: BotApi, quentin: Prospect) -> None:
    said = await quentin.chat.say("CTO at Acme")
    await quentin.chat.edit("CEO at Acme")
    _, edited = await api.updates()
    assert edited["edited_message"]["message_id"] == said.id
    assert edited["edited_message"]["text"] == "CEO at Acme"
    assert "edit_date" in edited["edited_message"]


async def test_a_contact_is_the_own_one_or_somebody_elses(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect
) -> None:
    pia = await sandbox.person("Pia", phone="+33612345678")
    await quentin.chat.share_contact()
    await quentin.chat.share_contact(whose=pia)
    await quentin.chat.share_contact(phone="+46701112233")
    own, known, unknown = [one["message"]["contact"] for one in await api.updates()]
    assert (own["user_id"], own["phone_number"]) == (quentin.id, quentin.phone)
    assert (known["user_id"], known["phone_number"]) == (pia.id, "+33612345678")
    assert "user_id" not in unknown


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker", "location"])
async def test_what_is_no_text_arrives_as_such(api: BotApi, quentin: Prospect, kind: str) -> None:
    await quentin.chat.send(kind)
    (update,) = await api.updates()
    assert kind in update["message"]
    assert "text" not in update["message"]


async def test_people_cannot_do_what_the_messenger_does_not_offer(quentin: Prospect, say: Say) -> None:
    await say("?", reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]})
    with pytest.raises(RefusedError, match="empty message"):
        await quentin.chat.say("  ")
    with pytest.raises(AssertionError, match=r"(?s)button 'Stop'.*\[Go\]"):
        await quentin.chat.tap("Stop", within=0.05)
    await quentin.block()
    with pytest.raises(RefusedError, match="blocked"):
        await quentin.chat.say("hello?")


async def test_reading_waits_for_the_next_change(quentin: Prospect, say: Say) -> None:
    waiting = asyncio.create_task(quentin.chat.next_message())
    await say("at last")
    assert (await waiting).text == "at last"


async def test_waiting_in_vain_tells_the_whole_story(quentin: Prospect, say: Say) -> None:
    await say("Is it for your company?", reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
    with pytest.raises(AssertionError) as failed:
        await quentin.chat.expect("Welcome", within=0.05)
    story = str(failed.value)
    assert "'Welcome'" in story
    assert "Quentin: /start" in story
    assert "Leadbot: Is it for your company?\n      [Yes]" in story


async def test_a_message_is_expected_once_per_state(quentin: Prospect, say: Say, api: BotApi) -> None:
    message = await say("same")
    await say("same")
    first, second = await quentin.chat.expect("same"), await quentin.chat.expect("same")
    assert first.id < second.id
    await api.ok("editMessageText", chat_id=quentin.id, message_id=message["message_id"], text="same, but new")
    assert (await quentin.chat.expect("same")).id == first.id
    with pytest.raises(AssertionError):
        await quentin.chat.expect("same", within=0.05)


async def test_a_deletion_can_be_waited_for(quentin: Prospect, say: Say, api: BotApi) -> None:
    message = await say("oops")
    shown = await quentin.chat.next_message()
    await api.ok("deleteMessage", chat_id=quentin.id, message_id=message["message_id"])
    await quentin.chat.expect_gone(shown)


async def test_a_story_with_a_real_bot_reads_like_one(world: World, url: str) -> None:
    seed(world)
    running = asyncio.create_task(FakeBot(url, DEMO_TOKEN, sales=SALES_GROUP).run())
    async with SandboxClient(url) as sandbox:
        quentin = await sandbox.known_person(QUENTIN)
        chat = await quentin.start("spring")
        await chat.expect("Is it for your company")
        await chat.tap("For my company")
        await chat.expect("✓ For my company")
        await chat.expect("What would help you most")
        await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
        await chat.expect("When would you like to start?")
        sales = await sandbox.known_group(SALES_GROUP)
        await sales.expect("LUKEWARM")
        assert (await sales.tap_and_wait("Claim")).text == "Yours, Bo."
        outcomes = ["Reached", "No answer", "Meeting", "Won", "Lost", "Not a fit"]
        assert (await sales.expect("claimed by Bo")).buttons == outcomes
        assert (await chat.tap_and_wait("This quarter")).is_alert
        await chat.press("Share my number")
        await chat.expect("Bo will call you")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
