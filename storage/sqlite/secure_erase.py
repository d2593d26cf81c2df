"""What erased rows leave behind in the files of a database, and how it goes.

SQLite overwrites what is deleted (``secure_delete``), but old versions of pages stay in the -wal until it is emptied,
and where rows were moved from page to page a copy of them may stay in a part of a page that is not in use (measured:
of 1 in 100 erased rows). Only rewriting the file (VACUUM) takes that away.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

REWRITTEN_AT_ONCE_BYTES = 32_000_000
"""Up to this size a file is rewritten after each erasure: that holds up the writer for half a second at most."""
_STEPS_BETWEEN_LOOKS = 20_000
"""So many of SQLite's own steps lie between two looks at who waits: some milliseconds."""
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
"""Between two times that the files are cleared, and before it is tried again because a reader was in the way."""
PATIENCE_MS = 50
"""How long emptying the log waits for readers: meanwhile nobody's words are written down."""
_MARK = "PRAGMA user_version"
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_UNKNOWN, _CLEAN, _OWED = 0, 1, 2
"""What the mark in a file says: it is new or of version 0.1.0; nothing of the erased is left; it is to be rewritten."""


class GaveWayError(Exception):
    """The file was left as it is, because somebody has come who writes."""


def empty_log(connection: sqlite3.Connection) -> bool:
    """Write the log into the main file and cut it to nothing; False while a reader still needs it."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False  # locked, or no room in the main file: what is in the log stays there
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return not is_busy


def rewrite_if_small(connection: sqlite3.Connection) -> None:
    """Take what the erased left in unused parts of the file away, where that is soon done; else it stays owed.

    A full disk leaves it owed, too.
    """
    if not is_clean(connection) and size_of(connection) <= REWRITTEN_AT_ONCE_BYTES:
        rewrite(connection)


def rewrite(connection: sqlite3.Connection, *, gives_way: Callable[[], bool] = lambda: False) -> bool:
    """Write the whole file anew, without what is not in use; False where there is no room for that.

    Raises GaveWayError as soon as ``gives_way`` says so: it is asked every few milliseconds during the first half, in
    which a copy is made. The second, which brings it over, SQLite does at one stroke (10 ms for each MB here). Whatever
    ends it, a kill included, leaves the file as it was.
    """
    connection.set_progress_handler(gives_way, _STEPS_BETWEEN_LOOKS)
    try:
        connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise GaveWayError from error
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM:
            raise
        return False
    finally:
        connection.set_progress_handler(None, 0)
    if not is_clean(connection):
        connection.execute(f"{_MARK} = {_CLEAN}")
    return True


def note_erasure(connection: sqlite3.Connection) -> None:
    """Mark the file as one that is to be rewritten, in the transaction that erases: a kill after it changes nothing."""
    if is_clean(connection):
        connection.execute(f"{_MARK} = {_OWED}")


def is_clean(connection: sqlite3.Connection) -> bool:
    """Return whether nothing of the erased is left in unused parts of the file."""
    return _mark(connection) == _CLEAN


def is_unknown(connection: sqlite3.Connection) -> bool:
    """Return whether the file is new, or of a version that left it to SQLite whether what is deleted is overwritten."""
    return _mark(connection) == _UNKNOWN


def _mark(connection: sqlite3.Connection) -> int:
    return int(connection.execute(_MARK).fetchone()[0])


def size_of(connection: sqlite3.Connection) -> int:
    """Return the size in bytes of a database's file."""
    (pages,), (size,) = (connection.execute(f"PRAGMA page_{what}").fetchone() for what in ("count", "size"))
    return int(pages) * int(size)


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files in which rows of a database may be: its own, the log, its index, and a rollback journal."""
    return (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")))


class Clearing:
    """Takes what was erased out of the files of an open database, as soon as readers let it.

    ``keep_up`` runs something on the writer's connection, outside of transactions.
    """

    def __init__(self, keep_up: Callable[[Callable[[sqlite3.Connection], Any]], Awaitable[Any]]) -> None:
        self._keep_up = keep_up
        self._is_due = False
        self._log_is_due = False
        self._task: asyncio.Task[None] | None = None

    def begin(self, *, log_only: bool = False) -> None:
        """Clear the files, or only the log, now or as soon as possible."""
        self._is_due = self._is_due or not log_only
        self._log_is_due = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="clearing")

    async def close(self) -> None:
        """Clear them a last time, if that is owed."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._is_due or self._log_is_due:
            await self._clear()

    async def _run(self) -> None:
        now = asyncio.get_running_loop().time
        while self._is_due or self._log_is_due:
            began = now()
            # In between it is the works' turn: ten times as long as they have waited.
            await self._clear()
            pause = LONGEST_PAUSE if self._log_is_due or self._is_due else FIRST_PAUSE
            await asyncio.sleep(max(pause, 10 * (now() - began)))

    async def _clear(self) -> None:
        # While a reader is in the way the file is not written anew again: that would make the log longer each time.
        if self._is_due:
            self._is_due = False
            try:
                await self._keep_up(rewrite_if_small)
            except sqlite3.Error:
                self._is_due = True  # another program holds the file
        self._log_is_due = not await self._keep_up(empty_log)
