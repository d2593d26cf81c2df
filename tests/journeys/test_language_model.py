"""A language model helps where nobody else understands; slow, down or a liar, it is missed by nobody."""

from typing import Any

import pytest

from .life import Life

pytestmark = pytest.mark.journey

KEY = "sk-journey-key-that-nobody-may-read"
TORN = "folk stand in line until closing time"
"""The encoder is torn between two needs."""
KNOWS = {
    "in line": {"answers": {"need": {"value": "service", "quote": TORN}}},
    "tyres": {"answers": {"timeline": {"value": "exploring", "quote": "just kicking the tyres"}}},
}


async def test_a_model_answers_where_rules_miss_and_is_missed_by_nobody_when_it_fails(journey: Life) -> None:
    life = journey
    life.settings |= {
        "LEADBOT_LLM_URL": f"{life.settings['LEADBOT_API_URL']}/v1",
        "LEADBOT_LLM_MODEL": "stand-in",
        "LEADBOT_LLM_KEY": KEY,
    }
    await life.start()
    await life.sandbox.tell_language_model(knows=KNOWS)
    await _is_understood_and_summed_up(life)
    shown = [str(body["messages"][-1]["content"]) for body in await life.sandbox.language_model_asked()]
    assert len(shown) == 2
    assert not any("Quist" in each or "q.quist" in each for each in shown)
    for mood in ("lying", "slow", "down", "prose"):
        await _goes_on_without(life, mood)
    await life.bot.expect("left alone for a while")
    asked = len(await life.sandbox.language_model_asked())
    await _goes_on_without(life, "down")
    assert len(await life.sandbox.language_model_asked()) == asked
    assert KEY not in life.log()


async def _is_understood_and_summed_up(life: Life) -> None:
    """Say it in words of one's own, turn lukewarm, and ask what becomes of these words."""
    chat = await life.begins(await life.quentin(last_name="Quist"), "b2b")
    await chat.expect("What would help you most?")
    await chat.say(TORN)
    assert "customer service" in (await chat.expect("Got it")).text
    await chat.say("I'm the sales director, about 500 people, write to Quist, q.quist@acme.com")
    card = await life.sales.expect("LUKEWARM")
    assert "Summed up" not in card.text
    await life.sales.expect("Summed up by a language model")
    await chat.say("/privacy")
    assert "stand-in, which runs on our own server" in (await chat.expect("A language model helps")).text


async def _goes_on_without(life: Life, mood: str) -> None:
    """Say what only a model would understand, while it does not help: rules go on, and nothing is invented."""
    told: dict[str, Any] = {"mood": mood, "seconds": 6.0}
    await life.sandbox.tell_language_model(**told)
    person = await life.sandbox.person(f"Ed {mood}", language_code="en")
    chat = await life.begins(person, "b2b")
    await chat.expect("What would help you most?")
    await chat.say(TORN)
    await chat.expect("Did you mean one of these", within=10)
    facts = life.rows(
        "SELECT field, value FROM facts JOIN chats USING (lead_id) "
        f"WHERE chats.id = {person.id} AND field != 'audience'"
    )
    assert facts == []
