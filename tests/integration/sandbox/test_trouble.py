"""Faults on demand, and Telegram's speed limits."""

import asyncio

import aiohttp
import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect

from .conftest import TOKEN, BotApi, Say, TurnedClock


async def test_429_says_how_long_to_wait(sandbox: SandboxClient, api: BotApi, say: Say, quentin: Prospect) -> None:
    await sandbox.fault("sendMessage", "429", retry_after=7, after=1)
    await say("goes well")
    body = await api.raw("sendMessage", chat_id=quentin.id, text="too quick")
    assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 7})
    await say("goes well again")
    assert [one.text for one in await quentin.chat.messages()] == ["/start", "goes well", "goes well again"]


async def test_500_and_refusals_are_answered_in_the_bot_apis_shape(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect
) -> None:
    await sandbox.fault("sendMessage", "500", times=2)
    await sandbox.fault("sendMessage", "refuse", code=403, description="Forbidden: user is deactivated")
    codes = [(await api.raw("sendMessage", chat_id=quentin.id, text="a"))["error_code"] for _ in range(3)]
    assert codes == [500, 500, 403]


async def test_a_fault_may_strike_only_calls_with_certain_words(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect
) -> None:
    await sandbox.fault("sendMessage", "refuse", description="Bad Request: BUTTON_URL_INVALID", words="Pia", times=2)
    told = [await api.raw("sendMessage", chat_id=quentin.id, text=text) for text in ("Hi Pia", "Hi", "Pia!", "Pia")]
    assert [body["ok"] for body in told] == [False, True, False, True]


async def test_502_is_a_page_and_no_json(sandbox: SandboxClient, api: BotApi) -> None:
    await sandbox.fault("getMe", "502_html")
    async with api.session.post(f"{api.url}/bot{TOKEN}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")


async def test_bad_utf8_cannot_be_read(sandbox: SandboxClient, api: BotApi) -> None:
    await sandbox.fault("getMe", "bad_utf8")
    async with api.session.post(f"{api.url}/bot{TOKEN}/getMe") as answer:
        with pytest.raises(UnicodeDecodeError):
            (await answer.read()).decode()


@pytest.mark.parametrize(("kind", "is_carried_out"), [("drop", False), ("lost_answer", True)])
async def test_a_cut_connection_leaves_the_call_undone_or_done(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect, kind: str, is_carried_out: bool
) -> None:
    await sandbox.fault("sendMessage", "drop" if kind == "drop" else "lost_answer")
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await api.raw("sendMessage", chat_id=quentin.id, text="a")
    assert ("a" in [one.text for one in await quentin.chat.messages()]) == is_carried_out
    assert (await sandbox.calls("sendMessage"))[-1]["fault"] == kind


async def test_a_hanging_call_is_carried_out_but_answered_late(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect
) -> None:
    await sandbox.fault("sendMessage", "hang", seconds=30)
    hanging = asyncio.create_task(api.raw("sendMessage", chat_id=quentin.id, text="a"))
    await quentin.chat.expect("a")
    assert not hanging.done()
    hanging.cancel()


async def test_a_migration_strikes_in_the_middle_of_a_call(sandbox: SandboxClient, api: BotApi) -> None:
    sales = await sandbox.group("Sales", members=[await sandbox.person("Bo")])
    await sandbox.fault("sendMessage", "migrate", chat=sales)
    body = await api.raw("sendMessage", chat_id=sales.id, text="#1042")
    await api.ok("sendMessage", chat_id=body["parameters"]["migrate_to_chat_id"], text="#1042")


async def test_a_fault_concerns_its_chat_only_and_can_be_called_off(
    sandbox: SandboxClient, api: BotApi, say: Say
) -> None:
    pia = await sandbox.person("Pia")
    await pia.start()
    await sandbox.fault("sendMessage", "500", chat=pia.chat, times=100)
    await say("to Quentin")
    assert (await api.raw("sendMessage", chat_id=pia.id, text="a"))["error_code"] == 500
    await sandbox.no_more_faults()
    await api.ok("sendMessage", chat_id=pia.id, text="a")


async def test_every_call_is_kept_with_its_answer(sandbox: SandboxClient, api: BotApi, quentin: Prospect) -> None:
    await api.ok("sendMessage", chat_id=quentin.id, text="a")
    (call,) = await sandbox.calls("sendmessage", chat=quentin.chat)
    assert call["params"] == {"chat_id": quentin.id, "text": "a"}
    assert call["answer"]["result"]["text"] == "a"


async def test_a_group_takes_twenty_messages_a_minute_edits_included(
    sandbox: SandboxClient, api: BotApi, clock: TurnedClock
) -> None:
    sales = await sandbox.group("Sales", members=[await sandbox.person("Bo")])
    await sandbox.speed_limits(on=True)
    message = await api.ok("sendMessage", chat_id=sales.id, text="0")
    for number in range(1, 20):
        await api.ok("editMessageText", chat_id=sales.id, message_id=message["message_id"], text=str(number))
    body = await api.raw("sendMessage", chat_id=sales.id, text="20")
    assert (body["error_code"], body["parameters"]["retry_after"]) == (429, 60)
    clock.turn(seconds=60)
    await api.ok("sendMessage", chat_id=sales.id, text="20")


async def test_a_chat_takes_a_burst_and_then_a_message_a_second(
    sandbox: SandboxClient, api: BotApi, say: Say, quentin: Prospect, clock: TurnedClock
) -> None:
    await sandbox.speed_limits(on=True)
    for number in range(5):
        await say(str(number))
        clock.turn(milliseconds=100)
    assert (await api.raw("sendMessage", chat_id=quentin.id, text="5"))["error_code"] == 429
    clock.turn(seconds=5)
    await say("5")


async def test_a_bot_sends_thirty_messages_a_second(sandbox: SandboxClient, api: BotApi) -> None:
    people = [await sandbox.person(f"Quentin {number}") for number in range(31)]
    for person in people:
        await person.start()
    await sandbox.speed_limits(on=True)
    codes = [(await api.raw("sendMessage", chat_id=person.id, text="a"))["ok"] for person in people]
    assert codes == [True] * 30 + [False]
