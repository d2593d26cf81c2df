"""Connections that can only read, on threads of their own beside the writer: plain sqlite3, nothing asynchronous in it.

Each reading is a short transaction. One that may take long is given a limit, so that it never pins the log for good
(docs/decisions/0034).
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import TypeVar

from storage.errors import DatabaseFailedError, failed
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction

T = TypeVar("T")
Reading = Callable[[Transaction], T]

AT_ONCE = 2
"""One may be busy with a page that counts while the other answers a health check."""
BUSY_TIMEOUT_MS = 10_000
# Looking at the clock this often costs nothing measurable, and ends a reading some milliseconds after its limit.
_STEPS_BETWEEN_LOOKS = 20_000


class Readers:
    """A few threads that read. Their connections are opened at the first reading, and closed together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")
        self._mine = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._is_closing = False

    async def read(self, work: Reading[T], *, within: float | None = None) -> T:
        """Run ``work`` in a transaction that sees what is committed and cannot write; return its result.

        Raises DatabaseFailedError where it takes longer than ``within`` seconds, or the database cannot be read.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(self._run, work, within))

    async def close(self) -> None:
        """End what is being read, and close."""
        self._is_closing = True
        await asyncio.to_thread(self._threads.shutdown)
        for connection in self._connections:
            connection.close()

    def _run(self, work: Reading[T], within: float | None) -> T:
        try:
            connection = self._connection()
            deadline = inf if within is None else monotonic() + within
            connection.set_progress_handler(lambda: self._is_closing or monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
            connection.execute("BEGIN")
            try:
                return work(SqliteTransaction(connection))
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            raise failed(self._path, error) or DatabaseFailedError(self._path, str(error)) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                # Closed by whoever closes us, when no thread reads any more.
                check_same_thread=False,
            )
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("PRAGMA query_only = ON")
            self._mine.connection = connection
            self._connections.append(connection)
        return connection
