"""Each library, unmodified and through its own queue, reports to a running Leadbot: scores, the alert, and restarts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from tests.clients.conftest import Reached
from tests.clients.surroundings import Shop, Website

pytestmark = pytest.mark.client
SERVERS = ("segment_python.py", "rudderstack_python.py", "posthog_python.py", "segment_node.mjs")
BROWSERS = {
    "segment_browser.html": "segment_python.py",
    "rudderstack_browser.html": "rudderstack_python.py",
    "posthog_browser.html": "posthog_python.py",
}
"""The pages, each with what runs on the server of the same shop."""
FORGETFUL = {"jitsu_browser.html": "segment_python.py"}
"""The same of libraries that send each event once, with no queue: what a dead bot misses is theirs to lose."""
STORE = "https://www.northwind.example"
PIA = {"did": "identify", "user": "7", "traits": {"email": "pia@example.com", "name": "Pia"}}
CLICK = {"did": "track", "user": "7", "event": "Email Link Clicked", "properties": {"link_url": STORE}}
PAGES, ONE_PAIR, MORE_PAIRS, CLICKED = 6, 40, 10, 6
"""What the shipped rules for B2C give: for three pages, a pair in the cart, another, a click in a mail. Hot is 58."""
FADED = 0.05
"""At most so many points fade in the minutes of a test."""


def _added(name: str) -> dict[str, Any]:
    return {"did": "track", "user": "7", "event": "Product Added", "properties": {"name": name, "price": 90}}


def _viewed(page: str) -> dict[str, Any]:
    return {"did": "page", "user": "7", "url": f"{STORE}{page}"}


def _names(count: int) -> list[str]:
    return [f"Pair {number}" for number in range(count)]


@pytest.mark.parametrize("program", SERVERS)
async def test_what_a_shops_server_reports_is_scored_and_rings_sales(reached: Reached, program: str) -> None:
    life = reached.life
    shop = await Shop.open(program, reached.address, reached.server_key)
    await shop.tell(PIA, *map(_viewed, ("/", "/trail", "/trail/ridge")), _added("Ridge"))
    await life.expect_rows("SELECT count(*) FROM signals", [(4,)], within=60)
    lead = await life.lead()
    assert (lead["name"], lead["audience"], lead["tier"]) == ("Pia", "b2c", "lukewarm")
    assert lead["score"] == pytest.approx(PAGES + ONE_PAIR, abs=FADED)
    assert await life.sales.messages() == []
    await shop.tell(_added("Fell"), CLICK)
    card = await life.sales.expect("Pia · HOT")
    assert "pia@example.com" in card.text
    await shop.close()
    assert (await life.lead())["score"] == pytest.approx(PAGES + ONE_PAIR + MORE_PAIRS + CLICKED, abs=FADED)


@pytest.mark.parametrize("program", SERVERS)
async def test_a_kill_in_mid_queue_loses_nothing_of_a_server_and_doubles_nothing(
    reached: Reached, program: str
) -> None:
    life, names = reached.life, _names(300)
    shop = await Shop.open(program, reached.address, reached.server_key)
    reached.network.loses_answers = True
    await shop.tell(PIA, *map(_added, names[:200]))
    await reached.expect_a_pair("signals")
    await _until_an_answer_is_lost(reached)
    await life.kill()
    await shop.tell(*map(_added, names[200:]))
    await life.start()
    reached.network.loses_answers = False
    await shop.close()
    await reached.expect_pairs("signals", names)


@pytest.mark.browser
@pytest.mark.parametrize(("page", "program"), (BROWSERS | FORGETFUL).items())
async def test_a_page_view_makes_a_known_lead_hot(reached: Reached, browser: Browser, page: str, program: str) -> None:
    life = reached.life
    async with _visit(reached, browser, page) as visit:
        visitor = await visit.evaluate("visitor()")
        shop = await Shop.open(program, reached.address, reached.server_key)
        await shop.tell({**PIA, "visitor": visitor}, _added("Ridge"), _added("Fell"), CLICK)
        await shop.close()
        await life.expect_rows("SELECT name, count(*) FROM signals GROUP BY name ORDER BY name", _SO_FAR, within=60)
        lead = await life.lead()
        assert lead["tier"] == "lukewarm"
        assert lead["score"] == pytest.approx(ONE_PAIR + MORE_PAIRS + CLICKED, abs=FADED)
        await visit.goto("/trail")
        assert await visit.evaluate("visitor()") == visitor
        # Whoever leaves a page before its library has sent takes the view along: a library's loss, not a bot's.
        await life.expect_rows("SELECT count(*) FROM signals WHERE name = 'page.viewed'", [(2,)], within=60)
        await visit.goto("/trail/ridge")
        await life.sales.expect("Pia · HOT", within=60)
        assert (await life.lead())["score"] == pytest.approx(PAGES + ONE_PAIR + MORE_PAIRS + CLICKED, abs=FADED)


_SO_FAR = [("cart.added", 2), ("email.clicked", 1), ("page.viewed", 1)]


@pytest.mark.browser
@pytest.mark.parametrize("page", BROWSERS)
async def test_a_kill_in_mid_queue_loses_nothing_of_a_page_and_doubles_nothing(
    reached: Reached, browser: Browser, page: str
) -> None:
    life, names = reached.life, _names(30)
    async with _visit(reached, browser, page) as visit:
        await life.expect_rows("SELECT name FROM visitor_signals", [("page.viewed",)], within=60)
        reached.network.loses_answers = True
        await _add(visit, names[:20])
        await reached.expect_a_pair("visitor_signals")
        await _until_an_answer_is_lost(reached)
        await life.kill()
        await _add(visit, names[20:])
        await life.start()
        reached.network.loses_answers = False
        await reached.expect_pairs("visitor_signals", names)


async def _until_an_answer_is_lost(reached: Reached) -> None:
    """Wait until what is on disk must be sent again, since the library has not heard of it."""
    async with asyncio.timeout(60):
        await reached.network.has_lost.wait()


async def _add(visit: Page, names: list[str]) -> None:
    for name in names:
        await visit.evaluate("name => track('Product Added', {name, price: 90})", name)


@asynccontextmanager
async def _visit(reached: Reached, browser: Browser, page: str) -> AsyncIterator[Page]:
    """Open the website's first page: no page of it may fail, or ask anybody but the website and us for anything."""
    website = Website(page, {"host": reached.address, "key": reached.browser_key})
    failures: list[str] = []
    asked: set[str | None] = set()
    async with website.served(reached.site_port) as address:
        context: BrowserContext = await browser.new_context(base_url=address)
        visit = await context.new_page()
        visit.on("pageerror", lambda error: failures.append(str(error)))
        visit.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
        await visit.goto("/")
        try:
            yield visit
        finally:
            await context.close()
    assert failures == []
    assert asked == {"127.0.0.1"}
