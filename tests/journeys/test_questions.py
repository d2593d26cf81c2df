"""Prospects ask: before anything else, two things at once, and in the middle of our own questions."""

import json

import pytest

from .life import Life, together

pytestmark = pytest.mark.journey


async def test_whoever_asks_is_answered_at_once_and_then_asked_again(life: Life) -> None:
    await together(_pia_asks_before_answering(life), _quentin_asks_in_the_middle(life))
    asked = life.rows("SELECT properties FROM signals WHERE name = 'question.asked'")
    assert {json.loads(properties)["topic"] for (properties,) in asked} == {
        "delivery",
        "returns",
        "pricing",
        "security",
    }


async def _pia_asks_before_answering(life: Life) -> None:
    """Ask as the very first message, then two things at once; nothing of it is an answer."""
    pia = await life.pia("fr")
    await pia.chat.say("vous livrez en Norvège ?")
    first = await pia.chat.expect("Nous livrons dans toute l’UE, en Norvège")
    assert "un bot" in first.text
    await pia.chat.expect("C’est pour votre entreprise ou pour vous")
    await pia.chat.tap("Pour moi")
    await pia.chat.say("vous livrez en Suisse ? et je peux les renvoyer ?")
    both = await pia.chat.expect("Vous avez 30 jours pour renvoyer")
    assert "Nous livrons dans toute l’UE" in both.text


async def _quentin_asks_in_the_middle(life: Life) -> None:
    """Ask in mid-question, with a number in it: it is answered, and taken once they say that it is theirs."""
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.say("what does it cost for 200 people?")
    prices = await chat.expect("What it costs")
    assert "Prices" in prices.buttons
    asked_back = await chat.expect("200 people: is that how many you are?")
    await chat.expect("What would help you most?")
    await chat.tap(asked_back.buttons[0], on=asked_back)
    await chat.expect("✓ about 200 people")
    await chat.say("better follow-up, I'm the sales director")
    await life.sales.expect("Asked: Prices")
    await chat.say("is it secure?")
    await chat.expect("servers in the EU")
    await life.sales.expect("Asked: Prices · Security")
