"""What sales did in a period: how fast handoffs were taken, and what came of them.

No lead is read, but for its source where that is asked for: of each handoff of the period three instants, found by its
own and put together by what is counted by, and of outcomes their sums. Handoffs that were made in another system are
left out, and so is what another handoff of the same lead stands for since a merge.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import Select

from storage.columns import MICROSECOND, Instant
from storage.desk_scope import DeskScope, is_seen, values_of
from storage.desk_steps import BY_REPORT, CLAIMED
from storage.handoffs import IMPORTED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Lead
from storage.tables.sales import DeskStep, Handoff, Outcome

_handoffs, _outcomes, _leads, _steps = table_of(Handoff), table_of(Outcome), table_of(Lead), table_of(DeskStep)
_later = _outcomes.alias("later")

SOON = timedelta(minutes=5)
"""Who is called within five minutes still has what they wanted in mind."""
WITHIN_THE_HOUR = timedelta(hours=1)


class By(StrEnum):
    """What handoffs are counted by: all together, or each tier, source, campaign or rep apart."""

    ALL = "all"
    TIER = "tier"
    SOURCE = "source"
    CAMPAIGN = "campaign"
    REP = "rep"


class OpenedRow(NamedTuple):
    """The handoffs of one kind: when each was opened, in microseconds since 1970, and what came after how many more.

    ``claims`` are when they were claimed first, ``contacts`` when their leads first heard from a person; None where
    that has not been. ``rep`` is the number of who has them now, ``source`` empty unless it was asked for.
    """

    tier: str
    rep: int | None
    campaign: str
    source: str
    at: Sequence[int]
    claims: Sequence[int | None]
    contacts: Sequence[int | None]


class ReportedRow(NamedTuple):
    """How many handoffs of one kind had an outcome as the last one of a stretch, and the sum of its amounts."""

    tier: str
    rep: int | None
    campaign: str
    source: str
    outcome: str
    currency: str
    many: int
    amount: float


def _micros(column: ColumnElement[datetime]) -> ColumnElement[int]:
    return column.cast(BigInteger)


_IS_OURS = and_(
    _handoffs.c.reason != literal(IMPORTED),
    or_(_handoffs.c.closed_at.is_(None), _handoffs.c.outcome.is_not(None)),
)
# By the reference as it is, SQLite would go through all handoffs, or leads, where outcomes seem to be few.
_ITS_HANDOFF = _handoffs.c.id == _outcomes.c.handoff_id + 0
_ITS_LEAD = _leads.c.id == _handoffs.c.lead_id + 0
_CAMPAIGN = func.coalesce(_handoffs.c.campaign, "", type_=String)


def _source(*, with_source: bool) -> ColumnElement[str]:
    return _leads.c.source if with_source else literal("", String)


def _counted(*, of_desks: bool) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what is counted; ``of_desks``: of some desks alone."""
    return (_IS_OURS, is_seen(_handoffs.c.desk_chat)) if of_desks else (_IS_OURS,)


def _opened(*, with_source: bool, of_desks: bool) -> Select[tuple[object, ...]]:
    # After a release somebody else may have claimed: how soon the first one did is in the steps, which are kept since
    # version 0.2. A claim by report that stands is in the handoff itself, and one that was taken back nowhere.
    first_claim = (
        select(func.min(_micros(_steps.c.at)))
        .where(
            _steps.c.handoff_id == _handoffs.c.id,
            *(_steps.c.step == literal(CLAIMED), _steps.c.detail != literal(BY_REPORT)),
        )
        .scalar_subquery()
    )
    at = _micros(_handoffs.c.at)
    # As lists of each kind: a row of each handoff took three times as long, most of it to make rows of them.
    kind = (_handoffs.c.tier, _handoffs.c.claimed_by, _CAMPAIGN, _source(with_source=with_source))
    claim = func.coalesce(first_claim, _micros(_handoffs.c.claimed_at)) - at
    contact = _micros(_handoffs.c.first_contact_at) - at
    return (
        select(*kind, *(func.json_group_array(each, type_=String) for each in (at, claim, contact)))
        .select_from(_handoffs.join(_leads, _ITS_LEAD) if with_source else _handoffs)
        .where(
            _handoffs.c.at >= bindparam("begins", type_=Instant),
            _handoffs.c.at < bindparam("ends", type_=Instant),
            *_counted(of_desks=of_desks),
        )
        .group_by(*kind)
    )


def _reported(*, with_source: bool, of_desks: bool) -> Select[tuple[object, ...]]:
    """Return a query for outcomes which nobody withdrew and which no later one of their stretch replaced."""
    begins, ends = bindparam("begins", type_=Instant), bindparam("ends", type_=Instant)
    is_replaced = (
        select(literal(1))
        .where(
            _later.c.handoff_id == _outcomes.c.handoff_id,
            _later.c.withdrawn_at.is_(None),
            _later.c.at < ends,
            or_(_later.c.at > _outcomes.c.at, and_(_later.c.at == _outcomes.c.at, _later.c.id > _outcomes.c.id)),
        )
        .exists()
    )
    whose = (_handoffs.c.tier, _handoffs.c.claimed_by, _CAMPAIGN, _source(with_source=with_source))
    told = (*whose, _outcomes.c.outcome, func.coalesce(_outcomes.c.currency, "", type_=String))
    joined = _outcomes.join(_handoffs, _ITS_HANDOFF)
    return (
        select(*told, func.count(), func.coalesce(func.sum(_outcomes.c.amount), 0.0).cast(Float))
        .select_from(joined.join(_leads, _ITS_LEAD) if with_source else joined)
        .where(_outcomes.c.at >= begins, _outcomes.c.at < ends, _outcomes.c.withdrawn_at.is_(None))
        .where(*_counted(of_desks=of_desks), ~is_replaced)
        .group_by(*told)
    )


_BOTH = (False, True)
_OPENED_ROWS = {kind: Statement(_opened(with_source=kind[0], of_desks=kind[1])) for kind in product(_BOTH, _BOTH)}
_REPORTED = {kind: Statement(_reported(with_source=kind[0], of_desks=kind[1])) for kind in product(_BOTH, _BOTH)}


def _in_a_period(*columns: ColumnElement[Any], of_desks: bool) -> Statement:
    return Statement(
        select(*columns)
        .select_from(_handoffs)
        .where(
            _handoffs.c.at >= bindparam("begins", type_=Instant),
            _handoffs.c.at < bindparam("ends", type_=Instant),
            *_counted(of_desks=of_desks),
        )
    )


_OPENED = {of_desks: _in_a_period(func.count(), of_desks=of_desks) for of_desks in _BOTH}
_begins, _ends = bindparam("begins", type_=Instant), bindparam("ends", type_=Instant)
_ANYTHING = {
    of_desks: Statement(
        union_all(
            select(literal(1)).where(
                select(_handoffs.c.id)
                .where(_handoffs.c.at >= _begins, _handoffs.c.at < _ends, *_counted(of_desks=of_desks))
                .exists()
            ),
            select(literal(1)).where(
                select(_outcomes.c.id)
                .join(_handoffs, _ITS_HANDOFF)
                .where(_outcomes.c.at >= _begins, _outcomes.c.at < _ends, _outcomes.c.withdrawn_at.is_(None))
                .where(*_counted(of_desks=of_desks))
                .exists()
            ),
        )
    )
    for of_desks in _BOTH
}
_wait = _micros(_handoffs.c.first_contact_at) - _micros(_handoffs.c.at)
_within = (
    func.count(),
    func.coalesce(func.sum(case((_wait <= SOON // MICROSECOND, 1), else_=0)), 0),
    func.coalesce(func.sum(case((_wait <= WITHIN_THE_HOUR // MICROSECOND, 1), else_=0)), 0),
    func.count(_handoffs.c.first_contact_at),
)
_WAITS = {of_desks: _in_a_period(*_within, of_desks=of_desks) for of_desks in _BOTH}


def opened_rows(
    tx: Transaction, begins: datetime, ends: datetime, *, with_source: bool, scope: DeskScope | None = None
) -> Iterator[OpenedRow]:
    """Yield the handoffs opened from an instant until another, those of each kind together, in no order.

    With a ``scope`` those of its desks alone, here and below.
    """
    statement = _OPENED_ROWS[with_source, scope is not None]
    for *kind, at, claims, contacts in tx.all(statement, begins=begins, ends=ends, **values_of(scope)):
        tier, rep, campaign, source = kind
        yield OpenedRow(tier, rep, campaign, source, json.loads(at), json.loads(claims), json.loads(contacts))


def reported(
    tx: Transaction, begins: datetime, ends: datetime, *, with_source: bool, scope: DeskScope | None = None
) -> list[ReportedRow]:
    """Return what was reported last of handoffs from an instant until another."""
    statement = _REPORTED[with_source, scope is not None]
    return [ReportedRow(*row) for row in tx.all(statement, begins=begins, ends=ends, **values_of(scope))]


def opened(tx: Transaction, begins: datetime, ends: datetime, *, scope: DeskScope | None = None) -> int:
    """Return how many handoffs were opened from an instant until another."""
    row = tx.first(_OPENED[scope is not None], begins=begins, ends=ends, **values_of(scope))
    return int(row[0]) if row else 0


def anything(tx: Transaction, begins: datetime, ends: datetime, *, scope: DeskScope | None = None) -> bool:
    """Return whether a handoff was opened, or an outcome reported that stands, from an instant until another."""
    return tx.first(_ANYTHING[scope is not None], begins=begins, ends=ends, **values_of(scope)) is not None


def waits(
    tx: Transaction, begins: datetime, ends: datetime, *, scope: DeskScope | None = None
) -> tuple[int, int, int, int]:
    """Return of how many handoffs of a period the lead heard from a person soon, within the hour, later, not yet."""
    row = tx.first(_WAITS[scope is not None], begins=begins, ends=ends, **values_of(scope))
    total, soon, within, contacted = row or (0, 0, 0, 0)
    return soon, within - soon, contacted - within, total - contacted
