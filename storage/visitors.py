"""People who are no leads yet: how other systems know them, what they did, and what was told of them."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.json import Encoder
from sqlalchemy import ColumnElement, Table, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from scoring.history import Fact, Signal
from storage.dialects import is_among, is_one_of, later_of
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.signals import UnknownEvent, Visitor, VisitorFact, VisitorSignal

_visitors, _signals, _facts = (table_of(each) for each in (Visitor, VisitorSignal, VisitorFact))
NOTED_FOR = timedelta(hours=1)
"""For so long it is not written down anew that a visitor is still there: they go from page to page."""
_SIGNAL_COLUMNS = ("id", "visitor", "at", "name", "properties", "source", "audience")

_OF = Statement(
    select(_visitors.c.identity, _visitors.c.visitor, _visitors.c.identified, _visitors.c.seen_at).where(
        is_one_of(_visitors.c.identity, "identities")
    )
)
_IDENTITIES = Statement(
    select(_visitors.c.visitor, _visitors.c.identity).where(is_one_of(_visitors.c.visitor, "visitors"))
)
_see = insert(_visitors).values(
    {column.name: bindparam(column.name, type_=column.type) for column in _visitors.columns}
)
_SEE = Statement(
    _see.on_conflict_do_update(
        index_elements=["identity"],
        set_={
            "visitor": _see.excluded.visitor,
            "seen_at": later_of(_visitors.c.seen_at, _see.excluded.seen_at),
            "identified": later_of(_visitors.c.identified, _see.excluded.identified),
        },
    )
)
_ADD_SIGNALS = InsertMany(VisitorSignal, *_SIGNAL_COLUMNS)
_ADD_FACTS = InsertMany(VisitorFact, "id", "visitor", "at", "field", "value")
_SIGNALS = Statement(
    select(*(_signals.c[name] for name in _SIGNAL_COLUMNS)).where(is_one_of(_signals.c.visitor, "visitors"))
)
_FACTS = Statement(
    select(_facts.c.visitor, _facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value).where(
        is_one_of(_facts.c.visitor, "visitors")
    )
)
_TABLES: tuple[Table, ...] = (_visitors, _signals, _facts, table_of(UnknownEvent))
_RENAME = [
    Statement(update(table).where(table.c.visitor == bindparam("gone")).values(visitor=bindparam("kept")))
    for table in _TABLES
]
_FORGET = [
    Statement(delete(table).where(is_one_of(table.c.visitor, "visitors"))) for table in (_visitors, _signals, _facts)
]
_ENCODER = Encoder()


def _oldest(table: Table, column: ColumnElement[datetime], *key: ColumnElement[str]) -> Statement:
    old = select(*key).where(column < bindparam("before")).order_by(column).limit(bindparam("limit"))
    return Statement(delete(table).where(is_among(key[0], old)))


_DROP = (
    _oldest(_signals, _signals.c.at, _signals.c.id),
    _oldest(_facts, _facts.c.at, _facts.c.id),
)
_DROP_NAMES = _oldest(_visitors, _visitors.c.seen_at, _visitors.c.identity)


class VisitorItem(Struct, frozen=True):
    """A signal of a visitor, where they came from, and what the page tells of their audience; empty if not known."""

    signal: Signal
    source: str = ""
    audience: str = ""


class Known(Struct, frozen=True):
    """The visitor whom an identity means, whether a system that we trust has told who they are, and when they came."""

    visitor: str
    identified: bool
    seen_at: datetime


def of_identities(tx: Transaction, identities: Iterable[str]) -> dict[str, Known]:
    """Return the visitors whom identities mean, as far as they are known."""
    found = tx.all(_OF, identities=json.dumps(list(identities)))
    return {identity: Known(visitor, bool(identified), seen_at) for identity, visitor, identified, seen_at in found}


def identities_of(tx: Transaction, visitors: Iterable[str]) -> list[tuple[str, str]]:
    """Return the identities of visitors, each after the visitor."""
    return [(visitor, identity) for visitor, identity in tx.all(_IDENTITIES, visitors=json.dumps(list(visitors)))]


def see(tx: Transaction, seen: Iterable[tuple[str, str, bool]], *, at: datetime) -> None:
    """Note that identities (each with its visitor, and whether that is identified) were heard of at an instant."""
    tx.run_for_each(
        _SEE,
        (
            {"identity": identity, "visitor": visitor, "seen_at": at, "identified": identified}
            for identity, visitor, identified in seen
        ),
    )


def add_signals(tx: Transaction, signals: Iterable[tuple[str, VisitorItem]]) -> None:
    """Keep signals, each after its visitor."""
    tx.add_many(_ADD_SIGNALS, (_signal_row(visitor, item) for visitor, item in signals))


def _signal_row(visitor: str, item: VisitorItem) -> tuple[object, ...]:
    signal_id, at, name, properties = item.signal
    return signal_id, visitor, at, name, _ENCODER.encode(properties).decode(), item.source, item.audience


def add_facts(tx: Transaction, facts: Iterable[tuple[str, Fact]]) -> None:
    """Keep facts, each after its visitor."""
    rows = ((fact.id, visitor, fact.at, fact.field, _ENCODER.encode(fact.value).decode()) for visitor, fact in facts)
    tx.add_many(_ADD_FACTS, rows)


def signals_of(tx: Transaction, visitors: Iterable[str]) -> list[tuple[str, VisitorItem]]:
    """Return the signals of visitors, each after its visitor, in no particular order."""
    return [
        (visitor, VisitorItem(Signal(signal_id, at, name, json.loads(properties)), source, audience))
        for signal_id, visitor, at, name, properties, source, audience in tx.all(
            _SIGNALS, visitors=json.dumps(list(visitors))
        )
    ]


def facts_of(tx: Transaction, visitors: Iterable[str]) -> list[tuple[str, Fact]]:
    """Return the facts of visitors, each after its visitor, in no particular order."""
    return [
        (visitor, Fact(fact_id, at, field, json.loads(value)))
        for visitor, fact_id, at, field, value in tx.all(_FACTS, visitors=json.dumps(list(visitors)))
    ]


def unite(tx: Transaction, *, gone: str, kept: str) -> None:
    """Let everything of one visitor be another's: they are one person."""
    for rename in _RENAME:
        tx.run(rename, gone=gone, kept=kept)


def forget(tx: Transaction, visitors: Iterable[str]) -> None:
    """Delete visitors who have become leads; their unknown events have gone over before."""
    named = json.dumps(list(visitors))
    for statement in _FORGET:
        tx.run(statement, visitors=named)


def drop_old(tx: Transaction, before: datetime, *, limit: int) -> int:
    """Delete as many as ``limit`` rows of each table that are older than an instant; return how many of the fullest."""
    # They may have been there since it was noted last.
    names = tx.change(_DROP_NAMES, before=before - NOTED_FOR, limit=limit)
    return max(names, *(tx.change(statement, before=before, limit=limit) for statement in _DROP))
