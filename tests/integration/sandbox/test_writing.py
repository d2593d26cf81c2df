"""What a bot may write, to whom, and in which words it is refused."""

from typing import Any

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect

from .conftest import BotApi, Say


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 5}, "message thread not found"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "a", "reply_markup": []}, "object expected as reply markup"),
        ({"text": ["a"]}, 'Field "text" must be of type String'),
    ],
)
async def test_a_message_is_refused_in_telegrams_words(
    api: BotApi, quentin: Prospect, params: dict[str, Any], refusal: str
) -> None:
    assert await api.refused("sendMessage", chat_id=quentin.id, **params) == f"Bad Request: {refusal}"


async def test_length_counts_after_the_markup_is_read(say: Say) -> None:
    assert len((await say(f"<b>{'a' * 4096}</b>", parse_mode="HTML"))["text"]) == 4096


async def test_white_space_around_a_text_is_cut_and_its_entities_move_along(say: Say) -> None:
    message = await say("  \n<b> Hi </b>!  ", parse_mode="HTML")
    assert (message["text"], message["entities"]) == ("Hi !", [{"type": "bold", "offset": 0, "length": 3}])


async def test_commands_links_and_addresses_are_found(say: Say) -> None:
    message = await say("/claim 1042 or ada@acme.com, https://acme.com/a. #1042 #news @northwind <b>x</b>")
    text = message["text"]
    found = {one["type"]: text[one["offset"] : one["offset"] + one["length"]] for one in message["entities"]}
    assert found == {
        "bot_command": "/claim",
        "email": "ada@acme.com",
        "url": "https://acme.com/a",
        "hashtag": "#news",
        "mention": "@northwind",
    }


async def test_a_mention_by_id_names_the_person(say: Say, quentin: Prospect) -> None:
    message = await say(f'<a href="tg://user?id={quentin.id}">you</a>', parse_mode="HTML")
    assert message["entities"][0]["user"]["first_name"] == "Quentin"


async def test_entities_can_be_given_instead_of_markup(say: Say) -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert (await say("Hi there", entities=[bold]))["entities"] == [bold]


async def test_nobody_is_written_to_first(sandbox: SandboxClient, api: BotApi) -> None:
    pia = await sandbox.person("Pia")
    refusal = await api.refused("sendMessage", chat_id=pia.id, text="Hello?")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_an_unknown_chat_is_not_found_and_a_missing_one_is_empty(api: BotApi) -> None:
    assert await api.refused("sendMessage", chat_id=42, text="a") == "Bad Request: chat not found"
    assert await api.refused("sendMessage", text="a") == "Bad Request: chat_id is empty"


async def test_a_blocked_bot_is_told_and_forbidden_to_write(api: BotApi, quentin: Prospect) -> None:
    await quentin.block()
    (update,) = await api.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refusal = await api.refused("sendMessage", chat_id=quentin.id, text="a")
    assert refusal == "Forbidden: bot was blocked by the user"
    await quentin.start()
    unblocked, started = await api.updates()
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert started["message"]["text"] == "/start"


async def test_a_reply_carries_what_it_answers_and_may_do_without(say: Say) -> None:
    first = await say("first")
    answer = await say("second", reply_parameters={"message_id": first["message_id"]})
    assert answer["reply_to_message"]["text"] == "first"
    lonely = await say("third", reply_parameters={"message_id": 999, "allow_sending_without_reply": True})
    assert "reply_to_message" not in lonely


async def test_a_message_can_be_copied_and_forwarded(api: BotApi, quentin: Prospect, sandbox: SandboxClient) -> None:
    said = await quentin.chat.say("we drown in inbound")
    sales = await sandbox.group("Sales", members=[await sandbox.person("Bo")])
    source = {"chat_id": sales.id, "from_chat_id": quentin.id, "message_id": said.id}
    await api.ok("copyMessage", **source)
    forwarded = await api.ok("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Quentin"
    assert [one.text for one in await sales.messages()] == ["we drown in inbound"] * 2
    missing = {**source, "message_id": 999}
    assert await api.refused("copyMessage", **missing) == "Bad Request: message to copy not found"
    assert await api.refused("forwardMessage", **missing) == "Bad Request: message to forward not found"


async def test_only_known_chat_actions_are_shown(api: BotApi, quentin: Prospect) -> None:
    assert await api.ok("sendChatAction", chat_id=quentin.id, action="typing") is True
    refusal = await api.refused("sendChatAction", chat_id=quentin.id, action="dancing")
    assert refusal == "Bad Request: wrong parameter action in request"


async def test_several_are_copied_as_one_and_what_is_gone_is_left_out(
    api: BotApi, quentin: Prospect, sandbox: SandboxClient
) -> None:
    sales = await sandbox.group("Sales", members=[await sandbox.person("Bo")])
    sent = [await quentin.chat.send("photo", caption, album="holiday") for caption in ("beach", "", "sea")]
    source = {"chat_id": sales.id, "from_chat_id": quentin.id}
    numbers = [one.id for one in sent]
    copied = await api.ok("copyMessages", message_ids=[*numbers, 99_999], **source)
    assert [one["message_id"] for one in copied] == [one.id for one in await sales.messages()]
    assert [one.text for one in await sales.messages()] == ["beach", "", "sea"]
    assert len({one.body["media_group_id"] for one in await sales.messages()} | {"holiday"}) == 2
    for wrong, refusal in (
        ([], "message identifiers are not specified"),
        (numbers[::-1], "message identifiers must be in a strictly increasing order"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([99_999], "there are no messages to copy"),
    ):
        assert await api.refused("copyMessages", message_ids=wrong, **source) == f"Bad Request: {refusal}"


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "animation", "audio"])
async def test_a_copy_has_other_words_where_there_can_be_words(api: BotApi, quentin: Prospect, kind: str) -> None:
    said = await quentin.chat.send(kind, "old")
    place = {"chat_id": quentin.id, "from_chat_id": quentin.id, "message_id": said.id}
    copied = await api.ok("copyMessage", caption="<b>Bo</b>: new", parse_mode="HTML", **place)
    last = await quentin.chat.last()
    assert (last.id, last.text, last.media) == (copied["message_id"], "Bo: new", said.media)
    await api.ok("editMessageCaption", chat_id=quentin.id, message_id=last.id, caption="newer")
    assert (await quentin.chat.last()).text == "newer"
    refusal = await api.refused("copyMessage", caption="x" * 1025, **place)
    assert refusal == "Bad Request: message caption is too long"


@pytest.mark.parametrize("kind", ["sticker", "location", "contact", "video_note"])
async def test_what_has_no_words_below_it_is_copied_as_it_is(api: BotApi, quentin: Prospect, kind: str) -> None:
    said = await quentin.chat.send(kind)
    await api.ok("copyMessage", chat_id=quentin.id, from_chat_id=quentin.id, message_id=said.id, caption="new")
    last = await quentin.chat.last()
    assert (last.media, last.text) == (kind, "")
    refusal = await api.refused("editMessageCaption", chat_id=quentin.id, message_id=last.id, caption="newer")
    assert refusal == "Bad Request: there is no caption in the message to edit"
