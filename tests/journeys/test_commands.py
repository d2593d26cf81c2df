"""What prospects may always do: see what is kept, be forgotten, change the language, get a person, be left alone."""

import json

import pytest

from bot.sandbox.client_messages import Received

from .life import Life, together

pytestmark = pytest.mark.journey


async def test_prospects_are_told_heard_and_forgotten_as_they_wish(life: Life) -> None:
    await together(_quentin_sees_everything_and_is_forgotten(life), _pia_looks_round_and_is_left_alone(life))
    leads = {lead["audience"]: lead for lead in await life.leads()}
    pia, quentin = leads["b2c"], leads[None]
    assert (pia["locale"], pia["tier"], pia["handoff"]["reason"]) == ("en", "cold", "person")
    assert quentin["facts"] == {}, "who comes back starts afresh"
    await life.stop()
    kept = [file.read_bytes() for file in life.folder.glob("leadbot.db*")]
    assert not any(b"Bolinder" in content for content in kept), "nothing of what was erased is left in the file"


async def _quentin_sees_everything_and_is_forgotten(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.say("leads get lost, I'm the CEO at Bolinder, 200 people")
    card = await life.sales.expect("Quentin (Bolinder)")
    await chat.say("/privacy")
    privacy = await chat.expect("What Northwind keeps, and why")
    for asked in ("Need", "Company size", "Role", "Yearly budget", "Phone", "24 months", "privacy@northwind.example"):
        assert asked in privacy.text
    await chat.say("/mydata")
    data = json.loads(_content(life, await chat.expect("everything we have stored about you")))
    assert data["name"] == "Quentin"
    assert {fact["field"]: fact["value"] for fact in data["facts"]}["company"] == "Bolinder"
    assert data["consents"]

    await chat.say("/forget")
    await chat.tap("No, keep it")
    await chat.expect("everything stays as it was")
    await chat.tap("Yes, delete it all")
    await chat.expect("Everything we knew about you has been deleted.")
    blank = await life.sales.expect("asked us to delete everything")
    assert (blank.id, blank.buttons) == (card.id, [])
    assert all("Bolinder" not in message.text for message in await life.sales.messages())
    # The question of their first start has been changed since, by their answer: it is not the one that is meant.
    await chat.caught_up()
    await chat.say("/start")
    await chat.expect("Is it for your company or for yourself?")


def _content(life: Life, message: Received) -> str:
    """Return the text of a file that the bot sent."""
    return life.world.files[message.body["document"]["file_id"]].data.decode()


async def _pia_looks_round_and_is_left_alone(life: Life) -> None:
    chat = await life.begins(await life.pia("fr"), "b2c")
    await chat.expect("chaussures")
    await chat.say("/language")
    await chat.tap("English")
    await chat.expect("Let’s go on in English.")
    await chat.say("/menu")
    await chat.expect("What would you like to see?")
    await chat.tap("Size guide")
    await chat.expect("Finding your size")
    await chat.say("can I talk to a human?")
    await chat.expect("Whoever takes it will write to you")
    card = await life.sales.expect("Pia · COLD")
    assert "Asked for a person" in card.text
    await chat.say("/stop")
    await chat.expect("I won’t write to you any more.")
