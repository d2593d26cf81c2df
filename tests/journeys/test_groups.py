"""The sales group becomes a supergroup with another id: alerts and claims go on there."""

import pytest

from bot.sandbox.client_chats import ChatView, Group
from bot.sandbox.client_messages import Received

from .life import Life

pytestmark = pytest.mark.journey


async def _asks_for_a_person(life: Life) -> ChatView:
    chat = await (await life.quentin()).start()
    await chat.say("/human")
    return chat


async def test_alerts_and_claims_go_on_in_the_new_supergroup(life: Life) -> None:
    chat = await _asks_for_a_person(life)
    await life.sales.expect("#1 Quentin")
    moved = await life.sales.upgrade()

    await _asks_for_a_person(life)
    await moved.tap_and_wait("Claim")
    await moved.expect("Claimed by Bo")
    # The first card stayed behind in the old group: what is new about it comes as a new card.
    await chat.tap("For my company")
    await moved.expect("#1 Quentin")
    await moved.say("/claim 1")
    await moved.expect("#1 is yours.")

    await life.restart()
    await _asks_for_a_person(life)
    await moved.expect("#3 Quentin")


async def test_a_move_is_also_learnt_from_a_refused_alert(life: Life) -> None:
    await life.sandbox.fault("sendMessage", "migrate", chat=life.sales)
    await _asks_for_a_person(life)
    await life.bot.expect("A group became a supergroup.")
    moved = await _moved_to(life)
    card = await moved.expect("#1 Quentin")
    await moved.tap("Claim", on=card)
    assert (await moved.expect("Claimed by Bo")).id == card.id
    await _a_rep_leaves_and_another_takes_over(life, moved, card)
    await _the_bot_is_thrown_out_and_comes_back(life, moved)


async def _a_rep_leaves_and_another_takes_over(life: Life, sales: Group, card: Received) -> None:
    dee = await life.sandbox.person("Dee")
    dees = sales.seen_by(dee)
    await dees.join()
    await dees.say("/take_1")
    await sales.expect("#1 is Bo’s. It can be taken over once they have left this chat")
    await sales.leave()
    await sales.expect(lambda one: one.id == card.id and "Take over" in one.buttons)
    taken = await dees.tap_and_wait("Take over", on=card)
    assert "Dee has taken #1 Quentin over" in taken.text
    await sales.expect("Bo → Dee")
    await sales.join()
    await sales.say("/claim_1")
    await sales.expect("Dee was faster: #1 is taken.")


async def _the_bot_is_thrown_out_and_comes_back(life: Life, sales: Group) -> None:
    """Whoever asks meanwhile has a name that breaks what is not escaped, and is not forgotten once the bot is back."""
    cys = sales.seen_by(life.cy)
    await cys.remove_bot()
    name = "נועה <b>&amp; 🦊"
    noa = await (await life.sandbox.person(name, username="noa")).start()
    await noa.say("/human")
    await noa.expect("will write to you")
    await cys.invite_bot()
    card = await sales.expect(f"#2 {_set_apart(name)}", within=30)
    sent = await cys.say("Hi <you> & שלום 🙂", reply_to=card)
    await noa.expect(f"Cy: {_set_apart('Hi <you> & שלום 🙂')}")
    await noa.say("<i>thanks</i> & תודה 🦊")
    words = await sales.expect("<i>thanks</i> & תודה 🦊")
    assert name in words.text
    await cys.say("/leads")
    assert name in (await sales.expect("Your leads")).text.replace("\u2068", "").replace("\u2069", "")
    assert sent.id not in {one.id for one in await noa.messages()}


def _set_apart(text: str) -> str:
    """Return a text that runs from right to left as it stands among others."""
    return f"\u2068{text}\u2069"


async def _moved_to(life: Life) -> Group:
    groups = {group["id"]: group for group in (await life.sandbox.state())["groups"]}
    return await life.sandbox.known_group(groups[life.sales.id]["migrated_to"])
