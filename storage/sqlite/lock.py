"""The file beside a database that says who writes to it: two writers would make both slow, and one wrong."""

import fcntl
import os
from pathlib import Path
from typing import IO

from storage.errors import DatabaseInUseError, FolderMissingError, refused


def acquire_lock(path: Path) -> IO[str]:
    """Hold the lock of a database; raise DatabaseInUseError if another process does, FolderMissingError without one."""
    try:
        if not path.parent.exists():
            raise FolderMissingError(path)
        # Where orders are taken, and with which key, is for our own account only.
        lock = os.fdopen(os.open(lock_of(path), os.O_RDWR | os.O_CREAT, 0o600), "r+")
        os.fchmod(lock.fileno(), 0o600)
    except OSError as error:
        raise refused(path, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise DatabaseInUseError(path) from error
    lock.truncate()
    return lock


def lock_of(path: Path) -> Path:
    """Return the file beside a database that says who writes to it."""
    return path.with_name(path.name + ".lock")


def announce(lock: IO[str], address: str) -> None:
    """Tell other processes where the one who holds the lock takes orders; only our own account can read it."""
    lock.truncate(0)
    # Past the buffer: what a full disk does not take would otherwise be tried again when the file is closed.
    os.pwrite(lock.fileno(), address.encode(), 0)


def writers_address(path: Path) -> str | None:
    """Return the announcement of the process that writes to a database; None if there is none."""
    try:
        return lock_of(path).read_text() or None
    except OSError:
        return None
