"""Follows what other processes put in force in a database that they share: rules, templates, webhooks, who is a rep.

What is scored by waits for nobody's word: each transaction finds out for itself whether others have changed it
(``Store.follow``). The rest is told, and looked at again where the telling may have been missed.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot import clock, logs
from bot.in_force import InForce
from bot.playbooks import Playbooks
from storage import editions, members, publications, templates, updates, webhooks
from storage.editions import Edition
from storage.publications import StoredPublication
from storage.statements import Transaction
from storage.store import Store
from storage.templates import KeptTemplates

AGAIN_AFTER_SECONDS = 1.0
LoadKept = Callable[[Mapping[str, str]], Playbooks]


@dataclass(slots=True)
class Following:
    """Keeps what is in force here as it is in the database; ``load`` makes playbooks of the templates kept there.

    Without ``load`` the templates are those of a folder, which somebody else watches.
    """

    database: Store
    in_force: InForce
    load: LoadKept | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _has: str = ""

    async def reload(self) -> Edition:
        """Put in force what was published and kept last, and return which edition that is; raise StorageError."""
        # One after the other: an older answer must not undo a newer one.
        async with self._lock:
            edition, published, kept = await self.database.read(self._look)
            if kept is not None and kept.version != self._has:
                await self._adopt(kept)
            if self.in_force.published not in (None, published):
                self.in_force.publish(published)
            return edition

    def _look(self, tx: Transaction) -> tuple[Edition, list[StoredPublication], KeptTemplates | None]:
        kept = templates.newest(tx) if self.load is not None else None
        return editions.current(tx), publications.oldest_first(tx), kept

    async def _adopt(self, kept: KeptTemplates) -> None:
        assert self.load is not None
        self._has = kept.version
        if self.in_force.files is not None and kept.version == self.in_force.files.version:
            return
        try:
            files = await asyncio.to_thread(self.load, kept.files)
        except Exception as error:  # noqa: BLE001  # perhaps of another version of Leadbot: what was good last must do
            logs.logger().error("The templates in force cannot be read here.", action="follow", error=error)
            return
        self.in_force.adopt(files, now=clock.utc_now())
        logs.logger().info("The templates have changed and are in force.", action="templates", version=kept.version)

    async def register(self) -> None:
        """Tell of what happens those webhooks that are registered now."""
        self.in_force.register(await self.database.read(webhooks.registered))

    async def note_moved(self) -> None:
        """Know groups by the ids that they have now."""
        self.in_force.moved |= await self.database.read(updates.moved_chats)


@asynccontextmanager
async def following(
    database: Store, in_force: InForce, *, load: LoadKept | None = None, meet: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Context manager: while the block runs, what others put in force, register or ``meet`` is so here at once."""
    follower = Following(database, in_force, load)
    tasks: set[asyncio.Task[None]] = set()

    def follow(topic: str, work: Callable[[], Awaitable[None]]) -> None:
        def begin() -> None:
            task = asyncio.create_task(_done(work))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        database.when_touched(topic, begin)

    async def reload() -> None:
        await database.follow(follower.reload)

    await reload()
    follow(publications.TOPIC, reload)
    follow(templates.TOPIC, reload)
    follow(webhooks.TOPIC, follower.register)
    follow(updates.MOVED, follower.note_moved)
    follow(members.TOPIC, meet)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _done(work: Callable[[], Awaitable[None]]) -> None:
    """Read what others have changed, until that succeeds: nobody may tell of it again."""
    trouble = logs.OngoingTrouble("follow", elapsed=clock.elapsed)
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001  # a database that is away; what is in force stays so meanwhile
            trouble.tell("What others have changed cannot be read; trying again.", level="error", error=error)
            await asyncio.sleep(AGAIN_AFTER_SECONDS)
        else:
            trouble.over("What others have changed is read again.")
            return
