"""A durable turn, a delivery, a repeated report: on a fresh database and on a grown one, in alternation."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from bot import clock
from bot.channels.telegram.intake import Intake
from bot.coming_into_force import load_playbooks
from bot.in_force import InForce
from bot.messages import Commanded
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from storage.sqlite.database import Database
from tests.builders import QUENTIN, Office

from .contestants import SALES_CHAT, time_turns
from .reporting import time_repeats

TURN, TURN_OF_MANY, DELIVERY = "a turn, one chat", "a turn, 16 chats", "taking and settling a message"
REPEAT = "an event reported again"
_CHATS = 100


@dataclass(slots=True)
class Rounds:
    """Seconds per round, on the fresh database and on the grown one."""

    fresh: list[float] = field(default_factory=list)
    grown: list[float] = field(default_factory=list)


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[Intake]:
    database = await Database.open(path)
    try:
        yield Intake(database, InForce(Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT)), clock.utc_now)
    finally:
        await database.close()


async def compare_with_fresh(fresh: Path, grown: Path, *, rounds: int) -> dict[str, Rounds]:
    """Return what turns, deliveries and repeated reports take on either; a first, cold round is left out."""
    found = {name: Rounds() for name in (TURN, TURN_OF_MANY, DELIVERY, REPEAT)}
    async with AsyncExitStack() as stack:
        intakes = [await stack.enter_async_context(_opened(path)) for path in (fresh, grown)]
        for number in range(rounds + 1):
            for intake, side in zip(intakes, ("fresh", "grown"), strict=True):
                figures = {
                    TURN: (await time_turns(intake.receive, chats=1, leads=16)).per_turn,
                    TURN_OF_MANY: (await time_turns(intake.receive, chats=16, leads=64)).per_turn,
                    DELIVERY: await _time_delivery(intake, number),
                    REPEAT: await _time_repeats(intake, number),
                }
                for name, took in figures.items():
                    if number:
                        getattr(found[name], side).append(took)
    return found


async def _time_repeats(intake: Intake, number: int) -> float:
    assert isinstance(intake.database, Database)
    return await time_repeats(intake.database, intake.in_force.setup, number)


async def _time_delivery(intake: Intake, number: int) -> float:
    """Return the seconds to take and settle a message, with as many waiting as chats have written."""
    assert isinstance(intake.database, Database)
    office = Office(intake.database, now=clock.utc_now(), updates=1_500_000_000 + 10_000 * number)
    await office.deliver()
    for chat in range(_CHATS):
        who = replace(QUENTIN, id=800_000_000 + 1_000 * number + chat)
        await office.hear(Commanded("start", "b2b", 1), who)
    begun_at = perf_counter()
    sent = await office.deliver()
    took = perf_counter() - begun_at
    if len(sent) < _CHATS:
        raise AssertionError(f"{len(sent)} messages were delivered, expected {_CHATS}")
    return took / len(sent)
