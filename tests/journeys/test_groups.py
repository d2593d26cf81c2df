"""The sales group becomes a supergroup with another id: alerts and claims go on there."""

import pytest

from bot.sandbox.client_chats import ChatView, Group

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


async def _moved_to(life: Life) -> Group:
    groups = {group["id"]: group for group in (await life.sandbox.state())["groups"]}
    return await life.sandbox.known_group(groups[life.sales.id]["migrated_to"])
