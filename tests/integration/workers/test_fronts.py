"""Several processes over one inbox and under the same rules: each chat is one's at a time, in order, whoever dies."""

import asyncio
import os
import socket
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from bot import clock
from bot.coming_into_force import load_kept
from bot.in_force import InForce
from bot.leadership import UNLED_SECONDS, Leadership
from bot.messages import Said
from bot.playbooks import draft_of
from bot.rules.publish import publish_first, publish_model
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.marketing.keep_templates import keep_templates
from bot.web.health import Health
from bot.web.routes import create_web
from bot.workers.following import following
from bot.workers.leader_watch import LeaderWatch
from storage import publications
from storage.postgres.database import PostgresDatabase
from storage.roles import Role
from tests.builders import Office, office_at, shipped
from tests.integration.workers.interpreter_at_work import Phrasebook, answers, interpreting, until, waiting
from tests.postgres import Server
from tests.rules import GENEROUS, RULES

RINGING = "the phones ring off the hook"


@pytest.fixture
async def offices(postgres: Server) -> AsyncIterator[tuple[Office, Office]]:
    """Return two processes' views of the same office."""
    place = postgres.migrated()
    async with office_at(place) as one, office_at(place) as other:
        other.updates = 5000
        yield one, other


def _book(*, closed: bool = False) -> Phrasebook:
    return Phrasebook({RINGING: answers(need="sales")}, {RINGING: threading.Event()} if closed else {})


async def test_what_waits_is_asked_of_one_process_and_goes_on_in_another_in_order_where_that_one_dies(
    offices: tuple[Office, Office],
) -> None:
    one, other = offices
    await one.start("b2b-spring")
    await one.deliver()
    stuck, free = _book(closed=True), _book()
    dying = interpreting(one, stuck)
    await dying.__aenter__()
    await one.hear(Said(RINGING, 10_001))
    await until(lambda: stuck.words == [RINGING])
    async with interpreting(other, free):
        # Its turn is behind the one that waits, whichever process it comes to.
        await other.hear(Said("about 200 people", 10_002))
        assert waiting(other) == 2
        assert free.words == []
        await dying.__aexit__(None, None, None)
        await until(lambda: waiting(other) == 0)
    stuck.closed[RINGING].set()
    assert free.words == [RINGING]
    assert await other.facts() == {"audience": "b2b", "need": "sales", "company_size": 200}


async def test_a_front_goes_by_the_rules_and_texts_that_a_leader_puts_in_force(postgres: Server) -> None:
    place = postgres.migrated()
    leader = await PostgresDatabase.open(place, Role.LEADER)
    front = await PostgresDatabase.open(place, Role.FRONT)
    office = Office(front)
    in_force = InForce(office.setup, published=[], files=office.setup.playbooks)

    async def meet() -> None:
        """Nobody is met here."""

    await leader.write(lambda tx: publish_first(tx, shipped(), now=office.now))
    async with following(front, in_force, load=load_kept, meet=meet):
        draft = draft_of(GENEROUS, name="model.yaml")
        await leader.write(lambda tx: publish_model(tx, draft, by="Ada", now=office.now))
        # It may not have heard of it yet: whatever it writes finds out.
        version = await front.write(lambda _: in_force.setup.playbooks.audiences["b2b"].model.version)
        assert version == draft.model.version != draft_of(RULES, name="model.yaml").model.version
        business = (SHIPPED_TEMPLATES / "business.yaml").read_text().replace("Northwind", "Fabrikam")
        texts = replace(shipped(), version="other", own={"business.yaml": business})
        await leader.write(lambda tx: keep_templates(tx, texts, folder="/srv", now=office.now))
        assert await front.write(lambda _: in_force.setup.playbooks.business.name) == "Fabrikam"
        assert await front.write(lambda tx: len(publications.oldest_first(tx))) > 1
    await front.close()
    await leader.close()


async def test_a_front_says_who_leads_and_is_not_well_when_nobody_has_for_long(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, now = postgres.migrated(), [1000.0]
    monkeypatch.setattr(clock, "elapsed", lambda: now[0])
    leader = await PostgresDatabase.open(place, Role.LEADER)
    front = await PostgresDatabase.open(place, Role.FRONT)
    leadership = Leadership()
    watch, web = LeaderWatch(front, leadership), create_web(front, Health(ready=True, leadership=leadership))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://front") as operator:
        await watch.look()
        led = (await operator.get("/health")).json()
        assert led["leader"]["process"] == f"{socket.gethostname()} {os.getpid()}"
        assert led["leader"]["heard_of_seconds_ago"] < UNLED_SECONDS
        await leader.close()
        async with asyncio.timeout(20):
            while await front.leader() is not None:  # noqa: ASYNC110  # the server lets go when it has noticed
                await asyncio.sleep(0.01)
        await watch.look()
        now[0] += UNLED_SECONDS
        unled = await operator.get("/health")
        leader = await PostgresDatabase.open(place, Role.LEADER)
        await watch.look()
        assert (await operator.get("/health")).json()["status"] == "ok"
    assert unled.status_code == 503
    (problem,) = unled.json()["problems"]
    assert problem.startswith("Nobody leads since 30 seconds, so nothing is sent (the last was ")
    leadership.missed(now[0])
    postgres.drop(place)
    await watch.look()
    assert not leadership.problem(now[0] + UNLED_SECONDS), "a database that is away says nothing of who leads"
    await front.close()
    await leader.close()
