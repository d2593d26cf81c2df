"""Which numbers of handoffs and leads a restored backup did not know: they stay nobody's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.upkeep import Restore

_restores = table_of(Restore)
_COLUMNS = ("at", "backup_at", "first_handoff", "last_handoff", "first_lead", "last_lead")
_ADD = Statement(_restores.insert(), column_keys=_COLUMNS)
_LOST_HANDOFF = Statement(
    select(_restores.c.at)
    .where(_restores.c.first_handoff <= bindparam("number"), _restores.c.last_handoff >= bindparam("number"))
    .order_by(_restores.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Gap:
    """The numbers, both ends included, that a backup did not know when it was restored."""

    first_handoff: int
    last_handoff: int
    first_lead: int
    last_lead: int


def add(tx: Transaction, gap: Gap, *, at: datetime, backup_at: datetime | None) -> None:
    """Record a restore."""
    numbers = {name: getattr(gap, name) for name in Gap.__dataclass_fields__}
    tx.run(_ADD, at=at, backup_at=backup_at, **numbers)


def lost_handoff(tx: Transaction, number: int) -> datetime | None:
    """Return when a restore lost the handoff of this number; None if none did."""
    row = tx.first(_LOST_HANDOFF, number=number)
    return None if row is None else row[0]
