"""The database file: one writer thread with group commit, and readers beside it.

A group runs in one IMMEDIATE transaction and is synced to disk once. Where a piece of it fails, it is rolled back
and run again, each piece in a savepoint (docs/decisions/0004).
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

import aiosqlite

from storage.erased import ERASED
from storage.errors import DatabaseFailedError, failed, not_opened, refused
from storage.sqlite import wal
from storage.sqlite.backup import remove_unfinished
from storage.sqlite.lock import acquire_lock, announce
from storage.sqlite.migrating import migrate
from storage.sqlite.probing import Files, probe
from storage.sqlite.readers import BUSY_TIMEOUT_MS, Readers
from storage.sqlite.secure_erase import Clearing, empty_log, is_clean, note_erasure, rewrite
from storage.sqlite.transaction import SqliteTransaction
from storage.sqlite.wal import Log
from storage.store import Committed, Pending, Reload, Store, Upkeep, Work, fail

T = TypeVar("T")
FileUpkeep = Callable[[sqlite3.Connection], T]
"""What is done with the file itself, outside of transactions, while no work is."""

# In KiB: with the 2 MiB that SQLite would take, an import reads most pages of the indexes again for each chunk.
_MANY_PAGES = "PRAGMA cache_size = -32000"
# Where a page was split, SQLite looks through all that it holds at the commit, as long as the file is not larger than a
# gibibyte: it sorts the new pages under the number of the page behind that, and takes this one back again.
_FEW_PAGES, _LARGE = "PRAGMA cache_size = -2000", 2**18
BULK_ROWS, CALM_GROUPS = 100, 64
"""Rows changed by a piece of work that are more than talk (a turn changes a dozen), and groups of talk until few pages
are held again."""

# Each commit is synced: with NORMAL a power cut would lose commits that were already acknowledged.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten: few builds of SQLite do so by themselves.
    "PRAGMA secure_delete = ON",
    f"PRAGMA wal_autocheckpoint = {wal.CHECKPOINT_PAGES}",
    _MANY_PAGES,
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
)


def sqlite_shares_safely() -> bool:
    """Return whether this SQLite has the fix without which two writing connections can corrupt a WAL database.

    Leadbot has one writer, held by a lock file; an operator who opens the file with another tool should know.
    """
    version = sqlite3.sqlite_version_info
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


class _GroupCommit(sqlite3.Connection):
    """A connection whose commit() runs everything that waits, as one transaction."""

    def __init__(self, path: Path, **kwargs: Any) -> None:
        super().__init__(path, **kwargs)
        self.path = path
        self.group: Sequence[Pending[Any]] = ()
        self.upkeep: Callable[[], None] | None = None
        self.touched: set[str] = set()
        self.failed_because = ""
        self.has_failed = False
        self._calm = 0

    def commit(self) -> None:
        self.touched, self.has_failed = set(), False
        if self.upkeep is not None:
            self.upkeep()
            return
        changes = self.total_changes
        try:
            self._run_together()
        except Exception:  # noqa: BLE001  # found out piece by piece
            self.rollback()
            self._run_one_by_one()
        else:
            # That nothing could be committed is no sign that something could be.
            if self.total_changes > changes:
                self.failed_because = ""
            with suppress(sqlite3.Error):
                self._hold_pages(changed=self.total_changes - changes)

    def _hold_pages(self, *, changed: int) -> None:
        """Hold many pages while much is written at a time, few while people talk."""
        was_calm = self._calm >= CALM_GROUPS
        self._calm = 0 if changed >= BULK_ROWS * len(self.group) else self._calm + 1
        if was_calm and not self._calm:
            self.execute(_MANY_PAGES)
        elif self._calm == CALM_GROUPS and self.execute("PRAGMA page_count").fetchone()[0] < _LARGE:
            self.execute(_FEW_PAGES)

    def _run_together(self) -> None:
        self.execute("BEGIN IMMEDIATE")
        transaction = SqliteTransaction(self)
        for pending in self.group:
            pending.result = pending.work(transaction)
        self._commit(transaction.touched)
        self.touched = transaction.touched

    def _run_one_by_one(self) -> None:
        try:
            self.execute("BEGIN IMMEDIATE")
            for pending in self.group:
                self._run_alone(pending)
            self._commit(self.touched)
            self.failed_because = ""
        except sqlite3.Error as error:
            self.rollback()
            self.failed_because, self.has_failed = str(error), True
            fail(self.group, failed(self.path, error) or DatabaseFailedError(self.path, str(error)))

    def _commit(self, touched: set[str]) -> None:
        if ERASED in touched and self.in_transaction:
            note_erasure(self)
        # SQLite ends a transaction by itself when the disk is full, say; a commit would then say nothing.
        if not self.in_transaction:
            raise sqlite3.OperationalError("the transaction was rolled back")
        super().commit()

    def _run_alone(self, pending: Pending[Any]) -> None:
        self.execute("SAVEPOINT work")
        try:
            transaction = SqliteTransaction(self)
            pending.result = pending.work(transaction)
            self.touched |= transaction.touched
        except sqlite3.OperationalError:
            # Not this work's fault: the disk is full, say. Nothing of the group shall be kept.
            raise
        except Exception as error:
            if not self.in_transaction:
                raise sqlite3.OperationalError(str(error)) from error
            pending.error = error
            self.execute("ROLLBACK TO work")
        self.execute("RELEASE work")


class Database(Store):
    """The open file, and what is done with it."""

    def __init__(self, path: Path, *, writer: aiosqlite.Connection, raw: _GroupCommit, lock: IO[str]) -> None:
        super().__init__(path)
        self.path = path
        self._writer = writer
        self._raw = raw
        self._lock = lock
        self._clearing = Clearing(self.keep_up)
        self._readers = Readers(path)
        self._files = Files.of(path)
        self._is_closing = False

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open the file for writing, made and migrated if need be.

        Raises FolderMissingError, DatabaseInUseError, DatabaseNotWritableError, DatabaseFailedError, DatabaseNewerError
        or NotADatabaseError.
        """
        lock = acquire_lock(path)
        try:
            remove_unfinished(path)
            migrate(path)
            raws: list[_GroupCommit] = []

            def remember(_path: str, **kwargs: Any) -> _GroupCommit:
                raws.append(_GroupCommit(path, **kwargs))
                return raws[0]

            writer = await aiosqlite.connect(path, factory=remember, isolation_level=None)
            try:
                for pragma in _PRAGMAS:
                    await writer.execute_fetchall(pragma)
            except BaseException:
                # Its thread would keep the process from ending.
                await writer.close()
                raise
        except sqlite3.Error as error:
            lock.close()
            raise not_opened(path, error, to_write=True) from error
        except BaseException:
            lock.close()
            raise
        database = cls(path, writer=writer, raw=raws[0], lock=lock)
        # After a kill the log still holds what was erased just before it.
        is_emptied, is_left_clean = await database.truncate_log(), await database.keep_up(is_clean)
        if not is_emptied or not is_left_clean:
            database._clearing.begin(log_only=is_left_clean)
        return database

    @property
    def file(self) -> "Database":
        """Itself."""
        return self

    async def keep_up(self, upkeep: FileUpkeep[T]) -> T:
        """Run ``upkeep`` on the writer's thread, outside of transactions, and return its result."""
        done: Future[T] = Future()

        def run() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                done.set_result(upkeep(self._raw))
            except Exception as error:  # noqa: BLE001  # who waits for it gets it
                done.set_exception(error)

        self._upkeep.append(run)
        self._start()
        return await asyncio.wrap_future(done)

    async def _probe(self) -> str:
        self._files = self._files.with_log()
        return await self.keep_up(partial(probe, files=self._files))

    async def truncate_log(self) -> bool:
        """Write the log into the main file and cut it to nothing; False while a reader still needs it.

        Erased rows are in it until then. Works wait for it a moment, never for readers.
        """
        return await self.keep_up(empty_log)

    async def rewrite(self, *, gives_way: bool) -> bool:
        """Write the file anew and empty the log; False where there is no room for that.

        Raises GaveWayError where it ``gives_way`` to works and some have come, or where the database is being closed.
        """

        def is_to_stop() -> bool:
            return self._is_closing or (gives_way and self.is_wanted)

        is_done = await self.keep_up(partial(rewrite, gives_way=is_to_stop))
        self._clearing.begin(log_only=True)
        return is_done

    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run ``work`` in a connection of its own that cannot write."""
        return await self._readers.read(work, within=within)

    async def follow(self, reload: Reload) -> None:
        """Do nothing: nobody else writes to a file."""

    async def hold(self, chat_id: int) -> bool:  # noqa: ARG002  # all are ours
        """Return True: nobody else takes anything out of a file."""
        return True

    async def let_go(self, chat_id: int) -> None:
        """Do nothing."""

    async def tend_log(self) -> Log:
        """Cut the write-ahead log back if it has grown large, and return how it is."""
        if (size := wal.size_of(self.path)) <= wal.SMALL_BYTES:
            return Log(size)
        return await self.keep_up(partial(wal.tend, path=self.path))

    def announce(self, address: str) -> None:
        """Tell other processes where the one who writes takes orders; only our own account can read it."""
        try:
            announce(self._lock, address)
        except OSError as error:
            raise refused(self.path, error) from error

    async def close(self) -> None:
        """Finish what is queued and let go of the file."""
        self._is_closing = True
        await self._clearing.close()
        await self._finish()
        await self._readers.close()
        await self._writer.close()
        self.announce("")
        self._lock.close()

    async def _commit(self, group: Sequence[Pending[Any]]) -> Committed:
        self._raw.group, self._raw.failed_because = group, self._failed_because
        await self._writer.commit()
        if ERASED in self._raw.touched:
            self._clearing.begin()
        return Committed(self._raw.touched, self._raw.failed_because, has_failed=self._raw.has_failed)

    async def _keep_up(self, upkeep: Upkeep) -> None:
        self._raw.upkeep = upkeep
        try:
            await self._writer.commit()
        finally:
            self._raw.upkeep = None
