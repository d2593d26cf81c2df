"""Polling: whatever an update holds, those beside it are served at once, and nothing is asked for again for ever."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from typing import Any

import pytest

from bot.channels.telegram import session
from bot.channels.telegram.batches import MOST_UPDATES
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.members import Members, asking
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.session import JsonSession
from bot.in_force import InForce
from tests.builders import PIA, QUENTIN, Office
from tests.updates_server import TOKEN, UpdatesServer, listed, updates_server

Raw = dict[str, Any]
MOST_POLLS = 6


def said(number: Any, text: str = "/start b2b", who: int = QUENTIN.id, **more: Any) -> Raw:
    sender = {"id": who, "is_bot": False, "first_name": "Quentin"}
    message = {"message_id": 1, "date": 1, "chat": {"id": who, "type": "private"}, "from": sender, "text": text, **more}
    return {"update_id": number, "message": message}


@asynccontextmanager
async def polling(office: Office, server: UpdatesServer) -> AsyncIterator[Intake]:
    """Poll the server for as long as the test goes on."""
    calls, in_force = JsonSession(server.url), InForce(office.setup)
    members = Members(office.database, in_force, asking(calls, TOKEN), lambda: office.now)
    intake = Intake(office.database, in_force, lambda: office.now, members)
    task = asyncio.create_task(Polling(calls, TOKEN, intake).run(lambda: None))
    try:
        yield intake
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await calls.close()


async def until(happened: Callable[[], object], *, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110  # any condition, also of rows in the file
            await asyncio.sleep(0.01)


def served(office: Office, *people: int) -> Callable[[], bool]:
    wanted = sorted(people)
    return lambda: [chat for (chat,) in office.rows("SELECT id FROM chats ORDER BY id")] == wanted


DEEP = '{"update_id": 5, "message": ' + '{"reply_to_message":' * 60_000 + "1" + "}" * 60_001
TOO_MANY_DIGITS = '{"update_id": 5, "message": {"message_id": 1' + "0" * 5_000 + "}}"
ODD: dict[str, Any] = {
    "null": None,
    "a list": [],
    "a number": 7,
    "a text": "hello",
    "a truth": True,
    "no number": {"message": said(1)["message"]},
    "a number as text": said("5"),
    "a broken number": said(5.5),
    "a truth as number": said(True),
    "a negative number": said(-5),
    "a number beyond 63 bits": said(2**63),
    "a number beyond 53 bits": said(2**62),
    "a number far ahead": said(2**40),
    "a chat beyond 63 bits": said(5, chat={"id": 2**63, "type": "private"}),
    "a chat far below": said(5, chat={"id": -(2**63) - 1, "type": "private"}),
    "a chat as text": said(5, chat={"id": "501", "type": "private"}),
    "a sender beyond 63 bits": said(5, who=2**64, chat={"id": 501, "type": "private"}),
    "a message beyond 63 bits": said(5, message_id=2**63),
    "a moved group beyond 63 bits": said(5, migrate_to_chat_id=-(2**70)),
    "too deep": DEEP,
    "too many digits": TOO_MANY_DIGITS,
    "half a pair": '{"update_id": 5, "message": {"message_id": 1, "text": "\\ud83d", "chat": {"id": "\\ud83d"}}}',
    "not a number": '{"update_id": 5, "message": {"message_id": NaN}}',
    "a huge text in the wrong place": said(5, chat={"id": "x" * 300_000, "type": "private"}),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
async def test_those_beside_an_odd_update_are_served_and_it_is_not_asked_for_in_a_hot_loop(
    office: Office, odd: Any
) -> None:
    async with updates_server() as server:
        text = odd if isinstance(odd, str) and odd.startswith("{") else json.dumps(odd)
        server.bring(said(4), text, said(6, who=PIA.id))
        async with polling(office, server):
            await until(served(office, QUENTIN.id, PIA.id))
            polls = len(server.polls)
            await asyncio.sleep(0.4)
            assert len(server.polls) - polls <= MOST_POLLS
            # Whoever comes now waits for nothing but the pause.
            server.bring(said(7, who=777))
            await until(served(office, QUENTIN.id, PIA.id, 777), seconds=8)
            assert max(wish.get("offset", 0) for wish in server.polls) <= 8
    assert office.rows("SELECT count(*) FROM dead_updates") in ([(0,)], [(1,)])
    assert office.rows("SELECT count(*) FROM dead_updates WHERE length(raw) > 10000") == [(0,)]


async def test_more_odd_updates_than_an_answer_holds_keep_nobody_waiting(office: Office) -> None:
    async with updates_server() as server:
        server.bring(*(said(number, chat={"id": 2**63, "type": "private"}) for number in range(1, 251)), said(251))
        async with polling(office, server):
            await until(served(office, QUENTIN.id))
            await until(lambda: office.rows("SELECT count(*) FROM dead_updates") == [(250,)])


async def test_numbers_that_are_all_far_ahead_are_followed_in_the_end(office: Office) -> None:
    async with updates_server() as server:
        server.bring(said(1), *(said(2**40 + number, text="hello") for number in range(150)), said(2**40 + 150, who=7))
        async with polling(office, server):
            await until(served(office, QUENTIN.id, 7))


ANSWERS = {
    "no list": '{"ok":true,"result":{"update_id":1}}',
    "null": '{"ok":true,"result":null}',
    "a text": '{"ok":true,"result":"none"}',
    "no answer": "null",
    "a list alone": "[]",
    "too deep": '{"ok":true,"result":' + "[" * 100_000,
    "too deep in what nobody reads": '{"ok":true,"more":' + "[" * 50_000 + "]" * 50_000 + "}",
    "parameters of another shape": '{"ok":false,"error_code":"429","parameters":[5],"description":null}',
    "a wait as text": '{"ok":false,"error_code":429,"parameters":{"retry_after":"0"},"description":"wait"}',
    "a wait that is no number": '{"ok":false,"error_code":429,"parameters":{"retry_after":NaN},"description":"wait"}',
    "a wait below nothing": '{"ok":false,"error_code":429,"parameters":{"retry_after":-5},"description":"wait"}',
    "a wait as list": '{"ok":false,"error_code":429,"parameters":{"retry_after":[5]},"description":"wait"}',
    "nothing": "",
    "cut": '{"ok":true,"result":[{"update_id":1,"mess',
    "cut before the first": '{"ok":true,"result":[',
    "a page": "<html>hello</html>",
    "ok without a result": '{"ok":true}',
    "ok in words": '{"ok":"true","result":[]}',
    "two results": '{"ok":true,"result":[],"result":{}}',
    "a byte order mark": '\ufeff{"ok":true,"result":[]}',
    "a wait of no digits we know": '{"ok":false,"error_code":429,"parameters":{"retry_after":"١"}}',
    "a wait as object": '{"ok":false,"error_code":429,"parameters":{"retry_after":{}}}',
    "a code of many digits": '{"ok":false,"error_code":' + "9" * 5_000 + "}",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
async def test_an_answer_of_any_shape_is_survived_and_asked_for_again_after_a_pause(
    office: Office, answer: str
) -> None:
    async with updates_server() as server:
        server.answers = [(200, answer)]
        server.bring(said(1))
        async with polling(office, server) as intake:
            await until(served(office, QUENTIN.id))
            await until(lambda: intake.feed.failing_since is None)
            assert intake.feed.heard_at is not None


NOTHING = (200, '{"ok":true,"result":[]}')


async def test_a_server_that_never_waits_for_updates_is_not_asked_in_a_hot_loop(office: Office) -> None:
    """It answers that there is nothing as soon as it is asked: 1,000 times a second, if one let it."""
    async with updates_server() as server:
        server.answers = [NOTHING] * 100_000
        async with polling(office, server):
            await until(lambda: len(server.polls) >= 2)
            polls = len(server.polls)
            await asyncio.sleep(1)
            assert len(server.polls) - polls <= MOST_POLLS
            server.bring(said(1))
            server.answers.clear()
            await until(served(office, QUENTIN.id), seconds=4)


ENDLESS = {
    "one of many megabytes": [said(5, text="x" * 150_000)],
    "many that are too much together": [said(number, who=900, text="x" * 9_000) for number in range(5, 35)],
    "one that is cut before its text": [said(5, chat={"id": "y" * 200_000, "type": "private"})],
    "one too deep, then too much": [
        '{"update_id":5,"x":' + "[" * 5_000 + "]" * 5_000 + "}",
        said(6, text="x" * 150_000),
    ],
}


@pytest.mark.parametrize("odd", ENDLESS.values(), ids=ENDLESS.keys())
async def test_of_an_answer_too_large_the_beginning_is_read_and_those_behind_it_come_next(
    office: Office, odd: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "MAX_ANSWER_BYTES", 100_000)
    async with updates_server() as server:
        server.bring(said(4), *odd, said(50, who=PIA.id))
        async with polling(office, server):
            await until(lambda: not server.waiting)
    assert {(QUENTIN.id,), (PIA.id,)} <= set(office.rows("SELECT id FROM chats"))
    assert office.rows("SELECT count(*) FROM dead_updates WHERE length(raw) > 10000") == [(0,)]


ODD_ELEMENTS = ["null", "{}", "[[]]", '{"message":{}}', '"x"', "1" + "0" * 5_000]


@pytest.mark.parametrize("element", ODD_ELEMENTS, ids=[element[:8] for element in ODD_ELEMENTS])
async def test_of_more_updates_than_were_asked_for_no_more_are_taken(office: Office, element: str) -> None:
    async with updates_server() as server:
        texts = [json.dumps(said(1)), *[element] * 3_000]
        server.answers = [(200, listed(texts))]
        async with polling(office, server):
            await until(served(office, QUENTIN.id))
            await until(lambda: len(server.polls) > 1)
    ((kept,),) = office.rows("SELECT count(*) FROM dead_updates")
    assert kept <= MOST_UPDATES


async def test_a_wait_without_end_is_bounded(office: Office) -> None:
    async with updates_server() as server:
        server.answers = [
            (429, '{"ok":false,"error_code":429,"parameters":{"retry_after":100000},"description":"Too Many Requests"}')
        ]
        async with polling(office, server) as intake:
            await until(lambda: intake.feed.failing_since is not None)
            assert intake.feed.trouble == "Telegram does not answer; trying again."
            assert intake.feed.heard_at is None


async def test_a_webhook_that_somebody_set_is_said_to_be_one_and_deleted_again(office: Office) -> None:
    conflict = (
        '{"ok":false,"error_code":409,"description":"Conflict: can\'t use getUpdates method while webhook is active; '
        'use deleteWebhook to delete the webhook first"}'
    )
    async with updates_server() as server:
        async with polling(office, server) as intake:
            await until(lambda: intake.feed.heard_at is not None)
            server.answers = [(409, conflict)]
            await until(lambda: "webhook" in intake.feed.trouble)
            await until(lambda: intake.feed.failing_since is None)
        assert server.calls.count("deleteWebhook") == 2


@pytest.mark.parametrize(
    ("code", "description", "told"),
    [
        (401, "Unauthorized", "Telegram refuses the token"),
        (409, "Conflict: terminated by other getUpdates request", "Another process polls"),
        (500, "Internal Server Error", "Telegram does not answer"),
    ],
)
async def test_what_is_in_the_way_is_told_in_its_own_sentence(
    office: Office, code: int, description: str, told: str
) -> None:
    async with updates_server() as server:
        server.answers = [(code, json.dumps({"ok": False, "error_code": code, "description": description}))]
        async with polling(office, server) as intake:
            await until(lambda: intake.feed.failing_since is not None)
            assert told in intake.feed.trouble
            await until(lambda: intake.feed.failing_since is None)


async def test_an_update_is_confirmed_only_after_it_is_stored(office: Office) -> None:
    """Held against the order of two lines: with the offset moved first, what the disk refused would be gone."""
    await office.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    async with updates_server() as server:
        with closing(sqlite3.connect(office.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            server.bring(said(1))
            async with polling(office, server) as intake:
                await until(lambda: intake.feed.failing_since is not None)
                other.execute("ROLLBACK")
                await until(served(office, QUENTIN.id))
                await until(lambda: not server.waiting)
    assert [wish.get("offset") for wish in server.polls][:2] == [None, None]
