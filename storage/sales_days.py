"""What sales did: of each handoff of a stretch three instants, of each outcome that stands its amount, or days packed.

No lead is read, but for its source. Handoffs that were made in another system are left out, and so is what another
handoff of the same lead stands for since a merge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, String, and_, bindparam, func, literal, or_, select, union_all, update

from storage.columns import EPOCH, Instant
from storage.desk_scope import DeskScope, is_seen, values_of
from storage.desk_steps import BY_REPORT, CLAIMED
from storage.handoffs import IMPORTED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Lead
from storage.tables.sales import DeskStep, Handoff, Outcome
from storage.tables.sales_days import SalesDay

_handoffs, _outcomes, _leads, _steps = table_of(Handoff), table_of(Outcome), table_of(Lead), table_of(DeskStep)
_days = table_of(SalesDay)

DAY = timedelta(days=1)


class HandoffRow(NamedTuple):
    """A handoff: when it was opened, in microseconds since 1970, and after how many more it was claimed first.

    ``contact`` is after how many its lead first heard from a person; None where that has not been. ``rep`` is the
    number of who has it now.
    """

    at: int
    claim: int | None
    contact: int | None
    tier: str
    rep: int | None
    campaign: str
    source: str
    desk: int | None


class OutcomeRow(NamedTuple):
    """An outcome that nobody withdrew: when, of which handoff, and what it is worth; what the handoff is like now."""

    at: int
    handoff: int
    amount: float | None
    tier: str
    rep: int | None
    campaign: str
    source: str
    desk: int | None
    outcome: str
    currency: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A day that is to be packed, counted from 1970 in UTC; ``changes`` tells whether it has changed meanwhile."""

    day: int
    changes: int

    @property
    def begins(self) -> datetime:
        """Return when it begins."""
        return beginning(self.day)


def _micros(column: ColumnElement[datetime]) -> ColumnElement[int]:
    return column.cast(BigInteger)


def _within(column: ColumnElement[datetime]) -> tuple[ColumnElement[bool], ...]:
    return column >= bindparam("begins", type_=Instant), column < bindparam("ends", type_=Instant)


_IS_OURS = and_(
    _handoffs.c.reason != literal(IMPORTED),
    or_(_handoffs.c.closed_at.is_(None), _handoffs.c.outcome.is_not(None)),
)
# By the reference as it is, SQLite would go through all handoffs, or leads, where outcomes seem to be few.
_ITS_HANDOFF = _handoffs.c.id == _outcomes.c.handoff_id + 0
_ITS_LEAD = _leads.c.id == _handoffs.c.lead_id + 0
_campaign = func.coalesce(_handoffs.c.campaign, "", type_=String)
_LIKE = (_handoffs.c.tier, _handoffs.c.claimed_by, _campaign, _leads.c.source, _handoffs.c.desk_chat)
# After a release somebody else may have claimed: how soon the first one did is in the steps, which are kept since
# version 0.2. A claim by report that stands is in the handoff itself, and one that was taken back nowhere.
_first_claim = (
    select(func.min(_micros(_steps.c.at)))
    .where(
        _steps.c.handoff_id == _handoffs.c.id,
        *(_steps.c.step == literal(CLAIMED), _steps.c.detail != literal(BY_REPORT)),
    )
    .scalar_subquery()
)
_at = _micros(_handoffs.c.at)
_HANDOFFS = Statement(
    select(
        _at,
        func.coalesce(_first_claim, _micros(_handoffs.c.claimed_at)) - _at,
        _micros(_handoffs.c.first_contact_at) - _at,
        *_LIKE,
    )
    .select_from(_handoffs.join(_leads, _ITS_LEAD))
    .where(*_within(_handoffs.c.at), _IS_OURS)
    .order_by(_handoffs.c.at, _handoffs.c.id)
)
_OUTCOMES = Statement(
    select(
        *(_micros(_outcomes.c.at), _outcomes.c.handoff_id, _outcomes.c.amount),
        *(*_LIKE, _outcomes.c.outcome, func.coalesce(_outcomes.c.currency, "", type_=String)),
    )
    .select_from(_outcomes.join(_handoffs, _ITS_HANDOFF).join(_leads, _ITS_LEAD))
    .where(*_within(_outcomes.c.at), _outcomes.c.withdrawn_at.is_(None), _IS_OURS)
    .order_by(_outcomes.c.at, _outcomes.c.id)
)
_BETWEEN = Statement(
    select(_days.c.day, _days.c.packed)
    .where(_days.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(_days.c.day)
)
_UNPACKED = Statement(
    select(_days.c.day, _days.c.changes)
    .where(_days.c.packed.is_(None), _days.c.day < bindparam("before"))
    .order_by(_days.c.day.desc())
    .limit(1)
)
_KEEP = Statement(
    update(_days)
    .where(_days.c.day == bindparam("number"), _days.c.changes == bindparam("seen"))
    .values(packed=bindparam("columns"))
)


def _anything(*, of_desks: bool) -> Statement:
    counted = (_IS_OURS, is_seen(_handoffs.c.desk_chat)) if of_desks else (_IS_OURS,)
    opened = select(_handoffs.c.id).where(*_within(_handoffs.c.at), *counted)
    reported = (
        select(_outcomes.c.id)
        .join(_handoffs, _ITS_HANDOFF)
        .where(*_within(_outcomes.c.at), _outcomes.c.withdrawn_at.is_(None), *counted)
    )
    return Statement(union_all(*(select(literal(1)).where(found.exists()) for found in (opened, reported))))


_ANYTHING = {of_desks: _anything(of_desks=of_desks) for of_desks in (False, True)}


def day_of(at: datetime) -> int:
    """Return the day of an instant, counted from 1970 in UTC."""
    return (at - EPOCH) // DAY


def beginning(day: int) -> datetime:
    """Return when a day begins."""
    return EPOCH + DAY * day


def handoffs(tx: Transaction, begins: datetime, ends: datetime) -> list[HandoffRow]:
    """Return the handoffs opened from an instant until another, in their order."""
    return tx.all(_HANDOFFS, begins=begins, ends=ends)  # type: ignore[return-value]  # rows as they come: to be packed


def outcomes(tx: Transaction, begins: datetime, ends: datetime) -> list[OutcomeRow]:
    """Return the outcomes reported from an instant until another, in their order."""
    return tx.all(_OUTCOMES, begins=begins, ends=ends)  # type: ignore[return-value]  # as above


def between(tx: Transaction, first: int, last: int) -> Sequence[tuple[int, bytes | None]]:
    """Return the days on which something happened, both ends included: each as it was packed, None if it is not."""
    return [(day, columns) for day, columns in tx.all(_BETWEEN, first=first, last=last)]


def newest_unpacked(tx: Transaction, before: int) -> Unpacked | None:
    """Return the last day before another one that is not packed."""
    row = tx.first(_UNPACKED, before=before)
    return None if row is None else Unpacked(*row)


def keep(tx: Transaction, day: Unpacked, columns: bytes) -> bool:
    """Keep a day as it was packed; False where it has changed since."""
    return tx.change(_KEEP, number=day.day, seen=day.changes, columns=columns) == 1


def anything(tx: Transaction, begins: datetime, ends: datetime, *, scope: DeskScope | None = None) -> bool:
    """Return whether a handoff was opened, or an outcome reported that stands, from an instant until another.

    With a ``scope`` by its desks alone.
    """
    return tx.first(_ANYTHING[scope is not None], begins=begins, ends=ends, **values_of(scope)) is not None
