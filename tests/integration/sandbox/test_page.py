"""The page in a browser: a story by mouse, one by keyboard alone, and foreign text that stays text."""

import pytest
from playwright.async_api import expect

from bot.sandbox.client import SandboxClient
from bot.sandbox.seed import QUENTIN

from .demo_page import Demo

pytestmark = pytest.mark.browser

NASTY = "<img src=x onerror=\"document.title='broken'\"> <b>bold?</b>"


async def test_a_prospect_is_qualified_and_claimed_on_one_page(demo: Demo) -> None:
    prospect, sales = demo.prospect, demo.sales
    await prospect.get_by_role("button", name="Start", exact=True).click()
    await prospect.get_by_role("button", name="For my company").click()
    await expect(prospect.get_by_role("log")).to_contain_text("✓ For my company")
    await prospect.get_by_role("textbox", name="Message").fill("I'm the sales director at Acme")
    await demo.page.keyboard.press("Enter")
    await sales.get_by_role("button", name="Claim", exact=True).click()
    await expect(sales.get_by_role("status")).to_contain_text("Yours, Bo.")
    await expect(sales.get_by_role("log")).to_contain_text("claimed by Bo, after 38 seconds")
    await prospect.get_by_role("button", name="This quarter").click()
    await demo.page.get_by_role("button", name="OK").click()
    await prospect.get_by_role("button", name="Share my number").click()
    await expect(prospect.get_by_role("log")).to_contain_text("Bo will call you")
    await expect(prospect.get_by_role("button", name="Share my number")).to_be_hidden()


async def test_everything_works_by_keyboard_alone(demo: Demo) -> None:
    page, prospect = demo.page, demo.prospect
    await prospect.get_by_role("button", name="Start", exact=True).focus()
    await page.keyboard.press("Enter")
    first = prospect.get_by_role("button", name="For my company")
    await expect(first).to_be_visible()
    await first.focus()
    await page.keyboard.press("Enter")
    await expect(prospect.get_by_role("button", name="More leads")).to_be_visible()
    await expect(prospect.locator(":focus")).to_have_count(1)
    field = prospect.get_by_role("textbox", name="Message")
    await field.focus()
    await page.keyboard.type("CTO at Acme")
    await page.keyboard.press("Enter")
    await expect(prospect.get_by_role("log")).to_contain_text("will not ask again")
    await page.keyboard.press("ArrowUp")
    await expect(field).to_have_value("CTO at Acme")
    await field.fill("CEO at Acme")
    await page.keyboard.press("Enter")
    await expect(prospect.get_by_role("log")).to_contain_text("Corrected: CEO at Acme.")


async def test_foreign_text_stays_text(demo: Demo) -> None:
    async with SandboxClient(demo.url) as sandbox:
        quentin = await sandbox.known_person(QUENTIN)
        await quentin.chat.say(NASTY)
    await expect(demo.prospect.get_by_role("log")).to_contain_text(NASTY)
    assert await demo.prospect.locator(".text img, .text b").count() == 0
    assert await demo.page.title() == "Leadbot sandbox"


async def test_the_score_panel_explains_itself_and_takes_signals(demo: Demo) -> None:
    score = demo.page.locator("#score")
    await expect(score.get_by_role("status")).to_have_text("47.4")
    await expect(score.get_by_role("meter", name="Fit")).to_have_attribute("aria-valuenow", "34.0")
    await expect(score.locator(".ledger")).to_contain_text("Role: sales director")
    async with demo.page.expect_response("**/signals"):
        await score.get_by_role("button", name="viewed prices").click()
    assert demo.signals == [(QUENTIN, "page.viewed")]


async def test_a_new_prospect_comes_by_a_campaign(demo: Demo) -> None:
    page = demo.page
    await page.get_by_role("button", name="New prospect").click()
    await page.get_by_label("First name").fill("Sam")
    await page.get_by_role("dialog").get_by_label("Campaign code").fill("spring")
    await expect(page.locator("#deep-link")).to_have_text("As if by t.me/northwind_bot?start=spring")
    await page.get_by_role("button", name="Open the chat").click()
    await expect(page.get_by_role("tab", name="Sam, English")).to_have_attribute("aria-selected", "true")
    await expect(demo.prospect.get_by_role("log")).to_contain_text("Hi Sam!")


async def test_a_narrow_screen_shows_one_panel_at_a_time(demo: Demo) -> None:
    await demo.page.set_viewport_size({"width": 390, "height": 844})
    await expect(demo.sales).to_be_hidden()
    await demo.page.get_by_role("navigation").get_by_role("button", name="Sales").click()
    await expect(demo.sales).to_be_visible()
    await expect(demo.prospect).to_be_hidden()
    assert await demo.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_blocked_bot_can_be_unblocked(demo: Demo) -> None:
    prospect = demo.prospect
    await prospect.get_by_role("button", name="Start", exact=True).click()
    await expect(prospect.get_by_role("log")).to_contain_text("for your company")
    await prospect.get_by_role("button", name="More about Northwind").click()
    await demo.page.get_by_role("menuitem", name="Block the bot").click()
    await prospect.get_by_role("button", name="Unblock").click()
    await expect(prospect.get_by_role("textbox", name="Message")).to_be_visible()


async def test_a_question_stands_ready_in_the_language_of_the_phone(demo: Demo) -> None:
    page, prospect = demo.page, demo.prospect
    await expect(prospect.get_by_role("button", name="What does it cost?")).to_be_visible()
    await page.get_by_role("tab", name="Pia").click()
    chip = prospect.get_by_role("button", name="Combien ça coûte")
    await expect(chip).to_have_attribute("lang", "fr")
    await chip.click()
    await expect(prospect.locator(".mine .text")).to_have_text("Combien ça coûte\u202f?")
    await expect(prospect.get_by_role("log")).to_contain_text("will not ask again")
    await expect(prospect.get_by_role("textbox", name="Message")).to_be_focused()


async def test_the_panel_says_what_was_understood_by_whom_and_what_it_was_worth(demo: Demo) -> None:
    heard = demo.page.locator("#score .heard").locator("> li")
    await expect(heard.first).to_contain_text("as soon as we can")
    await expect(heard.first).to_contain_text("Start: this quarter by the encoder, not sure")
    await expect(heard.first.locator(".points")).to_have_text("+9")
    await expect(heard.nth(1)).to_contain_text("Role: sales director by rules")
    await demo.page.get_by_text("Earlier messages: 2").click()
    await expect(heard.nth(2)).to_contain_text("wants to know whether it is a bot by rules")
    await expect(heard.nth(3)).to_contain_text("asks about pricing by the encoder")
