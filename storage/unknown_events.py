"""Events that no rule of marketing's maps to a signal, kept for a time in case one does later."""

import json
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import astuple
from sqlalchemy import bindparam, delete, func, select, update

from storage.dialects import is_among, is_one_of
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.signals import UnknownEvent

_events = table_of(UnknownEvent)
_COLUMNS = ("id", "lead_id", "visitor", "at", "name", "source", "payload")

_ADD = InsertMany(UnknownEvent, *_COLUMNS)
_MOVE = Statement(
    update(_events).where(is_one_of(_events.c.visitor, "visitors")).values(lead_id=bindparam("lead"), visitor=None)
)
_by_name = select(
    *(_events.c.name, _events.c.at, _events.c.source, _events.c.payload),
    func.count().over(partition_by=_events.c.name).label("events"),
    func.row_number().over(partition_by=_events.c.name, order_by=(_events.c.at.desc(), _events.c.id)).label("place"),
).subquery()
_COUNTS = Statement(
    select(_by_name.c.name, _by_name.c.events, _by_name.c.at, _by_name.c.source, _by_name.c.payload)
    .where(_by_name.c.place == 1)
    .order_by(_by_name.c.events.desc(), _by_name.c.name)
)
_NEXT_NAME = Statement(select(func.min(_events.c.name)).where(_events.c.name > bindparam("after")))
_NAMED = Statement(
    select(*(_events.c[name] for name in _COLUMNS))
    .where(_events.c.name == bindparam("called"), _events.c.id > bindparam("after"))
    .order_by(_events.c.id)
    .limit(bindparam("limit"))
)
_DROP = Statement(delete(_events).where(is_one_of(_events.c.id, "ids")))
_oldest = select(_events.c.id).order_by(_events.c.at).limit(bindparam("limit"))
_DROP_OF_VISITORS = Statement(
    delete(_events).where(
        is_among(_events.c.id, _oldest.where(_events.c.lead_id.is_(None), _events.c.at < bindparam("before")))
    )
)
_DROP_OLD = Statement(delete(_events).where(is_among(_events.c.id, _oldest.where(_events.c.at < bindparam("before")))))


class StoredEvent(Struct, frozen=True):
    """An unknown event's row: see ``UnknownEvent``."""

    id: str
    lead_id: int | None
    visitor: str | None
    at: datetime
    name: str
    source: str
    payload: str


class Counted(Struct, frozen=True):
    """How often an unknown event has come, and the last of it: when, from whom, what it said."""

    name: str
    count: int
    at: datetime
    source: str
    payload: str


def add(tx: Transaction, events: Iterable[StoredEvent]) -> None:
    """Keep unknown events."""
    tx.add_many(_ADD, map(astuple, events))


def move_to_lead(tx: Transaction, visitors: Iterable[str], lead_id: int) -> None:
    """Let the unknown events of visitors be a lead's."""
    tx.run(_MOVE, visitors=json.dumps(list(visitors)), lead=lead_id)


def counts(tx: Transaction) -> list[Counted]:
    """Return what has come, by name, the most frequent first."""
    return [Counted(*row) for row in tx.all(_COUNTS)]


def names(tx: Transaction, *, most: int) -> list[str]:
    """Return the names of what is kept, at most so many, in order: one look-up each, however often it has come."""
    found: list[str] = []
    while len(found) < most:
        row = tx.first(_NEXT_NAME, after=found[-1] if found else "")
        if row is None or row[0] is None:
            break
        found.append(row[0])
    return found


def named(tx: Transaction, name: str, *, after: str, limit: int) -> list[StoredEvent]:
    """Return the events of a name whose ids come after another's, in that order."""
    return [StoredEvent(*row) for row in tx.all(_NAMED, called=name, after=after, limit=limit)]


def drop(tx: Transaction, ids: Iterable[str]) -> None:
    """Delete events that are known by now."""
    tx.run(_DROP, ids=json.dumps(list(ids)))


def drop_old(tx: Transaction, *, of_visitors: datetime, of_leads: datetime, limit: int) -> int:
    """Delete as many as ``limit`` events older than these instants; return how many."""
    dropped = tx.change(_DROP_OF_VISITORS, before=of_visitors, limit=limit)
    return max(dropped, tx.change(_DROP_OLD, before=of_leads, limit=limit))
