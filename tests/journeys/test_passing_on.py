"""Three reps and one lead: a slip, the way of the lead from hand to hand, and a loss that was none.

Two lives, since a group gets twenty messages a minute: in one, half the time was spent waiting for the next minute.
"""

import pytest

from bot.sandbox.client_chats import ChatView

from .life import Life

pytestmark = pytest.mark.journey

REPORTED = "SELECT outcome, amount, withdrawn_at IS NOT NULL FROM outcomes ORDER BY id"


async def test_a_slip_is_undone_and_the_lead_goes_from_hand_to_hand(life: Life) -> None:
    chat = await _sales_has_heard(life)
    sales, cys = life.sales, life.sales.seen_by(life.cy)
    await _slips(sales, cys)
    await _goes_from_hand_to_hand(sales, cys, chat)
    assert life.rows(REPORTED) == [("not_a_fit", None, 1)]


async def test_a_lead_that_was_lost_comes_back_and_is_won(life: Life) -> None:
    chat = await _sales_has_heard(life)
    sales, cys = life.sales, life.sales.seen_by(life.cy)
    await sales.tap("Claim")
    await sales.expect("Claimed by Bo")
    await _is_lost_and_comes_back(sales, cys, chat)
    await _is_won(life, sales)


async def _sales_has_heard(life: Life) -> ChatView:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    await life.sales.expect("LUKEWARM: bring the last argument")
    return chat


async def _slips(sales: ChatView, cys: ChatView) -> None:
    await cys.tap("Not a fit")
    closed = await sales.expect("· Not a fit")
    question = await sales.expect("Why? Tap, or leave it open.")
    assert "Wrong person" in question.buttons
    taken_back = await cys.tap_and_wait("Undo", on=closed)
    assert "It’s open, and nobody has it." in taken_back.text
    again = await sales.expect("LUKEWARM: bring the last argument")
    assert (again.id, again.buttons[:2]) == (closed.id, ["Claim", "Not a fit"])
    await sales.expect("was taken back, so there’s nothing more to say about it")


async def _goes_from_hand_to_hand(sales: ChatView, cys: ChatView, chat: ChatView) -> None:
    await sales.tap("Claim")
    card = await sales.expect("Claimed by Bo")
    await cys.say("/take_1")
    await sales.expect("#1 is Bo’s.")
    await sales.tap("Pass on", on=card)
    asked = await sales.expect("who shall have #1?")
    assert asked.buttons == ["Cy", "To nobody"]
    await sales.tap("Cy", on=asked)
    await sales.expect("Cy: Bo has passed #1 Quentin on to you.")
    await sales.expect_gone(asked)
    await sales.expect("Bo → Cy")
    await cys.say("Cy here, how many requests a week?", reply_to=card)
    await chat.expect("Cy: Cy here, how many requests a week?")
    await cys.say("/release_1")
    await sales.expect("Cy has given #1 Quentin back. It’s nobody’s now")
    await sales.say("/claim_1")
    await sales.expect("Bo → Cy → Bo")


async def _is_lost_and_comes_back(sales: ChatView, cys: ChatView, chat: ChatView) -> None:
    await cys.tap("Lost")
    await sales.expect("Cy has reported Lost for #1 Quentin, whom Bo has.")
    question = await sales.expect("Why? Tap, or leave it open.")
    await cys.tap("Something else", on=question)
    await cys.expect("Reply to this message in your own words.")
    await cys.say("his <brother> sells it", reply_to=question)
    lost = await sales.expect("· Lost, by Cy: his <brother> sells it")
    await chat.say("/human")
    back = await sales.expect("#2 Quentin")
    assert "Came back: was Bo’s, “Lost” " in back.text
    assert "ago: his <brother> sells it" in back.text
    assert lost.id != back.id
    assert not [one for one in await chat.messages() if "brother" in one.text], "the prospect reads nothing of it"


async def _is_won(life: Life, sales: ChatView) -> None:
    await sales.say("/claim_2")
    await sales.expect("#2 is yours.")
    await sales.say("/outcome 2 won")
    question = await sales.expect("How much is it worth?")
    await sales.say("5k eur", reply_to=question)
    await life.expect_rows(REPORTED, [("lost", None, 0), ("won", 5000.0, 0)])
