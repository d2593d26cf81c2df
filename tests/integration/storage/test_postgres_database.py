"""What only PostgreSQL can do to us: other writers, connections that end, bots that want the same database."""

import asyncio
import os
import signal
from contextlib import suppress
from itertools import count
from threading import Barrier, Event
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from bot.rules.refold_all import STORED_AT_ONCE
from scoring.history import Signal
from storage import bulk, histories, inbox, leads, updates
from storage.bulk import NewStanding
from storage.errors import DatabaseFailedError, DatabaseInUseError, DatabaseOutdatedError
from storage.place import Postgres
from storage.postgres.connection import Connection, connect
from storage.postgres.database import PostgresDatabase
from storage.postgres.leader import UNANSWERED_SECONDS
from storage.postgres.pipeline import Pipeline
from storage.postgres.readers import AT_ONCE, Readers
from storage.postgres.transaction import WORTH_COPYING, PostgresTransaction
from storage.roles import Role
from storage.snapshots import snapshot
from storage.statements import Transaction
from tests.bench.both_places import counted_waits
from tests.builders import MONDAY, SOMEBODY
from tests.postgres import Server

pytestmark = pytest.mark.on_postgres


def _end_all(place: Postgres) -> None:
    """End every connection to a database but our own, as a restart of the server does; return when they have gone."""
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


async def _written(database: PostgresDatabase, number: int) -> None:
    """Write until that is possible again."""
    async with asyncio.timeout(30):
        while True:
            try:
                await database.write(lambda tx: updates.see(tx, number, MONDAY))
            except DatabaseFailedError:
                await asyncio.sleep(0.05)
            else:
                return


async def _in_its_place(place: Postgres) -> PostgresDatabase:
    """Return another leader, which was there first when all connections had ended."""
    while True:
        _end_all(place)
        with suppress(DatabaseInUseError):
            return await PostgresDatabase.open(place, Role.LEADER)


async def _write_on(leader: PostgresDatabase) -> None:
    """Write nothing in particular until that fails."""
    while True:
        await leader.write(lambda tx: None)
        await asyncio.sleep(0.01)


async def test_a_second_bot_is_refused_and_a_command_writes_beside_the_first(
    place: Postgres, leader: PostgresDatabase
) -> None:
    with pytest.raises(DatabaseInUseError, match="already in use"):
        await PostgresDatabase.open(place, Role.LEADER)
    command = await PostgresDatabase.open(place)
    assert await command.write(lambda tx: updates.see(tx, 1, MONDAY))
    assert not await leader.write(lambda tx: updates.see(tx, 1, MONDAY))
    await command.close()


async def test_the_bot_hears_at_once_what_a_command_has_touched(place: Postgres, leader: PostgresDatabase) -> None:
    heard = asyncio.Event()
    leader.when_touched(inbox.TOPIC, heard.set)
    command = await PostgresDatabase.open(place)
    await command.write(lambda tx: inbox.put(tx, 5, "{}", at=MONDAY))
    await asyncio.wait_for(heard.wait(), 10)
    await command.close()


async def test_when_all_connections_end_nothing_is_half_written_and_the_bot_goes_on_by_itself(
    place: Postgres, leader: PostgresDatabase
) -> None:
    def cut_off(tx: Transaction) -> None:
        updates.see(tx, 1, MONDAY)
        _end_all(place)
        updates.see(tx, 2, MONDAY)

    with pytest.raises(DatabaseFailedError) as failed:
        await leader.write(cut_off)
    assert "postgres:@" not in str(failed.value)
    assert leader.trouble is not None
    await _written(leader, 3)
    assert leader.trouble is None
    # By now it has noticed, if it had not before, that its place is lost, too.
    await _written(leader, 4)
    seen = await leader.write(lambda tx: [updates.see(tx, number, MONDAY) for number in (1, 2, 3)])
    assert seen == [True, True, False]


async def test_a_bot_that_lost_the_database_to_another_one_writes_nothing_any_more(
    place: Postgres, leader: PostgresDatabase
) -> None:
    other = await _in_its_place(place)
    with pytest.raises(DatabaseFailedError):
        await asyncio.wait_for(_write_on(leader), 30)
    assert await other.write(lambda tx: updates.see(tx, 1, MONDAY))
    await other.close()


async def test_a_leader_whose_connection_hangs_does_nothing_until_the_server_answers_again(
    leader: PostgresDatabase,
) -> None:
    """The session of its lock is stopped: those that write still work, and yet it must not go on beside another."""
    assert leader._ear is not None
    session, begun = leader._ear.info.backend_pid, monotonic()
    os.kill(session, signal.SIGSTOP)
    try:
        with pytest.raises(DatabaseFailedError, match="the connection that holds it against other bots was lost"):
            await asyncio.wait_for(_write_on(leader), 30)
        assert monotonic() - begun >= UNANSWERED_SECONDS
    finally:
        os.kill(session, signal.SIGCONT)
    await _written(leader, 1)


@pytest.mark.parametrize(("many", "statements"), [(WORTH_COPYING - 1, 1), (WORTH_COPYING, 0)])
async def test_many_rows_are_copied_in_and_fewer_are_sent_by_a_statement(
    leader: PostgresDatabase, many: int, statements: int
) -> None:
    prepared = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO signals%'"

    def tell(tx: Transaction) -> Any:
        lead = leads.add(tx, SOMEBODY, chat_id=None, state="{}")
        histories.add_signals(tx, lead.id, [Signal(f"{number}", MONDAY, "demo.used") for number in range(many)])
        ((found,),) = tx._connection.execute(prepared).fetchall()
        return found

    assert await leader.write(tell) == statements


async def test_two_hundred_standings_are_written_in_two_round_trips(leader: PostgresDatabase) -> None:
    standings = [NewStanding(number, "", "", 0, "", "hot", "v2", None) for number in range(STORED_AT_ONCE)]

    def store(tx: Transaction) -> int:
        with counted_waits() as waits:
            assert bulk.replace_standings(tx, standings) == []
        return len(waits)

    assert await leader.write(store) == 2


async def test_a_writer_who_waits_for_somebody_that_waits_for_them_writes_all_the_same(
    place: Postgres, leader: PostgresDatabase
) -> None:
    """Of two transactions in a deadlock PostgreSQL ends one, after a second: ours is run again, nobody hears of it."""
    ours, theirs, tries = Event(), Event(), count()

    def waits(tx: Transaction) -> int:
        tried = next(tries)
        theirs.wait(20)
        updates.see(tx, 1, MONDAY)
        ours.set()
        updates.see(tx, 2, MONDAY)
        return tried

    def wait_for_it() -> None:
        with connect(place) as connection:
            connection.execute("SET deadlock_timeout = '60s'")  # whoever looks first is ended
            pipeline = Pipeline(connection)
            pipeline.send("BEGIN")
            other = PostgresTransaction(pipeline)
            updates.see(other, 2, MONDAY)
            theirs.set()
            ours.wait(20)
            updates.see(other, 1, MONDAY)
            pipeline.ask("COMMIT")

    async with asyncio.timeout(60):
        tried, _ = await asyncio.gather(leader.write(waits), asyncio.to_thread(wait_for_it))
    assert tried > 0


async def test_a_server_that_has_become_read_only_is_at_fault_and_no_work_and_is_left_for_another(
    postgres: Server, place: Postgres
) -> None:
    """A full disk at a provider, say, or a standby by a name that led to the primary before."""
    front = await PostgresDatabase.open(place, Role.FRONT)
    await _written(front, 1)
    name = urlsplit(place.url).path.strip("/")
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    _end_all(place)
    for _ in range(3):
        with pytest.raises(DatabaseFailedError):
            await front.write(lambda tx: updates.see(tx, 2, MONDAY))
    assert "takes nothing" in await front.probe()
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = off")
    await _written(front, 3)
    assert await front.probe() == ""
    await front.close()


async def test_a_work_that_keeps_an_error_of_the_server_to_itself_is_told_that_nothing_is_written(
    leader: PostgresDatabase,
) -> None:
    def keeps_quiet(tx: Transaction) -> None:
        updates.see(tx, 1, MONDAY)
        with suppress(psycopg.IntegrityError):
            tx.change(leads._ADD_CHAT, id=5, lead_id=777)

    with pytest.raises(DatabaseFailedError):
        await leader.write(keeps_quiet)
    assert await leader.write(lambda tx: updates.see(tx, 1, MONDAY))


async def test_a_server_that_is_away_is_said_to_be_without_its_password() -> None:
    away = Postgres("postgresql://leadbot:secret@127.0.0.1:1/sales")
    with pytest.raises(DatabaseFailedError) as failed:
        await PostgresDatabase.open(away)
    assert "postgresql://127.0.0.1:1/sales" in str(failed.value)
    assert "secret" not in str(failed.value)


def test_a_database_without_tables_is_not_read(postgres: Server) -> None:
    with pytest.raises(DatabaseOutdatedError, match="run `leadbot migrate`"), snapshot(postgres.empty()):
        pass


async def test_a_pool_in_transaction_mode_is_named_as_such(place: Postgres) -> None:
    """There what one session has prepared comes to another: its names are taken already."""
    readers, all_asked = Readers(place), Barrier(AT_ONCE)

    def with_all_names(connection: Connection) -> None:
        all_asked.wait(60)
        for number in range(9):
            connection.execute(f"PREPARE s{number} AS SELECT 1".encode())

    try:
        await asyncio.gather(*(readers.ask(with_all_names) for _ in range(AT_ONCE)))
        with pytest.raises(DatabaseFailedError, match=r"a pool in transaction mode .* in session mode"):
            await readers.read(updates.last_seen_at)
    finally:
        await readers.close()
