"""Processes that write to one PostgreSQL side by side: what each race would spoil, and who freezes or is behind."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
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

pytestmark = pytest.mark.on_postgres


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
    place: Postgres, leader: PostgresDatabase, front: PostgresDatabase
) -> None:
    owed = [Owed(7, outbox.SEND, f"message {number}") for number in range(3)]
    await leader.write(lambda tx: outbox.owe(tx, owed, MONDAY))

    def take(tx: Transaction, midway: Callable[[], None]) -> list[int]:
        numbers = [queued.id for queued in sending.queued_after(tx, {50: 0}, limit=10)]
        midway()
        return [claimed.id for claimed in sending.claim(tx, numbers)]

    ours, theirs = await Crossing(place).write(leader, take, front)
    assert (len(ours), theirs) == (3, [])


async def test_of_two_facts_that_are_told_at_once_both_are_kept(
    place: Postgres, leader: PostgresDatabase, front: PostgresDatabase
) -> None:
    lead = await leader.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    fields = count()

    def learn(tx: Transaction, midway: Callable[[], None]) -> None:
        stored = leads.by_id(tx, lead.id)
        assert stored is not None
        midway()
        facts = json.loads(stored.lead.facts) | {f"field{next(fields)}": True}
        leads.save(tx, replace(stored.lead, facts=json.dumps(facts)), was=stored.lead)

    await Crossing(place).write(leader, learn, front)
    known = await leader.read(lambda tx: leads.by_id(tx, lead.id))
    assert known is not None
    assert sorted(json.loads(known.lead.facts)) == ["field0", "field1"]


async def test_whoever_is_silent_is_nudged_once_though_two_keep_time(
    place: Postgres, leader: PostgresDatabase, front: PostgresDatabase
) -> None:
    office = Office(leader)
    await office.start("b2b")
    await office.deliver()
    chat = await office.chat()
    now = office.now + timedelta(hours=30)

    def nudge(tx: Transaction, midway: Callable[[], None]) -> bool:
        return nudge_lead(tx, chat.lead.id, setup=_AsksMidway.of(office.setup, midway), now=now)

    assert await Crossing(place).write(leader, nudge, front) == [True, False]


async def test_groups_that_change_the_same_leads_in_another_order_end_in_no_deadlock(
    place: Postgres, leader: PostgresDatabase, front: PostgresDatabase
) -> None:
    ada = await leader.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    bea = await leader.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    tries = count(1)

    def change(tx: Transaction, midway: Callable[[], None]) -> int:
        tried = next(tries)
        first, second = (ada, bea) if tried % 2 else (bea, ada)
        leads.save(tx, replace(first, tier="hot"), was=first)
        midway()
        leads.save(tx, replace(second, tier="hot"), was=second)
        return tried

    assert await Crossing(place).write(leader, change, front) == [1, 2], "each was tried once"


async def test_a_work_that_was_handed_in_under_old_rules_runs_under_the_new_ones(
    leader: PostgresDatabase, front: PostgresDatabase
) -> None:
    """Nobody has told the front of them: its transaction finds out."""
    in_force: list[Edition] = []

    async def reload() -> Edition:
        in_force.append(await front.read(editions.current))
        return in_force[-1]

    await front.follow(reload)
    publish = {"audience": "b2b", "version": "v2", "source": "", "by": "Ada", "now": MONDAY}
    await leader.write(lambda tx: publications.publish(tx, **publish))  # type: ignore[arg-type]
    works = [front.submit(lambda _: in_force[-1]) for _ in range(3)]
    assert await asyncio.gather(*works) == [(1, 0)] * 3
    assert await front.write(lambda _: len(in_force)) == 2, "read once at the start, and once anew"


async def test_a_front_that_freezes_in_the_middle_of_writing_is_ended_and_what_it_wrote_is_taken_back(
    place: Postgres, leader: PostgresDatabase
) -> None:
    frozen = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.storage.freezing_front", place.url), stdout=PIPE, stdin=PIPE
    )
    assert frozen.stdout is not None
    assert await frozen.stdout.readline() == b"midway\n"
    frozen.send_signal(signal.SIGSTOP)
    # Sooner than the server by itself ends whoever stops within a transaction.
    async with asyncio.timeout(20):
        assert await leader.write(lambda tx: updates.see(tx, 1, MONDAY))
    frozen.send_signal(signal.SIGCONT)
    told, _ = await frozen.communicate(b"\n")
    assert told.split() == [b"failed", b"goes", b"on"]


async def test_a_chat_is_held_by_one_process_until_it_lets_go_or_is_gone(
    place: Postgres, leader: PostgresDatabase, front: PostgresDatabase
) -> None:
    third = await PostgresDatabase.open(place, Role.FRONT)
    assert await third.hold(-1001)
    assert not await leader.hold(-1001)
    assert await leader.hold(5)
    await third.let_go(-1001)
    assert await leader.hold(-1001)
    assert await third.hold(6)
    await third.close()
    assert await front.hold(6)
