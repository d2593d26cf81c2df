"""When the desk hears of its figures unasked: one row, found at every look of the timekeeper."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from storage.statements import Statement, Transaction, table_of
from storage.tables.upkeep import Digest

_digests = table_of(Digest)
_KEPT = Statement(select(_digests.c.due_at, _digests.c.reckoned_from))
_DUE = Statement(select(_digests.c.id).where(_digests.c.due_at <= bindparam("now")).limit(bindparam("limit")))
_plan = insert(_digests).values(id=1, due_at=bindparam("due"), reckoned_from=bindparam("reckoned"))
_PLAN = Statement(
    _plan.on_conflict_do_update(
        index_elements=["id"], set_={"due_at": _plan.excluded.due_at, "reckoned_from": _plan.excluded.reckoned_from}
    )
)


@dataclass(frozen=True, slots=True)
class Planned:
    """When the next digest is due, None where none is, and after which instant that is the next."""

    due_at: datetime | None
    reckoned_from: datetime


def planned(tx: Transaction) -> Planned | None:
    """Return what is planned; None before anything was."""
    row = tx.first(_KEPT)
    return None if row is None else Planned(*row)


def plan(tx: Transaction, what: Planned) -> None:
    """Remember when the next digest is due."""
    tx.run(_PLAN, due=what.due_at, reckoned=what.reckoned_from)


def due(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the digest that is due, if one is."""
    return [number for (number,) in tx.all(_DUE, now=now, limit=limit)]
