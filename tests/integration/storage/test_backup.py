"""Backups: made beside the writer, whole or not at all, and for our own account only."""

import asyncio
import os
import resource
import sqlite3
import stat
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.messages import Act, Tap, Tapped
from storage import updates
from storage.errors import BackupFailedError, DatabaseMissingError, NotADatabaseError
from storage.sqlite import backup
from storage.sqlite.backup import back_up
from storage.sqlite.database import Database
from tests.builders import MONDAY, PIA, QUENTIN, Office, new_database, opened_office, quentin_is_lukewarm
from tests.traces import traces_in


def _seen(file: Path) -> set[int]:
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as connection:
        return {number for (number,) in connection.execute("SELECT id FROM seen_updates")}


async def test_a_backup_made_while_the_bot_writes_holds_everything_written_before(tmp_path: Path) -> None:
    database = await Database.open(new_database(tmp_path))
    written: list[int] = []
    is_over = asyncio.Event()

    async def write_on() -> None:
        while not is_over.is_set():
            number = len(written) + 1
            await database.write(partial(updates.see, update_id=number, at=MONDAY))
            written.append(number)

    writing = asyncio.create_task(write_on())
    for round_number in range(5):
        before = len(written)
        file = tmp_path / f"{round_number}.db"
        contents = await asyncio.to_thread(back_up, database.path, file)
        seen = _seen(file)
        assert set(range(1, before + 1)) <= seen == set(range(1, max(seen, default=0) + 1))
        assert (contents.leads, contents.size) == (0, file.stat().st_size)
    assert len(written) > before, "the writer was held up"
    is_over.set()
    await writing
    await database.close()


def test_a_backup_is_for_our_own_account_from_its_first_byte_on(tmp_path: Path) -> None:
    modes: set[int] = set()
    file = tmp_path / "backup.db"

    def look(_done: int, _of: int) -> None:
        modes.update(stat.S_IMODE(each.stat().st_mode) for each in tmp_path.glob("backup.db*"))

    path = new_database(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("INSERT INTO seen_updates VALUES (?, 0)", ((number,) for number in range(100_000)))
        connection.commit()
    umask = os.umask(0)
    try:
        back_up(path, file, on_progress=look)
    finally:
        os.umask(umask)
    assert modes == {0o600}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    path, file = new_database(tmp_path), tmp_path / "backup.db"
    file.write_text("dear to me")
    with pytest.raises(BackupFailedError, match=r"it is there already.*--overwrite"):
        back_up(path, file)
    assert file.read_text() == "dear to me"
    back_up(path, file, overwrite=True)
    assert _seen(file) == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nowhere/backup.db", "there is no folder .*nowhere"),
        ("folder", "it is a folder"),
        ("leadbot.db", "it is the database itself"),
        ("same.db", "it is the database itself"),
        ("leadbot.db/backup.db", "there is no folder"),
        ("x" * 300, "too long"),
    ],
)
def test_where_no_backup_can_be_made_a_sentence_says_why(tmp_path: Path, name: str, expected: str) -> None:
    path = new_database(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "same.db").symlink_to(path)
    before = sorted(tmp_path.iterdir())
    for overwrite in (False, True):
        with pytest.raises(BackupFailedError, match=expected):
            back_up(path, tmp_path / name, overwrite=overwrite)
    assert sorted(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_nothing_behind_and_the_last_backup_stays(tmp_path: Path) -> None:
    path, file = new_database(tmp_path), tmp_path / "backup.db"
    file.write_text("the last one")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, limit[1]))
    try:
        with pytest.raises(BackupFailedError, match="make room"):
            back_up(path, file, overwrite=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert file.read_text() == "the last one"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.db", "leadbot.db"]


def test_ctrl_c_ends_it_at_once_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_STEPS", 10)

    def interrupt(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    path = new_database(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        back_up(path, tmp_path / "backup.db", on_progress=interrupt)
    assert [each.name for each in tmp_path.iterdir()] == ["leadbot.db"]


def test_what_a_kill_left_behind_is_used_by_the_next_and_two_at_once_are_refused(tmp_path: Path) -> None:
    path, file = new_database(tmp_path), tmp_path / "backup.db"
    (tmp_path / "backup.db.part").write_bytes(b"half a backup")
    with backup.whole_file(file):
        with pytest.raises(BackupFailedError, match="another one is being made there"):
            back_up(path, file)
        (tmp_path / "backup.db.part").write_bytes(b"whole")
    assert file.read_bytes() == b"whole"
    back_up(path, file, overwrite=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.db", "leadbot.db"]


async def test_what_a_kill_left_of_a_restore_is_removed_by_the_next_start(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    left = [tmp_path / f"leadbot.db.part{ending}" for ending in ("", "-journal", "-wal", "-shm")]
    for file in left:
        file.write_bytes(b"Zwoelfender")
    await (await Database.open(path)).close()
    assert not any(file.exists() for file in left)


async def test_a_link_under_that_name_and_what_is_just_being_made_are_left_alone(tmp_path: Path) -> None:
    path, precious = new_database(tmp_path), tmp_path / "precious"
    precious.write_text("dear to me")
    part = tmp_path / "leadbot.db.part"
    part.symlink_to(precious)
    await (await Database.open(path)).close()
    assert precious.read_text() == "dear to me"
    part.unlink()
    with backup.whole_file(path):
        await (await Database.open(path)).close()
        assert part.exists()
        (tmp_path / "leadbot.db").replace(tmp_path / "kept")
        part.write_bytes((tmp_path / "kept").read_bytes())


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal", ".lock", ".part"])
def test_what_belongs_to_the_database_is_not_overwritten_by_its_backup(tmp_path: Path, ending: str) -> None:
    path = new_database(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path)
    for name in (f"leadbot.db{ending}", f"elsewhere/leadbot.db{ending}", f"folder/../leadbot.db{ending}"):
        with pytest.raises(BackupFailedError, match="belongs to the database"):
            back_up(path, tmp_path / name, overwrite=True)
    assert not (tmp_path / f"leadbot.db{ending}").exists()


def test_a_device_or_a_pipe_is_never_replaced_by_a_backup(tmp_path: Path) -> None:
    path, pipe = new_database(tmp_path), tmp_path / "backup.db"
    os.mkfifo(pipe)
    with pytest.raises(BackupFailedError, match="device or a pipe"):
        back_up(path, pipe, overwrite=True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_somebody_elses_link_is_not_followed(tmp_path: Path) -> None:
    path, precious = new_database(tmp_path), tmp_path / "precious"
    precious.write_text("dear to me")
    (tmp_path / "backup.db.part").symlink_to(precious)
    with pytest.raises(BackupFailedError):
        back_up(path, tmp_path / "backup.db")
    assert precious.read_text() == "dear to me"


def test_what_is_no_database_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissingError):
        back_up(tmp_path / "leadbot.db", tmp_path / "backup.db")
    (tmp_path / "leadbot.db").write_bytes(b"a letter" * 1000)
    with pytest.raises(NotADatabaseError):
        back_up(tmp_path / "leadbot.db", tmp_path / "backup.db")
    assert [each.name for each in tmp_path.iterdir()] == ["leadbot.db"]


def test_a_damaged_database_gives_no_backup(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'leads'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    with pytest.raises(NotADatabaseError, match="malformed"):
        back_up(path, tmp_path / "backup.db")
    assert [each.name for each in tmp_path.iterdir()] == ["leadbot.db"]


async def test_a_backup_holds_no_byte_of_who_was_erased_before_though_a_reader_pins_the_log(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await _quentin_was_here(office)
        with closing(sqlite3.connect(office.file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM leads").fetchall()
            await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None), QUENTIN)
            assert traces_in(office.file, ["Quist"])
            await asyncio.to_thread(back_up, office.file, tmp_path / "backup.db")
        assert traces_in(tmp_path / "backup.db", ["Quist", "quentin_q"]) == set()
        assert traces_in(tmp_path / "backup.db", ["Palm"])


async def _quentin_was_here(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.start("", PIA)
