"""Erasing a lead: afterwards nothing in the file, and nothing in the sales chat, tells of them."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.imports.import_history import Row, import_history
from bot.json_text import to_json
from bot.messages import (
    Act,
    AnswerTap,
    Blocked,
    Commanded,
    Edited,
    EditText,
    Said,
    Sender,
    SendText,
    SentOther,
    Tap,
    Tapped,
    Unblocked,
    What,
)
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import reply_about
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.sales.reply_to_prospect import tell_undelivered
from scoring.history import Signal
from storage import sending
from storage.sending import Claimed
from tests.builders import BO, CY, MONDAY, PIA, QUENTIN, SALES, Office, quentin_is_lukewarm
from tests.sales_chat import stands_as, tap_desk

FORGET = Tapped(Tap(Act.FORGET, ("yes",)), "forget", None)
TRACES = ("Quentin", "Quist", "quentin_q", str(QUENTIN.id), "Zebra", "zebra@", "spring", "references", "director")


async def _a_long_story(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.tap("timeline", "quarter")
    await office.say("Zebra Ltd")
    await office.say("ada@zebra.com")
    await office.at_desk("claim", "1")
    await office.say("do you have references for Quist?")
    await office.signal("page.viewed", {"path": "/pricing", "campaign": "Zebra"})
    poison = Poison(901, '{"text": "Zebra"}', "ValueError", chat_id=QUENTIN.id)
    await office.write(lambda tx: bury_update(tx, poison, setup=office.setup, now=office.now))
    await office.at_desk("outcome", "1 meeting")
    await office.deliver()


def _all_values(office: Office) -> list[tuple[str, str]]:
    """Return every value of every row of every table, with its table and column."""
    with closing(sqlite3.connect(office.file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = []
        for table in tables:
            rows = connection.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in rows.description]
            found += [(f"{table}.{column}", str(v)) for row in rows for column, v in zip(columns, row, strict=True)]
        return found


def _traces(office: Office) -> list[tuple[str, str]]:
    # A number counts where it stands alone: in hashes and instants it may be by chance.
    alone = [rf"(?<![0-9a-f]){trace}(?![0-9a-f])" if trace.isdigit() else trace for trace in TRACES]
    traces = re.compile("|".join(alone))
    return [(place, value) for place, value in _all_values(office) if traces.search(value)]


async def test_everything_that_names_a_lead_is_erased(office: Office) -> None:
    await _a_long_story(office)
    assert {place.split(".")[0] for place, _ in _traces(office)} >= {
        *("leads", "chats", "conversations", "facts", "signals", "outbox", "dead_updates"),
    }
    await office.hear(FORGET)
    await office.deliver()
    assert _traces(office) == []
    for table in (
        "leads",
        "chats",
        "conversations",
        "facts",
        "signals",
        "tier_changes",
        "handoffs",
        "outcomes",
        "consents",
    ):
        assert office.rows(f"SELECT count(*) FROM {table}") == [(0,)], table


async def test_what_is_being_sent_while_they_ask_to_be_forgotten_is_forgotten_too(office: Office) -> None:
    await _a_long_story(office)
    await office.hear(Commanded("start", "", 1))
    taken = await office.write(lambda tx: sending.claim(tx, range(1, 99)))
    assert taken
    await office.hear(FORGET)
    for each in taken:
        await office.write(lambda tx, n=each.id: sending.settle(tx, n, now=office.now, message_id=n))  # type: ignore[misc]
    await office.deliver()
    assert _traces(office) == []


async def test_the_cards_of_a_forgotten_lead_and_their_words_are_blanked(office: Office) -> None:
    await _a_long_story(office)
    (alert,) = office.alerts()
    quoted = [s.message_id for s in office.sent_to(SALES) if " wrote" in s.html]
    assert quoted
    seen = len(office.sent_to(SALES))
    await office.turn(FORGET)
    after = [s.message for s in office.sent_to(SALES)[seen:]]
    blanked = [message for message in after if isinstance(message, EditText)]
    assert {message.message_id for message in blanked} == {alert.message_id, *quoted}
    assert all("asked us to delete everything" in message.html and not message.keyboard for message in blanked)


async def test_what_reps_were_answered_about_them_is_blanked_too(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (card,) = office.alerts()
    await office.at_desk("why", "1", CY)
    for verb, argument, rep in (("claim", "1", BO), ("give", "1 Cy", BO), ("release", "1", CY), ("take", "1", BO)):
        await office.at_desk(verb, argument, rep)
    await tap_desk(office, "release", "1")
    await office.at_desk("claim", "1")
    await _reply(office, Said("mine", 70, card.message_id), CY)
    await office.write(lambda tx: tell_undelivered(tx, _lost(70), reason="lost", setup=office.setup, now=office.now))
    await office.at_desk("outcome", "1 lost")
    await _reply(office, Said("again", 71, card.message_id))
    await _reply(office, Said("x" * 4000, 72, card.message_id))
    await office.turn(Commanded("stop", "", 1))
    await _reply(office, Edited("once more", 71))
    for number in (73, 74):
        await _reply(office, SentOther(number, "photo", "", card.message_id, "a1"))
    shown = [each.html for each in office.sent_to(SALES) if "Quentin" in each.html]
    assert {text.partition(" ")[0] for text in shown} >= {"Not", "Sent", "Cy", "<a"}
    await office.turn(FORGET)
    assert _traces(office) == []
    stands = {stands_as(each): each.html for each in office.sent_to(SALES) if each.html}
    assert [html for html in stands.values() if "Quentin" in html] == []


async def _reply(office: Office, what: What, rep: Sender = BO) -> None:
    await office.turn(what, rep, chat_id=SALES)


def _lost(message_id: int) -> Claimed:
    """Return a reply of a rep's that did not arrive."""
    about, payload = reply_about(SALES, message_id), to_json(SendText("mine"))
    return Claimed(1, QUENTIN.id, Worth.PROMISE, "send", about, payload, 1, MONDAY)


async def test_a_card_that_was_not_sent_yet_never_is(office: Office) -> None:
    await office.hear(Commanded("human", "", 1))
    await office.hear(FORGET)
    await office.deliver()
    assert office.alerts() == []


async def test_the_forgotten_are_told_and_their_tap_is_answered(office: Office) -> None:
    await office.start("b2b")
    sent = await office.turn(FORGET)
    assert next(s.html for s in sent if isinstance(s.message, SendText)).startswith("Done.")
    assert [s for s in sent if isinstance(s.message, AnswerTap)]


async def test_whoever_comes_back_starts_afresh(office: Office) -> None:
    await _a_long_story(office)
    await office.turn(FORGET)
    (greeting,) = await office.start()
    assert "Northwind assistant" in greeting.html
    assert await office.facts() == {}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Commanded("mydata", "", 9), "We have nothing stored about you."),
        (Commanded("forget", "", 9), "We have nothing stored about you."),
        (Commanded("stop", "", 9), "All right, I won’t write to you any more. If you change your mind: /start"),
        (Commanded("privacy", "", 9), "What Northwind keeps, and why"),
        (Tapped(Tap(Act.FORGET, ("no",)), "tap", 5), "We have nothing stored about you."),
        (Edited("I'm the CEO at Zebra", 3), ""),
        (Blocked(), ""),
        (Unblocked(), ""),
    ],
)
async def test_whoever_was_forgotten_and_asks_what_is_left_is_not_stored_again(
    office: Office, what: Commanded | Tapped | Edited | Blocked | Unblocked, said: str
) -> None:
    await _a_long_story(office)
    await office.turn(FORGET)
    sent = await office.turn(what)
    assert [s.html for s in sent if isinstance(s.message, SendText) and said not in s.html] == []
    assert bool(said) == any(isinstance(s.message, SendText) for s in sent)
    assert _traces(office) == []
    assert office.rows("SELECT * FROM leads") == office.rows("SELECT * FROM outbox WHERE chat_id = 501") == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "sv"])
async def test_a_stranger_may_ask_what_is_stored_in_every_language(office: Office, language: str) -> None:
    (sent,) = await office.turn(Commanded("mydata", "", 1), replace(PIA, language=language))
    assert sent.html == office.setup.playbooks.chat[language].static("mydata.nothing")
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]


async def test_others_are_not_forgotten(office: Office) -> None:
    await _a_long_story(office)
    await office.start("b2c-summer", PIA)
    await office.tap("use", "road", PIA)
    before = await office.chat(PIA)
    messages = office.rows("SELECT count(*) FROM outbox WHERE chat_id = ?", PIA.id)
    await office.turn(FORGET)
    assert await office.chat(PIA) == before
    assert office.rows("SELECT count(*) FROM outbox WHERE chat_id = ?", PIA.id) == messages


async def test_nobody_is_forgotten_twice(office: Office) -> None:
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    told = [await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now)) for _ in "ab"]
    assert told == [True, False]


@pytest.mark.parametrize("wish", ["forget", "/forget"])
async def test_asking_to_be_forgotten_alone_erases_nothing(office: Office, wish: str) -> None:
    who = replace(QUENTIN, id=800)
    await office.start("b2b", who)
    await (office.turn(Commanded("forget", "", 1), who) if wish == "/forget" else office.say("forget me", who))
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]


async def test_the_number_of_who_was_erased_is_given_to_nobody_else(office: Office) -> None:
    """Cards, exports and what reps wrote down name leads by it."""
    await office.start("b2b")
    await office.hear(FORGET)
    await office.start("", PIA)
    pia = (await office.chat(PIA)).lead.id
    await office.write(lambda tx: forget_lead(tx, pia, setup=office.setup, now=office.now))
    row = Row(1, "crm-1", (Signal("s1", office.now, "demo.used"),))
    await office.write(lambda tx: import_history(tx, [row], at=office.now))
    assert (pia, office.rows("SELECT id FROM leads")) == (2, [(3,)])
