"""A lead's history: facts and signals, append-only, as the scoring engine folds them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec.json import Encoder
from sqlalchemy import bindparam, func, select, update

from scoring.history import FACT, SIGNAL, Fact, Item, Signal
from storage.dialects import is_one_of
from storage.statements import InsertMany, Question, Statement, Transaction, table_of
from storage.tables.leads import Fact as FactRow
from storage.tables.leads import Signal as SignalRow

_facts, _signals = table_of(FactRow), table_of(SignalRow)

_ADD_FACTS = InsertMany(FactRow, "id", "lead_id", "at", "field", "value", "message_id")
_TELL_MORE = Statement(
    update(_signals).where(_signals.c.id == bindparam("signal")).values(properties=bindparam("told"))
)
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
_FACT_OWNERS = Statement(select(_facts.c.id, _facts.c.lead_id).where(is_one_of(_facts.c.id, "ids")))
_SIGNAL_OWNERS = Statement(select(_signals.c.id, _signals.c.lead_id).where(is_one_of(_signals.c.id, "ids")))
_RECORDED_FACTS = Statement(
    select(_facts.c.lead_id, _facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value).where(
        is_one_of(_facts.c.id, "ids")
    )
)
_RECORDED_SIGNALS = Statement(
    select(_signals.c.lead_id, _signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties).where(
        is_one_of(_signals.c.id, "ids")
    )
)
_NEWEST_SIGNALS = Statement(
    select(_signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties)
    .where(_signals.c.lead_id == bindparam("lead"))
    .order_by(_signals.c.at.desc(), _signals.c.id.desc())
    .limit(bindparam("limit"))
)
_FACTS_OF_MANY = Statement(
    select(_facts.c.lead_id, _facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value).where(
        is_one_of(_facts.c.lead_id, "leads")
    )
)
_LAST_TOLD = Statement(
    select(_facts.c.lead_id, func.max(_facts.c.at))
    .where(is_one_of(_facts.c.lead_id, "leads"))
    .group_by(_facts.c.lead_id)
)
_SIGNALS = Statement(
    select(_signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties).where(
        _signals.c.lead_id == bindparam("lead")
    )
)


_SIGNALS_NAMED = Statement(
    select(_signals.c.properties)
    .where(_signals.c.lead_id == bindparam("lead"), _signals.c.name == bindparam("name"))
    .order_by(_signals.c.at, _signals.c.id)
)

_ENCODER = Encoder()


def add_facts(tx: Transaction, lead_id: int, facts: Iterable[Fact], *, message_id: int | None = None) -> None:
    """Append facts, with the message that said them."""
    tx.add_many(_ADD_FACTS, (_fact_row(lead_id, fact, message_id) for fact in facts))


def add_signals(tx: Transaction, lead_id: int, signals: Iterable[Signal]) -> None:
    """Append signals."""
    tx.add_many(_ADD_SIGNALS, (_signal_row(lead_id, signal) for signal in signals))


def add_history(tx: Transaction, facts: Iterable[tuple[int, Fact]], signals: Iterable[tuple[int, Signal]]) -> None:
    """Append facts and signals of many leads, each with the lead's number."""
    tx.add_many(_ADD_FACTS, (_fact_row(lead_id, fact, None) for lead_id, fact in facts))
    tx.add_many(_ADD_SIGNALS, (_signal_row(lead_id, signal) for lead_id, signal in signals))


def _fact_row(lead_id: int, fact: Fact, message_id: int | None) -> tuple[object, ...]:
    return fact.id, lead_id, fact.at, fact.field, _ENCODER.encode(fact.value).decode(), message_id


def _signal_row(lead_id: int, signal: Signal) -> tuple[object, ...]:
    return signal.id, lead_id, signal.at, signal.name, _ENCODER.encode(dict(signal.properties)).decode()


def tell_more(tx: Transaction, signal: Signal) -> bool:
    """Store what is told of a signal by now in place of what was told before; False if there is no such signal."""
    return tx.change(_TELL_MORE, signal=signal.id, told=_ENCODER.encode(dict(signal.properties)).decode()) == 1


def is_known(tx: Transaction, signal_id: str) -> bool:
    """Return whether a signal of this id was recorded before."""
    return tx.first(_KNOWN, signal=signal_id) is not None


def owners(tx: Transaction, *, facts: Iterable[str], signals: Iterable[str]) -> dict[tuple[str, str], int]:
    """Return whose the recorded ones of these facts and signals are, by (kind, id)."""
    found = {(FACT, str(i)): int(lead) for i, lead in tx.all(_FACT_OWNERS, ids=json.dumps(list(facts)))}
    recorded = tx.all(_SIGNAL_OWNERS, ids=json.dumps(list(signals)))
    return found | {(SIGNAL, str(i)): int(lead) for i, lead in recorded}


def recorded(
    tx: Transaction, *, facts: Iterable[str], signals: Iterable[str]
) -> dict[tuple[str, str], tuple[int, Item]]:
    """Return the recorded ones of these facts and signals, each with its lead's number, by (kind, id)."""
    found: dict[tuple[str, str], tuple[int, Item]] = {}
    for lead_id, *row in tx.all(_RECORDED_FACTS, ids=json.dumps(list(facts))):
        fact = _fact(tuple(row))
        found[fact.kind, fact.id] = (lead_id, fact)
    for lead_id, *row in tx.all(_RECORDED_SIGNALS, ids=json.dumps(list(signals))):
        signal = _signal(tuple(row))
        found[signal.kind, signal.id] = (lead_id, signal)
    return found


def facts_of(tx: Transaction, lead_ids: Iterable[int]) -> dict[int, list[Fact]]:
    """Return every fact of many leads, by lead, in no particular order."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for lead_id, *row in tx.all(_FACTS_OF_MANY, leads=json.dumps(list(lead_ids))):
        found[lead_id].append(_fact(tuple(row)))
    return found


def last_told(tx: Transaction, lead_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when each of these leads told us, or we learnt, a fact last."""
    return dict(tx.all(_LAST_TOLD, leads=json.dumps(list(lead_ids))))


def _fact(row: tuple[object, ...]) -> Fact:
    fact_id, at, field, value = row
    return Fact(id=fact_id, at=at, field=field, value=json.loads(str(value)))  # type: ignore[arg-type]  # as selected


def _signal(row: tuple[object, ...]) -> Signal:
    signal_id, at, name, properties = row
    return Signal(id=signal_id, at=at, name=name, properties=json.loads(str(properties)))  # type: ignore[arg-type]  # as selected


def history(tx: Transaction, lead_id: int) -> list[Item]:
    """Return everything known of a lead, in no particular order."""
    return items_of(*tx.all_of(*questions(lead_id)))


def questions(lead_id: int) -> tuple[Question, Question]:
    """Return what is asked about a lead's history, for those who ask for more with it."""
    return (_FACTS, {"lead": lead_id}), (_SIGNALS, {"lead": lead_id})


def items_of(facts: Iterable[tuple[Any, ...]], signals: Iterable[tuple[Any, ...]]) -> list[Item]:
    """Return what was answered, as items."""
    return [*map(_fact, facts), *map(_signal, signals)]


def newest_signals(tx: Transaction, lead_id: int, *, limit: int) -> list[Signal]:
    """Return what a lead did last, the newest first."""
    rows = tx.all(_NEWEST_SIGNALS, lead=lead_id, limit=limit)
    return [Signal(signal_id, at, name, json.loads(properties)) for signal_id, at, name, properties in rows]


def properties_of(tx: Transaction, lead_id: int, name: str) -> list[dict[str, object]]:
    """Return the properties of a lead's signals of one name, in the order in which they were given."""
    return properties_in(tx.all(_SIGNALS_NAMED, lead=lead_id, name=name))


def question_of_signals(lead_id: int, name: str) -> Question:
    """Return what is asked about a lead's signals of one name, for those who ask for more with it."""
    return _SIGNALS_NAMED, {"lead": lead_id, "name": name}


def properties_in(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, object]]:
    """Return what was answered, as properties."""
    return [json.loads(properties) for (properties,) in rows]


def facts_said_in(tx: Transaction, lead_id: int, message_id: int) -> list[Fact]:
    """Return the facts that one message of the prospect gave, in the order they were understood."""
    return [_fact(row) for row in tx.all(_SAID_IN, lead=lead_id, message=message_id)]
