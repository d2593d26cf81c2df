"""When a lead's tier changed, from what to what, because of what, and under which model."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, select

from scoring.engine import TierChange
from scoring.history import Item
from storage import histories
from storage.statements import InsertMany, Question, Statement, Transaction, table_of
from storage.tables.leads import TierChange as TierChangeRow

_changes = table_of(TierChangeRow)
_COLUMNS = ("at", "tier_from", "tier_to", "because", "score", "model_version")
_ROWS_AT_ONCE = 500
"""No statement may have more than 32,766 values."""
_ADD = InsertMany(TierChangeRow, "lead_id", *_COLUMNS)
_values = attrgetter(*_COLUMNS)
_OF_LEAD = Statement(
    select(*(_changes.c[name] for name in _COLUMNS))
    .where(_changes.c.lead_id == bindparam("lead_id"))
    .order_by(_changes.c.id)
)
_DROP = Statement(delete(_changes).where(_changes.c.lead_id == bindparam("lead_id")))
_DROP_AFTER = Statement(
    delete(_changes).where(_changes.c.lead_id == bindparam("lead_id"), _changes.c.at > bindparam("since"))
)


def add(tx: Transaction, lead_id: int, changes: Iterable[TierChange]) -> None:
    """Append tier changes in the order they happened."""
    tx.add_many(_ADD, ((lead_id, *_values(change)) for change in changes))


def of_lead(tx: Transaction, lead_id: int) -> list[TierChange]:
    """Return a lead's tier changes, oldest first."""
    return changes_of(tx.all(_OF_LEAD, lead_id=lead_id))


def with_history(tx: Transaction, lead_id: int) -> tuple[list[Item], list[TierChange]]:
    """Return a lead's history, in no particular order, and their tier changes, oldest first."""
    facts, signals, changes = tx.all_of(*histories.questions(lead_id), question(lead_id))
    return histories.items_of(facts, signals), changes_of(changes)


def question(lead_id: int) -> Question:
    """Return what is asked about a lead's tier changes, for those who ask for more with it."""
    return _OF_LEAD, {"lead_id": lead_id}


def changes_of(rows: Iterable[tuple[Any, ...]]) -> list[TierChange]:
    """Return what was answered, as tier changes."""
    return [TierChange(*row) for row in rows]


def drop(tx: Transaction, lead_id: int, *, since: datetime | None) -> None:
    """Delete a lead's tier changes, with ``since`` only those after that instant, before a refold gives them anew."""
    if since is None:
        tx.run(_DROP, lead_id=lead_id)
    else:
        tx.run(_DROP_AFTER, lead_id=lead_id, since=since)


def replace(tx: Transaction, refolded: Sequence[tuple[int, datetime | None, Iterable[TierChange]]]) -> None:
    """Do for many leads what ``drop`` and ``add`` do for one: their numbers, since when, and what happened."""
    tx.run_for_each(_DROP, ({"lead_id": lead} for lead, since, _ in refolded if since is None))
    tx.run_for_each(_DROP_AFTER, ({"lead_id": lead, "since": since} for lead, since, _ in refolded if since))
    rows = [(lead, *_values(change)) for lead, _, changes in refolded for change in changes]
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        tx.add_many(_ADD, rows[first : first + _ROWS_AT_ONCE])
