"""Pia asks for herself: nobody in sales hears of her until she is hot."""

import pytest

from .life import Life

pytestmark = pytest.mark.journey


@pytest.mark.both_places
async def test_sales_hears_of_pia_only_when_she_is_hot(life: Life) -> None:
    pia = await life.pia()
    chat = await pia.start("b2c-spring")
    first = await chat.expect("Where will your shoes take you?")
    assert "Hi Pia!" in first.text
    assert "/privacy" in first.text, "the first message says what answering agrees to"
    await chat.tap("On trails")
    await chat.tap("Bold colours")
    await chat.say("right now, my old ones are done")
    closing = await chat.expect("Thanks, Pia!")
    assert "for trails, bold colours, needed now" in closing.text

    await chat.tap("This week’s offer")
    offer = await chat.expect("until Sunday")
    assert offer.button("Open")["url"].startswith("https://")
    lead = await life.lead()
    assert (lead["audience"], lead["tier"], lead["source"], lead["handoff"]) == ("b2c", "lukewarm", "spring", None)
    assert await life.sales.messages() == []

    await chat.tap("My cart")
    card = await life.sales.expect("#1 Pia · HOT")
    assert "Came via spring" in card.text
    assert (await life.lead())["tier"] == "hot"
    await life.sales.tap("Claim")
    await life.sales.expect("Claimed by Bo after")
