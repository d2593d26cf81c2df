"""Groups: what a bot hears there, upgrades, membership, and forum topics."""

from typing import Any

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Group, Prospect
from bot.sandbox.client_http import RefusedError

from .conftest import BotApi

JSON = dict[str, Any]


@pytest.fixture
async def bo(sandbox: SandboxClient) -> Prospect:
    return await sandbox.person("Bo")


@pytest.fixture
async def sales(sandbox: SandboxClient, api: BotApi, bo: Prospect) -> Group:
    return await sandbox.group("Sales", members=[bo, await sandbox.person("Cy")])


@pytest.fixture
async def forum(sandbox: SandboxClient, api: BotApi, bo: Prospect) -> Group:
    return await sandbox.group("Clients", members=[bo], is_forum=True, bot_is_admin=True)


async def test_in_a_group_the_bot_hears_commands_and_replies_only(sales: Group, api: BotApi) -> None:
    card = await api.ok("sendMessage", chat_id=sales.id, text="#1042")
    me = await api.ok("getMe")
    shown = (await sales.messages())[-1]
    await sales.say(f"lunch, @{me['username']}?")
    await sales.say("/claim 1042")
    await sales.say("/claim@somebody_else_bot 1042")
    await sales.say(f"/claim@{me['username']} 1042")
    await sales.say("mine", reply_to=shown)
    heard = [one["message"] for one in await api.updates()]
    assert [one["text"] for one in heard] == ["/claim 1042", f"/claim@{me['username']} 1042", "mine"]
    assert heard[-1]["reply_to_message"]["message_id"] == card["message_id"]


async def test_an_admin_hears_everything(sandbox: SandboxClient, api: BotApi, bo: Prospect) -> None:
    sales = await sandbox.group("Sales", members=[bo], bot_is_admin=True)
    await sales.say("lunch?")
    assert [one["message"]["text"] for one in await api.updates()] == ["lunch?"]


async def test_any_member_can_tap_and_is_named(sandbox: SandboxClient, sales: Group, api: BotApi) -> None:
    cy = (await sandbox.state())["people"][1]
    markup = {"inline_keyboard": [[{"text": "Claim", "callback_data": "claim:1042"}]]}
    await api.ok("sendMessage", chat_id=sales.id, text="#1042", reply_markup=markup)
    await sales.tap("Claim")
    await sales.seen_by(await sandbox.known_person(cy["id"])).tap("Claim")
    names = [one["callback_query"]["from"]["first_name"] for one in await api.updates()]
    assert names == ["Bo", "Cy"]


async def test_an_upgraded_group_sends_callers_to_its_new_id(sales: Group, api: BotApi) -> None:
    after = await sales.upgrade()
    body = await api.raw("sendMessage", chat_id=sales.id, text="#1042")
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert body["parameters"] == {"migrate_to_chat_id": after.id}
    await api.ok("sendMessage", chat_id=after.id, text="#1042")
    left, arrived = [one["message"] for one in await api.updates()]
    assert left["migrate_to_chat_id"] == after.id
    assert arrived["migrate_from_chat_id"] == sales.id


async def test_a_bot_that_was_thrown_out_is_told_and_forbidden_to_write(sales: Group, api: BotApi) -> None:
    await sales.remove_bot()
    (update,) = await api.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refusal = await api.refused("sendMessage", chat_id=sales.id, text="a")
    assert refusal == "Forbidden: bot was kicked from the group chat"
    await sales.invite_bot()
    await api.ok("sendMessage", chat_id=sales.id, text="a")


async def test_a_bot_that_left_is_no_member(sales: Group, api: BotApi) -> None:
    await api.ok("leaveChat", chat_id=sales.id)
    refusal = await api.refused("sendMessage", chat_id=sales.id, text="a")
    assert refusal == "Forbidden: bot is not a member of the group chat"


async def test_who_leaves_or_comes_is_told_to_bots_by_a_notice(sales: Group, api: BotApi, bo: Prospect) -> None:
    await sales.leave()
    with pytest.raises(RefusedError, match="is a member of Sales"):
        await sales.say("/claim 1")
    await sales.join()
    left, joined = [update["message"] for update in await api.updates()]
    assert left["left_chat_member"]["id"] == left["from"]["id"] == bo.id
    assert [one["id"] for one in joined["new_chat_members"]] == [bo.id]
    assert [message.is_service for message in await sales.messages()] == [True, True]


async def test_an_administrator_that_asks_for_it_is_told_of_members_too(
    sandbox: SandboxClient, forum: Group, api: BotApi, bo: Prospect
) -> None:
    dee = await sandbox.person("Dee")
    await api.ok("getUpdates", allowed_updates=["message", "chat_member"])
    await forum.bring(dee)
    await forum.remove(dee)
    updates = [update["chat_member"] for update in await api.updates() if "chat_member" in update]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in updates] == [
        ("left", "member"),
        ("member", "left"),
    ]
    assert {one["from"]["id"] for one in updates} == {bo.id}


async def test_members_and_administrators_can_be_read(sales: Group, api: BotApi, bo: Prospect) -> None:
    place = {"chat_id": sales.id}
    assert (await api.ok("getChatMember", user_id=bo.id, **place))["status"] == "creator"
    assert (await api.ok("getChatMember", user_id=7000001, **place))["status"] == "member"
    assert await api.refused("getChatMember", user_id=1, **place) == "Bad Request: user not found"
    admins = await api.ok("getChatAdministrators", **place)
    assert [one["user"]["first_name"] for one in admins] == ["Bo"]
    assert (await api.ok("getChat", **place))["title"] == "Sales"
    refusal = await api.refused("pinChatMessage", message_id=1, **place)
    assert refusal == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_a_topic_is_opened_renamed_closed_and_deleted(forum: Group, api: BotApi) -> None:
    place: JSON = {"chat_id": forum.id}
    topic = await api.ok("createForumTopic", name="Quentin", **place)
    thread = {"message_thread_id": topic["message_thread_id"]}
    message = await api.ok("sendMessage", text="hello", **place, **thread)
    assert message["is_topic_message"] is True
    await api.ok("editForumTopic", name="Quentin (Acme)", **place, **thread)
    refusal = await api.refused("editForumTopic", name="Quentin (Acme)", **place, **thread)
    assert refusal == "Bad Request: TOPIC_NOT_MODIFIED"
    await api.ok("closeForumTopic", **place, **thread)
    await api.ok("deleteForumTopic", **place, **thread)
    refusal = await api.refused("sendMessage", text="hello?", **place, **thread)
    assert refusal == "Bad Request: message thread not found"
    assert await api.refused("closeForumTopic", **place, **thread) == "Bad Request: TOPIC_ID_INVALID"


async def test_an_answer_within_a_topic_stays_in_it(forum: Group, api: BotApi) -> None:
    topic = await api.ok("createForumTopic", chat_id=forum.id, name="Quentin")
    thread = topic["message_thread_id"]
    await api.ok("sendMessage", chat_id=forum.id, text="hello", message_thread_id=thread)
    await forum.say("hi", reply_to=(await forum.messages())[-1])
    assert (await api.updates())[-1]["message"]["message_thread_id"] == thread


async def test_topics_need_a_forum_and_rights(sandbox: SandboxClient, sales: Group, api: BotApi, bo: Prospect) -> None:
    refusal = await api.refused("createForumTopic", chat_id=sales.id, name="Quentin")
    assert refusal == "Bad Request: the chat is not a forum"
    forum = await sandbox.group("Clients", members=[bo], is_forum=True)
    refusal = await api.refused("createForumTopic", chat_id=forum.id, name="Quentin")
    assert refusal == "Bad Request: not enough rights to manage topics"


async def test_message_numbers_of_a_supergroup_are_its_own(sandbox: SandboxClient, api: BotApi, bo: Prospect) -> None:
    await bo.start()
    group = await sandbox.group("Sales", members=[bo], supergroup=True)
    assert (await api.ok("sendMessage", chat_id=group.id, text="a"))["message_id"] == 1
