"""The control API: serving, the stream of changes, the score panel's data, and refusals that people can read."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest

from bot.sandbox.app import WEBSITE, create_app
from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect
from bot.sandbox.client_http import RefusedError
from bot.sandbox.page import WEBSITES
from bot.sandbox.seed import BO, CY, DEMO_TOKEN, PIA, QUENTIN, SALES_GROUP, WEBSITE_KEYS, seed
from bot.sandbox.serving import serve
from bot.sandbox.world import World

from .conftest import Say

JSON = dict[str, Any]


async def test_an_address_in_use_is_an_error_and_a_free_one_is_found(world: World) -> None:
    async with serve(create_app(world)) as served:
        assert served.port > 0
        with pytest.raises(OSError, match="in use"):
            async with serve(create_app(world), port=served.port):
                pass


async def test_stopping_does_not_wait_for_those_who_poll(world: World) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(3):
        async with serve(create_app(world)) as served:
            polling = asyncio.create_task(
                session.post(f"{served.url}/bot{DEMO_TOKEN}/getUpdates", json={"timeout": 50})
            )
            stream = await session.get(f"{served.url}/sandbox/events")
            await stream.content.readline()
        await asyncio.gather(polling, return_exceptions=True)
        stream.close()


async def test_the_seed_has_the_cast_with_fixed_ids(world: World, url: str, sandbox: SandboxClient) -> None:
    seed(world)
    state = await sandbox.state()
    assert {one["id"]: one["first_name"] for one in state["people"]} == {
        QUENTIN: "Quentin",
        PIA: "Pia",
        BO: "Bo",
        CY: "Cy",
    }
    assert [(one["id"], one["members"]) for one in state["groups"]] == [(SALES_GROUP, [BO, CY])]


async def test_before_there_is_a_bot_people_are_told_so(sandbox: SandboxClient) -> None:
    quentin = await sandbox.person("Quentin")
    with pytest.raises(RefusedError, match="No bot yet: start one against this address"):
        await sandbox._wire.post(f"/chats/{quentin.id}/start")


async def test_changes_are_streamed_with_their_chat_and_version(url: str, quentin: Prospect, say: Say) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/sandbox/events") as stream:
        await stream.content.readline()
        await say("hello")
        event: JSON = {}
        async with asyncio.timeout(5):
            while event.get("kind") != "chat":
                line = (await stream.content.readline()).decode()
                event = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else event
    assert (event["chat"], event["version"]) == (quentin.id, 2)


async def test_scores_and_signals_come_from_the_application(world: World) -> None:
    recorded: list[tuple[int, str, Mapping[str, object]]] = []

    async def lead_of(chat_id: int) -> JSON | None:
        return {"lead": 1042, "tier": "hot"} if chat_id == QUENTIN else None

    async def record_signal(chat_id: int, name: str, properties: Mapping[str, object]) -> None:
        recorded.append((chat_id, name, properties))

    seed(world)
    app = create_app(world, lead_of=lead_of, record_signal=record_signal)
    async with serve(app) as served, SandboxClient(served.url) as sandbox:
        quentin, pia = await sandbox.known_person(QUENTIN), await sandbox.known_person(PIA)
        assert (await sandbox.lead(quentin), await sandbox.lead(pia)) == ({"lead": 1042, "tier": "hot"}, None)
        await sandbox.signal(pia, "cart.added", value=89)
    assert recorded == [(PIA, "cart.added", {"value": 89})]


async def test_without_the_application_there_are_no_scores_and_no_signals(sandbox: SandboxClient) -> None:
    pia = await sandbox.person("Pia")
    assert await sandbox.lead(pia) is None
    with pytest.raises(RefusedError, match="Nobody records signals here"):
        await sandbox.signal(pia, "cart.added")


async def test_a_chat_that_is_not_there_is_named(sandbox: SandboxClient) -> None:
    with pytest.raises(RefusedError, match="There is no chat 42: neither a group nor a person"):
        await sandbox._wire.get("/chats/42")


async def test_an_update_must_be_an_object(url: str, quentin: Prospect) -> None:
    async with aiohttp.ClientSession() as session:
        for body in ("{", "[]"):
            async with session.post(f"{url}/sandbox/updates", data=body) as answer:
                assert (answer.status, (await answer.json())["detail"]) == (409, "An update must be a JSON object.")


async def test_the_page_loads_nothing_from_elsewhere(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        page = await answer.text()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "//" not in page.replace("<!doctype", "")


async def test_there_are_websites_only_for_the_audiences_of_the_business(world: World) -> None:
    async with serve(create_app(world, websites=("b2c",))) as served, SandboxClient(served.url) as sandbox:
        assert (await sandbox.state())["websites"] == [{"audience": "b2c", "name": "Shop", "path": "/shop"}]
        async with aiohttp.ClientSession() as session:
            for path, status in (("/shop", 200), ("/shop/ridge", 200), ("/page/site.js", 200), ("/business", 404)):
                async with session.get(f"{served.url}{path}") as answer:
                    assert answer.status == status, path
    async with serve(create_app(world)) as served, SandboxClient(served.url) as sandbox:
        assert (await sandbox.state())["websites"] == []


@pytest.mark.parametrize("audience", ["b2b", "b2c"])
def test_a_website_reports_by_the_key_that_the_demo_knows(audience: str) -> None:
    _, file, _ = WEBSITES[audience]
    assert f'data-key="{WEBSITE_KEYS[audience]}"' in (WEBSITE / file).read_text(encoding="utf-8")
