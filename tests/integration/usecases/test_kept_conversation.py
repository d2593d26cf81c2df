"""The conversation is kept as it was: both sides, taps, questions shown, reps, nudges; for a time, and in order."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.messages import Act, Commanded, Edited, Said, SendText, SharedContact, Tap, Tapped
from bot.usecases.delivery.leave_out import leave_out
from storage import messages
from storage.columns import EPOCH
from storage.messages import Said as Kept
from tests.builders import BO, MONDAY, PIA, QUENTIN, SALES, Office, quentin_is_lukewarm, timekeeper_of


async def _kept(office: Office, limit: int = 200) -> list[Kept]:
    lead = (await office.chat()).lead.id
    return await office.write(lambda tx: messages.page_after(tx, lead, limit=limit))


def _told(kept: list[Kept]) -> list[tuple[str, str, str]]:
    return [(each.who, each.kind, each.text) for each in kept]


async def test_both_sides_of_a_conversation_are_kept_in_order(office: Office) -> None:
    await office.start("b2b-spring")
    await office.tap("need", "sales")
    await office.say("we are 200 people")
    kept = await _kept(office)
    assert [(each.who, each.kind, each.field) for each in kept[:4]] == [
        ("prospect", "command", None),
        ("bot", "question", "need"),
        ("prospect", "tap", "need"),
        ("bot", "question", kept[3].field),
    ]
    assert kept[0].text == "/start b2b-spring"
    assert "What would help you most?" in kept[1].text
    assert kept[2].text == "Better sales follow-up"
    assert ("prospect", "text", "we are 200 people") in _told(kept)
    assert "<" not in "".join(each.text for each in kept)


async def test_words_from_before_they_agreed_are_kept_with_their_consent_and_not_without(office: Office) -> None:
    await office.say("we need more leads, ada@acme.com")
    assert ("prospect", "text", "") in _told(await _kept(office))
    assert not any("acme" in text for _, _, text in _told(await _kept(office)))
    await office.tap("audience", "b2b")
    await office.tap("role", "director")
    assert [text for who, _, text in _told(await _kept(office)) if who == "prospect" and "acme" in text] == [
        "we need more leads, ada@acme.com"
    ]


async def test_nothing_is_kept_of_what_is_written_after_a_refusal(office: Office) -> None:
    await office.start("b2b")
    await office.say("no data please, I don't agree")
    await office.say("my secret is 12345")
    assert not any("secret" in text for _, _, text in _told(await _kept(office)))


async def test_words_behind_a_command_are_no_exception(office: Office) -> None:
    """Only what a link brings along is kept before they agree: it is no word of theirs."""
    await office.turn(Commanded("start", "spring", 1))
    await office.turn(Commanded("menu", "I'm Ada of Acme", 2))
    told = [text for who, _, text in _told(await _kept(office)) if who == "prospect"]
    assert told == ["/start spring", "/menu"]


async def test_what_a_person_was_called_for_is_kept(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    await office.say("it's about the invoice of May")
    assert ("prospect", "text", "it's about the invoice of May") in _told(await _kept(office))


async def test_a_reps_reply_and_its_change_are_kept_with_their_name(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (alert,) = office.alerts()
    await office.hear(Said("Hi Quentim", 5, alert.message_id), BO, chat_id=SALES)
    await office.hear(Edited("Hi Quentin", 5), BO, chat_id=SALES)
    last = (await _kept(office))[-2:]
    assert [(each.who, each.kind, each.text, each.rep) for each in last] == [
        ("rep", "text", "Hi Quentim", BO.full_name),
        ("rep", "edit", "Hi Quentin", BO.full_name),
    ]


@pytest.mark.parametrize(
    ("what", "kind", "text"),
    [
        (Edited("300 people", 7), "edit", "300 people"),
        (Commanded("privacy", "", 7), "command", "/privacy"),
        (SharedContact("+46701234567", own=True, message_id=7), "contact", "+46701234567"),
        (Tapped(Tap(Act.HUMAN), "t", None), "tap", "Talk to a person"),
        (Tapped(Tap(Act.CONTENT, ("pricing",)), "t", None), "tap", "Prices"),
        (Tapped(Tap(Act.LANGUAGE, ("fr",)), "t", None), "tap", "Français"),
        (Tapped(Tap(Act.SKIP, ("timeline",)), "t", None), "tap", "Skip"),
        (Tapped(Tap(Act.VALUE, ("budget", "6000")), "t", None), "tap", "about €6,000 a year"),
        (Tapped(Tap(Act.ANSWER, ("gone", "long ago")), "t", None), "tap", ""),
        (Tapped(None, "t", None), "tap", ""),
    ],
)
async def test_whatever_they_do_is_kept_as_what_it_was(office: Office, what: object, kind: str, text: str) -> None:
    await quentin_is_lukewarm(office)
    before = len(await _kept(office))
    await office.turn(what)  # type: ignore[arg-type]
    told = (await _kept(office))[before]
    assert (told.who, told.kind, told.text) == ("prospect", kind, text)


async def test_a_nudge_is_kept_once_it_has_arrived(office: Office) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    office.pass_time(hours=21)
    await timekeeper_of(office).tick()
    before = len(await _kept(office))
    await office.deliver()
    (nudge,) = (await _kept(office))[before:]
    assert (nudge.who, nudge.at) == ("bot", office.now)


async def test_a_question_that_more_words_came_before_was_never_shown(office: Office) -> None:
    office.setup = replace(office.setup, gathers_for=timedelta(seconds=2))
    await office.start("b2b")
    await office.tap("need", "sales")
    for text in ("200 people", "I am the director"):
        await office.hear(Said(text, 7))
        office.pass_time(seconds=1)
    office.pass_time(seconds=5)
    await office.deliver()
    shown = [each for each in office.sent_to(QUENTIN.id) if isinstance(each.message, SendText)]
    kept = [each for each in await _kept(office) if each.who == "bot"]
    assert len(kept) == len(shown)
    assert kept[-1].at > MONDAY


async def test_a_long_conversation_is_read_page_by_page_from_either_end(office: Office) -> None:
    await quentin_is_lukewarm(office)
    lead = (await office.chat()).lead.id
    every = await _kept(office)
    forth: list[Kept] = []
    back: list[Kept] = []
    for _ in every:
        after, before = (forth[-1].place, back[0].place) if forth else (messages.FIRST, messages.LAST)
        forth += await office.write(partial(messages.page_after, lead_id=lead, after=after, limit=3))
        back = [*await office.write(partial(messages.page_before, lead_id=lead, before=before, limit=3)), *back]
    assert forth == back == every


async def test_what_is_older_than_the_business_keeps_conversations_goes(office: Office) -> None:
    business = replace(office.setup.playbooks.business, keep_conversations=timedelta(days=3))
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, business=business))
    await office.start("b2b")
    keeper, kept = timekeeper_of(office), []
    await keeper.tick()
    for _ in range(4):
        office.pass_time(days=1)
        await office.start("b2c", PIA)
        await keeper.tick()
        ((first,),) = office.rows("SELECT min(at) FROM messages")
        kept.append(office.now - (EPOCH + timedelta(microseconds=first)))
    assert kept == [timedelta(days=days) for days in (1, 2, 3, 3)]


async def test_forget_leaves_nothing_of_it(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    assert office.rows("SELECT count(*) FROM messages") == [(0,)]


async def test_what_is_left_out_because_somebody_writes_too_fast_was_not_said(office: Office) -> None:
    await office.start("b2b-spring")
    for words in ("mumble", "mumble mumble"):
        await office.hear(Said(words, 10_000 + office.updates))
        office.pass_time(seconds=1)
    waiting = [number for (number,) in office.rows("SELECT id FROM outbox WHERE state = 'queued' ORDER BY id")]
    kept = _told(await _kept(office))
    assert len(waiting) == 2
    await office.write(lambda tx: leave_out(tx, waiting[:1], now=office.now))
    left = _told(await _kept(office))
    first = next(at for at, each in enumerate(kept) if each[2] == "mumble") + 1
    assert kept[first][0] == "bot"
    assert left == [*kept[:first], *kept[first + 1 :]], "what the prospect wrote and all else stays"
    assert len([sent for sent in await office.deliver() if sent.chat_id == QUENTIN.id]) == 1
