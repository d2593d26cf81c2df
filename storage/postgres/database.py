"""The open PostgreSQL database: one writer with group commit, readers beside it, and an ear for what others touch."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import psycopg

from storage.errors import DatabaseFailedError, DatabaseInUseError
from storage.place import Postgres
from storage.postgres.connection import Connection, closed_on_error, connect, in_short
from storage.postgres.holds import Holds
from storage.postgres.leader import BEAT_SECONDS, Heart, end_who_is_silent, is_led_by_another, leader_now, take_place
from storage.postgres.migrating import migrate
from storage.postgres.readers import Readers
from storage.postgres.writer import OtherEditionError, Writer, listen
from storage.roles import Leader, Role
from storage.store import Committed, Pending, Reload, Store, Upkeep, Work, fail

T = TypeVar("T")
LISTEN_AGAIN_SECONDS = 0.5
_LOST = "the connection that holds it against other bots was lost"
_MOST_RELOADS = 5


class PostgresDatabase(Store):
    """The open database. A leader holds it against other leaders; fronts and commands write beside it."""

    def __init__(self, place: Postgres, role: Role, *, writer: Writer, thread: ThreadPoolExecutor) -> None:
        super().__init__(place)
        self._where = place
        self._writer = writer
        self._thread = thread
        self._role = role
        self._reload: Reload | None = None
        self._holds = Holds(place)
        self._heart = Heart()
        self._beating: asyncio.Task[None] | None = None
        self._readers = Readers(place)
        self._ear: Connection | None = None
        self._ears_file = -1
        self._listening: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, place: Postgres, role: Role = Role.COMMAND) -> "PostgresDatabase":
        """Open the database for writing, its tables made and migrated if need be.

        A standby ends a leader that was not heard of for seconds: its next try may have the place.

        Raises DatabaseFailedError where it cannot be reached, DatabaseInUseError where another one leads, and
        DatabaseNewerError.
        """
        thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        writer = Writer(place)
        loop = asyncio.get_running_loop()
        database = cls(place, role, writer=writer, thread=thread)
        try:
            if role is not Role.COMMAND:
                # Before the tables are touched: while it waits, another version may be serving.
                await database._listen()
                database._beating = asyncio.create_task(database._beat(), name="heartbeat")
            await loop.run_in_executor(thread, migrate, place)
            await loop.run_in_executor(thread, writer.open)
        except psycopg.Error as error:
            await database.close()
            raise DatabaseFailedError(place, in_short(error), cure="see that it can be reached") from error
        except BaseException:
            await database.close()
            raise
        return database

    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run ``work`` in a connection of its own that cannot write."""
        return await self._readers.read(work, within=within)

    async def close(self) -> None:
        """Finish what is queued and let go of the database."""
        await self._finish()
        for task in filter(None, (self._beating, self._listening)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self._stop_listening()
        await self._readers.close()
        await self._holds.close()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.close)
        self._thread.shutdown()

    async def _commit(self, group: Sequence[Pending[Any]]) -> Committed:
        if self._has_lost_the_lead:
            # Another bot may have taken over: whoever does not hold the database writes nothing and so sends nothing.
            fail(group, DatabaseFailedError(self.place, _LOST, cure="it is tried again by itself"))
            return Committed(failed_because=_LOST, has_failed=True)
        for _ in range(_MOST_RELOADS):
            try:
                return await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.commit, group)
            except OtherEditionError:
                assert self._reload is not None
                self._writer.goes_by = await self._reload()
        raise DatabaseFailedError(self.place, "its rules change all the time", cure="it is tried again by itself")

    async def leader(self) -> Leader | None:
        """Return who leads, None where nobody does; raise DatabaseFailedError."""
        return await self._readers.ask(leader_now)

    async def follow(self, reload: Reload) -> None:
        """Write from now on only by what is in force: works run after ``reload`` where others have changed that."""
        self._writer.goes_by = await reload()
        self._reload = reload

    async def hold(self, chat_id: int) -> bool:
        """Keep a chat to this process, for as long as its connection lasts; False where another one has it."""
        return await self._holds.hold(chat_id)

    async def let_go(self, chat_id: int) -> None:
        """Let others have a chat."""
        await self._holds.let_go(chat_id)

    @property
    def _has_lost_the_lead(self) -> bool:
        return self._role.leads and self._ear is None

    async def _probe(self) -> str:
        if self._has_lost_the_lead:
            return _LOST
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.probe)

    async def _keep_up(self, upkeep: Upkeep) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, upkeep)

    async def _listen(self) -> None:
        """Serve, a leader against other leaders, and hear from now on which topics others touch.

        Raises DatabaseInUseError and psycopg.Error.
        """
        opening = asyncio.create_task(asyncio.to_thread(_opened_ear, self._where, self._role))
        try:
            ear = await asyncio.shield(opening)
        except asyncio.CancelledError:
            # The thread goes on: what it opens would hold our place until it is found to be nobody's.
            with suppress(psycopg.Error, DatabaseInUseError):
                (await opening).close()
            raise
        # By number: a connection that is lost no longer tells it.
        self._ear, self._ears_file = ear, ear.fileno()
        asyncio.get_running_loop().add_reader(self._ears_file, self._hear)

    def _hear(self) -> None:
        """Tell those who wait what others have touched; where the connection is lost, listen anew."""
        assert self._ear is not None
        try:
            heard = {each.extra.decode() for each in _notified(self._ear) if each.be_pid != self._writer.backend}
        except psycopg.Error:
            self._lose()
            return
        self._heart.hear(self._ear.pgconn)
        self._tell(heard)

    async def _beat(self) -> None:
        """Show each second that we live, and end who does not; without an answer we serve no longer."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            if self._ear is None:
                continue
            try:
                if not self._heart.is_unanswered():
                    self._heart.beat(self._ear.pgconn)
                    continue
            except psycopg.Error:
                pass
            self._lose()

    def _lose(self) -> None:
        """Serve no longer, and try to have our place again."""
        self._stop_listening()
        self._listening = asyncio.create_task(self._listen_again(), name="listening")

    async def _listen_again(self) -> None:
        while self._ear is None:
            await asyncio.sleep(LISTEN_AGAIN_SECONDS)
            with suppress(psycopg.Error):
                try:
                    await self._listen()
                except DatabaseInUseError:
                    if await asyncio.to_thread(_is_deposed, self._where):
                        self._deposed.set()
                        return
        # What was touched meanwhile was not heard.
        self._tell({topic for topic, _ in self._listeners})

    def _stop_listening(self) -> None:
        if self._ear is not None:
            asyncio.get_running_loop().remove_reader(self._ears_file)
            self._ear.close()
            self._ear = None
            self._heart.stop()


def _opened_ear(place: Postgres, role: Role) -> Connection:
    connection = connect(place)
    with closed_on_error(connection):
        if not take_place(connection, role):
            if role is Role.STANDBY:
                end_who_is_silent(connection)
            raise DatabaseInUseError(place)
        listen(connection)
    return connection


def _is_deposed(place: Postgres) -> bool:
    with connect(place) as connection:
        return is_led_by_another(connection)


def _notified(connection: Connection) -> Sequence[Any]:
    connection.pgconn.consume_input()
    found = []
    while (each := connection.pgconn.notifies()) is not None:
        found.append(each)
    return found
