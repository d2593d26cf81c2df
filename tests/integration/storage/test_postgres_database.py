"""What only PostgreSQL can do to us: other writers, connections that end, bots that want the same database."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest

from storage import inbox, updates
from storage.errors import DatabaseFailedError, DatabaseInUseError, DatabaseOutdatedError
from storage.place import Postgres
from storage.postgres.database import PostgresDatabase
from storage.snapshots import snapshot
from storage.statements import Transaction
from tests.builders import MONDAY
from tests.postgres import Server


@pytest.fixture
def place(postgres: Server) -> Postgres:
    return postgres.migrated()


@pytest.fixture
async def database(place: Postgres) -> AsyncIterator[PostgresDatabase]:
    opened = await PostgresDatabase.open(place, is_bot=True)
    yield opened
    await opened.close()


def _end_all(place: Postgres) -> None:
    """End every connection to a database but our own, as a restart of the server does."""
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
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


async def _write_on(database: PostgresDatabase) -> None:
    """Write nothing in particular until that fails."""
    while True:
        await database.write(lambda tx: None)
        await asyncio.sleep(0.01)


async def test_a_second_bot_is_refused_and_a_command_writes_beside_the_first(
    place: Postgres, database: PostgresDatabase
) -> None:
    with pytest.raises(DatabaseInUseError, match="already in use"):
        await PostgresDatabase.open(place, is_bot=True)
    command = await PostgresDatabase.open(place)
    assert await command.write(lambda tx: updates.see(tx, 1, MONDAY))
    assert not await database.write(lambda tx: updates.see(tx, 1, MONDAY))
    await command.close()


async def test_the_bot_hears_at_once_what_a_command_has_touched(place: Postgres, database: PostgresDatabase) -> None:
    heard = asyncio.Event()
    database.when_touched(inbox.TOPIC, heard.set)
    command = await PostgresDatabase.open(place)
    await command.write(lambda tx: inbox.put(tx, 5, "{}", at=MONDAY))
    await asyncio.wait_for(heard.wait(), 10)
    await command.close()


async def test_when_all_connections_end_nothing_is_half_written_and_the_bot_goes_on_by_itself(
    place: Postgres, database: PostgresDatabase
) -> None:
    def cut_off(tx: Transaction) -> None:
        updates.see(tx, 1, MONDAY)
        _end_all(place)
        updates.see(tx, 2, MONDAY)

    with pytest.raises(DatabaseFailedError) as failed:
        await database.write(cut_off)
    assert "postgres:@" not in str(failed.value)
    assert database.trouble is not None
    await _written(database, 3)
    assert database.trouble is None
    seen = await database.write(lambda tx: [updates.see(tx, number, MONDAY) for number in (1, 2, 3)])
    assert seen == [True, True, False]


async def test_a_bot_that_lost_the_database_to_another_one_writes_nothing_any_more(
    place: Postgres, database: PostgresDatabase
) -> None:
    _end_all(place)
    other = await PostgresDatabase.open(place, is_bot=True)
    with pytest.raises(DatabaseFailedError):
        await asyncio.wait_for(_write_on(database), 30)
    assert await other.write(lambda tx: updates.see(tx, 1, MONDAY))
    await other.close()


async def test_two_writers_who_wait_for_each_other_both_write(place: Postgres, database: PostgresDatabase) -> None:
    """Of two transactions in a deadlock PostgreSQL ends one, after a second: it is run again, nobody hears of it."""
    first, second = 10, 20
    async with asyncio.timeout(60):
        other = await PostgresDatabase.open(place)

        def crossing(one: int, then: int, tx: Transaction) -> bool:
            new = updates.see(tx, one, MONDAY)
            tx._connection.execute("SELECT pg_sleep(0.3)")
            return updates.see(tx, then, MONDAY) and new

        results = await asyncio.gather(
            database.write(lambda tx: crossing(first, second, tx)), other.write(lambda tx: crossing(second, first, tx))
        )
        await other.close()
    assert sorted(results) == [False, True]


async def test_a_server_that_is_away_is_said_to_be_without_its_password() -> None:
    away = Postgres("postgresql://leadbot:secret@127.0.0.1:1/sales")
    with pytest.raises(DatabaseFailedError) as failed:
        await PostgresDatabase.open(away)
    assert "postgresql://127.0.0.1:1/sales" in str(failed.value)
    assert "secret" not in str(failed.value)


def test_a_database_without_tables_is_not_read(postgres: Server) -> None:
    with pytest.raises(DatabaseOutdatedError, match="run `leadbot migrate`"), snapshot(postgres.empty()):
        pass
