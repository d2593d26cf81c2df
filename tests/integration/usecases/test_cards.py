"""What a card says of a lead."""

import json
from dataclasses import replace

import pytest

from bot.cleaning import clean_name
from bot.messages import Commanded, Said
from tests.builders import PIA, QUENTIN, Office, quentin_is_lukewarm
from tests.sales_chat import drawn_card


@pytest.mark.parametrize("nothing", ["\u3164", "\u200b", "\u2060", "\ufe0f", " \u2800 "])
async def test_a_lead_whose_name_shows_nothing_is_called_by_their_number(office: Office, nothing: str) -> None:
    name = clean_name(nothing)
    await quentin_is_lukewarm(office, replace(QUENTIN, first_name=name, last_name="", username=""))
    (alert,) = office.alerts()
    assert f">{QUENTIN.id}</a>" in alert.html or f"<b>#1 {QUENTIN.id}" in alert.html


async def test_more_answers_change_the_card_and_ring_no_second_time(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.tap("timeline", "quarter")
    assert len(office.alerts()) == 1
    assert "Within three months" in drawn_card(office).html


async def test_a_card_says_what_they_wrote_last_where_that_is_more_than_a_word(office: Office) -> None:
    await office.start("b2b-spring")
    words = "we drown in inbound & I'm the <sales director> at Acme, about 200 people"
    await office.say(words)
    await office.turn(Commanded("human", "", 1))
    card = office.alerts()[-1].html
    assert "Last message: <i>“we drown in inbound &amp; I&#39;m the &lt;sales director&gt; at Acme" in card
    await office.say("x" * 3_000)
    assert json.loads((await office.chat()).state)["last_words"] == "x" * 199 + "…"


async def test_before_they_have_agreed_and_after_one_word_a_card_says_nothing_of_it(office: Office) -> None:
    await office.turn(Commanded("start", "", 1))
    await office.say("something that is nobody's affair")
    assert "last_words" not in json.loads((await office.chat()).state)
    await office.start("b2b", PIA)
    await office.say("200", PIA)
    await office.turn(Commanded("human", "", 1), PIA)
    assert "Last message" not in office.alerts()[-1].html


async def test_a_name_with_markup_does_not_break_the_card(office: Office) -> None:
    who = replace(QUENTIN, first_name="<Q_&*", last_name="")
    await office.turn(Commanded("human", "", 1), who)
    (alert,) = office.alerts()
    assert "&lt;Q_&amp;*" in alert.html


async def test_the_card_says_what_was_asked_and_how_often(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for question in ("what does it cost?", "is it secure?", "how much is it?"):
        await office.turn(Said(question, 900 + office.updates), QUENTIN)
    assert "\nAsked: Prices twice · Security\n" in drawn_card(office).html
