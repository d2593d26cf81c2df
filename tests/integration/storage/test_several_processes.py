"""Processes that write to one PostgreSQL side by side: what each race would spoil, and who freezes or is behind."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from dataclasses import fields
from datetime import timedelta
from itertools import count
from threading import Event
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace

from bot.script import Script
from bot.usecases.prospects.nudge_lead import nudge_lead
from bot.usecases.setup import Setup
from storage import editions, leads, outbox, publications, sending, updates
from storage.editions import Edition
from storage.outbox import Owed
from storage.place import Postgres
from storage.postgres.database import PostgresDatabase
from storage.roles import Role
from storage.statements import Transaction
from tests.builders import MONDAY, SOMEBODY, Office
from tests.postgres import Server


@pytest.fixture
def place(postgres: Server) -> Postgres:
    return postgres.migrated()


@pytest.fixture
async def one(place: Postgres) -> AsyncIterator[PostgresDatabase]:
    opened = await PostgresDatabase.open(place, Role.LEADER)
    yield opened
    await opened.close()


@pytest.fixture
async def other(place: Postgres) -> AsyncIterator[PostgresDatabase]:
    opened = await PostgresDatabase.open(place, Role.FRONT)
    yield opened
    await opened.close()


class Crossing:
    """Two processes that write at once: the first lets the second in while it is in the middle of its transaction.

    The second comes as far as it can: where nothing makes it wait, it is through by then.
    """

    def __init__(self, place: Postgres) -> None:
        self._place = place
        self._is_midway, self._is_through = Event(), Event()

    async def write(
        self, first: PostgresDatabase, work: Callable[[Transaction, Callable[[], None]], Any], second: PostgresDatabase
    ) -> list[Any]:
        """Return what the work gave in both; it calls what it is given between reading and writing."""

        async def follow() -> Any:
            await asyncio.to_thread(self._is_midway.wait, 20)
            result = await second.write(lambda tx: work(tx, lambda: None))
            self._is_through.set()
            return result

        return list(await asyncio.gather(first.write(lambda tx: work(tx, self._let_second_in)), follow()))

    def _let_second_in(self) -> None:
        self._is_midway.set()
        deadline = monotonic() + 20
        with psycopg.connect(self._place.url, autocommit=True) as connection:
            while not self._is_through.is_set():
                waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
                if connection.execute(waits).fetchone():
                    return
                assert monotonic() < deadline, "the second neither waits nor is through"
                sleep(0.005)


class _AsksMidway(Setup):
    """A setup that lets others in when it is asked for a script: the lead has been read, and nothing is written yet."""

    _midway: Callable[[], None]

    @classmethod
    def of(cls, setup: Setup, midway: Callable[[], None]) -> "_AsksMidway":
        asks = cls(**{field.name: getattr(setup, field.name) for field in fields(setup)})
        object.__setattr__(asks, "_midway", midway)
        return asks

    def script(self, audience: str | None) -> Script | None:
        self._midway()
        return Setup.script(self, audience)


async def test_of_two_who_take_the_same_messages_one_has_them(
    place: Postgres, one: PostgresDatabase, other: PostgresDatabase
) -> None:
    owed = [Owed(7, outbox.SEND, f"message {number}") for number in range(3)]
    await one.write(lambda tx: outbox.owe(tx, owed, MONDAY))

    def take(tx: Transaction, midway: Callable[[], None]) -> list[int]:
        numbers = [queued.id for queued in sending.queued_after(tx, {50: 0}, limit=10)]
        midway()
        return [claimed.id for claimed in sending.claim(tx, numbers)]

    ours, theirs = await Crossing(place).write(one, take, other)
    assert (len(ours), theirs) == (3, [])


async def test_of_two_facts_that_are_told_at_once_both_are_kept(
    place: Postgres, one: PostgresDatabase, other: PostgresDatabase
) -> None:
    lead = await one.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    fields = count()

    def learn(tx: Transaction, midway: Callable[[], None]) -> None:
        stored = leads.by_id(tx, lead.id)
        assert stored is not None
        midway()
        facts = json.loads(stored.lead.facts) | {f"field{next(fields)}": True}
        leads.save(tx, replace(stored.lead, facts=json.dumps(facts)), was=stored.lead)

    await Crossing(place).write(one, learn, other)
    known = await one.read(lambda tx: leads.by_id(tx, lead.id))
    assert known is not None
    assert sorted(json.loads(known.lead.facts)) == ["field0", "field1"]


async def test_whoever_is_silent_is_nudged_once_though_two_keep_time(
    place: Postgres, one: PostgresDatabase, other: PostgresDatabase
) -> None:
    office = Office(one)
    await office.start("b2b")
    await office.deliver()
    chat = await office.chat()
    now = office.now + timedelta(hours=30)

    def nudge(tx: Transaction, midway: Callable[[], None]) -> bool:
        return nudge_lead(tx, chat.lead.id, setup=_AsksMidway.of(office.setup, midway), now=now)

    assert await Crossing(place).write(one, nudge, other) == [True, False]


async def test_groups_that_change_the_same_leads_in_another_order_end_in_no_deadlock(
    place: Postgres, one: PostgresDatabase, other: PostgresDatabase
) -> None:
    ada = await one.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    bea = await one.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    tries = count(1)

    def change(tx: Transaction, midway: Callable[[], None]) -> int:
        tried = next(tries)
        first, second = (ada, bea) if tried % 2 else (bea, ada)
        leads.save(tx, replace(first, tier="hot"), was=first)
        midway()
        leads.save(tx, replace(second, tier="hot"), was=second)
        return tried

    assert await Crossing(place).write(one, change, other) == [1, 2], "each was tried once"


async def test_a_work_that_was_handed_in_under_old_rules_runs_under_the_new_ones(
    one: PostgresDatabase, other: PostgresDatabase
) -> None:
    """Nobody has told the front of them: its transaction finds out."""
    in_force: list[Edition] = []

    async def reload() -> Edition:
        in_force.append(await other.read(editions.current))
        return in_force[-1]

    await other.follow(reload)
    publish = {"audience": "b2b", "version": "v2", "source": "", "by": "Ada", "now": MONDAY}
    await one.write(lambda tx: publications.publish(tx, **publish))  # type: ignore[arg-type]
    works = [other.submit(lambda _: in_force[-1]) for _ in range(3)]
    assert await asyncio.gather(*works) == [(1, 0)] * 3
    assert await other.write(lambda _: len(in_force)) == 2, "read once at the start, and once anew"


async def test_a_front_that_freezes_in_the_middle_of_writing_is_ended_and_what_it_wrote_is_taken_back(
    place: Postgres, one: PostgresDatabase
) -> None:
    front = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.storage.freezing_front", place.url), stdout=PIPE, stdin=PIPE
    )
    assert front.stdout is not None
    assert await front.stdout.readline() == b"midway\n"
    front.send_signal(signal.SIGSTOP)
    # Sooner than the server by itself ends whoever stops within a transaction.
    async with asyncio.timeout(20):
        assert await one.write(lambda tx: updates.see(tx, 1, MONDAY))
    front.send_signal(signal.SIGCONT)
    told, _ = await front.communicate(b"\n")
    assert told.split() == [b"failed", b"goes", b"on"]


async def test_a_chat_is_held_by_one_process_until_it_lets_go_or_is_gone(
    place: Postgres, one: PostgresDatabase, other: PostgresDatabase
) -> None:
    third = await PostgresDatabase.open(place, Role.FRONT)
    assert await third.hold(-1001)
    assert not await one.hold(-1001)
    assert await one.hold(5)
    await third.let_go(-1001)
    assert await one.hold(-1001)
    assert await third.hold(6)
    await third.close()
    assert await other.hold(6)
