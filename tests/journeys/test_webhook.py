"""Telegram brings the updates to the bot's own address instead of being asked for them."""

import aiohttp
import pytest

from .life import Life, free_port

pytestmark = pytest.mark.journey

SECRET = "only-telegram-knows-this"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def test_updates_are_brought_signed_and_brought_again_while_the_bot_is_away(journey: Life) -> None:
    life, port = journey, free_port()
    address = f"http://127.0.0.1:{port}"
    life.settings |= {
        "LEADBOT_HTTP_PORT": str(port),
        "LEADBOT_WEBHOOK_URL": address,
        "LEADBOT_WEBHOOK_SECRET": SECRET,
    }
    await life.start()
    chat = await life.begins(await life.pia(), "b2c")
    await chat.expect("Where will your shoes take you?")
    assert await life.sandbox.calls("getUpdates") == []

    async with aiohttp.ClientSession() as stranger:
        async with stranger.get(f"{address}/health") as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, "ok")
        update = {"update_id": 42, "message": _says(chat.id, "/human")}
        for headers in ({}, {SECRET_HEADER: "a guess"}):
            async with stranger.post(f"{address}/telegram/webhook", json=update, headers=headers) as answer:
                assert answer.status == 401
        # With the secret it counts, and only once.
        for _ in range(2):
            headers = {SECRET_HEADER: SECRET}
            async with stranger.post(f"{address}/telegram/webhook", json=update, headers=headers) as answer:
                assert answer.status == 200
    await life.sales.expect("#1 Pia")

    await life.kill()
    await chat.say("trails")
    await life.start()
    await chat.expect("And what should they look like?")
    assert life.rows("SELECT count(*) FROM signals WHERE name = 'chat.asked_person'") == [(1,)]
    assert SECRET not in life.log()


def _says(person: int, text: str) -> dict[str, object]:
    who = {"id": person, "is_bot": False, "first_name": "Pia"}
    chat = {"id": person, "type": "private", "first_name": "Pia"}
    return {"message_id": 4242, "date": 1_770_000_000, "from": who, "chat": chat, "text": text}
