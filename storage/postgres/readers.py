"""Connections that can only read, on threads of their own beside the writer.

Each reading is a short transaction that sees one instant. One that may take long is given a limit.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

import psycopg

from storage.errors import DatabaseFailedError
from storage.place import Postgres
from storage.postgres.connection import POOLED, Connection, connect, in_short
from storage.postgres.pipeline import Pipeline
from storage.postgres.transaction import PostgresTransaction
from storage.statements import Transaction

T = TypeVar("T")
AT_ONCE = 2
"""One may be busy with a page that counts while the other answers a health check."""
BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_OWN_SESSION = "name the server's own address, or a pool in session mode"
_END_AGAIN_SECONDS = 0.1
_LIMIT = "SELECT set_config('statement_timeout', %s, true)"


class Readers:
    """A few threads that read. Their connections are opened at the first reading, and closed together."""

    def __init__(self, place: Postgres) -> None:
        self._place = place
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")
        self._mine = threading.local()
        self._pipelines: list[Pipeline] = []
        self._opening = threading.Lock()

    async def read(self, work: Callable[[Transaction], T], *, within: float | None = None) -> T:
        """Run ``work`` in a transaction that sees what is committed and cannot write; return its result.

        Raises DatabaseFailedError where it takes longer than ``within`` seconds, or the database cannot be read.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(self._run, work, within))

    async def ask(self, question: Callable[[Connection], T]) -> T:
        """Ask the server for what is in no table of ours; raise DatabaseFailedError."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._asked, question)

    async def close(self) -> None:
        """End what is being read, and close.

        What is just being opened, or is between two statements, is reached by none but a later call to the server.
        """
        ended = asyncio.ensure_future(asyncio.to_thread(self._threads.shutdown))
        while not ended.done():
            await asyncio.to_thread(self._end_readings)
            await asyncio.wait([ended], timeout=_END_AGAIN_SECONDS)
        for each in self._pipelines:
            each.connection.close()

    def _end_readings(self) -> None:
        with self._opening:
            pipelines = tuple(self._pipelines)
        for each in pipelines:
            with suppress(psycopg.Error):
                each.connection.cancel_safe(timeout=1)

    def _asked(self, question: Callable[[Connection], T]) -> T:
        try:
            return question(self._pipeline().connection)
        except psycopg.OperationalError as error:
            raise DatabaseFailedError(self._place, in_short(error)) from error

    def _run(self, work: Callable[[Transaction], T], within: float | None) -> T:
        try:
            pipeline = self._pipeline()
            pipeline.send(BEGIN_READING)
            try:
                pipeline.send(_LIMIT, [str(0 if within is None else max(1, round(within * 1000)))])
                return work(PostgresTransaction(pipeline))
            finally:
                pipeline.roll_back()
        except POOLED as error:
            raise DatabaseFailedError(self._place, in_short(error), cure=_OWN_SESSION) from error
        except psycopg.OperationalError as error:
            raise DatabaseFailedError(self._place, in_short(error)) from error

    def _pipeline(self) -> Pipeline:
        pipeline: Pipeline | None = getattr(self._mine, "pipeline", None)
        if pipeline is None or pipeline.connection.closed:
            pipeline = self._mine.pipeline = Pipeline(connect(self._place))
            with self._opening:
                self._pipelines = [each for each in self._pipelines if not each.connection.closed] + [pipeline]
        return pipeline
