"""The write-ahead log beside a database: how large it is, how it is made small again, and who keeps it from shrinking.

Commits go into the log; checkpoints bring them over into the database, from where the log begins anew. A reader that
stays in one transaction pins what it sees: nothing newer can be brought over, and the log grows until it lets go.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKPOINT_PAGES = 4_000
SMALL_BYTES = 32_000_000
"""Twice what is written between two checkpoints: a log of more than this is cut back as soon as nobody reads it."""
CEILING_BYTES = 256_000_000
"""A log of more than this is told to the operator: somebody has been reading for very long."""
# Bytes of the "-shm" file that readers lock, from SQLite's file format: WAL_READ_LOCK(0) to WAL_READ_LOCK(4). Those of
# the first read no log, but what a checkpoint would change under them.
_READ_MARKS = range(123, 128)
_LOCKS = Path("/proc/locks")


@dataclass(frozen=True, slots=True)
class Log:
    """How many bytes the log has, and whether a reader keeps some of it from being brought over."""

    size: int
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A process in the middle of reading: its number, and the name of its program (never its arguments)."""

    pid: int
    program: str


def size_of(path: Path) -> int:
    """Return the size in bytes of the log beside a database; 0 if there is none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0


def tend(connection: sqlite3.Connection, path: Path) -> Log:
    """Cut the log back if it has grown large, and return how it is then. For the writer, outside a transaction.

    It waits for nobody. While the log is pinned, commits do not try to bring it over themselves: each would look
    through all of it again, in vain.
    """
    if size_of(path) <= SMALL_BYTES:
        return Log(size_of(path))
    _, pages, brought_over = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    is_pinned = brought_over < pages
    connection.execute(f"PRAGMA wal_autocheckpoint = {0 if is_pinned else CHECKPOINT_PAGES}")
    if not is_pinned:
        _truncate(connection)
    return Log(size_of(path), is_pinned)


def _truncate(connection: sqlite3.Connection) -> None:
    """Make the log empty if nobody reads it at this moment."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def readers_of(path: Path) -> list[Reader]:
    """Return the processes that are reading a database at this moment; none where the system does not tell."""
    try:
        inode = path.with_name(f"{path.name}-shm").stat().st_ino
        locks = _LOCKS.read_text()
    except OSError:
        return []
    return [Reader(pid, _program(pid)) for pid in sorted({*_holding(locks, inode)})]


def _holding(locks: str, inode: int) -> Iterator[int]:
    """Yield the processes that hold a reader's lock on a file, by its inode.

    The lines are such as ``7: POSIX  ADVISORY  READ 4711 08:01:131090 124 124``.
    """
    for line in locks.splitlines():
        words = line.split()
        if len(words) == 8 and words[1] == "POSIX" and words[5].rpartition(":")[2] == str(inode):
            _, _, _, _, pid, _, first, last = words
            if last != "EOF" and any(int(first) <= mark <= int(last) for mark in _READ_MARKS):
                yield int(pid)


def _program(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return "?"
