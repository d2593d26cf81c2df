"""Whole ranges of leads with their histories, read at one stroke: for refolds and forecasts over everybody.

A snapshot never waits for the writer and never holds it up. Worker processes open their own.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import ColumnElement, Table, bindparam, func, select, update

from scoring.engine import TierChange
from scoring.signals import Fact, Item, Signal
from scoring.values import Value
from storage.errors import CopyFailedError, DatabaseFailedError, failed
from storage.leads import LEAD_COLUMNS, StoredLead
from storage.opening import opened_to_read
from storage.statements import Statement, Transaction, table_of
from storage.tables import Fact as FactRow
from storage.tables import Handoff, Lead
from storage.tables import Signal as SignalRow
from storage.tables import TierChange as TierChangeRow

_leads, _facts = table_of(Lead), table_of(FactRow)
_signals, _changes = table_of(SignalRow), table_of(TierChangeRow)
_handoffs = table_of(Handoff)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A lead with everything known of them, in no particular order, and their tier changes, oldest first."""

    lead: StoredLead
    history: Sequence[Item]
    changes: Sequence[TierChange]


@dataclass(frozen=True, slots=True)
class NewStanding:
    """A lead's row after a refold, good only if standing and length of the history are still those that were seen."""

    lead_id: int
    seen: str
    seen_version: str
    seen_items: int
    standing: str
    tier: str
    model_version: str
    next_change_at: datetime | None


def _within(column: ColumnElement[int]) -> ColumnElement[bool]:
    return column.between(bindparam("first"), bindparam("last"))


_LEADS = Statement(select(*LEAD_COLUMNS).where(_within(_leads.c.id)).order_by(_leads.c.id))
_FACTS = Statement(
    select(_facts.c.lead_id, _facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value).where(_within(_facts.c.lead_id))
)
_SIGNALS = Statement(
    select(_signals.c.lead_id, _signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties).where(
        _within(_signals.c.lead_id)
    )
)
_CHANGES = Statement(
    select(
        *(_changes.c.lead_id, _changes.c.at, _changes.c.tier_from, _changes.c.tier_to),
        *(_changes.c.because, _changes.c.score, _changes.c.model_version),
    )
    .where(_within(_changes.c.lead_id))
    .order_by(_changes.c.id)
)
_HANDOFFS = Statement(
    select(_handoffs.c.lead_id, _handoffs.c.at, _handoffs.c.id)
    .where(_within(_handoffs.c.lead_id), _handoffs.c.reason == bindparam("why"))
    .order_by(_handoffs.c.id)
)
_LAST = Statement(select(func.max(_leads.c.id)))
_STALE = Statement(
    select(func.count())
    .select_from(_leads)
    .where(_leads.c.audience == bindparam("whose"), _leads.c.model_version != bindparam("version"))
)


def _items_of(table: Table) -> ColumnElement[int]:
    return select(func.count()).select_from(table).where(table.c.lead_id == _leads.c.id).scalar_subquery()


_REPLACE = Statement(
    update(_leads)
    .where(
        _leads.c.id == bindparam("lead"),
        _leads.c.standing == bindparam("seen"),
        _leads.c.model_version == bindparam("seen_version"),
        # What is imported meanwhile changes neither where the lead was to be folded anew already.
        _items_of(_facts) + _items_of(_signals) == bindparam("seen_items"),
    )
    .values(
        standing=bindparam("packed"),
        tier=bindparam("new_tier"),
        model_version=bindparam("new_version"),
        next_change_at=bindparam("due_at"),
    )
)


@contextmanager
def snapshot(path: Path) -> Iterator[Transaction]:
    """Give a transaction that sees the database as it is now, and can write nothing.

    Raises as ``opened_to_read`` does, and DatabaseFailedError or NotADatabaseError where it cannot be read to the end.
    """
    connection = opened_to_read(path)
    try:
        yield Transaction(connection)
    except sqlite3.Error as error:
        explained = failed(path, error)
        raise (explained or error) from (explained and error)
    finally:
        connection.close()


@contextmanager
def copied(path: Path) -> Iterator[Transaction]:
    """Give a transaction on a copy of the database, to try things out: it is gone afterwards, even after a kill.

    Raises as ``snapshot`` does, and CopyFailedError where there is no room for the copy.
    """
    with snapshot(path) as original:
        # Without a name it is a temporary file that SQLite removes from its folder at once.
        connection = sqlite3.connect("", isolation_level=None)
        try:
            original.copy_to(connection)
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            yield Transaction(connection)
        except sqlite3.Error as error:
            if isinstance(failed(path, error), DatabaseFailedError):
                raise CopyFailedError(path, str(error)) from error
            raise
        finally:
            connection.close()


def last_id(tx: Transaction) -> int:
    """Return the number of the newest lead, 0 if there is none."""
    row = tx.first(_LAST)
    return int(row[0]) if row and row[0] is not None else 0


def leads_between(tx: Transaction, first: int, last: int) -> list[StoredLead]:
    """Return the leads of a range of numbers, both ends included."""
    return [StoredLead(*row) for row in tx.all(_LEADS, first=first, last=last)]


def dossiers(tx: Transaction, first: int, last: int) -> Iterator[Dossier]:
    """Give every lead of a range of numbers with their history, both ends included."""
    histories: Mapping[int, list[Item]] = defaultdict(list)
    changes: Mapping[int, list[TierChange]] = defaultdict(list)
    for lead_id, item_id, at, field, value in tx.all(_FACTS, first=first, last=last):
        histories[lead_id].append(Fact(item_id, at, field, _value(value)))
    for lead_id, item_id, at, name, properties in tx.all(_SIGNALS, first=first, last=last):
        histories[lead_id].append(Signal(item_id, at, name, _properties(properties)))
    for lead_id, *change in tx.all(_CHANGES, first=first, last=last):
        changes[lead_id].append(TierChange(*change))
    for lead in leads_between(tx, first, last):
        yield Dossier(lead, histories.get(lead.id, ()), changes.get(lead.id, ()))


def handoff_numbers(tx: Transaction, first: int, last: int, *, reason: str) -> Mapping[int, list[tuple[datetime, int]]]:
    """Return, by lead, when the handoffs that had this reason were opened and their numbers, oldest first."""
    numbers: Mapping[int, list[tuple[datetime, int]]] = defaultdict(list)
    for lead_id, at, number in tx.all(_HANDOFFS, first=first, last=last, why=reason):
        numbers[lead_id].append((at, number))
    return numbers


@lru_cache(10_000)
def _value(text: str) -> Value:
    value: Value = json.loads(text)
    return value


@lru_cache(10_000)
def _properties(text: str) -> Mapping[str, Value]:
    """Return what many signals share: to be read only."""
    properties: Mapping[str, Value] = json.loads(text)
    return properties


def count_stale(tx: Transaction, versions: Mapping[str, str]) -> int:
    """Return how many leads were folded under another model than that of their audience, given by audience."""
    return sum(
        int(row[0]) for whose, version in versions.items() if (row := tx.first(_STALE, whose=whose, version=version))
    )


def replace_standing(tx: Transaction, new: NewStanding) -> bool:
    """Store a refolded standing; False if the lead has changed since they were read."""
    replaced = tx.run(
        _REPLACE,
        lead=new.lead_id,
        seen=new.seen,
        seen_version=new.seen_version,
        seen_items=new.seen_items,
        packed=new.standing,
        new_tier=new.tier,
        new_version=new.model_version,
        due_at=new.next_change_at,
    )
    return replaced == 1
