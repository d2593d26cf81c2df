"""What was reported before: events and facts are known by their ids, wherever they have gone since."""

import json
from collections.abc import Iterable

from sqlalchemy import select, union_all

from storage.dialects import is_one_of
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Fact, Signal
from storage.tables.signals import UnknownEvent, VisitorFact, VisitorSignal


def _among(*models: type[Signal | Fact | UnknownEvent | VisitorFact | VisitorSignal]) -> Statement:
    tables = [table_of(model) for model in models]
    return Statement(union_all(*(select(table.c.id).where(is_one_of(table.c.id, "ids")) for table in tables)))


_EVENTS, _FACTS = _among(Signal, VisitorSignal, UnknownEvent), _among(Fact, VisitorFact)


def known_events(tx: Transaction, ids: Iterable[str]) -> set[str]:
    """Return those of these ids under which an event was kept: of a lead or a visitor, known or unknown."""
    return {event_id for (event_id,) in tx.all(_EVENTS, ids=json.dumps(list(ids)))}


def known_facts(tx: Transaction, ids: Iterable[str]) -> set[str]:
    """Return those of these ids under which a fact was kept."""
    return {fact_id for (fact_id,) in tx.all(_FACTS, ids=json.dumps(list(ids)))}
