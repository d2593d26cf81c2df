"""Opening the file: whom it lets in, what may not be read or written, and where there is no room."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage import bulk, updates
from storage.errors import (
    CopyFailedError,
    DatabaseFailedError,
    DatabaseMissingError,
    DatabaseNotReadableError,
    DatabaseNotWritableError,
    NotADatabaseError,
    StorageError,
)
from storage.snapshots import copied, snapshot
from storage.sqlite.database import Database
from storage.sqlite.migrating import migrate
from tests.builders import MONDAY, new_database


@contextmanager
def _unprivileged() -> Iterator[Path]:
    """Give a folder to work in as somebody for whom permissions count: nobody, where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    folder = Path(tempfile.mkdtemp(prefix="leadbot-"))
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o777)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


async def test_a_read_only_file_is_refused_with_what_to_do() -> None:
    with _unprivileged() as folder:
        path = new_database(folder)
        path.chmod(stat.S_IREAD)
        with pytest.raises(DatabaseNotWritableError, match="make the file and its folder writable"):
            await Database.open(path)


async def test_a_read_only_file_without_tables_is_refused_with_what_to_do() -> None:
    with _unprivileged() as folder:
        path = folder / "leadbot.db"
        path.touch()
        path.chmod(stat.S_IREAD)
        with pytest.raises(DatabaseNotWritableError, match="make the file and its folder writable"):
            await Database.open(path)


async def test_a_read_only_folder_is_refused_with_what_to_do() -> None:
    with _unprivileged() as folder:
        folder.chmod(0o555)
        with pytest.raises(DatabaseNotWritableError, match="make the file and its folder writable"):
            await Database.open(folder / "leadbot.db")


def test_reading_a_database_that_is_not_there_says_where_it_should_be(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissingError, match="start the bot once"), snapshot(tmp_path / "gone.db"):
        pass


@pytest.mark.parametrize("content", [b"a letter" * 1000, b""])
def test_reading_something_else_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leadbot.db"
    path.write_bytes(content)
    with pytest.raises(StorageError), snapshot(path):
        pass


def test_a_folder_in_place_of_the_file_is_no_database_to_read(tmp_path: Path) -> None:
    with pytest.raises(NotADatabaseError, match="it is a folder"), snapshot(tmp_path):
        pass


def test_a_file_that_may_not_be_read_is_not_called_damaged() -> None:
    with _unprivileged() as folder:
        path = new_database(folder)
        path.chmod(0)
        with (
            pytest.raises(DatabaseNotReadableError, match=r"\(Permission denied\): make the file readable"),
            snapshot(path),
        ):
            pass


def test_a_folder_that_may_not_be_entered_is_told_apart_from_a_missing_file() -> None:
    with _unprivileged() as folder:
        path = new_database(folder)
        folder.chmod(0)
        with pytest.raises(DatabaseNotReadableError, match="Permission denied"), snapshot(path):
            pass
        folder.chmod(0o700)


def _in_wal_mode(folder: Path) -> Path:
    """Make a database as a stopped bot leaves it."""
    path = new_database(folder)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    return path


@pytest.mark.parametrize("empty_log", [False, True])
def test_a_backup_in_a_folder_that_nobody_may_write_to_is_read_as_it_is(empty_log: bool) -> None:
    with _unprivileged() as folder:
        path = _in_wal_mode(folder)
        if empty_log:
            path.with_name(path.name + "-wal").touch()
        path.chmod(0o444)
        folder.chmod(0o555)
        before = sorted(folder.iterdir())
        with snapshot(path) as tx:
            assert bulk.last_id(tx) == 0
        with copied(path) as tx:
            assert bulk.last_id(tx) == 0
        assert sorted(folder.iterdir()) == before


def test_newer_commits_beside_a_backup_are_never_left_out_silently() -> None:
    with _unprivileged() as folder:
        path = _in_wal_mode(folder)
        path.with_name(path.name + "-wal").write_bytes(b"newer commits")
        path.chmod(0o444)
        folder.chmod(0o555)
        with pytest.raises(DatabaseNotReadableError, match="with its -wal if there is one"), snapshot(path):
            pass


_INTERRUPTED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE much AS SELECT randomblob(500000)")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_change_of_the_tables_that_was_interrupted_is_taken_back_by_migrating(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    subprocess.run([sys.executable, "-c", _INTERRUPTED, str(path)], check=False)
    with pytest.raises(DatabaseFailedError, match="run `leadbot migrate`, which takes it back"), snapshot(path):
        pass
    migrate(path)
    with snapshot(path) as tx:
        assert bulk.last_id(tx) == 0


def test_a_damaged_page_is_told_with_what_to_do_while_reading(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'leads'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    with pytest.raises(NotADatabaseError, match="restore it from a backup"), snapshot(path) as tx:
        bulk.last_id(tx)


def _try_too_much(path: Path) -> None:
    with copied(path) as tx:
        tx._connection.execute("PRAGMA max_page_count = 1")
        updates.bury(tx, 2, chat_id=None, raw="x" * 1_000_000, error="", at=MONDAY)


def test_a_copy_without_room_says_where_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(CopyFailedError, match="SQLITE_TMPDIR"):
        _try_too_much(new_database(tmp_path))


@contextmanager
def _files_limited_to(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_new_database_without_room_is_told_to_make_room_not_to_restore_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    with _files_limited_to(16_384), pytest.raises(DatabaseFailedError, match="make room") as refused:
        await Database.open(path)
    assert str(path) in str(refused.value)
    assert "backup" not in str(refused.value)
    await (await Database.open(path)).close()


async def test_what_cannot_be_announced_without_room_is_said_and_the_database_closes_all_the_same(
    tmp_path: Path,
) -> None:
    database = await Database.open(new_database(tmp_path))
    with _files_limited_to(0), pytest.raises(DatabaseFailedError, match="make room"):
        database.announce("here")
    await database.close()


async def test_a_new_database_is_for_the_bots_own_account_and_so_is_what_lies_beside_it(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "leadbot.db")
    await database.write(lambda tx: updates.see(tx, 1, MONDAY))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    await database.close()
    assert modes == dict.fromkeys(("leadbot.db", "leadbot.db-wal", "leadbot.db-shm", "leadbot.db.lock"), 0o600)


async def test_a_database_that_was_there_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    path.chmod(0o640)
    await (await Database.open(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
