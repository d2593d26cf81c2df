"""Chats that a process keeps to itself, by advisory locks: the server lets go of them as soon as it is gone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg

from storage.errors import DatabaseFailedError
from storage.place import Postgres
from storage.postgres.connection import SCHEMA, Connection, connect, in_short

_SCHEMA = f"({SCHEMA}::bigint % 2147483647)::int"
_NUMBERS = 2**32


class Holds:
    """What this process holds, on a connection of its own that is opened when it is first needed.

    Two chats whose ids end in the same 32 bits are held together, and let go of one by one.
    """

    def __init__(self, place: Postgres) -> None:
        self._place = place
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="holds")
        self._connection: Connection | None = None

    async def hold(self, chat_id: int) -> bool:
        """Hold a chat; False where another process does. Raises DatabaseFailedError."""
        return await self._ask("pg_try_advisory_lock", chat_id)

    async def let_go(self, chat_id: int) -> None:
        """Let go of a chat; where the connection is lost that has been done."""
        with suppress(DatabaseFailedError):
            await self._ask("pg_advisory_unlock", chat_id)

    async def close(self) -> None:
        """Let go of all."""
        await asyncio.to_thread(self._thread.shutdown)
        if self._connection is not None:
            self._connection.close()

    async def _ask(self, function: str, chat_id: int) -> bool:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._asked, function, chat_id)

    def _asked(self, function: str, chat_id: int) -> bool:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = connect(self._place)
            number = chat_id % _NUMBERS - _NUMBERS // 2
            row = self._connection.execute(f"SELECT {function}({_SCHEMA}, {number})".encode()).fetchone()
        except psycopg.Error as error:
            raise DatabaseFailedError(self._place, in_short(error)) from error
        return row is not None and bool(row[0])
