"""A copy of a whole database in one file, made beside whoever writes to it, and looked through before it counts.

VACUUM INTO reads one consistent state without holding up the writer, and copies rows only: what was erased from the
database is in no unused part of the copy.
"""

import fcntl
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.columns import EPOCH, MICROSECOND
from storage.errors import BackupFailedError, NotABackupError, NotADatabaseError
from storage.migrations import REVISIONS
from storage.sqlite.lock import lock_of
from storage.sqlite.migrating import revision_in
from storage.sqlite.read_only import opened_to_copy
from storage.sqlite.secure_erase import files_of

Progress = Callable[[int, int], None]
"""Is told how many bytes have been written, of about how many."""
_BESIDE = ("-journal", "-wal", "-shm")
_STEPS = 200_000
"""So many of SQLite's own steps lie between two looks at how far it is: some tens of milliseconds."""
_NEWEST = (
    "SELECT max(at) FROM seen_updates",
    "SELECT max(last_seen_at) FROM leads",
    "SELECT created_at FROM outbox ORDER BY id DESC LIMIT 1",
    "SELECT at FROM handoffs ORDER BY id DESC LIMIT 1",
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database file holds: the newest thing in it is of ``until``, None where there is nothing."""

    size: int
    leads: int
    handoffs: int
    until: datetime | None
    revision: str


def back_up(path: Path, file: Path, *, overwrite: bool = False, on_progress: Progress | None = None) -> Contents:
    """Copy a database into a file that only our own account can read, and return what it holds.

    There is nothing under the file's name before all of it is on disk and was looked through. Raises BackupFailedError
    where the file cannot be made, and as ``opened_to_copy`` does.
    """
    _expect_free(path, file, overwrite=overwrite)
    with closing(opened_to_copy(path)) as source, whole_file(file) as part:
        copy_into(source, part, on_progress=on_progress, told_as=file)
        contents = looked_through(part, told_as=file)
        _expect_free(path, file, overwrite=overwrite)
    return contents


def _expect_free(path: Path, file: Path, *, overwrite: bool) -> None:
    try:
        if not file.parent.is_dir():
            raise BackupFailedError(file, f"there is no folder {file.parent}", cure="make it, or name another file")
        if file.is_dir():
            raise BackupFailedError(file, "it is a folder", cure="name a file in it")
        if _is_of(path, file):
            raise BackupFailedError(file, f"it belongs to the database {path}", cure="name another file")
        if not os.path.lexists(file):
            return
        if path.exists() and file.exists() and file.samefile(path):
            raise BackupFailedError(file, "it is the database itself", cure="name another file")
        if not stat.S_ISREG(file.lstat().st_mode) and not file.is_symlink():
            raise BackupFailedError(file, "it is a device or a pipe", cure="name another file")
    except OSError as error:
        raise BackupFailedError(file, error.strerror or str(error)) from error
    if not overwrite:
        raise BackupFailedError(file, "it is there already", cure="name another file, or add --overwrite")


def _is_of(path: Path, file: Path) -> bool:
    """Return whether a file is, or would be taken for, one that SQLite or we keep beside a database."""
    beside = (*files_of(path)[1:], lock_of(path), _part_of(path))
    return file.name in {each.name for each in beside} and file.parent.resolve() == path.parent.resolve()


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Context manager: an empty file beside ``file``; it takes its place if the block succeeds, and is removed if not.

    It is for our own account only from its first byte on. What a kill leaves behind is used the next time.
    """
    part = _part_of(file)
    try:
        held = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BackupFailedError(file, error.strerror or str(error)) from error
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupFailedError(file, "another one is being made there", cure="wait for it") from error
        try:
            os.fchmod(held, 0o600)
            os.ftruncate(held, 0)
            yield part
            os.fsync(held)
            os.replace(part, file)
        except BaseException as error:
            _remove(part)
            if isinstance(error, OSError):
                raise BackupFailedError(file, error.strerror or str(error)) from error
            raise
        sync_folder(file.parent)
    finally:
        os.close(held)


def remove_unfinished(file: Path) -> None:
    """Remove what a kill left of a file that was to take the place of this one: whole people may be in it."""
    part = _part_of(file)
    try:
        held = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return  # there is none, or it is not ours
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(part)
    except OSError:
        return  # it is just being made
    finally:
        os.close(held)


def _part_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.part")


def _remove(part: Path) -> None:
    for leftover in (part, *(part.with_name(part.name + ending) for ending in _BESIDE)):
        leftover.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """See that the names of files in a folder survive a power cut."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def copy_into(source: sqlite3.Connection, part: Path, *, on_progress: Progress | None, told_as: Path) -> None:
    """Write what a connection sees into an empty file; Ctrl-C ends it at once."""
    (pages,), (free,), (size,) = (
        source.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "freelist_count", "page_size")
    )
    interrupted: list[BaseException] = []

    def look() -> int:
        try:
            if on_progress is not None:
                on_progress(part.stat().st_size, max(1, (pages - free) * size))
        except BaseException as error:  # noqa: BLE001  # SQLite would swallow it
            interrupted.append(error)
            return 1
        return 0

    source.set_progress_handler(look, _STEPS)
    try:
        source.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.DatabaseError as error:
        if interrupted:
            raise interrupted[0] from None
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise NotADatabaseError(told_as, str(error)) from error
        raise BackupFailedError(told_as, str(error)) from error
    finally:
        source.set_progress_handler(None, 0)


def looked_through(file: Path, *, told_as: Path) -> Contents:
    """Return the figures of a database file after reading all of it; raise NotABackupError if it is not sound."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            ((found,), *_) = connection.execute("PRAGMA quick_check(1)").fetchall()
            revision = revision_in(connection)
            if found != "ok" or revision not in REVISIONS:
                raise NotABackupError(told_as, found if found != "ok" else "its tables are not Leadbot's")
            (leads,), (handoffs,) = (
                connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("leads", "handoffs")
            )
            return Contents(file.stat().st_size, leads, handoffs, until(connection), str(revision))
        except sqlite3.DatabaseError as error:
            raise NotABackupError(told_as, str(error)) from error


def until(connection: sqlite3.Connection) -> datetime | None:
    """Return the instant of the newest thing that a database holds; None where there is nothing."""
    found = [row[0] for query in _NEWEST if (row := connection.execute(query).fetchone()) and row[0] is not None]
    return EPOCH + max(found) * MICROSECOND if found else None
