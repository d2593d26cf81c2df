"""Prospects say things as they like: they type, correct, go back, pass over, ask back, and send what nobody expects."""

import pytest

from .life import LONG_WAITS, Life, together

pytestmark = pytest.mark.journey


async def test_prospects_type_correct_go_back_skip_and_ask_back(life: Life) -> None:
    await together(
        _quentin_goes_back_and_taps_an_old_button(life),
        _quentin_edits_his_words(life),
        _pia_asks_back_and_passes_over(life),
    )
    assert life.rows("SELECT count(*) FROM facts WHERE value = '\"service\"'") == [(2,)], (
        "a repeated tap says nothing new"
    )
    facts = [lead["facts"] for lead in await life.leads()]
    assert sorted(facts, key=len) == [
        {"audience": "b2c", "use": "road"},
        {"audience": "b2b", "need": "sales", "company_size": 50},
        {"audience": "b2b", "need": "service", "company_size": 2000, "role": "director"},
    ]


async def _quentin_goes_back_and_taps_an_old_button(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    tapped = await chat.tap("Customer service")
    size = await chat.expect("How many people work")
    # Telegram may bring the same tap again under a new number.
    await chat.repeat(tapped)
    await chat.tap("← Back")
    again = await chat.expect(lambda message: message.id == size.id and "What would help you most?" in message.text)
    assert "More leads" in again.buttons, "going back happens in the same message"
    await chat.tap("More leads")
    settled = await chat.expect("✓ More leads")
    await chat.say("about fifty of us")
    await chat.expect("your role")
    await chat.tap(data="answer:need:sales", on=settled)
    await chat.expect("✓ Better sales follow-up")


async def _quentin_edits_his_words(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.say("customer suport")
    await chat.expect("How many people work")
    said = await chat.say("just me")
    await chat.expect("your role")
    await chat.edit("about 200 of us", message=said)
    await chat.expect("Changed. Company size: about 200 people")
    await chat.say("/edit")
    await chat.tap(data="edit:company_size")
    await chat.tap("1,000 or more")
    await chat.say("vp of sales")
    await chat.expect("When would you like to start?")


async def _pia_asks_back_and_passes_over(life: Life) -> None:
    chat = await life.begins(await life.pia(), "b2c")
    await chat.expect("Where will your shoes take you?")
    why = await chat.tap_and_wait("Why do you ask?")
    assert why.is_alert
    assert "A road shoe slips in the mud" in why.text
    await chat.say("the marathon in May")
    await chat.expect("And what should they look like?")
    await chat.tap("Skip")
    await chat.expect("Skipped")
    await chat.expect("When do you need them?")
    await chat.say("why do you want to know?")
    await chat.expect("If it’s now, I show you what’s in stock")
    await chat.say("no idea")
    await chat.expect("Thanks, Pia!")


async def test_nothing_that_prospects_send_is_too_odd(journey: Life) -> None:
    life = journey
    life.settings["PYTHONPATH"] = LONG_WAITS
    await life.start()
    await together(
        _nonsense_is_answered_kindly_and_then_passed_over(life),
        _a_number_is_taken_only_from_its_owner(life),
        _a_name_reads_as_it_was_written(life),
        _who_refuses_reads_so_and_may_agree_later(life),
        _words_of_a_language_that_nobody_prepared_are_read_back(life),
    )
    await _links_may_name_audience_and_campaign(life)


async def _nonsense_is_answered_kindly_and_then_passed_over(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.send("photo")
    await chat.expect("I can only read text and taps, sorry.")
    for answer in (
        "Sorry, I didn’t get your answer to “Need”.",
        "I can’t make out your answer to “Need”",
        "Never mind, let’s move on.",
    ):
        await chat.say("🤷🤷🤷")
        reply = await chat.expect(answer)
    assert "How many people work at your company?" in reply.text


async def _a_number_is_taken_only_from_its_owner(life: Life) -> None:
    pia, quentin = await life.pia(), await life.quentin()
    chat = await life.begins(quentin, "b2b")
    await chat.expect("What would help you most?")
    await chat.say("leads get lost, I'm the CEO at Acme, 2000 people, we start now")
    await chat.tap("Prices")
    await chat.tap("Try the demo")
    await life.sales.expect("Quentin (Acme): Better sales follow-up · HOT")
    await chat.say("quentin@acme.example")
    await chat.expect("Would a call be easier?")
    assert await chat.keyboard() == ["Share my number", "Skip"]
    await chat.share_contact(whose=pia)
    await chat.expect("That seems to be somebody else’s number.")
    await chat.share_contact()
    await chat.expect("Thank you!")
    assert "quentin@acme.example" in (await life.sales.expect(quentin.phone)).text


async def _a_name_reads_as_it_was_written(life: Life) -> None:
    name = 'Zoë <b>&amp; "Q" 🚀'
    chat = await (await life.sandbox.person(name, language_code="en")).start()
    assert f"Hi {name}!" in (await chat.next_message()).text
    await chat.say("/human")
    card = await life.sales.expect(f"{name} · COLD")
    link = next(entity for entity in card.entities if entity["type"] == "text_mention")
    # Telegram counts in UTF-16, where the rocket takes two.
    assert link["length"] == len(name) + 1


async def _who_refuses_reads_so_and_may_agree_later(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.say("I do not agree to your terms")
    refused = await chat.expect("I keep nothing of what you tell me")
    assert "Prices" in refused.buttons
    await chat.say("/start")
    assert "you agree that we keep your answers" in (await chat.expect("What would help you most?")).text
    await chat.tap("More leads")
    await chat.expect("How many people work")


async def _words_of_a_language_that_nobody_prepared_are_read_back(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    await chat.say("wir brauchen mehr Kunden")
    assert "How many people work" in (await chat.expect("Got it: more leads", within=60)).text


async def _links_may_name_audience_and_campaign(life: Life) -> None:
    links = {
        "spring": (None, "spring"),
        "b2b": ("b2b", None),
        "b2b_fair-2026": ("b2b", "fair-2026"),
        "b2c": ("b2c", None),
    }
    for payload, (audience, _) in links.items():
        chat = await (await life.pia()).start(payload)
        await chat.expect({None: "Is it for your", "b2b": "would help you", "b2c": "your shoes"}[audience])
    newest = (await life.leads())[-len(links) :]
    assert [(lead["audience"], lead["source"]) for lead in newest] == list(links.values())
