"""Follows what commands write beside the bot, where the database lets them: published rules, and webhooks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot import logs
from bot.in_force import InForce
from storage import publications, webhooks
from storage.store import Store


@asynccontextmanager
async def following(database: Store, in_force: InForce) -> AsyncIterator[None]:
    """Context manager: while the block runs, what is published or registered elsewhere is in force here at once."""

    async def publish() -> None:
        in_force.publish(await database.read(publications.oldest_first))

    async def register() -> None:
        in_force.register(await database.read(webhooks.registered))

    tasks: set[asyncio.Task[None]] = set()

    def follow(reload: Callable[[], Awaitable[None]]) -> Callable[[], None]:
        def begin() -> None:
            task = asyncio.create_task(_reloaded(reload))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        return begin

    database.when_touched(publications.TOPIC, follow(publish))
    database.when_touched(webhooks.TOPIC, follow(register))
    try:
        yield
    finally:
        await asyncio.gather(*tasks)


async def _reloaded(reload: Callable[[], Awaitable[None]]) -> None:
    try:
        await reload()
    except Exception as error:  # noqa: BLE001  # what is in force stays so until the next start, or the next change
        logs.logger().error("What was published elsewhere could not be read.", action="follow", error=error)
