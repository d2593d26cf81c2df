"""A website and a shop report: a visitor becomes somebody, and a pair in the cart rings sales."""

import json
from typing import Any

import httpx
import pytest

from .life import Life, free_port

pytestmark = pytest.mark.journey
SITE = "https://www.northwind.example"


async def test_a_visitor_becomes_a_lead_and_a_pair_in_the_cart_rings_sales_over_a_kill(journey: Life) -> None:
    life, port = journey, free_port()
    life.settings |= {"LEADBOT_HTTP_PORT": str(port), "LEADBOT_ALLOWED_ORIGINS": SITE}
    await life.start()
    shop, site = await _key(life, "shop", "--audience", "b2c"), await _key(life, "site", "--browser")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:

        async def sent(path: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
            answer = await client.post(path, json=body, **more)
            assert answer.status_code == 200, answer.text
            return dict(answer.json())

        pages = ["/", "/trail", "/trail/ridge", "/trail/fell", "/sizes", "/trail/ridge"]
        for number, page in enumerate(pages):
            view: dict[str, Any] = {"anonymousId": "a-1", "messageId": f"m-{number}", "writeKey": site}
            view |= {"context": {"page": {"url": SITE + page, "referrer": "https://www.google.com/"}}}
            await sent("/v1/p", view, headers={"Origin": SITE})
        assert await life.leads() == []

        who = {"userId": "7", "anonymousId": "a-1", "traits": {"email": "pia@example.com", "name": "Pia"}}
        await sent("/v1/identify", who, auth=(shop, ""))
        lead = await life.lead()
        assert (lead["name"], lead["audience"], lead["tier"], lead["handoff"]) == ("Pia", "b2c", "cold", None)

        def added(number: int) -> dict[str, Any]:
            properties = {"name": "Ridge", "price": 120 + number}
            return {
                "userId": "7",
                "type": "track",
                "event": "Product Added",
                "messageId": f"c-{number}",
                "properties": properties,
            }

        await sent("/v1/batch", {"batch": [added(1)]}, auth=(shop, ""))
        await life.kill()
        assert (await life.lead())["tier"] == "lukewarm"
        await life.start()
        assert await life.sales.messages() == []
        # The shop did not hear the answer, sends the first again, and the next.
        await sent("/v1/batch", {"batch": [added(1), added(2)]}, auth=(shop, ""))
        card = await life.sales.expect("Pia · HOT")
        assert "pia@example.com" in card.text
        assert life.rows("SELECT count(*) FROM signals WHERE name = 'cart.added'") == [(2,)]
        assert shop not in life.log()


@pytest.mark.both_places
async def test_a_visitor_goes_on_in_the_chat_once_over_a_kill_and_their_cart_rings_sales(journey: Life) -> None:
    life, port = journey, free_port()
    life.settings |= {"LEADBOT_HTTP_PORT": str(port), "LEADBOT_ALLOWED_ORIGINS": SITE}
    await life.start()
    key = await _key(life, "website", "--browser", "--audience", "b2c")
    who = {"anonymousId": "3f0c9a2e-77aa-4c55-9d0b", "writeKey": key}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, headers={"Origin": SITE}) as client:

        async def sent(path: str, **more: Any) -> dict[str, Any]:
            answer = await client.post(path, json={**who, **more})
            assert answer.status_code == 200, answer.text
            return dict(answer.json())

        for number in range(6):
            page = {"page": {"url": f"{SITE}/trail/{number}?utm_campaign=spring"}}
            await sent("/v1/page", messageId=f"p-{number}", context=page)
        added = {"event": "Product Added", "properties": {"name": "Ridge", "price": 120}}
        await sent("/v1/track", messageId="c-1", **added)
        start = (await sent("/v1/continue"))["url"].partition("?start=")[2]
        await life.kill()
        await life.start()
        pia, quentin = await life.pia(), await life.quentin()
        await (await pia.start(start)).expect("Hi Pia")
        await (await quentin.start(start)).expect("Hi Quentin")
        await sent("/v1/track", messageId="c-2", **added)
        await life.sales.expect("Pia · HOT")
        leads = {lead["name"]: (lead["audience"], lead["source"], lead["tier"]) for lead in await life.leads()}
        assert leads == {"Pia": ("b2c", "spring", "hot"), "Quentin": (None, None, "cold")}


async def _key(life: Life, *words: str) -> str:
    command = await life.command("keys", "create", *words, "--json")
    assert await command.ended() == 0, command.printed
    return str(json.loads(command.printed)["key"])
