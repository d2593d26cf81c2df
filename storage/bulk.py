"""Whole ranges of leads with their histories, read at one stroke: for refolds and forecasts over everybody.

A snapshot never waits for the writer and never holds it up. Worker processes open their own.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Table, bindparam, func, select, union_all, update

from scoring.engine import TierChange
from scoring.history import Fact, Item, Signal
from scoring.values import Value
from storage.dialects import is_one_of
from storage.leads import LEAD_COLUMNS, StoredLead
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Fact as FactRow
from storage.tables.leads import Lead
from storage.tables.leads import Signal as SignalRow
from storage.tables.leads import TierChange as TierChangeRow
from storage.tables.sales import Handoff

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


def _listed(column: ColumnElement[int]) -> ColumnElement[bool]:
    return is_one_of(column, "ids")


class _Readings:
    """The statements that read leads with their histories, for those whose number is asked for in one way."""

    def __init__(self, asked: Callable[[ColumnElement[int]], ColumnElement[bool]]) -> None:
        self.leads = Statement(select(*LEAD_COLUMNS).where(asked(_leads.c.id)).order_by(_leads.c.id))
        self.facts = Statement(
            select(_facts.c.lead_id, _facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value).where(
                asked(_facts.c.lead_id)
            )
        )
        self.signals = Statement(
            select(_signals.c.lead_id, _signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties).where(
                asked(_signals.c.lead_id)
            )
        )
        self.changes = Statement(
            select(
                *(_changes.c.lead_id, _changes.c.at, _changes.c.tier_from, _changes.c.tier_to),
                *(_changes.c.because, _changes.c.score, _changes.c.model_version),
            )
            .where(asked(_changes.c.lead_id))
            .order_by(_changes.c.id)
        )


_BETWEEN, _OF_LIST = _Readings(_within), _Readings(_listed)
_HANDOFFS = Statement(
    select(_handoffs.c.lead_id, _handoffs.c.at, _handoffs.c.id)
    .where(_within(_handoffs.c.lead_id), _handoffs.c.reason == bindparam("why"))
    .order_by(_handoffs.c.id)
)
_LAST = Statement(select(func.max(_leads.c.id)))


def _stale(*columns: ColumnElement[Any]) -> CompoundSelect[Any]:
    """Return a query for the leads of an audience who were folded under another model.

    Said as "less" or "greater" it is found by the index over versions; "not equal" would walk it.
    """
    of_audience = select(*columns).select_from(_leads).where(_leads.c.audience == bindparam("whose"))
    version: BindParameter[str] = bindparam("version")
    return union_all(
        of_audience.where(_leads.c.model_version < version), of_audience.where(_leads.c.model_version > version)
    )


_STALE = Statement(_stale(_leads.c.id))
_COUNT_STALE = Statement(_stale(func.count()))


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


def last_id(tx: Transaction) -> int:
    """Return the number of the newest lead, 0 if there is none."""
    row = tx.first(_LAST)
    return int(row[0]) if row and row[0] is not None else 0


def leads_between(tx: Transaction, first: int, last: int) -> list[StoredLead]:
    """Return the leads of a range of numbers, both ends included."""
    return [StoredLead(*row) for row in tx.all(_BETWEEN.leads, first=first, last=last)]


def dossiers(tx: Transaction, first: int, last: int) -> Iterator[Dossier]:
    """Yield the leads of a range of numbers with their history, both ends included."""
    return _dossiers(tx, _BETWEEN, first=first, last=last)


def dossiers_of(tx: Transaction, lead_ids: Iterable[int]) -> Iterator[Dossier]:
    """Yield the leads with these numbers, as far as there are such, with their history."""
    return _dossiers(tx, _OF_LIST, ids=json.dumps(list(lead_ids)))


def _dossiers(tx: Transaction, readings: _Readings, **asked: object) -> Iterator[Dossier]:
    histories: Mapping[int, list[Item]] = defaultdict(list)
    changes: Mapping[int, list[TierChange]] = defaultdict(list)
    for lead_id, item_id, at, field, value in tx.all(readings.facts, **asked):
        histories[lead_id].append(Fact(item_id, at, field, _value(value)))
    for lead_id, item_id, at, name, properties in tx.all(readings.signals, **asked):
        histories[lead_id].append(Signal(item_id, at, name, _properties(properties)))
    for lead_id, *change in tx.all(readings.changes, **asked):
        changes[lead_id].append(TierChange(*change))
    for row in tx.all(readings.leads, **asked):
        lead = StoredLead(*row)
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
    """Return properties that many signals share: to be read only."""
    properties: Mapping[str, Value] = json.loads(text)
    return properties


def stale(tx: Transaction, versions: Mapping[str, str]) -> "array[int]":
    """Return the leads, by number, who were folded under another model than that of their audience, given by audience.

    Only those are read: it takes as long as there are such leads, however many there are in all.
    """
    found = array("q")
    for whose, version in versions.items():
        found.extend(lead_id for (lead_id,) in tx.all(_STALE, whose=whose, version=version))
    return array("q", sorted(found))


def count_stale(tx: Transaction, versions: Mapping[str, str]) -> int:
    """Return the number of leads that ``stale`` would give."""
    return sum(
        count for whose, version in versions.items() for (count,) in tx.all(_COUNT_STALE, whose=whose, version=version)
    )


def replace_standings(tx: Transaction, standings: Sequence[NewStanding]) -> list[NewStanding]:
    """Store refolded standings; return those that were stored, without whoever has changed since they were read."""
    replaced = tx.run_each(_REPLACE, map(_replacing, standings))
    return [new for new, changed in zip(standings, replaced, strict=True) if changed == 1]


def _replacing(new: NewStanding) -> Mapping[str, Any]:
    return {
        "lead": new.lead_id,
        "seen": new.seen,
        "seen_version": new.seen_version,
        "seen_items": new.seen_items,
        "packed": new.standing,
        "new_tier": new.tier,
        "new_version": new.model_version,
        "due_at": new.next_change_at,
    }
