"""A lead's history: facts and signals, append-only, as the scoring engine folds them."""

import json
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from scoring.signals import Fact, Item, Signal
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables import Fact as FactRow
from storage.tables import Signal as SignalRow

_facts, _signals = table_of(FactRow), table_of(SignalRow)

_ADD_FACTS = InsertMany(FactRow, "id", "lead_id", "at", "field", "value", "message_id")
_KNOWN = Statement(select(_signals.c.id).where(_signals.c.id == bindparam("signal")))
_ADD_SIGNALS = InsertMany(SignalRow, "id", "lead_id", "at", "name", "properties")
_FACTS = Statement(
    select(_facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value).where(_facts.c.lead_id == bindparam("lead"))
)
_SAID_IN = Statement(
    select(_facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value)
    .where(_facts.c.lead_id == bindparam("lead"), _facts.c.message_id == bindparam("message"))
    .order_by(_facts.c.at, _facts.c.id)
)
_SIGNALS = Statement(
    select(_signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties).where(
        _signals.c.lead_id == bindparam("lead")
    )
)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def add_facts(tx: Transaction, lead_id: int, facts: Iterable[Fact], *, message_id: int | None = None) -> None:
    """Append facts, with the message that said them."""
    tx.add_many(
        _ADD_FACTS,
        (
            {
                "id": fact.id,
                "lead_id": lead_id,
                "at": fact.at,
                "field": fact.field,
                "value": _encoded(fact.value),
                "message_id": message_id,
            }
            for fact in facts
        ),
    )


def add_signals(tx: Transaction, lead_id: int, signals: Iterable[Signal]) -> None:
    """Append signals."""
    tx.add_many(
        _ADD_SIGNALS,
        (
            {
                "id": signal.id,
                "lead_id": lead_id,
                "at": signal.at,
                "name": signal.name,
                "properties": _encoded(dict(signal.properties)),
            }
            for signal in signals
        ),
    )


def is_known(tx: Transaction, signal_id: str) -> bool:
    """Return whether a signal of this id was recorded before."""
    return tx.first(_KNOWN, signal=signal_id) is not None


def _fact(row: tuple[object, ...]) -> Fact:
    fact_id, at, field, value = row
    return Fact(id=fact_id, at=at, field=field, value=json.loads(str(value)))  # type: ignore[arg-type]  # as selected


def history(tx: Transaction, lead_id: int) -> list[Item]:
    """Return everything known of a lead, in no particular order."""
    facts: list[Item] = [_fact(row) for row in tx.all(_FACTS, lead=lead_id)]
    signals = [
        Signal(id=signal_id, at=at, name=name, properties=json.loads(properties))
        for signal_id, at, name, properties in tx.all(_SIGNALS, lead=lead_id)
    ]
    return [*facts, *signals]


def facts_said_in(tx: Transaction, lead_id: int, message_id: int) -> list[Fact]:
    """Return the facts that one message of the prospect gave, in the order they were understood."""
    return [_fact(row) for row in tx.all(_SAID_IN, lead=lead_id, message=message_id)]
