"""Two businesses in one PostgreSQL database, each in a schema of its own: neither notices the other."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import pytest

from storage import leads, updates
from storage.errors import DatabaseFailedError, DatabaseInUseError
from storage.place import POSTGRES, Postgres
from storage.postgres.database import PostgresDatabase
from storage.postgres.migrating import migrate
from storage.roles import Role
from storage.statements import Transaction
from tests.builders import MONDAY, SOMEBODY
from tests.contracts.terminal import assert_sentence, run
from tests.postgres import Server

Named = Callable[[str], Postgres]


@pytest.fixture
def schema(postgres: Server) -> Named:
    """Return how a schema of one database is named as a place; those of a shop and a software company are there."""
    whole = postgres.empty()
    with psycopg.connect(whole.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA shop")
        connection.execute("CREATE SCHEMA software")
    return lambda name: Postgres(f"{whole.url}&options=-csearch_path%3D{name}")


def _see(tx: Transaction) -> bool:
    tx.touch("inbox")
    return updates.see(tx, 1, MONDAY)


async def test_two_bots_serve_two_businesses_in_one_database_and_neither_hears_the_other(schema: Named) -> None:
    shop, software = [await PostgresDatabase.open(schema(name), Role.LEADER) for name in ("shop", "software")]
    with pytest.raises(DatabaseInUseError, match=r"\(schema shop\) is already in use"):
        await PostgresDatabase.open(schema("shop"), Role.LEADER)
    heard, heard_there = asyncio.Event(), asyncio.Event()
    shop.when_touched("inbox", heard.set)
    software.when_touched("inbox", heard_there.set)
    command = await PostgresDatabase.open(schema("shop"))

    assert await command.write(_see)
    await asyncio.wait_for(heard.wait(), 10)
    assert not await shop.write(_see), "it is the same business"
    assert await software.write(_see), "another business has updates of its own"
    await asyncio.wait_for(heard_there.wait(), 10)

    heard.clear()
    await software.write(lambda tx: tx.touch("inbox"))
    # What was told before is heard before: once this is, the other was not for us.
    await command.write(lambda tx: tx.touch("inbox"))
    await asyncio.wait_for(heard.wait(), 10)
    numbers = [
        (await each.write(partial(leads.add, lead=SOMEBODY, chat_id=5, state="{}"))).id for each in (shop, software)
    ]
    assert numbers == [1, 1], "each counts its own leads"
    for each in (command, shop, software):
        await each.close()


async def test_one_who_writes_for_long_holds_up_nobody_in_the_other_schema(schema: Named) -> None:
    shop, software = [await PostgresDatabase.open(schema(name)) for name in ("shop", "software")]
    started, may_end = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def long(_tx: Transaction) -> None:
        loop.call_soon_threadsafe(started.set)
        asyncio.run_coroutine_threadsafe(may_end.wait(), loop).result(30)

    writing = asyncio.create_task(shop.write(long))
    await started.wait()
    assert await asyncio.wait_for(software.write(_see), 20)
    may_end.set()
    await writing
    await shop.close()
    await software.close()


def test_commands_and_moves_go_to_the_schema_that_the_address_names(
    schema: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-5")
    addresses = {name: schema(name).url.replace("postgresql://", POSTGRES) for name in ("shop", "software")}
    monkeypatch.setenv("LEADBOT_DATABASE_URL", addresses["shop"])
    assert "(schema shop) is up to date." in run("migrate").out
    (tmp_path / "leads.csv").write_text("lead;name\ncrm-1;Zoë\n", encoding="utf-8")
    assert run("import", "leads.csv").code == 0
    here = run("leads", "--json").out
    assert "Zoë" in here

    assert "(schema shop) to postgresql://" in run("move", addresses["shop"], addresses["software"]).out
    monkeypatch.setenv("LEADBOT_DATABASE_URL", addresses["software"])
    assert run("leads", "--json").out == here
    assert run("forget", "crm-1", "--yes").code == 0
    monkeypatch.setenv("LEADBOT_DATABASE_URL", addresses["shop"])
    assert run("leads", "--json").out == here, "what happens in one schema leaves the other alone"


def test_a_schema_that_is_not_there_is_said(schema: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DatabaseFailedError, match=r"\(schema nowhere\) failed \(there is no schema .* create it first"):
        asyncio.run(PostgresDatabase.open(schema("nowhere"), Role.LEADER))
    monkeypatch.setenv("LEADBOT_DATABASE_URL", schema("nowhere").url.replace("postgresql://", POSTGRES))
    assert_sentence(run("leads"), "there is no schema as its address names", code=75)


def test_each_schema_has_tables_of_its_own(schema: Named) -> None:
    migrate(schema("shop"))
    with psycopg.connect(schema("software").url) as connection:
        rows = connection.execute("SELECT table_schema FROM information_schema.tables WHERE table_name = 'leads'")
        assert rows.fetchall() == [("shop",)]
