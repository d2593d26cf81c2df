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
    # An edit that marks the choice may still have been on its way at the instant of the block.
    refused = [one for one in await life.sandbox.calls("sendMessage") if one["answer"] and not one["answer"]["ok"]]
    assert refused == [], "no nudge was even tried"


async def _begins_and_is_asked(life: Life) -> ChatView:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    return chat


async def test_a_broken_playbook_and_a_restart_leave_the_bot_with_the_last_good_one(journey: Life) -> None:
    life = journey
    marketing = await life.sandbox.group("Marketing", members=[await life.sandbox.person("Ada")])
    life.settings["LEADBOT_MARKETING_CHAT"] = str(marketing.id)
    folder = life.copy_templates()
    texts = folder / "playbooks" / "b2b" / "texts" / "en.yaml"
    await life.start()
    rewrite(texts, "What would help you most?", "What keeps you awake?")
    await life.bot.expect("The templates have changed and are in force.")
    await life.stop()

    line = rewrite(texts, "What keeps you awake?", "What keeps you awake, {{ frist_name }}?")
    await life.start()
    told = await marketing.expect("The templates have mistakes")
    assert f"playbooks/b2b/texts/en.yaml:{line}  questions.need.ask" in told.text
    assert 'did you mean "first_name"?' in told.text
    await life.bot.expect("the bot starts with the last good ones")
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What keeps you awake? You can")

    # Nor does it end a bot that the whole folder is gone.
    await life.stop()
    folder.rename(folder.with_name("elsewhere"))
    await life.start()
    await marketing.expect("there is no such folder")
    await chat.tap("More leads")
    await chat.expect("How many people work at your company?")

    folder.with_name("elsewhere").rename(folder)
    rewrite(texts, "{{ frist_name }}", "{{ first_name }}")
    await marketing.expect("The templates are in order again, and in force.")
    later = await life.begins(await life.quentin(), "b2b")
    await later.expect("What keeps you awake, Quentin?")
    assert len([one for one in await marketing.messages() if "have mistakes" in one.text]) == 2
    assert not [one for one in await life.sales.messages() if "templates" in one.text]


async def test_a_broken_folder_ends_the_first_start_with_all_mistakes(journey: Life) -> None:
    life = journey
    folder = life.copy_templates()
    rewrite(folder / "playbooks" / "b2b" / "texts" / "en.yaml", "What would help you most?", "{{ frist_name }}")
    (folder / "business.yaml").write_text("name: Acme\n", encoding="utf-8")
    ended = await life.command("run")
    assert await ended.ended() == 1
    assert "frist_name" in ended.printed
    assert "business.yaml:1  contact" in ended.printed
    assert not life.database.exists()


async def test_a_card_of_sixteen_nested_loops_never_goes_live_and_holds_up_nobody(journey: Life) -> None:
    life = journey
    card = life.copy_templates() / "desk" / "texts" / "en.yaml"
    await life.start()
    loops = "{% for a in answers %}" * 16 + "{% endfor %}" * 16
    rewrite(card, "card: |-\n", f"card: |-\n  {loops}\n")
    told = await life.sales.expect("The templates have mistakes")
    assert "card: 3 loops inside one another, expected at most 2" in told.text
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    await life.sales.expect("/claim")
    other = await life.begins(await life.pia(), "b2c")
    assert await other.messages()
    await life.stop()
