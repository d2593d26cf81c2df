"""Ada edits the conversation while the bot runs; prospects see what is right and never what is broken."""

import pytest

from bot.sandbox.client_chats import ChatView

from .life import Life, rewrite

pytestmark = pytest.mark.journey


async def test_ada_edits_a_text_while_the_bot_runs(journey: Life) -> None:
    life = journey
    texts = life.copy_templates() / "playbooks" / "b2b" / "texts" / "en.yaml"
    await life.start()
    first = await life.begins(await life.quentin(), "b2b")
    await first.expect("What would help you most?")

    rewrite(texts, "What would help you most?", "What keeps you awake?")
    await life.bot.expect("The templates have changed and are in force.")
    second = await life.begins(await life.quentin(), "b2b")
    await second.expect("What keeps you awake?")

    line = rewrite(texts, "What keeps you awake?", "What keeps you awake, {{ frist_name }}?")
    await life.bot.expect(
        f"playbooks/b2b/texts/en.yaml:{line}  questions.need.ask: "
        'unknown variable "frist_name" (did you mean "first_name"?)'
    )
    await life.bot.expect("the last good ones stay in force")
    third = await life.begins(await life.quentin(), "b2b")
    await third.expect("What keeps you awake? You can")
    # Who was asked by the old words goes on as if nothing had happened.
    await first.tap("More leads")
    await first.expect("How many people work at your company?")


async def test_a_silent_prospect_is_nudged_once_and_who_said_stop_or_blocked_us_never(journey: Life) -> None:
    life = journey
    rewrite(life.copy_templates() / "playbooks" / "b2b" / "script.yaml", "nudge_after: 20h", "nudge_after: 2s")
    await life.start()
    stopped, blocked = await _begins_and_is_asked(life), await _begins_and_is_asked(life)
    await stopped.say("/stop")
    await stopped.expect("I won’t write to you any more.")
    await blocked.who.block()

    silent = await _begins_and_is_asked(life)
    nudge = await silent.expect("we were in the middle of something")
    assert "More leads" in nudge.buttons, "the question is there to be answered"
    # A newcomer's nudge falls due after a second one of the silent would: by then everybody's time is up.
    newcomer = await _begins_and_is_asked(life)
    await newcomer.expect("we were in the middle of something")
    for chat, nudges in ((silent, 1), (stopped, 0), (blocked, 0)):
        assert len([one for one in await chat.messages() if "in the middle of something" in one.text]) == nudges

    await blocked.who.unblock()
    await blocked.tap("More leads")
    await blocked.expect("How many people work at your company?")
    refused = [call for call in await life.sandbox.calls() if call["answer"] and not call["answer"]["ok"]]
    assert refused == [], "nothing was even tried"


async def _begins_and_is_asked(life: Life) -> ChatView:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    return chat
