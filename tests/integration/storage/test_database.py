"""What only a file does as a store: full disks, locks, its log, and other things in its place."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import updates
from storage.errors import (
    DatabaseFailedError,
    DatabaseInUseError,
    DatabaseNewerError,
    FolderMissingError,
    NotADatabaseError,
    StorageError,
)
from storage.snapshots import snapshot
from storage.sqlite import probing
from storage.sqlite.database import BULK_ROWS, CALM_GROUPS, Database
from storage.statements import Transaction
from tests.builders import MONDAY, new_database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(new_database(tmp_path))
    yield opened
    await opened.close()


def _seeing(number: int) -> Callable[[Transaction], bool]:
    return lambda tx: updates.see(tx, number, MONDAY)


def _seen(database: Database) -> list[int]:
    with closing(sqlite3.connect(database.path)) as connection:
        return [number for (number,) in connection.execute("SELECT id FROM seen_updates ORDER BY rowid")]


async def test_the_group_that_could_not_be_committed_fails_as_a_whole_and_the_next_one_goes_on(
    database: Database,
) -> None:
    await database.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        works = [database.write(_seeing(number)) for number in (1, 2)]
        failed = await asyncio.gather(*works, return_exceptions=True)
        other.execute("ROLLBACK")
    assert [type(error) for error in failed] == [DatabaseFailedError] * 2
    assert "wait until no other program holds it" in str(failed[0])
    assert _seen(database) == []
    assert await database.write(_seeing(1))
    assert _seen(database) == [1]


async def test_a_full_disk_fails_the_group_and_keeps_what_was_there(database: Database) -> None:
    await database.write(_seeing(1))
    await database.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1"))

    def much(tx: Transaction) -> None:
        updates.bury(tx, 2, chat_id=None, raw="x" * 1_000_000, error="", at=MONDAY)

    results = await asyncio.gather(database.write(much), database.write(_seeing(3)), return_exceptions=True)
    assert isinstance(results[0], DatabaseFailedError)
    assert str(results[0]) == (
        f"the database {database.path} failed (database or disk is full): "
        "make room, or lift the limit on the size of files, and run it again; what was written before stays"
    )
    kept = [3] if results[1] is True else []
    assert _seen(database) == [1, *kept]
    await database.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1000000"))
    await database.write(much)


async def test_a_transaction_that_ended_unseen_is_told_to_everybody_in_the_group(database: Database) -> None:
    def swallowing(tx: Transaction) -> None:
        tx._connection.execute("ROLLBACK")

    works = [database.write(_seeing(1)), database.write(swallowing)]
    assert [type(e) for e in await asyncio.gather(*works, return_exceptions=True)] == [DatabaseFailedError] * 2
    assert _seen(database) == []


async def test_commits_are_synced_in_wal_mode_with_foreign_keys_and_what_is_deleted_is_overwritten(
    database: Database,
) -> None:
    def pragma(name: str) -> object:
        return database._raw.execute(f"PRAGMA {name}").fetchone()[0]

    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    assert await database.write(lambda _tx: [pragma(name) for name in names]) == ["wal", 2, 1, 1]


async def test_few_pages_are_held_while_people_talk_and_many_while_much_is_written(database: Database) -> None:
    async def held() -> int:
        return await database.keep_up(lambda connection: int(connection.execute("PRAGMA cache_size").fetchone()[0]))

    for number in range(CALM_GROUPS):
        assert await held() == -32_000
        await database.write(_seeing(number))
    assert await held() == -2_000
    await database.write(lambda tx: [updates.see(tx, number, MONDAY) for number in range(1_000, 1_000 + BULK_ROWS)])
    assert await held() == -32_000


async def test_a_full_disk_is_not_one_part_s_fault(database: Database) -> None:
    await database.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1"))

    def much(tx: Transaction) -> object:
        return tx.attempt(lambda: updates.bury(tx, 2, chat_id=None, raw="x" * 1_000_000, error="", at=MONDAY))

    with pytest.raises(DatabaseFailedError, match="disk is full"):
        await database.write(much)


async def test_a_disk_with_little_room_left_is_told_before_the_next_message_does_not_fit(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await database.probe() == ""
    with monkeypatch.context() as full:
        full.setattr(probing, "LEAST_FREE_BYTES", 10**18)
        told = await database.probe()
    assert told.startswith("the disk is full: ")
    assert told.endswith(f" KB are left for {database.path}")
    assert await database.probe() == ""


async def test_since_when_nothing_can_be_written_is_known_with_the_cause_until_something_can(
    database: Database,
) -> None:
    assert database.trouble is None
    await database.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            with pytest.raises(DatabaseFailedError):
                await database.write(_seeing(1))
        assert database.trouble is not None
        assert database.trouble.reason == "database is locked"
        other.execute("ROLLBACK")
    # That nothing is written well says nothing of what a write would meet.
    await database.write(lambda _tx: None)
    assert database.trouble is not None
    await database.write(_seeing(1))
    assert database.trouble is None


async def test_a_second_process_is_told_that_the_database_is_in_use(database: Database) -> None:
    with pytest.raises(DatabaseInUseError, match="stop that one first if it is a bot, wait until it has ended if"):
        await Database.open(database.path)


async def test_a_closed_database_may_be_opened_again(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    for _ in range(2):
        database = await Database.open(path)
        await database.close()


async def test_a_failed_opening_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    path.write_text("this is a letter, and not a database at all" * 100)
    with pytest.raises(NotADatabaseError):
        await Database.open(path)
    path.unlink()
    database = await Database.open(path)
    await database.close()


async def test_a_folder_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    """A mistyped path must not become a new, empty database."""
    path = tmp_path / "new" / "folder" / "leadbot.db"
    expected = r"there is no folder .*/new/folder for the database leadbot\.db"
    with pytest.raises(FolderMissingError, match=expected):
        await Database.open(path)
    with pytest.raises(FolderMissingError, match=expected), snapshot(path):
        pass
    assert not list(tmp_path.iterdir())


async def test_the_file_is_made_and_the_tables_too(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "leadbot.db")
    await database.write(_seeing(1))
    await database.close()


@pytest.mark.parametrize("content", [b"a letter" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_something_else_is_not_a_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leadbot.db"
    path.write_bytes(content)
    with pytest.raises(NotADatabaseError, match="restore it from a backup"):
        await Database.open(path)


async def test_a_folder_in_place_of_the_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        await Database.open(tmp_path)


async def test_the_database_of_another_program_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE leads (id INTEGER PRIMARY KEY, colour TEXT)")
        connection.commit()
    with pytest.raises(StorageError):
        await Database.open(path)


async def test_the_database_of_a_newer_leadbot_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(
        DatabaseNewerError, match=r"made by a newer Leadbot \(.* version 9999.*use that one, or restore"
    ):
        await Database.open(path)
    with pytest.raises(DatabaseNewerError, match="made by a newer Leadbot"), snapshot(path):
        pass
