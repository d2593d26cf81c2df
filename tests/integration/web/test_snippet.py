"""The website's snippet in a real browser, on pages of another site than the bot's."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from bot.in_force import InForce
from bot.usecases.signals.reporting_keys import add_key, hash_of
from bot.web.health import Health
from bot.web.routes import create_web
from bot.web.serving import listen, serving
from bot.web.signals.intake import SignalIntake
from bot.web.signals.routes import SNIPPET, add_signals
from tests.builders import PIA, Office

pytestmark = pytest.mark.browser

SITE, ELSEWHERE = "http://www.northwind.localhost", "http://www.evil.localhost"
KEY = "lbb_of_the_website"
PLAIN = "https://t.me/northwind_bot"
ANALYTICS = "window.analytics = {user: async () => ({anonymousId: () => 'of-segments-library'})};"
STUB = "window.analytics = Object.assign([], {user: () => window.analytics});"
BLOCKED = "window.analytics = {user: () => new Promise(() => {})};"
POSTHOG = "window.posthog = {get_property: (name) => name === '$device_id' && 'of-posthogs-library'};"


class Website:
    """A page with the snippet, and the bot that it reports to."""

    def __init__(self, office: Office, page: Page, bot: str) -> None:
        self.office = office
        self.page = page
        self.bot = bot
        self.library = ""
        self.key = KEY

    async def visit(self, path: str, site: str = SITE) -> None:
        await self.page.goto(site + path)
        await expect(self.page.get_by_role("link")).to_be_visible()

    async def serve(self, route: Route) -> None:
        html = f"""<!doctype html><title>Shoes</title><script>{self.library}</script>
        <script src="{self.bot}{SNIPPET}" data-key="{self.key}"></script>
        <a href="{PLAIN}" data-leadbot-chat><b>Continue in Telegram</b></a>"""
        await route.fulfill(body=html, content_type="text/html")

    async def go_on(self) -> str:
        """Continue in Telegram, and return what its link has the bot start with; empty if nothing."""
        await self.page.get_by_text("Continue in Telegram").click()
        await self.page.wait_for_url("https://t.me/**")
        return self.page.url.partition("start=")[2]

    def visitors(self) -> list[str]:
        return [identity for (identity,) in self.office.rows("SELECT identity FROM visitors")]


@pytest_asyncio.fixture
async def website(office: Office, browser: Browser) -> AsyncIterator[Website]:
    now, setup = office.now, replace(office.setup, bot_name="northwind_bot")
    await office.write(lambda tx: add_key(tx, "site", kind="browser", audience=None, hash_=hash_of(KEY), now=now))
    listener = listen("127.0.0.1", 0)
    web = create_web(office.database, Health(ready=True))
    add_signals(web, SignalIntake(office.database, InForce(setup), frozenset({SITE}), now=lambda: office.now))
    # The bot of a test is on this machine, which no page elsewhere may reach unasked.
    page = await browser.new_page(permissions=["local-network-access"])
    site = Website(office, page, f"http://127.0.0.1:{listener.getsockname()[1]}")
    for address in (SITE, ELSEWHERE):
        await page.route(f"{address}/**", site.serve)
    await page.route("https://t.me/**", lambda route: route.fulfill(body="Telegram", content_type="text/html"))
    async with serving(web, listener):
        yield site
        await page.close()


async def test_who_looks_around_and_goes_on_is_one_lead_with_what_they_did(website: Website) -> None:
    office = website.office
    await website.visit("/pricing?utm_campaign=spring&gclid=Cj0")
    assert await website.page.evaluate("leadbot.page()") == {"success": True}
    await website.page.evaluate("leadbot.track('Product Added', {name: 'Ridge', price: 120})")
    start = await website.go_on()
    await office.start(start, PIA)
    pia = (await office.chat(PIA)).lead
    done = office.rows("SELECT name FROM signals WHERE lead_id = ? ORDER BY name", pia.id)
    assert [name for (name,) in done] == ["cart.added", "chat.started", "page.viewed"]
    assert pia.source == "spring"
    ((told,),) = office.rows("SELECT properties FROM signals WHERE name = 'page.viewed'")
    assert '"funnel":"bofu"' in told
    ((told,),) = office.rows("SELECT properties FROM signals WHERE name = 'chat.started'")
    assert '"gclid":"Cj0"' in told


@pytest.mark.parametrize(
    ("library", "visitor"),
    [(ANALYTICS, "visitor:of-segments-library"), (POSTHOG, "visitor:of-posthogs-library")],
    ids=["Segment's", "PostHog's"],
)
async def test_beside_a_library_the_visitor_is_the_librarys(website: Website, library: str, visitor: str) -> None:
    website.library = library
    await website.visit("/")
    await website.page.evaluate("leadbot.page()")
    assert website.visitors() == [visitor]
    await website.office.start(await website.go_on())
    assert website.office.rows("SELECT key FROM lead_keys") == [(visitor,)]


async def test_without_a_library_or_before_it_is_there_the_visitor_stays_the_same(website: Website) -> None:
    for library in ("", STUB):
        website.library = library
        await website.visit("/")
        await website.page.evaluate("leadbot.page()")
    (visitor,) = website.visitors()
    assert len(visitor) == len("visitor:") + 36


@pytest.mark.parametrize("trouble", ["a website that is not allowed", "a wrong key", "no bot", "no answer"])
async def test_where_no_link_is_to_be_had_the_chat_starts_all_the_same(website: Website, trouble: str) -> None:
    if trouble == "a wrong key":
        website.key = "lbb_wrong"
    await website.visit("/", ELSEWHERE if trouble == "a website that is not allowed" else SITE)
    if trouble == "no bot":
        await website.page.route("**/v1/continue", lambda route: route.abort())
    if trouble == "no answer":
        await website.page.route("**/v1/continue", lambda _route: None)
    assert await website.go_on() == ""
    assert website.page.url == PLAIN


async def test_a_library_that_is_blocked_holds_nobody_up(website: Website) -> None:
    website.library = BLOCKED
    await website.visit("/")
    assert (await website.go_on()).startswith("v-")
