"""The whole door that reports come in by, over the same HTTP: Leadbot's beside the way in which most would build it.

The usual way has a pydantic model for each event and a session of SQLModel's objects, with one commit for a batch. It
scores by the same engine and calls nobody.
"""

import base64
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import BaseModel
from sqlmodel import select

from bot import clock
from bot.foreign_events import ForeignEvent
from bot.in_force import InForce
from bot.usecases.setup import Setup
from bot.usecases.signals.reporting_keys import add_key, hash_of
from bot.web.health import Health
from bot.web.routes import create_web
from bot.web.signals.intake import SignalIntake
from bot.web.signals.routes import add_signals
from scoring.history import Signal
from storage.sqlite.database import Database
from storage.tables.leads import Lead, LeadKey
from storage.tables.leads import Signal as SignalRow

from .usual_way import SessionPerUpdate, score

KEY = "lbs_bench"


class _Event(BaseModel):
    type: str
    messageId: str  # noqa: N815  # as Segment's clients have it
    anonymousId: str  # noqa: N815
    timestamp: datetime
    context: dict[str, Any] = {}


class _Batch(BaseModel):
    batch: list[_Event]


@dataclass(slots=True)
class Door:
    """Something that takes batches over HTTP."""

    client: httpx.AsyncClient

    async def events_a_second(self, batches: list[list[ForeignEvent]]) -> float:
        """Return how many events a second are taken, each batch answered before the next is sent."""
        bodies = [_body(batch) for batch in batches]
        begun_at = perf_counter()
        for body in bodies:
            answer = await self.client.post("/v1/batch", content=body)
            assert answer.status_code == 200, answer.text
        return sum(map(len, batches)) / (perf_counter() - begun_at)


def _body(batch: list[ForeignEvent]) -> bytes:
    return json.dumps({"batch": [_event(event) for event in batch]}).encode()


def _event(event: ForeignEvent) -> Mapping[str, Any]:
    page = {name: event.context[name] for name in ("path", "url")}
    context = {"page": page, "userAgent": event.context["user_agent"]}
    (who,) = event.identities
    anonymous = who.partition(":")[2]
    said = {"type": "page", "messageId": event.id, "anonymousId": anonymous, "timestamp": event.at.isoformat()}
    return {**said, "context": context}


@asynccontextmanager
async def doors(database: Database, path: Path, setup: Setup) -> AsyncIterator[dict[str, Door]]:
    """Give both doors, the usual one over a copy of the database."""
    usual = path.with_name("usual-reports.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(usual),))
    sessions = SessionPerUpdate(usual)
    now = clock.utc_now()
    await database.write(partial(add_key, name="bench", kind="server", audience="b2b", hash_=hash_of(KEY), now=now))
    web = create_web(database, Health(ready=True))
    add_signals(web, SignalIntake(database, InForce(setup)))
    async with _client(web) as ours, _client(_usual(sessions, setup)) as theirs:
        yield {"door": Door(ours), "usual": Door(theirs)}
    await sessions.engine.dispose()


def _client(web: Callable[..., Any]) -> httpx.AsyncClient:
    key = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
    transport = httpx.ASGITransport(app=web)
    headers = {"Authorization": key, "Content-Type": "application/json"}
    return httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers)


def _usual(sessions: SessionPerUpdate, setup: Setup) -> FastAPI:
    web, model = FastAPI(), setup.playbooks.audiences["b2b"].model

    @web.post("/v1/batch")
    async def take(body: _Batch) -> dict[str, bool]:
        async with sessions.session() as session:
            for event in body.batch:
                number = f"bench:{event.messageId}"
                if await session.get(SignalRow, number) is not None:
                    continue
                key = (await session.exec(select(LeadKey).where(LeadKey.key == f"visitor:{event.anonymousId}"))).one()
                lead = await session.get_one(Lead, key.lead_id)
                told = {"path": event.context["page"]["path"]}
                signal = Signal(number, event.timestamp, "page.viewed", told)
                session.add(
                    SignalRow(
                        id=number, lead_id=key.lead_id, at=signal.at, name=signal.name, properties=json.dumps(told)
                    )
                )
                lead.last_seen_at = signal.at
                score(session, lead, (signal,), model)
        return {"success": True}

    return web
