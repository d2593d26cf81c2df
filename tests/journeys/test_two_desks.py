"""Two desks by language, and three reps: a lead lives at its desk, goes to the other when passed on, none is lost."""

import pytest

from bot.sandbox.client_chats import ChatView, Group

from .life import Life

pytestmark = pytest.mark.journey

DESK = """
desks:
  home: {{chat: {home}}}
  nordic: {{chat: {nordic}, when: "language == 'sv'", response_time: 5m}}
"""


async def test_two_desks_by_language(journey: Life) -> None:
    life, home = journey, journey.sales
    dana = await life.sandbox.person("Dana")
    nordic = await life.sandbox.group("Nordic", members=[dana, life.cy])
    desk = life.copy_templates() / "desk" / "desk.yaml"
    desk.write_text(DESK.format(home=home.id, nordic=nordic.id), encoding="utf-8")
    life.settings["LEADBOT_SALES_CHAT"] = f"{home.id},{nordic.id}"
    assert "no mistakes, no warnings" in await _checked(life)
    await life.start()
    swede = await (await life.quentin("sv")).start()
    await swede.say("/human")
    await swede.expect("5 minuter")
    await _is_the_nordic_desks(life, home, nordic, swede)
    await _is_passed_on(life, home, nordic, swede)
    await _one_group_is_lost(life, home, nordic)


async def _checked(life: Life) -> str:
    check = await life.command("check", life.settings["LEADBOT_TEMPLATES"])
    await check.ended()
    return check.printed


async def _is_the_nordic_desks(life: Life, home: Group, nordic: Group, swede: ChatView) -> None:
    card = await nordic.expect("#1 Quentin")
    await home.say("/claim_1")
    await home.expect("#1 belongs to the desk “nordic”. Only its reps can do that")
    bo = life.bo.chat
    await bo.say("/claim 1")
    await bo.expect("#1 belongs to the desk “nordic”.")
    await nordic.tap("Claim", on=card)
    await nordic.expect("Claimed by Dana")
    await nordic.say("Hej, Dana här", reply_to=card)
    await swede.expect("Dana: Hej, Dana här")
    await swede.say("Hej Dana, vad kostar det?")
    await nordic.expect("vad kostar det?")
    assert [one.text for one in await home.messages() if "Quentin" in one.text] == []


async def _is_passed_on(life: Life, home: Group, nordic: Group, swede: ChatView) -> None:
    """Dana gives the lead to Bo at home; Cy, who is of both by now, looks at it in private."""
    await nordic.say("/give 1 Bo")
    await nordic.expect("#1 has gone to the desk “home”, passed on by Dana.")
    await home.expect("Bo: Dana has passed #1 Quentin on to you")
    card = await home.expect("Dana → Bo")
    await swede.say("Är det någon där?")
    await home.expect("Är det någon där?")
    await home.say("Hi, Bo here", reply_to=card)
    await swede.expect("Bo: Hi, Bo here")
    await nordic.say("/why_1")
    await nordic.expect("#1 belongs to the desk “home”.")
    await life.cy.chat.say("/lead_1")
    await life.cy.chat.expect("Quentin")


async def _one_group_is_lost(life: Life, home: Group, nordic: Group) -> None:
    """Nobody's lead is lost with a group, and the other one works on, also over a restart."""
    await nordic.remove_bot()
    await home.expect("I’m no longer in the chat of the desk “nordic”.")
    pia = await (await life.pia("sv")).start()
    await pia.say("/human")
    await life.restart()
    rita = await (await life.sandbox.person("Rita")).start()
    await rita.say("/human")
    await home.expect("Rita")
    await nordic.invite_bot()
    await nordic.expect("Pia")
