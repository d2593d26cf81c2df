"""The database file: one writer thread with group commit, and readers beside it.

Whatever is waiting to be written at the same moment runs in one IMMEDIATE transaction and is synced to disk once.
A piece of work that fails spoils only itself: the group is rolled back and run again, each piece in a savepoint
(docs/decisions/0004). Works must therefore have no effect outside their transaction.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import IO, Any, Generic, TypeVar

import aiosqlite

from storage import wal
from storage.backup import remove_unfinished
from storage.errors import DatabaseFailedError, failed, not_opened, refused
from storage.lock import acquire_lock, announce
from storage.migrations import migrate
from storage.probing import Files, probe
from storage.readers import BUSY_TIMEOUT_MS, Readers
from storage.secure_erase import ERASED, Clearing, empty_log, is_clean, note_erasure, rewrite
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction
from storage.wal import Log

T = TypeVar("T")
Work = Callable[[Transaction], T]
Upkeep = Callable[[sqlite3.Connection], T]
"""What is done with the file itself, outside of transactions, while no work is."""

MAX_GROUP = 256
_FAILED_LATELY_SECONDS = 40.0
"""Longer than the longest pause before what failed is tried again: until then only that shows whether it goes now, for
there may be room for a probe and none for a message."""
# Each commit is synced: with NORMAL a power cut would lose commits that were already acknowledged.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten: few builds of SQLite do so by themselves.
    "PRAGMA secure_delete = ON",
    f"PRAGMA wal_autocheckpoint = {wal.CHECKPOINT_PAGES}",
    # In KiB: with the 2 MiB that SQLite would take, an import reads most pages of the indexes again for each chunk.
    "PRAGMA cache_size = -32000",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
)


def sqlite_shares_safely() -> bool:
    """Return whether this SQLite has the fix without which two writing connections can corrupt a WAL database.

    Leadbot has one writer, held by a lock file; an operator who opens the file with another tool should know.
    """
    version = sqlite3.sqlite_version_info
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


@dataclass(slots=True)
class _Pending(Generic[T]):
    work: Work[T]
    done: "asyncio.Future[T]"
    result: T | None = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.done.done():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.result)  # type: ignore[arg-type]  # None only where T allows it


class _GroupCommit(sqlite3.Connection):
    """A connection whose commit() runs everything that waits, as one transaction."""

    def __init__(self, path: Path, **kwargs: Any) -> None:
        super().__init__(path, **kwargs)
        self.path = path
        self.group: Sequence[_Pending[Any]] = ()
        self.upkeep: Callable[[], None] | None = None
        self.touched: set[str] = set()
        self.failed_because = ""
        self.has_failed = False

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
            _fail(self.group, failed(self.path, error) or DatabaseFailedError(self.path, str(error)))

    def _commit(self, touched: set[str]) -> None:
        if ERASED in touched and self.in_transaction:
            note_erasure(self)
        # SQLite ends a transaction by itself when the disk is full, say; a commit would then say nothing.
        if not self.in_transaction:
            raise sqlite3.OperationalError("the transaction was rolled back")
        super().commit()

    def _run_alone(self, pending: _Pending[Any]) -> None:
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


@dataclass(slots=True)
class Counters:
    """What the writer did since it was opened: pieces of work, and groups (each one commit, one hop, one sync)."""

    works: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """That the database takes nothing: for how many seconds, and why in SQLite's words, which hold nothing personal."""

    seconds: float
    reason: str


class Database:
    """The open database. ``write`` runs a function on the writer's thread, ``read`` one beside it."""

    def __init__(self, path: Path, *, writer: aiosqlite.Connection, raw: _GroupCommit, lock: IO[str]) -> None:
        self.path = path
        self.counters = Counters()
        self._writer = writer
        self._raw = raw
        self._lock = lock
        self._waiting: deque[_Pending[Any]] = deque()
        self._upkeep: deque[Callable[[], None]] = deque()
        self._clearing = Clearing(self.keep_up)
        self._draining: asyncio.Task[None] | None = None
        self._readers = Readers(path)
        self._began_at: float | None = None
        self._failing_since: float | None = None
        self._failed_at = -inf
        self._files = Files.of(path)
        self._probe_failed_because = ""
        self._probe_failing_since: float | None = None
        self._wrote_at = monotonic()
        self._is_closing = False
        self._listeners: list[tuple[str, Callable[[], None]]] = []

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

    async def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction and return its result once that is safely on disk."""
        return await self.submit(work)

    def submit(self, work: Work[T]) -> "asyncio.Future[T]":
        """Queue ``work`` and return its future: works queued together are committed together, in order."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Pending(work, done))
        self._start()
        return done

    async def keep_up(self, upkeep: Upkeep[T]) -> T:
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

    async def probe(self) -> str:
        """Try whether the files are in their place and take what is written; return why not, empty if all is well.

        ``trouble`` tells of it from then on, also where nobody else writes.
        """
        began = monotonic()
        self._files = self._files.with_log()
        reason = await self.keep_up(partial(probe, files=self._files))
        if not reason:
            self._probe_failing_since = None
            if began - self._failed_at >= _FAILED_LATELY_SECONDS:
                self._failing_since, self._raw.failed_because = None, ""
        elif self._probe_failing_since is None:
            self._probe_failing_since = began
        self._probe_failed_because = reason
        return reason

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

    def _start(self) -> None:
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain(), name="writer")

    def when_touched(self, topic: str, listener: Callable[[], None]) -> None:
        """Call ``listener`` in the event loop after each commit that touched a topic."""
        self._listeners.append((topic, listener))

    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run ``work`` beside the writer, on what is committed, and return its result; it cannot write.

        Raises DatabaseFailedError where it takes longer than ``within`` seconds.
        """
        return await self._readers.read(work, within=within)

    @property
    def is_wanted(self) -> bool:
        """Whether somebody's work waits for the writer: who has time should let it go first."""
        return bool(self._waiting)

    @property
    def queue_length(self) -> int:
        """How many works wait for the writer: whoever brings more of what can wait should be asked to come again."""
        return len(self._waiting)

    @property
    def idle_seconds(self) -> float:
        """For how long nobody has written anything."""
        return 0.0 if self.is_wanted or self._began_at is not None else monotonic() - self._wrote_at

    @property
    def trouble(self) -> Trouble | None:
        """For how long nothing could be written for good: the disk is full, the file is gone, one work does not end."""
        if self._failing_since is not None:
            return Trouble(monotonic() - self._failing_since, self._raw.failed_because)
        if self._probe_failing_since is not None:
            return Trouble(monotonic() - self._probe_failing_since, self._probe_failed_because)
        if self._began_at is not None:
            return Trouble(monotonic() - self._began_at, "the writer is busy")
        return None

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
        while self._draining is not None and not self._draining.done():
            await asyncio.wait([self._draining])
        await self._readers.close()
        await self._writer.close()
        self.announce("")
        self._lock.close()

    async def _drain(self) -> None:
        while self._waiting or self._upkeep:
            if self._upkeep:
                await self._run_upkeep(self._upkeep.popleft())
            group = [self._waiting.popleft() for _ in range(min(MAX_GROUP, len(self._waiting)))]
            if not group:
                continue
            self._raw.group = group
            self._began_at = monotonic()
            try:
                await self._writer.commit()
            except Exception as error:  # noqa: BLE001  # each waiting caller gets it
                _fail(group, error)
            if not self._raw.failed_because:
                self._failing_since = None
            elif self._failing_since is None:
                self._failing_since = self._began_at
            if self._raw.has_failed:
                self._failed_at = monotonic()
            self._began_at, self._wrote_at = None, monotonic()
            self.counters.works += len(group)
            self.counters.groups += 1
            for pending in group:
                pending.settle()
            for topic, listener in self._listeners:
                if topic in self._raw.touched:
                    listener()
            if ERASED in self._raw.touched:
                self._clearing.begin()

    async def _run_upkeep(self, upkeep: Callable[[], None]) -> None:
        self._raw.upkeep = upkeep
        try:
            await self._writer.commit()
        finally:
            self._raw.upkeep = None


def _fail(group: Iterable[_Pending[Any]], error: Exception) -> None:
    for pending in group:
        pending.error = pending.error or error
