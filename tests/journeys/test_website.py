"""`leadbot demo` in a browser: what is done on its websites is reported over HTTP, and goes on in the chat."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, FrameLocator, Page, expect

from .life import START_WITHIN, Process, free_port

pytestmark = [pytest.mark.journey, pytest.mark.browser]

AXE = Axe()
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATHS = ("/shop", "/shop/ridge", "/business", "/customers", "/pricing", "/page/telegram.html")


@pytest.fixture
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """Start `leadbot demo` and open its page; nothing may go wrong in either."""
    port, errors = free_port(), []
    process = await Process.begin("demo", "--port", str(port), environment={}, folder=tmp_path)
    try:
        await process.expect(f"Open http://127.0.0.1:{port} in your browser.", within=START_WITHIN)
        opened = await browser.new_page(
            viewport={"width": 1280, "height": 800}, color_scheme="light", base_url=f"http://127.0.0.1:{port}"
        )
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        await opened.goto("/")
        yield opened
        await browser.close()
    finally:
        code = await process.end()
        print(process.printed)
    assert (code, errors) == (0, [])
    assert "Traceback" not in process.printed


async def _open(page: Page, website: str) -> FrameLocator:
    await page.locator("#on-phone").get_by_role("button", name=website).click()
    site = page.frame_locator("#website iframe")
    await expect(site.get_by_role("status")).to_contain_text("Reported: page")
    return site


async def test_pia_fills_her_cart_goes_on_in_the_chat_and_rings_sales_from_the_shop(page: Page) -> None:
    phone, score, sales = page.locator("#prospect"), page.locator("#score"), page.locator("#sales")
    await page.get_by_role("tab", name="Pia").click()
    shop = await _open(page, "Shop")
    for shoe in ("Ridge", "Avenue"):
        await shop.get_by_role("link", name=shoe).click()
        await expect(shop.get_by_role("status")).to_have_text(f"Reported: page /shop/{shoe.lower()}.")
        await expect(shop.get_by_role("button")).to_have_count(1)
        await shop.get_by_role("link", name="Northwind shoes").click()
        await expect(shop.get_by_role("status")).to_have_text("Reported: page /shop.")
    await shop.get_by_role("button", name="Add Ridge to the cart").click()
    await expect(shop.get_by_role("status")).to_have_text("Reported: Product Added Ridge.")
    await expect(score).to_contain_text("Nothing is known of Pia yet")
    await expect(score).to_contain_text("What they do on the website before counts from then on.")

    await shop.get_by_role("link", name="Continue in Telegram").click()
    await expect(phone.get_by_role("log")).to_contain_text("Bonjour Pia")
    await expect(score.get_by_role("status", name="lukewarm")).to_be_visible()
    await expect(score.locator(".ledger")).to_contain_text("cart")
    await expect(score.locator(".ledger")).to_contain_text("three pages within two days")
    await expect(score).to_contain_text("for themselves")
    assert "#1" not in await sales.inner_text()

    shop = await _open(page, "Shop")
    await shop.get_by_role("button", name="Add Avenue to the cart").click()
    await expect(sales.get_by_role("log")).to_contain_text("#1 Pia Laurent · HOT")
    await expect(score.get_by_role("status", name="hot")).to_be_visible()


async def test_quentin_reads_prices_and_goes_on_as_a_company_while_pia_is_another_visitor(page: Page) -> None:
    score = page.locator("#score")
    site = await _open(page, "Company")
    await site.get_by_role("link", name="Prices").click()
    await expect(site.get_by_role("heading", name="Prices")).to_be_visible()
    await expect(site.get_by_role("status")).to_have_text("Reported: page /pricing.")
    await site.get_by_role("link", name="Continue in Telegram").click()
    await expect(page.locator("#prospect").get_by_role("log")).to_contain_text("Hi Quentin")
    await expect(score).to_contain_text("for a company")
    await expect(score.locator(".ledger")).to_contain_text("looked at the prices")

    # The same browser of the same machine, but another phone.
    await page.get_by_role("tab", name="Pia").click()
    site = await _open(page, "Company")
    await site.get_by_role("link", name="Continue in Telegram").click()
    await expect(page.locator("#prospect").get_by_role("log")).to_contain_text("Bonjour Pia")
    await expect(score).to_contain_text("Pia, for a company")
    await expect(score).not_to_contain_text("looked at the prices")


async def test_the_websites_shut_nobody_out_at_any_width(page: Page) -> None:
    for path in PATHS:
        await page.goto(path)
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            violations = (await AXE.run(page)).response["violations"]
            assert [f"{each['id']}: {node['target']}" for each in violations for node in each["nodes"]] == [], path
        for width in (320, 390, 768, 1440):
            await page.set_viewport_size({"width": width, "height": 844})
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
    await page.goto("/")
    for width in (390, 1440):
        await page.set_viewport_size({"width": width, "height": 844})
        await _open(page, "Shop")
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            violations = (await AXE.run(page)).response["violations"]
            assert [f"{each['id']}: {node['target']}" for each in violations for node in each["nodes"]] == [], width
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        frame = await page.locator("#website iframe").bounding_box()
        assert frame
        assert frame["height"] > 300
        assert frame["width"] > 250
        await page.locator("#on-phone").get_by_role("button", name="Telegram").click()
