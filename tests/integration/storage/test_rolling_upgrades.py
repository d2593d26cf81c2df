"""The tables are brought to the newest while a process of the version before serves from them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData, Table, create_engine, func, select

from storage.errors import DatabaseInUseError
from storage.migrations.upgrading import upgrade_over
from storage.opening import open_store
from storage.place import Postgres
from storage.postgres import database, migrating
from storage.postgres.connection import connect
from storage.postgres.database import PostgresDatabase
from storage.postgres.migrating import engine_of, migrate
from storage.roles import Role
from storage.sqlite.lock import acquire_lock
from storage.sqlite.migrating import revision_of
from storage.statements import Statement, Transaction
from tests.builders import database_of_revision
from tests.postgres import Server

BEFORE = "0031"
"""The one behind it adds columns to a table that is in use, and tables."""


def _tables_of(place: Postgres, revision: str) -> list[Table]:
    """Make the tables of an earlier version, and return them as that one knows them."""
    ours, known = engine_of(place), MetaData()
    with ours.begin() as connection:
        upgrade_over(connection, to=revision)
    ours.dispose()
    plain = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(place.url))
    known.reflect(plain)
    plain.dispose()
    return [table for table in known.sorted_tables if table.name != "alembic_version"]


def _row_of_each(tables: Iterable[Table]) -> Callable[[Transaction, int], None]:
    """Return what writes a row with every column into each table: its numbers are all the same, so it refers to it."""
    adding = [(Statement(table.insert().inline(), column_keys=table.c.keys()), table) for table in tables]

    def write(tx: Transaction, number: int) -> None:
        for statement, table in adding:
            values = {column.name: column.type.python_type(number) for column in table.c}
            tx.run(statement, **values)

    return write


@asynccontextmanager
async def _serving_from_before(place: Postgres, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostgresDatabase]:
    with monkeypatch.context() as earlier:
        earlier.setattr(database, "migrate", lambda _place: False)
        opened = await PostgresDatabase.open(place, Role.LEADER)
    try:
        yield opened
    finally:
        await opened.close()


async def test_a_process_of_the_version_before_serves_on_and_nothing_that_it_writes_is_lost_or_refused(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = postgres.empty()
    tables = _tables_of(place, BEFORE)
    write, numbers = _row_of_each(tables), count(1)
    monkeypatch.setattr(migrating, "_WAIT_NO_LONGER", "SET LOCAL lock_timeout = '50ms'")
    monkeypatch.setattr(migrating, "_PAUSE_SECONDS", 0.1)
    async with asyncio.timeout(60), _serving_from_before(place, monkeypatch) as serving:

        async def serve() -> int:
            number = next(numbers)
            await serving.write(lambda tx: write(tx, number))
            return number

        await serve()
        with closing(connect(place)) as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT * FROM consents")  # which is to have more columns
            upgrade = asyncio.create_task(asyncio.to_thread(migrate, place))
            for _ in range(5):
                await serve()
            assert not upgrade.done()
        while not upgrade.done():
            await serve()
        assert upgrade.result()
        last = await serve()
        newest = await PostgresDatabase.open(place)
        counting = [Statement(select(func.count()).select_from(table)) for table in tables]
        found = [await newest.read(partial(_one, statement=each)) for each in counting]
        await newest.close()
    # A trigger has added a day of sales.
    assert min(found) == last


def _one(tx: Transaction, statement: Statement) -> int:
    row = tx.first(statement)
    assert row is not None
    return int(row[0])


async def test_the_tables_of_a_file_stay_as_they_are_while_a_bot_of_the_version_before_serves(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    database_of_revision(path, BEFORE)
    with acquire_lock(path), pytest.raises(DatabaseInUseError):
        await open_store(path)
    assert revision_of(path) == BEFORE
