"""The lists of leads that reps look through, a page at a time: each is found by an index, wherever it begins.

A page begins behind a place, or ends before one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, literal, or_, select, text, tuple_, type_coerce

from storage.desk_scope import DeskScope, is_seen, values_of
from storage.handoffs import IMPORTED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import IS_HOT, Lead
from storage.tables.sales import Handoff

MINE, OPEN, UNCLAIMED, HOT, COOLING = "mine", "open", "unclaimed", "hot", "cooling"
LISTS = (MINE, OPEN, UNCLAIMED, HOT, COOLING)

Place = tuple[int, int]
"""Where something stands in a list: the instant by which it is ordered, in microseconds, else 0, and a number."""

_LAST_NUMBER = 2**62
_leads, _handoffs = table_of(Lead), table_of(Handoff)
# Written out, not bound: SQLite uses a partial index only where it can see that the condition of the index holds.
_IS_OPEN = text("handoffs.closed_at IS NULL")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its leads by number, the places of the first and the last, and whether more come around it."""

    leads: Sequence[int] = ()
    first: Place = (0, 0)
    last: Place = (0, 0)
    more_before: bool = False
    more_behind: bool = False


@dataclass(frozen=True, slots=True)
class _Order:
    """A list as it is read: from the place ``start`` on, and backwards."""

    behind: Statement
    before: Statement
    start: Place


def _newest_first(clause: Select[Any], number: Any, *conditions: ColumnElement[bool]) -> _Order:
    clause = clause.where(*conditions)
    behind = clause.where(number < bindparam("number")).order_by(number.desc()).limit(bindparam("limit"))
    before = clause.where(number > bindparam("number")).order_by(number).limit(bindparam("limit"))
    return _Order(Statement(behind), Statement(before), (0, _LAST_NUMBER))


def _soonest_first(*conditions: ColumnElement[bool]) -> _Order:
    # Few handoffs are open: their leads are put in order each time.
    at, number = type_coerce(_leads.c.next_change_at, BigInteger), _leads.c.id
    clause = (
        select(at, number, number)
        .select_from(_handoffs.join(_leads, _leads.c.id == _handoffs.c.lead_id))
        .where(_IS_OPEN, _leads.c.next_change_at < bindparam("until"), *conditions)
    )
    here, place = tuple_(at, number), tuple_(bindparam("at", type_=BigInteger), bindparam("number"))
    behind = clause.where(here > place).order_by(at, number).limit(bindparam("limit"))
    before = clause.where(here < place).order_by(at.desc(), number.desc()).limit(bindparam("limit"))
    return _Order(Statement(behind), Statement(before), (0, 0))


_open = select(literal(0), _handoffs.c.id, _handoffs.c.lead_id).where(_IS_OPEN)
_newest = _handoffs.alias("newest")
# What was made in another system belongs to no desk.
_is_its_own = (_newest.c.lead_id == _leads.c.id, _newest.c.reason != literal(IMPORTED))
_its_desk = (
    select(_newest.c.desk_chat)
    .where(*_is_its_own)
    .order_by(_newest.c.at.desc(), _newest.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_was_handed_over = select(literal(1)).where(*_is_its_own).exists()


def _orders(*, of_desks: bool) -> dict[str, _Order]:
    """Return the lists as they are read; ``of_desks``: with what belongs to some desks, or to none yet, alone."""
    handed = (is_seen(_handoffs.c.desk_chat),) if of_desks else ()
    lead = (or_(~_was_handed_over, is_seen(_its_desk)),) if of_desks else ()
    return {
        MINE: _newest_first(_open, _handoffs.c.id, _handoffs.c.claimed_by == bindparam("rep"), *handed),
        OPEN: _newest_first(_open, _handoffs.c.id, *handed),
        UNCLAIMED: _newest_first(_open, _handoffs.c.id, _handoffs.c.claimed_by.is_(None), *handed),
        HOT: _newest_first(select(literal(0), _leads.c.id, _leads.c.id).where(text(IS_HOT)), _leads.c.id, *lead),
        COOLING: _soonest_first(*handed),
    }


_ORDERS = {of_desks: _orders(of_desks=of_desks) for of_desks in (False, True)}


def page_behind(
    tx: Transaction,
    name: str,
    place: Place | None,
    *,
    rep: int,
    until: datetime,
    limit: int,
    scope: DeskScope | None = None,
) -> Page:
    """Return the page of a list that begins behind a place, None: the first one.

    ``rep`` is whose leads ``mine`` are, and ``until`` the instant before which those fall that are ``cooling``.
    With a ``scope`` there is nothing of other desks in it.
    """
    order = _ORDERS[scope is not None][name]
    start = order.start if place is None else place
    found = _rows(tx, order.behind, start, scope, rep=rep, until=until, limit=limit)
    return _page(found[:limit], before=place is not None, behind=len(found) > limit)


def page_before(
    tx: Transaction,
    name: str,
    place: Place,
    *,
    rep: int,
    until: datetime,
    limit: int,
    scope: DeskScope | None = None,
) -> Page:
    """Return the page of a list that ends before a place; the first one where it would not be whole."""
    before = _ORDERS[scope is not None][name].before
    found = _rows(tx, before, place, scope, rep=rep, until=until, limit=limit)
    if len(found) < limit:
        return page_behind(tx, name, None, rep=rep, until=until, limit=limit, scope=scope)
    return _page(found[:limit][::-1], before=len(found) > limit, behind=True)


def _rows(
    tx: Transaction,
    statement: Statement,
    place: Place,
    scope: DeskScope | None,
    *,
    rep: int,
    until: datetime,
    limit: int,
) -> list[tuple[int, int, int]]:
    rows = tx.all(statement, at=place[0], number=place[1], rep=rep, until=until, limit=limit + 1, **values_of(scope))
    return [(at, number, lead_id) for at, number, lead_id in rows]


def _page(rows: Sequence[tuple[int, int, int]], *, before: bool, behind: bool) -> Page:
    if not rows:
        return Page(more_before=before)
    return Page([row[2] for row in rows], rows[0][:2], rows[-1][:2], more_before=before, more_behind=behind)
