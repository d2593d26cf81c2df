"""Interpreters of the tests' own behind the seam, and a worker that asks them beside an office.

Run as a program it serves until it is killed: it says when all is written and what it is asked, and never answers.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import clock
from bot.in_force import InForce
from bot.messages import Said
from bot.understanding.interpretation import Answer, Interpretation, Source
from bot.understanding.interpreter import Interpreter, Typed
from bot.usecases.consult_language_model import Budget
from bot.workers.breaker import Breaker
from bot.workers.consulting import Consulting, Model
from bot.workers.interpreting import Interpreting
from bot.workers.second_opinions import SecondOpinions
from storage.sqlite.database import Database
from tests.builders import Office

PLENTY = Budget(calls_a_day=1000, calls_per_lead=1000)


def answers(**values: str) -> tuple[Answer, ...]:
    """Return answers as an encoder gives them."""
    return tuple(Answer(name, value, sure=False, by=Source.ENCODER) for name, value in values.items())


@dataclass
class Phrasebook:
    """Knows what some words mean; what is in ``closed`` it thinks about until that is set. ``asked`` is what it was."""

    meanings: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    closed: Mapping[str, threading.Event] = field(default_factory=dict)
    asked: list[Typed] = field(default_factory=list)

    def interpret(self, typed: Typed) -> Interpretation:
        self.asked.append(typed)
        if typed.text in self.closed:
            self.closed[typed.text].wait(20)
        return Interpretation(self.meanings.get(typed.text, ()), None, question=False)

    @property
    def words(self) -> list[str]:
        return [typed.text for typed in self.asked]


@asynccontextmanager
async def interpreting(
    office: Office,
    interpreter: Interpreter | None,
    *,
    within_seconds: float = 20.0,
    at_once: int = 4,
    model: Model | None = None,
    budget: Budget = PLENTY,
    breaker: Breaker | None = None,
) -> AsyncIterator[None]:
    """Work the inbox of an office off meanwhile; from then on, words in doubt wait there."""
    in_force = InForce(office.setup)
    opinions = SecondOpinions(
        in_force,
        lambda _: interpreter,
        within_seconds=within_seconds,
        at_once=at_once,
        is_backed=model is not None,
    )
    office.setup = in_force.setup
    consulting = None
    if model is not None:
        consulting = Consulting(
            office.database,
            in_force,
            model,
            budget=budget,
            now=lambda: office.now,
            likeness=lambda: opinions.likeness,
            breaker=breaker,
        )
    worker = Interpreting(office.database, in_force, opinions, now=lambda: office.now, consulting=consulting)
    await worker.begin()
    tasks = [asyncio.create_task(work) for work in (opinions.run(), worker.run())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(happened: Callable[[], object], *, seconds: float = 10) -> None:
    """Wait until something has happened."""
    deadline = clock.elapsed() + seconds
    while not happened():
        assert clock.elapsed() < deadline, "it did not happen"
        await asyncio.sleep(0.005)


def waiting(office: Office) -> int:
    """Return how many updates wait in the inbox."""
    return int(office.rows("SELECT count(*) FROM inbox")[0][0])


def _say(words: str) -> None:
    """Print a line at once: two threads say something, and two writes for a line would mix them."""
    print(f"{words}\n", end="", flush=True)


@dataclass
class _Tells:
    """Says what it is asked, and never answers."""

    def interpret(self, typed: Typed) -> Interpretation:
        _say(typed.text)
        threading.Event().wait()
        return typed.found


async def _serve_until_killed(path: Path, words: str) -> None:
    office = Office(await Database.open(path))
    await office.start("b2b-spring")
    async with interpreting(office, _Tells()):
        await office.hear(Said(words, 10_001))
        await office.hear(Said("200", 10_002))
        _say("written")
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve_until_killed(Path(sys.argv[1]), sys.argv[2]))
