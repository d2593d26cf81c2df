"""Who writes for a command: the command itself, or the bot if it runs and holds the database."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp

from bot import clock
from bot.errors import LeadbotError, UnreachableError
from bot.orders.orders import perform
from bot.processes.writer import Writer
from bot.usecases.setup import Setup
from storage.errors import DatabaseInUseError
from storage.opening import open_store
from storage.place import Place
from storage.sqlite.lock import writers_address
from storage.store import Store

Json = dict[str, Any]


class OwnWriter:
    """Writes to the database itself."""

    def __init__(self, database: Store, setup: Setup | None) -> None:
        self._database = database
        self._setup = setup

    async def perform(self, order: str, body: Json) -> Json:
        """Carry out an order here."""
        now, setup = clock.utc_now(), self._setup
        return await self._database.write(lambda tx: perform(tx, order, body, setup=setup, now=now))


class BotsWriter:
    """Asks the running bot to write, at its door on this machine."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def perform(self, order: str, body: Json) -> Json:
        """Send an order to the bot, and return its answer."""
        try:
            async with self._session.post(f"{self._url}/orders/{order}", json=body) as answer:
                told: Json = await answer.json()
        except (aiohttp.ClientError, ValueError, TimeoutError) as error:
            raise UnreachableError(
                f"the running bot does not answer ({type(error).__name__}): is it just stopping? Run this again; "
                "what was done stays done"
            ) from error
        if answer.status != HTTPStatus.OK:
            raise LeadbotError(f"the running bot could not do it: {told.get('error', answer.status)}")
        return told


async def _opened(place: Place) -> Store:
    """Open a database, wholly even if Ctrl-C comes meanwhile: half open, its thread would end with a traceback."""
    opening = asyncio.create_task(open_store(place))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        await (await opening).close()
        raise


@asynccontextmanager
async def writing(place: Place, *, setup: Setup | None = None) -> AsyncIterator[Writer]:
    """Context manager: the writer of a database: this process (in this setup), or the bot that has its file open.

    Raises DatabaseInUseError if another process has it that takes no orders.
    """
    try:
        database = await _opened(place)
    except DatabaseInUseError:
        told = writers_address(place) if isinstance(place, Path) else None
        if told is None:
            raise
        door = json.loads(told)
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=120)
        headers = {"Authorization": f"Bearer {door['key']}"}
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            yield BotsWriter(session, door["url"])
        return
    try:
        yield OwnWriter(database, setup)
    finally:
        await database.close()
