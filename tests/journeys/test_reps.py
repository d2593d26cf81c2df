"""A rep who opens a private chat with the bot is a rep there, and may try what prospects go through."""

import pytest

from .life import Life

pytestmark = pytest.mark.journey


async def test_a_rep_in_private_is_no_lead_and_tries_a_conversation_that_rings_nobody(life: Life) -> None:
    chat = await life.bo.start("b2b-spring")
    await chat.expect("You’re on the sales team")
    await chat.say("/try b2b")
    await chat.expect("This is a trial.")
    for option in ("answer:need:sales", "answer:company_size:large", "answer:role:director"):
        await chat.tap(data=option)
    await chat.expect("When would you like to start?")
    await life.restart()
    await chat.tap(data="answer:timeline:now")
    await chat.say("/human")
    await chat.expect("Whoever takes it will write to you")

    # Somebody who is worth a call rings beside it, under the first number there is.
    prospect = await (await life.quentin()).start()
    await prospect.say("/human")
    card = await life.sales.expect("#1 Quentin")
    assert card.text.endswith("/claim_1@leadbot_7000001_bot")
    await life.sales.say("/claim_1@leadbot_7000001_bot")
    await life.sales.expect("#1 is yours.")
    assert [one.text for one in await life.sales.messages() if "Bo" in one.text and "Claimed" not in one.text] == []

    await chat.say("/done")
    await chat.expect("The trial is over")
    assert [lead["id"] for lead in await life.leads()] == [1]
    assert life.rows("SELECT (SELECT count(*) FROM leads), (SELECT count(*) FROM trials)") == [(1, 0)]
