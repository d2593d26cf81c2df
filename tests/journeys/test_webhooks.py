"""Another system is told what happens with leads, by a webhook that is registered while the bot runs."""

import asyncio
import json
from collections.abc import Callable

import pytest
from aiohttp import web

from tests.integration.webhooks.receiving import Receiver, receiving

from .life import Life

pytestmark = pytest.mark.journey


@pytest.mark.both_places
async def test_a_crm_hears_of_a_lead_in_order_and_only_once_under_each_id_though_the_bot_is_killed(
    journey: Life,
) -> None:
    life, hangs = journey, asyncio.Event()
    life.settings["LEADBOT_WEBHOOK_ALLOW"] = "127.0.0.1"
    await life.start()

    async def take_and_hang(receiver: Receiver, request: web.Request) -> None:
        receiver.took.append({"id": request.headers["webhook-id"], **json.loads(await request.read())})
        await hangs.wait()

    async with receiving("/secret-path") as crm:
        crm.secret = json.loads(await _told(life, "add", crm.url, "--json"))["secret"]
        assert "answered HTTP 204" in await _told(life, "test", "1")
        chat = await life.begins(await life.quentin(), "b2b")
        await chat.say("leads get lost, I'm the CEO at Acme, 200 people")
        card = await life.sales.expect("Quentin (Acme)")
        await _until(lambda: crm.types[-1] == "handoff.opened")
        await chat.say("/privacy")
        assert "127.0.0.1" in (await chat.expect("Our other systems")).text

        crm.says = take_and_hang
        await life.sales.tap("Claim", on=card)
        await life.sales.expect("Claimed by Bo")
        await _until(lambda: crm.types[-1] == "handoff.claimed")
        await life.kill()
        crm.says = None
        hangs.set()
        before = len(crm.took)
        await life.start()
        await _until(lambda: len(crm.took) > before)
        crm.verify()
        assert crm.took[-1]["id"] == crm.took[before - 1]["id"]
        told = list({event["id"]: event["type"] for event in crm.took}.values())
        assert told == ["webhook.test", "lead.created", "tier.changed", "handoff.opened", "handoff.claimed"]
        owed = "SELECT 1 FROM outbox WHERE address IS NOT NULL AND settled_at IS NULL"
        await _until(lambda: not life.rows(owed))
        await life.stop()
        (listed,) = json.loads(await _told(life, "list", "--json"))
        assert (listed["state"], listed["owed"]) == ("working", 0)
        assert crm.secret not in life.log()
        assert "secret-path" not in life.log()


async def _told(life: Life, *words: str) -> str:
    command = await life.command("webhooks", *words)
    assert await command.ended() == 0, command.printed
    return command.printed


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  # what another process has sent
            await asyncio.sleep(0.02)
