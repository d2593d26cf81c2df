"""Telegram brings the updates to the bot's own address instead of being asked for them."""

import json
import re
import socket
from contextlib import closing

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
        "LEADBOT_PUBLIC_URL": address,
    }
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as supervisor:
        supervisor.bind(f"\0leadbot-{port}")
        life.settings["NOTIFY_SOCKET"] = f"@leadbot-{port}"
        await life.start()
        supervisor.settimeout(10)
        heard = [supervisor.recv(4096).decode() for _ in range(2)]
    assert "READY=1" in heard
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
    await _comes_by_a_link(life, address)
    assert SECRET not in life.log()


async def _comes_by_a_link(life: Life, address: str) -> None:
    """Quentin clicks in a newsletter, chats, and opens what he was given: each counts when it happens."""
    making = await life.command("link", "--campaign", "spring", "--medium", "email", "--audience", "b2b", "--json")
    assert await making.ended() == 0, making.printed
    link = json.loads(making.printed.splitlines()[-1])
    assert link["chat"].startswith("https://t.me/")
    async with aiohttp.ClientSession(headers={"User-Agent": "Mozilla/5.0"}) as browser:
        for other in ("/go/nowhere?url=https://evil.example", "/go//evil.example"):
            async with browser.get(f"{address}{other}", allow_redirects=False) as answer:
                assert answer.status == 404
        start = (await _leads_to(browser, f"{link['tracked']}?gclid=Cj0&utm_source=news")).partition("?start=")[2]
        chat = await (await life.quentin()).start(start)
        await chat.expect("What would help you most?")
        await chat.say("what does it cost?")
        told = await chat.expect(lambda message: f"{address}/go/" in json.dumps(message.body))
        (button,) = re.findall(rf"{address}/go/\w+", json.dumps(told.body))
        assert life.rows("SELECT count(*) FROM signals WHERE name = 'content.opened'") == [(0,)]
        assert await _leads_to(browser, button) == "https://example.com/pricing"
    assert life.rows("SELECT count(*) FROM signals WHERE name = 'content.opened'") == [(1,)]
    (lead,) = [each for each in await life.leads() if each["name"] == "Quentin"]
    assert (lead["source"], lead["audience"]) == ("spring", "b2b")


async def _leads_to(browser: aiohttp.ClientSession, address: str) -> str:
    async with browser.get(address, allow_redirects=False) as answer:
        assert answer.status == 302
        return answer.headers["Location"]


def _says(person: int, text: str) -> dict[str, object]:
    who = {"id": person, "is_bot": False, "first_name": "Pia"}
    chat = {"id": person, "type": "private", "first_name": "Pia"}
    return {"message_id": 4242, "date": 1_770_000_000, "from": who, "chat": chat, "text": text}
