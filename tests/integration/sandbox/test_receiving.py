"""How a bot is known, and how it receives: tokens, long polling, the queue's rules."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect

from .conftest import TOKEN, BotApi, TurnedClock


@pytest.mark.parametrize("token", ["nonsense", "123:short", "7000009:AArevoked-token-that-is-long-enough-09"])
async def test_a_wrong_token_is_unauthorized(url: str, token: str) -> None:
    async with aiohttp.ClientSession() as session, session.post(f"{url}/bot{token}/getMe") as answer:
        body = await answer.json()
    assert (answer.status, body) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


async def test_any_well_formed_token_is_a_bot(api: BotApi) -> None:
    me = await api.ok("getMe")
    assert (me["id"], me["is_bot"]) == (7000001, True)


async def test_an_unknown_method_is_not_found(api: BotApi) -> None:
    assert (await api.raw("sendPigeon"))["error_code"] == 404


async def test_methods_are_found_whatever_their_case(api: BotApi) -> None:
    assert await api.ok("GETME") == await api.ok("getMe")


async def test_parameters_come_as_json_form_multipart_or_query(url: str, api: BotApi, quentin: Prospect) -> None:
    target = f"{url}/bot{TOKEN}/sendMessage"
    params: dict[str, Any] = {"chat_id": str(quentin.id), "text": "hi", "reply_markup": '{"inline_keyboard":[]}'}
    multipart = aiohttp.FormData(params, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        for how in ({"json": params}, {"data": params}, {"data": multipart}, {"params": params}):
            async with session.post(target, **how) as answer:
                assert (await answer.json())["result"]["text"] == "hi"


async def test_a_body_that_is_no_json_is_refused(url: str, api: BotApi) -> None:
    headers = {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/bot{TOKEN}/getMe", data="{", headers=headers) as answer,
    ):
        assert (await answer.json())["error_code"] == 400


async def test_an_offset_confirms_what_lies_before_it(api: BotApi, quentin: Prospect) -> None:
    for text in ("one", "two", "three"):
        await quentin.chat.say(text)
    first, second, _ = await api.ok("getUpdates")
    assert [one["message"]["text"] for one in await api.ok("getUpdates", offset=second["update_id"])] == [
        "two",
        "three",
    ]
    assert first["update_id"] not in [one["update_id"] for one in await api.ok("getUpdates")]


async def test_a_negative_offset_keeps_only_the_last_ones(api: BotApi, quentin: Prospect) -> None:
    for text in ("one", "two", "three"):
        await quentin.chat.say(text)
    assert [one["message"]["text"] for one in await api.ok("getUpdates", offset=-1)] == ["three"]
    assert len(await api.ok("getUpdates")) == 1


async def test_a_limit_holds_the_rest_back(api: BotApi, quentin: Prospect) -> None:
    for text in ("one", "two", "three"):
        await quentin.chat.say(text)
    assert len(await api.ok("getUpdates", limit=2)) == 2
    assert len(await api.ok("getUpdates")) == 3


async def test_a_long_poll_answers_as_soon_as_somebody_writes(api: BotApi, quentin: Prospect) -> None:
    polling = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await quentin.chat.say("hello")
    async with asyncio.timeout(5):
        (update,) = await polling
    assert update["message"]["text"] == "hello"


async def test_a_second_poller_sends_the_first_away(sandbox: SandboxClient, api: BotApi) -> None:
    first = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await sandbox.next_call("getUpdates", after=0, begun=True)
    second = asyncio.create_task(api.ok("getUpdates", timeout=30))
    async with asyncio.timeout(5):
        assert (await first).startswith("Conflict: terminated by other getUpdates request")
    person = await sandbox.person("Pia")
    await person.start()
    async with asyncio.timeout(5):
        assert len(await second) == 1


async def test_only_the_allowed_kinds_are_queued(api: BotApi, quentin: Prospect) -> None:
    await api.ok("getUpdates", allowed_updates=["callback_query"])
    await quentin.chat.say("unheard")
    assert await api.ok("getUpdates") == []
    await api.ok("getUpdates", allowed_updates=[])
    await quentin.chat.say("heard")
    assert len(await api.ok("getUpdates")) == 1


async def test_messages_wait_a_day_and_taps_150_seconds(api: BotApi, quentin: Prospect, clock: TurnedClock) -> None:
    button = {"text": "Go", "callback_data": "go"}
    await api.ok("sendMessage", chat_id=quentin.id, text="?", reply_markup={"inline_keyboard": [[button]]})
    await quentin.chat.tap("Go")
    await quentin.chat.say("hello")
    clock.turn(seconds=151)
    assert [list(one)[1] for one in await api.ok("getUpdates")] == ["message"]
    clock.turn(hours=24)
    assert await api.ok("getUpdates") == []


async def test_update_numbers_can_start_anew_below_the_old_ones(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect
) -> None:
    await quentin.chat.say("before")
    (before,) = await api.updates()
    await sandbox.restart_update_numbers(at=17)
    await quentin.chat.say("after")
    (after,) = await api.ok("getUpdates", offset=before["update_id"] + 1)
    assert (after["update_id"], after["message"]["text"]) == (17, "after")


async def test_any_object_can_be_pushed_as_an_update(sandbox: SandboxClient, api: BotApi) -> None:
    number = await sandbox.push_update({"message": {"date": "never", "chat": None}})
    assert await api.ok("getUpdates") == [{"update_id": number, "message": {"date": "never", "chat": None}}]
