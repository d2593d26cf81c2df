"""Words that need time to be understood wait in the inbox: in order, durably, and nobody else waits for them."""

import asyncio
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Act, Blocked, Commanded, Said, Tap, Tapped
from bot.understanding.interpretation import Answer, Interpretation, Source
from bot.understanding.interpreter import Typed
from bot.usecases.leads.forget_lead import forget_lead
from storage import inbox
from storage.sqlite.database import Database
from tests.builders import PIA, QUENTIN, Office, answer, new_database, shipped
from tests.integration.workers.interpreter_at_work import Phrasebook, answers, interpreting, until, waiting

RINGING, BUS, SNOW = "the phones ring off the hook", "enough to fill a bus", "when the snow melts"
MEANINGS = {RINGING: answers(need="sales"), BUS: answers(company_size="medium"), SNOW: answers(timeline="quarter")}


def _book(*closed: str, **more: Any) -> Phrasebook:
    meanings = {text: tuple(_with_value(each) for each in found) for text, found in MEANINGS.items()}
    return Phrasebook(meanings, {text: threading.Event() for text in closed}, **more)


def _with_value(found: Answer) -> Answer:
    question = shipped().audiences["b2b"].script.question(found.field)
    assert question is not None
    return Answer(found.field, question.value_of(str(found.value)), sure=False, by=Source.ENCODER)


async def _type(office: Office, *texts: str, who: Any = QUENTIN) -> None:
    for text in texts:
        await office.hear(Said(text, 10_000 + office.updates), who)


async def test_words_in_doubt_wait_for_the_interpreter_and_what_it_says_is_read_back(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        before = await office.chat()
        await _type(office, RINGING)
        await until(lambda: book.words == [RINGING])
        assert await office.chat() == before
        assert await office.deliver() == []
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    (reply,) = await office.deliver()
    assert "Got it: better sales follow-up" in reply.html
    assert await office.facts() == {"audience": "b2b", "need": "sales"}


@pytest.mark.parametrize(
    ("locale", "story"),
    [
        ("en", "a team of 12 that we want more leads for"),
        ("sv", "ett gäng på 12 personer som vill ha fler leads"),
    ],
)
async def test_whoever_tells_all_at_once_reads_in_one_line_what_was_understood(
    office: Office, locale: str, story: str
) -> None:
    """For whom it is agrees to the rest being kept, which is heard after that."""
    who = replace(QUENTIN, language=locale)
    await office.start(who=who)
    async with interpreting(office, Phrasebook({story: answers(audience="b2b")})):
        await _type(office, story, who=who)
        await until(lambda: not waiting(office))
    assert (await office.facts()).items() >= {"audience": "b2b", "company_size": 12}.items()
    lines = "\n".join(sent.html for sent in await office.deliver()).split("\n")
    (line,) = [line for line in lines if line.startswith(("Got it", "Då noterar jag"))]
    assert "12" in line


@pytest.mark.sqlite_only
async def test_what_rules_understand_never_waits(office: Office) -> None:
    book = _book()
    async with interpreting(office, book):
        await office.start("b2b-spring")
        await _type(office, "sales", "200 people", "can somebody call me?")
        await office.tap("role", "director")
        assert office.rows("SELECT * FROM inbox") == []
        assert (office.rows("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'"), book.words) == ([], [])
    assert book.asked == []


async def test_whoever_writes_for_the_first_time_is_no_lead_before_they_were_understood(office: Office) -> None:
    book = _book(RINGING)
    async with interpreting(office, book):
        await _type(office, RINGING)
        await until(lambda: book.words == [RINGING])
        assert office.rows("SELECT count(*) FROM leads") == [(0,)]
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]


async def test_what_a_chat_does_meanwhile_waits_in_its_order(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING)
        await office.hear(answer("company_size", "large"))
        await office.hear(Commanded("human", "", 3))
        await _type(office, "we want references first")
        await until(lambda: book.words == [RINGING])
        assert waiting(office) == 4
        assert await office.facts() == {"audience": "b2b"}
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert (await office.facts()).items() >= {"need": "sales", "company_size": 500}.items()
    ids = [
        number
        for (number,) in office.rows("SELECT id FROM facts WHERE field IN ('need', 'company_size') ORDER BY at, id")
    ]
    assert ids == sorted(ids)
    assert any("Talk to" in sent.html or "call" in sent.html or sent.html for sent in await office.deliver())


async def test_other_chats_never_wait(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING)
        await until(lambda: book.words == [RINGING])
        assert await office.start("b2b", PIA) != []
        await _type(office, BUS, who=PIA)
        await until(lambda: waiting(office) == 1)
        assert await office.tap("need", "leads", PIA) != []
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))


async def test_each_is_understood_in_the_conversation_as_it_is_when_its_turn_comes(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING, BUS)
        await until(lambda: book.words == [RINGING])
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert [(typed.text, typed.asked) for typed in book.asked] == [(RINGING, "need"), (BUS, "company_size")]
    assert await office.facts() == {"audience": "b2b", "need": "sales", "company_size": 100}


async def test_the_same_update_again_changes_nothing(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        assert await office.hear(Said(RINGING, 7), update_id=70)
        assert not await office.hear(Said(RINGING, 7), update_id=70)
        assert waiting(office) == 1
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
        assert not await office.hear(Said(RINGING, 7), update_id=70)
    assert book.words == [RINGING]


class _Broken:
    """Answers, but not as one should."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def interpret(self, typed: Typed) -> Interpretation:
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer  # type: ignore[no-any-return]


def _says(*found: Answer) -> Interpretation:
    return Interpretation(found, None, question=False)


@pytest.mark.parametrize("answer", [ValueError("no"), SystemExit(1), None, "sales", {"need": "sales"}])
async def test_where_the_interpreter_fails_the_turn_goes_on_by_rules(office: Office, answer: Any) -> None:
    await office.start("b2b-spring")
    async with interpreting(office, _Broken(answer)):
        await _type(office, RINGING)
        await until(lambda: not waiting(office))
    assert await office.facts() == {"audience": "b2b", "need": RINGING}
    assert len(await office.deliver()) == 1


@pytest.mark.parametrize(
    "lie",
    [
        Answer("need", "world peace", sure=True, by=Source.MODEL),
        Answer("shoe_size", "43", sure=True, by=Source.MODEL),
        Answer("email", "ceo@acme.com", sure=True, by=Source.MODEL),
        Answer("budget", float("nan"), sure=True, by=Source.MODEL),
        Answer("budget", -5, sure=True, by=Source.MODEL),
        Answer("budget", "a lot", sure=True, by=Source.MODEL),
        Answer("company", "Contoso", sure=True, by=Source.MODEL),
        Answer("company", "x" * 500, sure=True, by=Source.MODEL),
    ],
)
async def test_what_cannot_be_an_answer_is_none_whoever_says_so(office: Office, lie: Answer) -> None:
    await office.start("b2b-spring")
    true = Answer("company_size", 100, sure=True, by=Source.MODEL)
    async with interpreting(office, _Broken(_says(lie, true))):
        await _type(office, RINGING)
        await until(lambda: not waiting(office))
    assert await office.facts() == {"audience": "b2b", "company_size": 100}
    (reply,) = await office.deliver()
    assert "Got it" in reply.html


async def test_past_its_time_limit_nobody_waits_for_an_interpretation(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book, within_seconds=0.1):
        await _type(office, RINGING)
        await until(lambda: not waiting(office))
        assert await office.facts() == {"audience": "b2b", "need": RINGING}
        book.closed[RINGING].set()


async def test_where_no_thread_has_come_back_nobody_waits_for_one(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book, within_seconds=1, at_once=1):
        await _type(office, RINGING)
        await until(lambda: not waiting(office))
        await _type(office, BUS)
        await until(lambda: not waiting(office), seconds=0.8)
        assert book.words == [RINGING]
        book.closed[RINGING].set()
        await _type(office, SNOW)
        await until(lambda: not waiting(office))


async def test_what_cannot_be_handled_is_kept_and_its_chat_goes_on(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING)
        await office.hear(answer("company_size", "large"))
        await until(lambda: book.words == [RINGING])
        await office.write(lambda tx: tx._connection.execute("UPDATE inbox SET payload = 'torn' WHERE id = 1"))
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert office.rows("SELECT raw, chat_id FROM dead_updates") == [("torn", QUENTIN.id)]
    assert (await office.facts())["company_size"] == 500
    assert any("something went wrong" in sent.html for sent in await office.deliver())


@pytest.mark.sqlite_only
async def test_a_full_disk_delays_what_waits_and_loses_nothing(office: Office) -> None:
    failing = "CREATE TRIGGER failing BEFORE INSERT ON facts BEGIN INSERT INTO no_room VALUES (1); END"
    book = _book(RINGING)
    await office.start("b2b-spring")
    await office.write(lambda tx: tx._connection.execute(failing))
    async with interpreting(office, book):
        await _type(office, RINGING)
        await until(lambda: book.words == [RINGING])
        book.closed[RINGING].set()
        await until(lambda: len(book.words) == 2)
        assert waiting(office) == 1
        await office.write(lambda tx: tx._connection.execute("DROP TRIGGER failing"))
        await until(lambda: not waiting(office))
    assert await office.facts() == {"audience": "b2b", "need": "sales"}
    assert office.rows("SELECT count(*) FROM dead_updates") == [(0,)]


async def test_whoever_is_erased_while_they_wait_is_gone_with_their_words(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING, "more of it")
        await until(lambda: book.words == [RINGING])
        lead_id = (await office.chat()).lead.id
        await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now))
        assert waiting(office) == 0
        book.closed[RINGING].set()
        await _type(office, "sales")
    assert office.rows("SELECT count(*) FROM facts") == [(0,)]


async def test_what_comes_after_a_wish_to_be_forgotten_is_heard_as_of_somebody_new(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING)
        await office.hear(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
        await office.hear(Commanded("start", "b2c", 9))
        await until(lambda: book.words == [RINGING])
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert await office.facts() == {"audience": "b2c"}
    assert RINGING not in str(office.rows("SELECT * FROM facts"))


async def test_whoever_blocks_the_bot_while_they_wait_is_sent_nothing(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING)
        await office.hear(Blocked())
        await until(lambda: book.words == [RINGING])
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert await office.deliver() == []
    assert (await office.chat()).blocked_at is not None


async def test_what_two_starts_found_waiting_is_handled_without_asking(office: Office) -> None:
    """Perhaps asking is what ends the bot each time."""
    await office.start("b2b-spring")
    for _ in range(2):
        book = _book(RINGING)
        async with interpreting(office, book):
            if not waiting(office):
                await _type(office, RINGING)
            await until(lambda: book.words == [RINGING])  # noqa: B023
        book.closed[RINGING].set()
    assert waiting(office) == 1
    last = _book()
    async with interpreting(office, last):
        await until(lambda: not waiting(office))
    assert last.asked == []
    assert await office.facts() == {"audience": "b2b", "need": RINGING}


async def test_without_an_interpreter_what_still_waits_is_handled_by_rules(office: Office) -> None:
    await office.start("b2b-spring")
    book = _book(RINGING)
    async with interpreting(office, book):
        await _type(office, RINGING, "200")
        await until(lambda: book.words == [RINGING])
    book.closed[RINGING].set()
    async with interpreting(office, None):
        await until(lambda: not waiting(office))
    assert await office.facts() == {"audience": "b2b", "need": RINGING, "company_size": 200}


def _served_until_killed(path: Path) -> None:
    """Serve as a process of its own, and kill it while it waits for an interpretation, with more behind."""
    program = [sys.executable, "-m", "tests.integration.workers.interpreter_at_work", str(path), RINGING]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        told = {killed.stdout.readline().strip() for _ in range(2)}
        killed.kill()
    assert told == {RINGING, "written"}


async def test_a_kill_in_the_midst_of_an_interpretation_loses_nothing_and_changes_no_order(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    await asyncio.to_thread(_served_until_killed, path)
    database = await Database.open(path)
    try:
        office, book = Office(database, updates=100), _book()
        async with interpreting(office, book):
            await office.hear(answer("role", "director"))
            await until(lambda: not waiting(office))
        assert book.words == [RINGING]
        facts = {"audience": "b2b", "need": "sales", "company_size": 200, "role": "director"}
        assert await office.facts() == facts
        assert office.rows("SELECT count(*) FROM dead_updates") == [(0,)]
    finally:
        await database.close()


async def test_how_many_wait_and_since_when_can_be_asked(office: Office) -> None:
    book = _book(RINGING)
    await office.start("b2b-spring")
    async with interpreting(office, book):
        await _type(office, RINGING, "200")
        assert await office.database.read(inbox.count) == 2
        assert await office.database.read(inbox.oldest_at) == office.now
        book.closed[RINGING].set()
        await until(lambda: not waiting(office))
    assert await office.database.read(inbox.oldest_at) is None
