"""The page for everybody: by axe-core's rules, by keyboard alone, at any width, in large letters, from the right."""

from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from bot.sandbox.client import SandboxClient

from .demo_page import Demo

pytestmark = pytest.mark.browser


AXE = Axe()
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissen"  # a name may have 64 letters
# Words that stand in a button on more than one line, and what reaches out of its panel or of the page.
BROKEN_WORDS = """() => [...document.querySelectorAll("button, .key")].flatMap((one) => {
  if (!one.offsetParent) return [];
  const broken = [], walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(walker.currentNode, word.index);
    range.setEnd(walker.currentNode, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (lines.size > 1) broken.push(word[0]);
  }
  return broken;
})"""
OUTSIDE = """() => [...document.querySelectorAll(".panel, .top, .tabs")].flatMap((panel) => {
  if (!panel.offsetParent) return [];
  const frame = panel.getBoundingClientRect();
  return [...panel.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || getComputedStyle(one).clipPath !== "none" || one.closest(".name, [role=tablist]")) return false;
    return box.right > Math.min(frame.right, innerWidth) + 1 || box.left < frame.left - 1;
  }).map((one) => `${one.tagName}.${one.className}`);
})"""


async def _go_to(page: Page, panel: str) -> None:
    """Show one panel of a narrow page."""
    await page.get_by_role("navigation").get_by_role("button", name=panel).click()


async def _everything_is_there(demo: Demo) -> None:
    """Bring the page to where both chats have buttons, a claimed card, and words of both sides."""
    await demo.prospect.get_by_role("button", name="Start", exact=True).click()
    await demo.prospect.get_by_role("button", name="For my company").click()
    await demo.prospect.get_by_role("textbox", name="Message").fill("I'm the sales director at Acme")
    await demo.page.keyboard.press("Enter")
    await demo.sales.get_by_role("button", name="Claim", exact=True).click()
    await expect(demo.sales.get_by_role("button", name="No answer")).to_be_visible()
    await demo.page.get_by_text("Earlier messages").click()


async def _shuts_nobody_out(page: Page) -> None:
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        violations = (await AXE.run(page)).response["violations"]
        found = [f"{each['id']}: {node['target']}" for each in violations for node in each["nodes"]]
        assert found == [], (scheme, found)


async def test_axe_finds_nothing_that_shuts_anybody_out_in_light_or_dark(demo: Demo) -> None:
    page = demo.page
    await expect(demo.prospect.get_by_role("button", name="What does it cost?")).to_be_visible()
    await _shuts_nobody_out(page)
    await _everything_is_there(demo)
    await _shuts_nobody_out(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.get_by_role("button", name="New prospect").click()
    await _shuts_nobody_out(page)


async def test_at_no_width_anything_is_cut_or_reaches_over_its_panel(demo: Demo) -> None:
    page = demo.page
    async with SandboxClient(demo.url) as sandbox:
        await (await sandbox.person(LONG_NAME, language_code="en")).start()
    await _everything_is_there(demo)
    for width in (390, 560, 768, 981, 1024, 1280, 1440):
        await page.set_viewport_size({"width": width, "height": 844})
        panels = ("Prospect", "Score", "Sales") if width <= 980 else (None,)
        for who in ("Quentin", LONG_NAME):
            for panel in panels:
                if panel:
                    await _go_to(page, panel)
                if panel in (None, "Prospect"):
                    await page.get_by_role("tab", name=who).click()
                    await expect(page.get_by_role("tab", name=who)).to_have_attribute("aria-selected", "true")
                    await expect(page.get_by_role("button", name="New prospect")).to_be_in_viewport(ratio=1)
                assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert await page.evaluate(BROKEN_WORDS) == [], (width, panel, who)
                assert await page.evaluate(OUTSIDE) == [], (width, panel, who)


async def test_what_is_pressed_grows_with_the_letters(demo: Demo) -> None:
    start = demo.prospect.get_by_role("button", name="Start", exact=True)
    small = await start.bounding_box()
    await demo.page.evaluate("document.documentElement.style.fontSize = '30px'")
    large = await start.bounding_box()
    assert small
    assert large
    assert large["height"] > small["height"] * 1.4
    assert await demo.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def _tab_to(page: Page, goal: Locator, *, at_most: int) -> None:
    for _ in range(at_most):
        await page.keyboard.press("Tab")
        if await goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{at_most} Tabs do not reach {goal}")


async def test_a_keyboard_alone_goes_from_start_to_claim(demo: Demo) -> None:
    page, prospect, sales = demo.page, demo.prospect, demo.sales
    await _tab_to(page, prospect.get_by_role("button", name="Start", exact=True), at_most=6)
    await page.keyboard.press("Enter")
    await expect(prospect.locator("li:focus")).to_contain_text("Is it for your company")
    await _tab_to(page, prospect.get_by_role("button", name="For my company"), at_most=2)
    await page.keyboard.press("Enter")
    await expect(prospect.locator("li:focus")).to_contain_text("✓ For my company")
    await _tab_to(page, prospect.get_by_role("button", name="More leads"), at_most=1)
    await _tab_to(page, prospect.get_by_role("textbox", name="Message"), at_most=6)
    await page.keyboard.type("sales director")
    await page.keyboard.press("Enter")
    claim = sales.get_by_role("button", name="Claim", exact=True)
    await expect(claim).to_be_visible()
    await _tab_to(page, claim, at_most=16)
    await page.keyboard.press("Enter")
    await expect(sales.locator("li:focus")).to_contain_text("claimed by Bo")
    await page.keyboard.press("Enter")  # pressed twice, it reports nothing
    await _tab_to(page, sales.get_by_role("button", name="Reached"), at_most=2)
    await expect(sales.get_by_role("status")).to_contain_text("Yours, Bo.")


async def test_each_message_says_its_language_and_may_read_from_the_right(demo: Demo) -> None:
    page, prospect = demo.page, demo.prospect
    await page.get_by_role("tab", name="Pia").click()
    await prospect.get_by_role("button", name="Start", exact=True).click()
    await expect(prospect.locator("li.theirs").first).to_have_attribute("lang", "en")  # as the bot now writes to her
    await prospect.get_by_role("textbox", name="Message").fill("مرحبا")
    await page.keyboard.press("Enter")
    text = prospect.locator(".mine .text").last
    await expect(text).to_have_text("مرحبا")
    assert await text.evaluate("one => getComputedStyle(one).direction") == "rtl"
