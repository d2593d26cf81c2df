"""Edits, deletions, pins and reactions."""

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect

from .conftest import BotApi, Say, TurnedClock

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def test_an_edit_changes_text_and_buttons(api: BotApi, quentin: Prospect, say: Say) -> None:
    message = await say("?", reply_markup=GO)
    place = {"chat_id": quentin.id, "message_id": message["message_id"]}
    await api.ok("editMessageText", text="<b>Done</b>", parse_mode="HTML", **place)
    (shown,) = [one for one in await quentin.chat.messages() if one.from_bot]
    assert (shown.text, shown.buttons, shown.edits) == ("Done", [], 1)


async def test_an_edit_that_changes_nothing_is_refused(api: BotApi, quentin: Prospect, say: Say) -> None:
    message = await say("?", reply_markup=GO)
    place = {"chat_id": quentin.id, "message_id": message["message_id"]}
    assert await api.refused("editMessageText", text=" ? ", reply_markup=GO, **place) == SAME
    assert await api.refused("editMessageReplyMarkup", reply_markup=GO, **place) == SAME
    await api.ok("editMessageReplyMarkup", **place)
    assert await api.refused("editMessageReplyMarkup", **place) == SAME


async def test_only_an_own_message_that_is_there_can_be_edited(api: BotApi, quentin: Prospect) -> None:
    said = await quentin.chat.say("mine")
    place = {"chat_id": quentin.id, "text": "yours"}
    assert await api.refused("editMessageText", message_id=999, **place) == "Bad Request: message to edit not found"
    assert await api.refused("editMessageText", message_id=said.id, **place) == "Bad Request: message can't be edited"
    refusal = await api.refused("editMessageText", **place)
    assert refusal == "Bad Request: message identifier is not specified"


async def test_deleted_messages_are_gone_for_everybody(api: BotApi, quentin: Prospect, say: Say) -> None:
    first, second = await say("one"), await say("two")
    place = {"chat_id": quentin.id}
    await api.ok("deleteMessage", message_id=first["message_id"], **place)
    refusal = await api.refused("deleteMessage", message_id=first["message_id"], **place)
    assert refusal == "Bad Request: message to delete not found"
    await api.ok("deleteMessages", message_ids=[first["message_id"], second["message_id"], 999], **place)
    assert [one.text for one in await quentin.chat.messages()] == ["/start"]


async def test_after_two_days_a_message_stays(api: BotApi, quentin: Prospect, say: Say, clock: TurnedClock) -> None:
    message = await say("one")
    clock.turn(hours=49)
    refusal = await api.refused("deleteMessage", chat_id=quentin.id, message_id=message["message_id"])
    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_in_a_group_others_messages_are_the_admins_to_delete(sandbox: SandboxClient, api: BotApi) -> None:
    bo = await sandbox.person("Bo")
    for is_admin in (False, True):
        sales = await sandbox.group("Sales", members=[bo], bot_is_admin=is_admin)
        said = await sales.say("hello")
        body = await api.raw("deleteMessage", chat_id=sales.id, message_id=said.id)
        assert body["ok"] == is_admin
        assert is_admin or body["description"] == "Bad Request: message can't be deleted"


async def test_a_pin_is_announced_and_shows_in_the_chat(api: BotApi, quentin: Prospect, say: Say) -> None:
    message = await say("Prices")
    place = {"chat_id": quentin.id}
    await api.ok("pinChatMessage", message_id=message["message_id"], **place)
    assert (await api.ok("getChat", **place))["pinned_message"]["text"] == "Prices"
    assert (await quentin.chat.messages())[-1].is_service
    await api.ok("unpinChatMessage", **place)
    refusal = await api.refused("unpinChatMessage", **place)
    assert refusal == "Bad Request: message to unpin not found"


async def test_a_reaction_stands_under_its_message(api: BotApi, quentin: Prospect) -> None:
    said = await quentin.chat.say("hello")
    place = {"chat_id": quentin.id, "message_id": said.id}
    await api.ok("setMessageReaction", reaction=[{"type": "emoji", "emoji": "👍"}], **place)
    shown = (await quentin.chat.messages())[-1]
    assert shown.body["reactions"] == [{"type": "emoji", "emoji": "👍"}]
    assert await api.refused("setMessageReaction", reaction=[{"type": "tune"}], **place) == (
        "Bad Request: REACTION_INVALID"
    )
