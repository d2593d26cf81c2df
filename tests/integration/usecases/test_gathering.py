"""Several quick messages are answered once: each is saved as it comes, only the question waits for the last."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.messages import AnswerTap, Commanded, EditText, Said, SendText
from tests.builders import QUENTIN, SALES, Delivered, Office, answer

PAUSE = timedelta(seconds=1.5)


@pytest.fixture
async def gathering(office: Office) -> Office:
    """Return an office in which Quentin, who has come by a link, is asked what he needs."""
    await office.start("b2b-spring")
    office.setup = replace(office.setup, gathers_for=PAUSE)
    return office


async def _type(office: Office, *texts: str, apart: float = 0.4) -> None:
    for number, text in enumerate(texts):
        office.pass_time(seconds=apart if number else 0)
        await office.hear(Said(text, 10_000 + office.updates))


async def _answered(office: Office) -> list[Delivered]:
    """Return what Quentin is sent, once the pause is over."""
    office.now += PAUSE
    return [
        each for each in await office.deliver() if each.chat_id == QUENTIN.id and isinstance(each.message, SendText)
    ]


async def test_a_reply_waits_a_moment_for_more_words(gathering: Office) -> None:
    await _type(gathering, "sales")
    assert await gathering.facts() == {"audience": "b2b", "need": "sales"}
    assert await gathering.deliver() == []
    (reply,) = await _answered(gathering)
    assert "How many people" in reply.html
    assert "Got it" not in reply.html


async def test_quick_messages_are_answered_once_with_all_of_them_read_back(gathering: Office) -> None:
    await _type(gathering, "sales", "200 people", "I'm the director")
    facts = {"audience": "b2b", "need": "sales", "company_size": 200, "role": "director"}
    assert await gathering.facts() == facts
    (alert,) = [each for each in await gathering.deliver() if each.chat_id == SALES]
    assert "/claim" in alert.html
    (reply,) = await _answered(gathering)
    assert reply.html.count("Got it: ") == 1
    read_back = reply.html.splitlines()[0]
    assert all(part in read_back.lower() for part in ("better sales follow-up", "200", "director"))


async def test_who_waits_longer_between_two_is_answered_twice(gathering: Office) -> None:
    await _type(gathering, "sales", "200 people", apart=2.0)
    assert len(await _answered(gathering)) == 2


async def test_a_tap_meanwhile_is_answered_at_once_and_its_reply_says_all(gathering: Office) -> None:
    await _type(gathering, "sales")
    gathering.pass_time(seconds=0.5)
    await gathering.hear(answer("company_size", "large"))
    sent = [each for each in await gathering.deliver() if each.chat_id == QUENTIN.id]
    assert isinstance(sent[0].message, AnswerTap)
    assert [
        each.html.count("Got it: better sales follow-up") for each in sent if isinstance(each.message, SendText)
    ] == [1]
    assert await _answered(gathering) == []


async def test_what_is_asked_meanwhile_is_told_at_once_and_the_question_follows(gathering: Office) -> None:
    await _type(gathering, "sales")
    await gathering.hear(Commanded("privacy", "", 1))
    (privacy,) = await gathering.deliver()
    assert "How many people" not in privacy.html
    (reply,) = await _answered(gathering)
    assert "How many people" in reply.html


@pytest.mark.parametrize("last", [Commanded("stop", "", 1), Said("stop", 77)])
async def test_whoever_stops_is_asked_nothing_more(gathering: Office, last: Any) -> None:
    await _type(gathering, "sales")
    await gathering.hear(last)
    sent = [*await gathering.deliver(), *await _answered(gathering)]
    assert all("How many people" not in each.html for each in sent)


async def test_whoever_a_rep_has_claimed_meanwhile_is_asked_nothing_more(gathering: Office) -> None:
    await _type(gathering, "sales", "200 people", "I'm the director")
    await gathering.at_desk("claim", "1")
    assert await _answered(gathering) == []


async def test_whoever_asks_to_be_forgotten_is_asked_nothing_more(gathering: Office) -> None:
    await _type(gathering, "sales")
    await gathering.hear(Commanded("forget", "", 1))
    await gathering.deliver()
    await _answered(gathering)
    assert (await gathering.chat()).lead.name == "Quentin Quist"


async def test_words_that_say_something_only_together_are_joined(gathering: Office) -> None:
    await _type(gathering, "sales", apart=2)
    await _answered(gathering)
    await _type(gathering, "between fifty", "and sixty of us")
    (reply,) = await _answered(gathering)
    assert "Sorry" not in reply.html


async def test_what_was_understood_is_read_back_though_the_last_words_were_not(gathering: Office) -> None:
    await _type(gathering, "sales", "hm hm hm")
    (reply,) = await _answered(gathering)
    assert "Got it: better sales follow-up" in reply.html
    assert "How many people" in reply.html


async def test_what_was_not_understood_is_passed_over_once_the_next_words_are(gathering: Office) -> None:
    await _type(gathering, "sales")
    await _answered(gathering)
    await _type(gathering, "hm hm hm", "200 people")
    (reply,) = await _answered(gathering)
    assert "Got it: " in reply.html
    assert "200" in reply.html
    assert "sorry" not in reply.html.lower()


async def test_five_fast_messages_rest_in_the_database_until_they_are_answered(gathering: Office) -> None:
    """A kill in between changes nothing: what waits is a row, and due."""
    await _type(gathering, "sales", "200 people", "hm hm hm", "I'm the director", "hm")
    waiting = gathering.rows("SELECT count(*) FROM outbox WHERE state = 'queued' AND chat_id = ?", QUENTIN.id)
    assert waiting == [(1,)]
    assert len(await _answered(gathering)) == 1


async def test_that_we_do_not_know_what_they_asked_is_said_though_they_go_on(gathering: Office) -> None:
    await _type(gathering, "do your parrots talk?", "sales")
    (reply,) = await _answered(gathering)
    first, *_ = reply.html.splitlines()
    assert "Got it: better sales follow-up" not in first
    assert "Got it: better sales follow-up" in reply.html


async def test_edits_are_not_held_back(gathering: Office) -> None:
    await _type(gathering, "sales")
    await _answered(gathering)
    await gathering.hear(answer("company_size", "large", message_id=gathering.newest(QUENTIN.id)))
    assert [each for each in await gathering.deliver() if isinstance(each.message, EditText)]
