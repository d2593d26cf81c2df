"""Buttons: their shapes, their limits, and what tapping them does."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect

from .conftest import BotApi, Say, TurnedClock

GO = {"text": "Go", "callback_data": "go"}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def inline(*buttons: object) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "Go", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "Go", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "Go"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "go"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "", "callback_data": "go"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "Go", "callback_data": "go", "url": "https://example.com"},
            "can't parse inline keyboard button: exactly one action must be specified",
        ),
        (
            {"text": "Go", "url": "no address"},
            "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL specified",
        ),
        ({**GO, "style": "pink"}, "can't parse inline keyboard button: invalid button style specified"),
        ("Go", "can't parse inline keyboard button: expected an Object"),
    ],
)
async def test_an_inline_button_is_refused(api: BotApi, quentin: Prospect, button: object, refusal: str) -> None:
    markup = inline(button)
    refused = await api.refused("sendMessage", chat_id=quentin.id, text="?", reply_markup=markup)
    assert refused == f"Bad Request: {refusal}"


@pytest.mark.parametrize(
    "button",
    [
        {"text": "Go", "callback_data": "é" * 32},
        {"text": "Go", "url": "tg://user?id=42"},
        {"text": "Go", "url": "https://example.com/a"},
        {**GO, "style": "danger"},
        {"text": "Go", "disabled": {}},
        {"text": "Go", "copy_text": {"text": "spring"}},
    ],
)
async def test_an_inline_button_is_kept_as_sent(say: Say, button: dict[str, Any]) -> None:
    assert (await say("?", reply_markup=inline(button)))["reply_markup"] == inline(button)


async def test_too_many_buttons_are_refused(api: BotApi, quentin: Prospect) -> None:
    markup = inline(*[GO] * 101)
    assert (
        await api.refused("sendMessage", chat_id=quentin.id, text="?", reply_markup=markup)
        == "Bad Request: reply markup is too long"
    )


async def test_a_contact_is_requested_in_private_chats_only(
    sandbox: SandboxClient, api: BotApi, quentin: Prospect, say: Say
) -> None:
    markup = {"keyboard": [[{"text": "Share my number", "request_contact": True}], ["Rather not"]]}
    sales = await sandbox.group("Sales", members=[quentin])
    refusal = await api.refused("sendMessage", chat_id=sales.id, text="?", reply_markup=markup)
    assert refusal == "Bad Request: phone number can be requested in private chats only"
    await say("?", reply_markup=markup)
    assert await quentin.chat.keyboard() == ["Share my number", "Rather not"]
    await quentin.chat.press("Share my number")
    await quentin.chat.press("Rather not")
    shared, said = await api.updates()
    assert shared["message"]["contact"]["user_id"] == quentin.id
    assert said["message"]["text"] == "Rather not"
    await say("Thanks", reply_markup={"remove_keyboard": True})
    assert await quentin.chat.keyboard() == []


async def test_a_tap_is_answered_once_within_150_seconds(
    api: BotApi, quentin: Prospect, say: Say, clock: TurnedClock
) -> None:
    await say("?", reply_markup=inline(GO))
    await quentin.chat.tap("Go")
    await quentin.chat.tap("Go")
    first, second = [one["callback_query"] for one in await api.updates()]
    assert (first["data"], first["message"]["text"]) == ("go", "?")
    assert await api.ok("answerCallbackQuery", callback_query_id=first["id"]) is True
    assert await api.refused("answerCallbackQuery", callback_query_id=first["id"]) == TOO_OLD
    clock.turn(seconds=151)
    assert await api.refused("answerCallbackQuery", callback_query_id=second["id"]) == TOO_OLD
    assert await api.refused("answerCallbackQuery", callback_query_id="never") == TOO_OLD


async def test_the_same_tap_can_come_again_under_a_new_number(api: BotApi, quentin: Prospect, say: Say) -> None:
    await say("?", reply_markup=inline(GO))
    tapped = await quentin.chat.tap("Go")
    await quentin.chat.repeat(tapped)
    first, again = await api.updates()
    assert first["callback_query"] == again["callback_query"]
    assert first["update_id"] != again["update_id"]


async def test_a_tap_brings_back_the_bots_answer(api: BotApi, quentin: Prospect, say: Say) -> None:
    await say("?", reply_markup=inline(GO))
    tapping = asyncio.create_task(quentin.chat.tap_and_wait("Go"))
    (update,) = await api.updates(timeout=5)
    query = update["callback_query"]["id"]
    await api.ok("answerCallbackQuery", callback_query_id=query, text="Yours, Bo.", show_alert=True)
    tapped = await tapping
    assert (tapped.query_id, tapped.text, tapped.is_alert) == (query, "Yours, Bo.", True)
