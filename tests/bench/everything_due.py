"""A bot on which hundreds of thousands of leads fall due at once, while prospects write and alerts ring."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter

from bot import clock
from bot.channels.telegram.intake import Intake
from bot.coming_into_force import load_playbooks
from bot.in_force import InForce
from bot.messages import Outgoing, SendText
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from bot.workers.courier import Courier
from bot.workers.rate_limits import Pace
from bot.workers.timekeeper import Timekeeper
from scoring.instants import microseconds
from storage.sqlite import wal
from storage.sqlite.database import Database

from .contestants import SALES_CHAT
from .prospects import fresh, said

ALERT_EVERY, REPLY_EVERY = 5.0, 0.5
LOOK_EVERY = 1.0
MOST_SECONDS = 3600.0
_MADE_LUKEWARM = ("/start", "answer:audience:b2b", "answer:need:sales", "answer:company_size:large")
_RINGS = "answer:role:director"


@dataclass(slots=True)
class Waited:
    """How long those who waited did, in seconds."""

    seconds: list[float] = field(default_factory=list)

    def share(self, part: float) -> float:
        """Return what this part of them did not exceed; 0 if nobody waited."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


@dataclass(slots=True)
class Done:
    """What came of it: waiting times, seconds until all was done, the largest size of the log, and what was left."""

    replies: Waited
    alerts: Waited
    worked: float = 0.0
    nudged: float = 0.0
    log: int = 0
    left: int = 0


class Messenger:
    """Says yes at once, and tells when a chat got its next message."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[None]] = {}

    async def deliver(self, chat_id: int, message: Outgoing) -> int | None:
        arrived = self._waiting.pop(chat_id, None) if isinstance(message, SendText) else None
        if arrived is not None and not arrived.done():
            arrived.set_result(None)
        return next(self._numbers)

    def next_to(self, chat_id: int) -> "asyncio.Future[None]":
        self._waiting[chat_id] = asyncio.get_running_loop().create_future()
        return self._waiting[chat_id]


async def let_everything_fall_due(path: Path) -> Done:
    """Start the workers on a database in which much is due, and measure until nothing is due any more."""
    in_force = InForce(Setup(load_playbooks(SHIPPED_TEMPLATES), SALES_CHAT))
    database = await Database.open(path)
    messenger, done = Messenger(), Done(Waited(), Waited())
    intake = Intake(database, in_force, clock.utc_now)
    workers = (
        Timekeeper(database, in_force, now=clock.utc_now).run(),
        Courier(database, messenger, in_force, now=clock.utc_now, pace=Pace()).run(),
        _write_now_and_then(intake, messenger, done.replies),
        _ring_now_and_then(intake, messenger, done.alerts),
    )
    tasks = [asyncio.create_task(worker) for worker in workers]
    try:
        await _until_nothing_is_due(path, done)
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        await database.close()
    return done


async def _until_nothing_is_due(path: Path, done: Done) -> None:
    begun_at = perf_counter()
    kept_for = load_playbooks(SHIPPED_TEMPLATES).business.kept_for
    while (took := perf_counter() - begun_at) < MOST_SECONDS:
        await asyncio.sleep(LOOK_EVERY)
        done.log = max(done.log, wal.size_of(path))
        now = clock.utc_now()
        to_work, to_nudge = await asyncio.to_thread(_left, path, microseconds(now), microseconds(now - kept_for))
        done.left = to_work + to_nudge
        if to_work:
            done.worked = took
        if to_nudge:
            done.nudged = took
        if not done.left and len(done.alerts.seconds) >= 3:
            return


def _left(path: Path, now_us: int, gone_us: int) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        one = "SELECT count(*) FROM (SELECT 1 FROM {} LIMIT 1)"
        questions = (
            f"leads WHERE next_change_at <= {now_us}",
            f"leads WHERE last_seen_at < {gone_us}",
            f"conversations WHERE nudge_at <= {now_us}",
        )
        cool, erase, nudge = (connection.execute(one.format(what)).fetchone()[0] for what in questions)
        return cool + erase, nudge


async def _write_now_and_then(intake: Intake, messenger: Messenger, waited: Waited) -> None:
    """Have somebody new write, twice a second, and measure until the first message reaches them."""
    while True:
        (prospect,) = fresh(1)
        await _measured(intake, messenger, prospect.opening[0], prospect.chat_id, waited)
        await asyncio.sleep(REPLY_EVERY)


async def _ring_now_and_then(intake: Intake, messenger: Messenger, waited: Waited) -> None:
    """Have somebody become worth a call, and measure until the card has arrived."""
    while True:
        (prospect,) = fresh(1)
        *before, rings = said(prospect.chat_id, (*_MADE_LUKEWARM, _RINGS))
        for raw in before:
            await intake.receive([raw])
        await _measured(intake, messenger, rings, SALES_CHAT, waited)
        await asyncio.sleep(ALERT_EVERY)


async def _measured(intake: Intake, messenger: Messenger, raw: object, chat_id: int, waited: Waited) -> None:
    arrived, begun_at = messenger.next_to(chat_id), perf_counter()
    await intake.receive([raw])
    await arrived
    waited.seconds.append(perf_counter() - begun_at)
