"""Commands that users type beside a running bot, on very many leads: what they take, and how replies wait meanwhile."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bot import clock
from bot.channels.telegram.intake import Intake
from bot.coming_into_force import load_playbooks
from bot.in_force import InForce
from bot.rules.publish import publish_first
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from bot.web.door import open_door
from scoring.instants import iso
from storage.sqlite import wal
from storage.sqlite.database import Database

from .commands import run_command
from .contestants import SALES_CHAT
from .everything_due import Waited
from .prospects import fresh


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took, its memory, the largest size of the log, and how long turns took meanwhile."""

    took: float
    memory: int
    log: int
    replies: Waited


async def import_one(path: Path) -> Ran:
    """Import a history of one lead."""
    history = path.with_name("one.jsonl")
    told = {"lead": "crm:new", "kind": "fact", "id": "f-new", "at": iso(clock.utc_now()), "field": "audience"}
    history.write_text(json.dumps(told | {"value": "b2b"}) + "\n", encoding="utf-8")
    return await beside_a_bot(path, "import", str(history), "--json")


async def publish_another(path: Path) -> Ran:
    """Put other rules for companies in force, so that all their leads are folded anew."""
    model = path.with_name("model.yaml")
    text = (SHIPPED_TEMPLATES / "playbooks" / "b2b" / "model.yaml").read_text(encoding="utf-8")
    model.write_text(text.replace("points: 2,", "points: 3,", 1), encoding="utf-8")
    if model.read_text(encoding="utf-8") == text:
        raise AssertionError("the other rules are the same")
    return await beside_a_bot(path, "publish", str(model), "--json")


async def beside_a_bot(path: Path, *words: str) -> Ran:
    """Run a command while a bot serves on the same database."""
    async with _serving(path) as intake:
        waited, sizes = Waited(), [0]
        watching = [asyncio.create_task(_write(intake, waited)), asyncio.create_task(_watch(path, sizes))]
        begun_at = perf_counter()
        ran = await run_command(path, *words)
        took = perf_counter() - begun_at
        for task in watching:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        return Ran(took, ran.memory.pss, max(sizes), waited)


@asynccontextmanager
async def _serving(path: Path) -> AsyncIterator[Intake]:
    """Have a bot open a database, and take the orders of commands."""
    setup = Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT)
    database = await Database.open(path)
    in_force = InForce(setup)
    in_force.published = await database.write(lambda tx: publish_first(tx, setup.playbooks, now=clock.utc_now()))
    in_force.adopt(setup.playbooks, now=clock.utc_now())
    try:
        async with open_door(database, in_force):
            yield Intake(database, in_force, clock.utc_now)
    finally:
        await database.close()


async def _write(intake: Intake, waited: Waited) -> None:
    """Have somebody new write ten times a second, and measure until that is safely stored."""
    while True:
        (prospect,) = fresh(1)
        begun_at = perf_counter()
        await intake.receive([prospect.opening[0]])
        waited.seconds.append(perf_counter() - begun_at)
        await asyncio.sleep(0.1)


async def _watch(path: Path, sizes: list[int]) -> None:
    while True:
        sizes.append(wal.size_of(path))
        await asyncio.sleep(0.5)
