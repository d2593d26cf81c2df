"""When a lead's tier changed, from what to what, because of what, and under which model."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from sqlalchemy import bindparam, delete, select

from scoring.engine import TierChange
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.leads import TierChange as TierChangeRow

_changes = table_of(TierChangeRow)
_COLUMNS = ("at", "tier_from", "tier_to", "because", "score", "model_version")
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
    return [TierChange(*row) for row in tx.all(_OF_LEAD, lead_id=lead_id)]


def drop(tx: Transaction, lead_id: int, *, since: datetime | None) -> None:
    """Delete a lead's tier changes, with ``since`` only those after that instant, before a refold gives them anew."""
    if since is None:
        tx.run(_DROP, lead_id=lead_id)
    else:
        tx.run(_DROP_AFTER, lead_id=lead_id, since=since)
