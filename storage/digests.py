"""When each desk hears of its figures unasked: a row each, found at every look of the timekeeper."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.statements import Statement, Transaction, table_of
from storage.tables.upkeep import Digest

_digests = table_of(Digest)
_KEPT = Statement(select(_digests.c.due_at, _digests.c.reckoned_from).where(_digests.c.id == bindparam("number")))
_DUE = Statement(select(_digests.c.id).where(_digests.c.due_at <= bindparam("now")).limit(bindparam("limit")))
_plan = insert(_digests).values(id=bindparam("number"), due_at=bindparam("due"), reckoned_from=bindparam("reckoned"))
_DROP = Statement(delete(_digests).where(_digests.c.id == bindparam("number")))
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


FIRST = 1
"""The digest of the first desk; that of any other goes by the id of its chat."""


def planned(tx: Transaction, number: int = FIRST) -> Planned | None:
    """Return what is planned; None before anything was."""
    row = tx.first(_KEPT, number=number)
    return None if row is None else Planned(*row)


def plan(tx: Transaction, what: Planned, number: int = FIRST) -> None:
    """Remember when the next digest is due."""
    tx.run(_PLAN, number=number, due=what.due_at, reckoned=what.reckoned_from)


def drop(tx: Transaction, number: int) -> None:
    """Forget what is planned of a desk that is no more."""
    tx.run(_DROP, number=number)


def due(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the digests that are due."""
    return [number for (number,) in tx.all(_DUE, now=now, limit=limit)]
