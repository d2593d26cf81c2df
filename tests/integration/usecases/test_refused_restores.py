"""What is no backup of ours takes no database's place: it is refused in a sentence, and nothing has changed."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.backup import restore_backup
from bot.errors import LeadbotError
from storage.errors import DatabaseNewerError, NotABackupError, StorageError
from storage.migrations import HEAD
from storage.sqlite.backup import back_up
from storage.sqlite.migrating import revision_of
from tests.builders import database_of_revision, new_database

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "leadbot.db"


@pytest.mark.parametrize("content", [b"a letter" * 1000, b"", b"SQLite format 3\x00" + b"\xff" * 5000, None])
async def test_what_is_no_backup_changes_nothing(tmp_path: Path, backup: Path, content: bytes | None) -> None:
    path = new_database(tmp_path)
    backup.parent.mkdir()
    if content is not None:
        backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(NotABackupError, match="no backup that Leadbot can use"):
        restore_backup(path, backup, is_sure=True)
    for other in (path, tmp_path):
        with pytest.raises(NotABackupError):
            restore_backup(path, other, is_sure=True)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", "leadbot.db", "leadbot.db.lock"]


@pytest.mark.parametrize("table", ["facts", "leads", "erased_keys", "outbox"])
def test_a_backup_without_one_of_its_tables_changes_nothing(tmp_path: Path, backup: Path, table: str) -> None:
    path = new_database(tmp_path)
    backup.parent.mkdir()
    back_up(path, backup)
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"DROP TABLE {table}")
    before = path.read_bytes()
    with pytest.raises(NotABackupError, match=f"backups/leadbot.db is no backup .*no such table: {table}"):
        restore_backup(path, backup, is_sure=True)
    assert (path.read_bytes(), sorted(each.name for each in tmp_path.glob("leadbot.db*"))) == (
        before,
        ["leadbot.db", "leadbot.db.lock"],
    )


def test_a_pipe_is_no_backup(tmp_path: Path, backup: Path) -> None:
    path = new_database(tmp_path)
    backup.parent.mkdir()
    os.mkfifo(backup)
    with pytest.raises(NotABackupError, match="device or a pipe"):
        restore_backup(path, backup, is_sure=True)


async def test_a_damaged_backup_changes_nothing(tmp_path: Path, backup: Path) -> None:
    path = new_database(tmp_path)
    backup.parent.mkdir()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
    backup.write_bytes(content)
    with pytest.raises(StorageError, match="leadbot"):
        restore_backup(path, backup, is_sure=True)
    assert path.read_bytes() == new_database(tmp_path).read_bytes()


def test_a_backup_of_a_newer_leadbot_is_refused_and_an_older_one_brought_up(tmp_path: Path, backup: Path) -> None:
    path = new_database(tmp_path)
    backup.parent.mkdir()
    shutil.copy(path, backup)
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(DatabaseNewerError, match="made by a newer Leadbot"):
        restore_backup(path, backup, is_sure=True)
    backup.unlink()
    database_of_revision(backup, "0003")
    restore_backup(path, backup, is_sure=True)
    assert revision_of(path) == HEAD


def test_nobody_is_asked_where_nobody_sits_and_then_nothing_changes(tmp_path: Path, backup: Path) -> None:
    path = new_database(tmp_path)
    backup.parent.mkdir()
    shutil.copy(path, backup)
    before = path.read_bytes()
    with pytest.raises(LeadbotError, match="--yes restores without asking"):
        restore_backup(path, backup, is_sure=False)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", "leadbot.db", "leadbot.db.lock"]
