"""What sales did in a period, counted by SQL: how fast handoffs were taken and what came of them.

Two periods are counted at one stroke, the one asked for and one before it. No lead is read. Handoffs that were made
in another system are left out, and so is what another handoff of the same lead stands for since a merge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ColumnElement, Float, String, and_, bindparam, case, func, literal, or_, select
from sqlalchemy.sql.selectable import Select

from storage.columns import MICROSECOND, Instant
from storage.desk_steps import CLAIMED
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


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when something is counted, and what it is compared with, before it; ends are not part of them."""

    before_since: datetime
    before_until: datetime
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Handled:
    """How handoffs of one kind were handled, counted by when they were opened.

    ``key`` is the tier, source or campaign (empty where unknown) or the rep's number ("" where nobody has them).
    ``soon`` were claimed within ``SOON``. ``median`` and ``p90`` are the speed to lead of those ``contacted``: half,
    and nine of ten, heard from a person at least that quickly.
    """

    key: str
    handoffs: int
    claimed: int
    soon: int
    contacted: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True)
class Reported:
    """How many handoffs had an outcome as the last one of the period, counted by when it was reported.

    ``amount`` sums what was reported with it in one ``currency``; the count is that of one currency, too.
    """

    key: str
    outcome: str
    count: int
    currency: str
    amount: float


_KEYS: dict[By, ColumnElement[str]] = {
    By.ALL: literal("", String),
    By.TIER: _handoffs.c.tier,
    By.SOURCE: _leads.c.source,
    By.CAMPAIGN: func.coalesce(_handoffs.c.campaign, ""),
    By.REP: func.coalesce(_handoffs.c.claimed_by.cast(String), ""),
}


def _is_new(at: ColumnElement[datetime]) -> ColumnElement[int]:
    return case((at >= bindparam("since", type_=Instant), 1), else_=0)


def _is_within(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return a condition of one stretch of the index, and what lies between the two periods left out."""
    since, until = bindparam("since", type_=Instant), bindparam("until", type_=Instant)
    before_since, before_until = (bindparam(name, type_=Instant) for name in ("before_since", "before_until"))
    return and_(at >= before_since, at < until, or_(at < before_until, at >= since))


_IS_OURS = and_(
    _handoffs.c.reason != literal(IMPORTED),
    or_(_handoffs.c.closed_at.is_(None), _handoffs.c.outcome.is_not(None)),
)


# By the reference as it is, SQLite would go through all handoffs, or leads, where outcomes seem to be few.
_ITS_HANDOFF = _handoffs.c.id == _outcomes.c.handoff_id + 0
_ITS_LEAD = _leads.c.id == _handoffs.c.lead_id + 0


def _micros(column: ColumnElement[datetime]) -> ColumnElement[int]:
    return column.cast(BigInteger)


def _handled(by: By) -> Select[tuple[object, ...]]:
    """Return a query that counts handoffs; a median is the mean of the two in the middle where their number is even."""
    # After a release somebody else may have claimed: how soon the first one did is in the steps, which are kept since
    # version 0.2.
    first_claim = (
        select(func.min(_micros(_steps.c.at)))
        .where(_steps.c.handoff_id == _handoffs.c.id, _steps.c.step == literal(CLAIMED))
        .scalar_subquery()
    )
    at, contact = _micros(_handoffs.c.at), _micros(_handoffs.c.first_contact_at)
    rows = (
        select(
            _is_new(_handoffs.c.at).label("is_new"),
            _KEYS[by].label("key"),
            (func.coalesce(first_claim, _micros(_handoffs.c.claimed_at)) - at).label("claim"),
            (contact - at).label("contact"),
        )
        .select_from(_handoffs)
        .where(_is_within(_handoffs.c.at), _IS_OURS)
    )
    if by is By.SOURCE:
        rows = rows.join(_leads, _ITS_LEAD)
    found = rows.subquery("found")
    whole = [found.c.is_new, found.c.key]
    ordered = select(
        *found.c,
        func.row_number()
        .over(partition_by=whole, order_by=[found.c.contact.is_(None), found.c.contact])
        .label("place"),
        func.count(found.c.contact).over(partition_by=whole).label("contacted"),
    ).subquery("ordered")
    place, contacted = ordered.c.place, ordered.c.contacted
    is_middle = or_(place == (contacted + 1) // 2, place == (contacted + 2) // 2)
    return select(
        ordered.c.is_new,
        ordered.c.key,
        func.count(),
        func.count(ordered.c.claim),
        func.sum(case((ordered.c.claim <= SOON // MICROSECOND, 1), else_=0)),
        func.max(contacted),
        func.avg(case((is_middle, ordered.c.contact)), type_=Float),
        # The nine in ten, rounded up.
        func.max(case((place == (9 * contacted + 9) // 10, ordered.c.contact))),
    ).group_by(ordered.c.is_new, ordered.c.key)


def _reported(by: By) -> Select[tuple[object, ...]]:
    """Return a query that counts outcomes which nobody withdrew and which no later one of their period replaced."""
    since, until = bindparam("since", type_=Instant), bindparam("until", type_=Instant)
    ends = case((_outcomes.c.at < since, bindparam("before_until", type_=Instant)), else_=until)
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
    currency = func.coalesce(_outcomes.c.currency, "")
    rows = (
        select(
            _is_new(_outcomes.c.at),
            _KEYS[by],
            _outcomes.c.outcome,
            func.count(),
            currency,
            func.coalesce(func.sum(_outcomes.c.amount), 0.0).cast(Float),
        )
        .select_from(_outcomes)
        .join(_handoffs, _ITS_HANDOFF)
        .where(_is_within(_outcomes.c.at), _outcomes.c.withdrawn_at.is_(None), _IS_OURS, ~is_replaced)
        .group_by(_is_new(_outcomes.c.at), _KEYS[by], _outcomes.c.outcome, currency)
    )
    return rows.join(_leads, _ITS_LEAD) if by is By.SOURCE else rows


_OPENED = Statement(
    select(func.count())
    .select_from(_handoffs)
    .where(
        _handoffs.c.at >= bindparam("begins", type_=Instant),
        _handoffs.c.at < bindparam("ends", type_=Instant),
        _IS_OURS,
    )
)
_wait = _micros(_handoffs.c.first_contact_at) - _micros(_handoffs.c.at)
_WAITS = Statement(
    select(
        func.count(),
        func.coalesce(func.sum(case((_wait <= SOON // MICROSECOND, 1), else_=0)), 0),
        func.coalesce(func.sum(case((_wait <= WITHIN_THE_HOUR // MICROSECOND, 1), else_=0)), 0),
        func.count(_handoffs.c.first_contact_at),
    )
    .select_from(_handoffs)
    .where(
        _handoffs.c.at >= bindparam("begins", type_=Instant),
        _handoffs.c.at < bindparam("ends", type_=Instant),
        _IS_OURS,
    )
)
_HANDLED = {by: Statement(_handled(by)) for by in By}
_REPORTED = {by: Statement(_reported(by)) for by in By}
_CONTACTS = {
    by: Statement(
        select(_is_new(_handoffs.c.at), _KEYS[by], _micros(_handoffs.c.at), _micros(_handoffs.c.first_contact_at))
        .select_from(_handoffs.join(_leads, _ITS_LEAD) if by is By.SOURCE else _handoffs)
        .where(_is_within(_handoffs.c.at), _IS_OURS, _handoffs.c.first_contact_at.is_not(None))
    )
    for by in By
}


def handled(tx: Transaction, by: By, span: Span) -> tuple[list[Handled], list[Handled]]:
    """Return how the handoffs opened in a period were handled, and those of the period before."""
    found: tuple[list[Handled], list[Handled]] = ([], [])
    for is_new, key, opened, claimed, soon, contacted, median, p90 in tx.all(_HANDLED[by], **_bound(span)):
        speeds = (_length(median), _length(p90))
        found[not is_new].append(Handled(str(key), opened, claimed, soon, contacted, *speeds))
    return found


def reported(tx: Transaction, by: By, span: Span) -> tuple[list[Reported], list[Reported]]:
    """Return what was reported last of handoffs in a period, and in the one before."""
    found: tuple[list[Reported], list[Reported]] = ([], [])
    for is_new, key, *told in tx.all(_REPORTED[by], **_bound(span)):
        found[not is_new].append(Reported(str(key), *told))
    return found


def opened(tx: Transaction, begins: datetime, ends: datetime) -> int:
    """Return how many handoffs were opened from an instant until another."""
    row = tx.first(_OPENED, begins=begins, ends=ends)
    return int(row[0]) if row else 0


def waits(tx: Transaction, begins: datetime, ends: datetime) -> tuple[int, int, int, int]:
    """Return of how many handoffs of a period the lead heard from a person soon, within the hour, later, not yet."""
    row = tx.first(_WAITS, begins=begins, ends=ends)
    total, soon, within, contacted = row or (0, 0, 0, 0)
    return soon, within - soon, contacted - within, total - contacted


def contacts(tx: Transaction, by: By, span: Span) -> Iterator[tuple[bool, str, int, int]]:
    """Yield, for each handoff whose lead heard from a person: whether it is of the period asked for, and its key.

    Then when it was opened and when they heard, in microseconds since 1970: for speeds that a database cannot count,
    since they stand still while a desk is closed.
    """
    for is_new, key, at, contact in tx.all(_CONTACTS[by], **_bound(span)):
        yield bool(is_new), str(key), at, contact


def _bound(span: Span) -> dict[str, datetime]:
    return {name: getattr(span, name) for name in ("before_since", "before_until", "since", "until")}


def _length(micros: float | None) -> timedelta | None:
    return None if micros is None else timedelta(microseconds=round(micros))
