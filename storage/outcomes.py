"""What reps reported of handoffs: append-only, but that a report can be withdrawn, or be told more of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import Outcome, Rep

_outcomes, _reps = table_of(Outcome), table_of(Rep)

_SELECT = select(
    *(_outcomes.c.id, _outcomes.c.handoff_id, _outcomes.c.rep_id, _reps.c.name, _outcomes.c.at, _outcomes.c.outcome),
    *(_outcomes.c.reason, _outcomes.c.amount, _outcomes.c.currency, _outcomes.c.withdrawn_at, _outcomes.c.state),
).join(_reps, _reps.c.id == _outcomes.c.rep_id)
_BY_ID = Statement(_SELECT.where(_outcomes.c.id == bindparam("number")))
_STANDING = Statement(
    _SELECT.where(_outcomes.c.handoff_id == bindparam("handoff"), _outcomes.c.withdrawn_at.is_(None))
    # Imported ones may have been told in any order.
    .order_by(_outcomes.c.at.desc(), _outcomes.c.id.desc())
)
_ADD = Statement(_outcomes.insert(), column_keys=["handoff_id", "rep_id", "at", "outcome", "state"])
_WITHDRAW = Statement(
    update(_outcomes)
    .where(_outcomes.c.id == bindparam("number"), _outcomes.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("now"), withdrawn_by=bindparam("rep"))
)
_TELL = Statement(
    update(_outcomes)
    .where(_outcomes.c.id == bindparam("number"))
    .values(reason=bindparam("why"), amount=bindparam("worth"), currency=bindparam("money"))
)


@dataclass(frozen=True, slots=True)
class StoredOutcome:
    """An outcome's row; ``reason`` is the key of one that marketing lists, or own words, ``amount`` in whole units.

    ``state`` is the conversation that it has ended, as it was before, None where it has ended none.
    """

    id: int
    handoff: int
    rep_id: int
    rep: str
    at: datetime
    outcome: str
    reason: str | None = None
    amount: float | None = None
    currency: str | None = None
    withdrawn_at: datetime | None = None
    state: str | None = None


def by_id(tx: Transaction, number: int) -> StoredOutcome | None:
    """Return the outcome with this number, withdrawn or not."""
    row = tx.first(_BY_ID, number=number)
    return None if row is None else StoredOutcome(*row)


def standing(tx: Transaction, handoff: int) -> list[StoredOutcome]:
    """Return the outcomes of a handoff that nobody has withdrawn, the newest first."""
    return [StoredOutcome(*row) for row in tx.all(_STANDING, handoff=handoff)]


def add(tx: Transaction, handoff: int, outcome: str, *, rep_id: int, at: datetime, state: str | None = None) -> int:
    """Append what a rep reports, and return its number; ``state`` is the conversation that it ends, as it was."""
    return tx.add(_ADD, handoff_id=handoff, rep_id=rep_id, at=at, outcome=outcome, state=state)


def withdraw(tx: Transaction, number: int, *, rep_id: int, now: datetime) -> bool:
    """Withdraw an outcome; False if that was done before."""
    return tx.change(_WITHDRAW, number=number, rep=rep_id, now=now) == 1


def tell_more(
    tx: Transaction, number: int, *, reason: str | None = None, amount: float | None = None, currency: str | None = None
) -> None:
    """Record why it came to an outcome, or how much it is worth, in place of what was told before."""
    tx.run(_TELL, number=number, why=reason, worth=amount, money=currency)
