"""`leadbot demo` in a browser: Pia's whole conversation, until Bo has claimed her.

With LEADBOT_PICTURE set, the end of the story becomes the picture in the documentation.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox.seed import PIA

from .life import START_WITHIN, Process, free_port

PICTURE = Path(__file__).parents[2] / "docs" / "demo.png"

pytestmark = [pytest.mark.journey, pytest.mark.browser]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """Start `leadbot demo` and return its address."""
    port = free_port()
    process = await Process.begin("demo", "--port", str(port), environment={}, folder=tmp_path)
    try:
        await process.expect(f"Open http://127.0.0.1:{port} in your browser.", within=START_WITHIN)
        yield f"http://127.0.0.1:{port}"
    finally:
        code = await process.end()
        print(process.printed)
    assert code == 0
    assert "Traceback" not in process.printed


@asynccontextmanager
async def opened(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Open the page; nothing may go wrong in it."""
    errors: list[str] = []
    page = await browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light", base_url=address)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    await page.goto(address)
    yield page
    await browser.close()
    assert errors == []


async def test_pia_is_qualified_and_claimed_before_your_eyes(browser: Browser, demo: str, tmp_path: Path) -> None:
    async with opened(browser, demo) as page:
        phone, sales, score = page.locator("#prospect"), page.locator("#sales"), page.locator("#score")
        await _pia_starts_and_prefers_english(page, phone)
        await _she_says_what_she_wants(page, phone)
        await expect(score.get_by_role("status", name="lukewarm")).to_be_visible()
        await expect(sales.get_by_role("log")).not_to_contain_text("Pia Laurent")

        await _tap(phone, "This week’s offer")
        await _tap(phone, "My cart")
        await expect(sales.get_by_role("log")).to_contain_text("#1 Pia Laurent · HOT")
        await _tap(phone, "Size guide")
        await expect(phone.get_by_role("log")).to_contain_text("Finding your size")
        await _tap(sales, "Claim")
        await expect(sales.get_by_role("status")).to_contain_text("#1 is yours.")
        await expect(sales.get_by_role("log")).to_contain_text("Claimed by Bo Lind after")
        await expect(score.get_by_role("status", name="hot")).to_be_visible()
        await expect(sales.get_by_role("button", name="Won", exact=True)).to_be_visible()
        await _take_picture(page, tmp_path)
        await _bo_has_it_on_his_phone(page, sales)
        await _quentin_asks_first(page, phone)


async def _pia_starts_and_prefers_english(page: Page, phone: Locator) -> None:
    await page.get_by_role("tab", name="Pia").click()
    await _tap(phone, "Start")
    await expect(phone.get_by_role("log")).to_contain_text("Bonjour Pia")
    await _say(page, phone, "/language")
    await _tap(phone, "English")
    await expect(phone.get_by_role("log")).to_contain_text("Let’s go on in English.")


async def _she_says_what_she_wants(page: Page, phone: Locator) -> None:
    await _tap(phone, "For myself")
    await _tap(phone, "On trails")
    await expect(phone.get_by_role("log")).to_contain_text("And what should they look like?")
    await _say(page, phone, "something bold, in neon!")
    await _tap(phone, "Now")
    await expect(phone.get_by_role("log")).to_contain_text("Thanks, Pia!")
    said = page.locator("#score .heard li", has_text="something bold, in neon!")
    await expect(said).to_contain_text("by rules")
    await expect(said).to_contain_text("heard in English")
    await expect(said.locator(".points")).to_contain_text("+")


async def _bo_has_it_on_his_phone(page: Page, sales: Locator) -> None:
    """Look at the sales chat at the width of a phone: nothing is cut, and a message that comes leaves a menu open."""
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    await page.get_by_role("button", name="Sales", exact=True).click()
    field = await sales.get_by_role("textbox", name="Message").bounding_box()
    assert field is not None
    assert field["height"] > 30
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await sales.get_by_role("button", name="Commands").click()
    menu = sales.get_by_role("menu")
    await expect(menu).to_be_visible()
    said = await page.request.post(f"/sandbox/chats/{PIA}/say", data={"text": "is it still there?", "by": PIA})
    assert said.ok
    await expect(sales.get_by_role("log")).to_contain_text("is it still there?")
    await expect(menu).to_be_visible()
    await sales.get_by_role("log").click(position={"x": 5, "y": 5})
    await expect(menu).to_be_hidden()
    await page.set_viewport_size({"width": 1280, "height": 800})


async def _quentin_asks_first(page: Page, phone: Locator) -> None:
    await page.get_by_role("tab", name="Quentin").click()
    await _tap(phone, "What does it cost?")
    await expect(phone.get_by_role("log")).to_contain_text("Is it for your company or for yourself?")
    await expect(page.locator("#score .heard")).to_contain_text("asks about Prices by rules")


async def _say(page: Page, phone: Locator, words: str) -> None:
    await phone.get_by_role("textbox", name="Message").fill(words)
    await page.keyboard.press("Enter")


async def _tap(where: Locator, button: str) -> None:
    await where.get_by_role("button", name=button, exact=True).last.click()


async def _take_picture(page: Page, folder: Path) -> None:
    wanted = os.environ.get("LEADBOT_PICTURE")  # noqa: TID251  # asked for by whoever runs the tests, no setting
    picture = PICTURE if wanted else folder / "demo.png"
    choice = page.locator("#prospect").get_by_text("And what should they look like?")
    await choice.evaluate("text => text.closest('li').scrollIntoView()")
    await page.screenshot(path=picture, animations="disabled")
    assert picture.stat().st_size > 0
