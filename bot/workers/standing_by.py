"""Waits for a database that another bot has, to take its place as soon as it ends or is lost, or its first start."""

import asyncio
from collections.abc import Callable

from bot import logs
from storage import templates
from storage.errors import DatabaseFailedError, DatabaseInUseError
from storage.opening import open_store
from storage.place import Place
from storage.roles import Role
from storage.store import Store
from storage.templates import KeptTemplates

LOOK_EVERY_SECONDS = 0.5


async def opened_in_turn(place: Place, role: Role, *, while_waiting: Callable[[], None]) -> Store:
    """Return the database, open for a bot; a standby waits until no other leads, and calls ``while_waiting`` meanwhile.

    Raises what `open_store` does; as a standby no DatabaseInUseError, and once it waits no DatabaseFailedError.
    """
    has_told = False
    while True:
        try:
            return await open_store(place, role)
        except (DatabaseInUseError, DatabaseFailedError) as error:
            # Whoever waits already outlives a database that is away for a while.
            if role is not Role.STANDBY or (isinstance(error, DatabaseFailedError) and not has_told):
                raise
            while_waiting()
        if not has_told:
            logs.logger().info("Another bot has the database: this one takes its place when it ends.", action="start")
            has_told = True
        await asyncio.sleep(LOOK_EVERY_SECONDS)


async def templates_in_force(database: Store, *, while_waiting: Callable[[], None]) -> KeptTemplates:
    """Return the templates that a leader has put in force, once one has; ``while_waiting`` is called at each look."""
    has_told = False
    while True:
        kept = await database.read(templates.newest)
        if kept is not None:
            return kept
        while_waiting()
        if not has_told:
            logs.logger().info("No leader has put templates in force yet: this front waits for that.", action="start")
            has_told = True
        await asyncio.sleep(LOOK_EVERY_SECONDS)
