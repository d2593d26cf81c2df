"""Telegram's raw updates: each is understood on its own, committed before it is acknowledged, and never lost."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.channels.telegram.intake import MAX_KEPT_CHARS, Intake
from bot.in_force import InForce
from bot.messages import SendFile
from storage.errors import DatabaseFailedError
from storage.updates import MOST_BURIED
from tests.builders import QUENTIN, SALES, Office

Raw = dict[str, Any]
FROM = {"id": QUENTIN.id, "is_bot": False, "first_name": "Quentin", "language_code": "en"}
CHAT = {"id": QUENTIN.id, "type": "private"}
GROUP = {"id": SALES, "type": "supergroup", "title": "Sales"}


def _message(number: int, text: str | None = "hello", **more: Any) -> Raw:
    body: Raw = {"message_id": number, "date": 1772442000, "chat": CHAT, "from": FROM, **more}
    return {"update_id": number, "message": body | ({"text": text} if text is not None else {})}


def _tap(number: int, data: str) -> Raw:
    shown = {"message_id": 5, "date": 1772442000, "chat": CHAT, "text": "?"}
    query = {"id": f"q{number}", "from": FROM, "chat_instance": "1", "data": data, "message": shown}
    return {"update_id": number, "callback_query": query}


def _intake(office: Office) -> Intake:
    return Intake(office.database, InForce(office.setup), lambda: office.now)


async def test_a_batch_is_one_commit(office: Office) -> None:
    before = office.database.counters.groups
    await _intake(office).receive([_message(1, "/start b2b-spring"), _tap(2, "answer:need:sales"), _message(3, "200")])
    assert office.database.counters.groups - before == 1
    assert await office.facts() == {"audience": "b2b", "need": "sales", "company_size": 200}


@pytest.mark.parametrize(
    "poison",
    [
        {"update_id": 2, "message": {"message_id": 2}},
        {"update_id": 2, "message": "a letter"},
        {"update_id": 2, "message": {"message_id": "x", "chat": CHAT, "from": FROM, "date": "noon"}},
        {"update_id": 2, "callback_query": {"id": 7}},
        {"update_id": 2, "message": {"chat": {"id": "me", "type": "private"}, "from": None, "text": 5}},
    ],
)
async def test_an_update_that_cannot_be_parsed_does_not_block_those_around_it(office: Office, poison: Raw) -> None:
    await _intake(office).receive([_message(1, "/start b2b"), poison, _tap(3, "answer:need:sales")])
    assert (await office.facts())["need"] == "sales"
    assert office.rows("SELECT id FROM dead_updates") == [(2,)]
    assert office.rows("SELECT id FROM seen_updates ORDER BY id") == [(1,), (2,), (3,)]


async def test_an_update_that_cannot_be_handled_is_kept_and_its_prospect_is_told(office: Office) -> None:
    intake = _intake(office)
    await intake.receive([_message(1, "/start b2b")])
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET facts = 'damaged'"))
    await office.deliver()
    await intake.receive([_tap(2, "answer:need:sales")])
    (sorry,) = await office.deliver()
    assert "something went wrong" in sorry.html
    ((raw, error),) = office.rows("SELECT raw, error FROM dead_updates")
    assert "answer:need:sales" in raw
    assert "Error" in error
    assert "need" not in error


async def test_a_damaged_standing_is_folded_anew_and_nobody_notices(office: Office) -> None:
    intake = _intake(office)
    await intake.receive([_message(1, "/start b2b")])
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET standing = 'damaged'"))
    await intake.receive([_tap(2, "answer:need:sales")])
    assert (await office.facts())["need"] == "sales"
    assert office.rows("SELECT count(*) FROM dead_updates") == [(0,)]
    assert office.rows("SELECT count(*) FROM leads WHERE standing = 'damaged'") == [(0,)]


async def test_an_update_that_says_nothing_to_us_is_passed_over(office: Office) -> None:
    await _intake(office).receive([{"update_id": 1}, {"update_id": 2, "of_a_kind_to_come": {}}])
    assert office.rows("SELECT count(*) FROM dead_updates") == [(0,)]


async def test_the_same_batch_again_changes_nothing(office: Office) -> None:
    intake, batch = _intake(office), [_message(1, "/start b2b"), _tap(2, "answer:need:sales")]
    await intake.receive(batch)
    before = office.rows("SELECT count(*) FROM outbox")
    await intake.receive(batch)
    assert office.rows("SELECT count(*) FROM outbox") == before


async def test_surrogates_and_control_characters_never_reach_the_database(office: Office) -> None:
    await _intake(office).receive([_message(1, "/start b2b"), _message(2, "we sell \u202eboats\x00 and more\ud83d")])
    assert (await office.facts())["need"] == "we sell boats and more"


async def test_the_group_that_became_a_supergroup_is_the_sales_chat_as_before(office: Office) -> None:
    intake = _intake(office)
    moved = _message(1, None, chat={"id": SALES, "type": "group", "title": "Sales"}, migrate_to_chat_id=-1009)
    await intake.receive([_message(2, "/human"), moved])
    claim = _message(3, "/claim 1", chat={"id": -1009, "type": "supergroup", "title": "Sales"})
    await intake.receive([claim])
    assert office.rows("SELECT claimed_by FROM handoffs") == [(QUENTIN.id,)]
    assert office.rows("SELECT new_id FROM moved_chats") == [(-1009,)]


async def test_a_database_that_cannot_be_written_is_seen_by_the_caller_so_that_nothing_is_acknowledged(
    office: Office,
) -> None:
    await office.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(office.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseFailedError, match="locked"):
            await _intake(office).receive([_message(1, "/start b2b")])
        other.execute("ROLLBACK")
    await _intake(office).receive([_message(1, "/start b2b")])
    assert (await office.chat()).lead.audience == "b2b"


def _spoilt(number: int) -> Raw:
    return {"update_id": number, "message": {"message_id": "x" * 20_000, "chat": CHAT, "from": FROM}}


async def test_of_updates_that_cannot_be_handled_the_newest_thousand_are_kept_each_cut(office: Office) -> None:
    for first in range(1, 1_101, 100):
        await _intake(office).receive([_spoilt(number) for number in range(first, first + 100)])
        office.pass_time(seconds=1)
    found = "SELECT count(*), min(id), max(id), max(length(raw)) FROM dead_updates"
    assert office.rows(found) == [(MOST_BURIED, 101, 1_100, MAX_KEPT_CHARS)]


async def test_of_many_such_updates_their_prospect_is_told_once_a_minute(office: Office) -> None:
    await _intake(office).receive([_spoilt(number) for number in range(1, 21)])
    assert len(await office.deliver()) == 1
    office.pass_time(seconds=30)
    await _intake(office).receive([_spoilt(21)])
    assert await office.deliver() == []
    office.pass_time(minutes=1)
    await _intake(office).receive([_spoilt(22)])
    assert len(await office.deliver()) == 1


async def test_what_was_kept_in_part_is_in_the_file_that_a_person_is_given(office: Office) -> None:
    intake = _intake(office)
    await intake.receive([_message(1, "/start b2b"), _spoilt(2)])
    await intake.receive([_message(3, "/mydata")])
    (file,) = [sent.message for sent in await office.deliver() if isinstance(sent.message, SendFile)]
    assert "xxxxxxxxxx" in file.content


async def test_an_update_that_cannot_even_be_kept_is_passed_over(office: Office) -> None:
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON dead_updates BEGIN SELECT RAISE(ABORT, 'refused'); END"
    await office.write(lambda tx: tx._connection.execute(refuse))
    await _intake(office).receive([_message(1, "/start b2b"), _spoilt(2), _tap(3, "answer:need:sales")])
    assert (await office.facts())["need"] == "sales"
    assert office.rows("SELECT count(*) FROM dead_updates") == [(0,)]


async def test_only_the_sales_groups_own_move_is_remembered(office: Office) -> None:
    moved = [_message(n, None, chat={"id": -n, "type": "group"}, migrate_to_chat_id=-1000 - n) for n in range(1, 40)]
    intake = _intake(office)
    await intake.receive(moved)
    assert office.rows("SELECT count(*) FROM moved_chats") == [(0,)]
    assert intake.in_force.moved == {}


async def _fails_at(office: Office, table: str) -> None:
    """Let the database fail where something is put into one table, as on a disk that is just full."""
    failing = f"CREATE TRIGGER failing BEFORE INSERT ON {table} BEGIN INSERT INTO no_room VALUES (1); END"
    await office.write(lambda tx: tx._connection.execute(failing))


@pytest.mark.parametrize("table", ["leads", "chats", "outbox", "seen_updates"])
async def test_what_the_disk_refused_is_not_kept_as_odd_though_there_is_room_for_that(
    office: Office, table: str
) -> None:
    """Nothing is wrong with it: acknowledged as odd, its words would be lost."""
    await _fails_at(office, table)
    with pytest.raises(DatabaseFailedError):
        await _intake(office).receive([_message(1, "/start b2b")])
    assert office.rows("SELECT count(*) FROM dead_updates") == [(0,)]
    await office.write(lambda tx: tx._connection.execute("DROP TRIGGER failing"))
    await _intake(office).receive([_message(1, "/start b2b")])
    assert (await office.chat()).lead.audience == "b2b"


@pytest.mark.parametrize("batch", [[_spoilt(1)], [_message(2, "/start b2b"), _spoilt(3)], [_spoilt(4), _spoilt(5)]])
async def test_an_odd_update_is_acknowledged_only_after_it_is_kept(office: Office, batch: list[Raw]) -> None:
    await _fails_at(office, "dead_updates")
    with pytest.raises(DatabaseFailedError):
        await _intake(office).receive(batch)
    await office.write(lambda tx: tx._connection.execute("DROP TRIGGER failing"))
    await _intake(office).receive(batch)
    odd = sum("x" * 9 in str(raw) for raw in batch)
    assert office.rows("SELECT count(*) FROM dead_updates") == [(odd,)]
