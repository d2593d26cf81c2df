"""Leads by the page, in the orders in which they are listed: each page is found by an index, whatever was before it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, select, text, tuple_

from storage.columns import Instant
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import IS_WARM, Lead

_leads = table_of(Lead)

_NEXT = Statement(
    select(_leads.c.id).where(_leads.c.id > bindparam("after")).order_by(_leads.c.id).limit(bindparam("limit"))
)
_NEXT_WARM = Statement(
    select(_leads.c.id)
    .where(text(IS_WARM), _leads.c.id > bindparam("after"))
    .order_by(_leads.c.id)
    .limit(bindparam("limit"))
)
_place = tuple_(_leads.c.last_seen_at, _leads.c.id)
_NEXT_SEEN = Statement(
    select(_leads.c.last_seen_at, _leads.c.id)
    .where(_place < tuple_(bindparam("before_at", type_=Instant), bindparam("before_id")))
    .order_by(_leads.c.last_seen_at.desc(), _leads.c.id.desc())
    .limit(bindparam("limit"))
)
_END = datetime(9999, 1, 1, tzinfo=UTC)


def pages(tx: Transaction, *, limit: int) -> Iterator[Sequence[int]]:
    """Yield the numbers of all leads, lowest first."""
    return _pages(tx, _NEXT, limit)


def warm_pages(tx: Transaction, *, limit: int) -> Iterator[Sequence[int]]:
    """Yield the numbers of the leads who were hot or lukewarm when they were last scored, lowest first."""
    return _pages(tx, _NEXT_WARM, limit)


def _pages(tx: Transaction, statement: Statement, limit: int) -> Iterator[Sequence[int]]:
    last = 0
    while page := [number for (number,) in tx.all(statement, after=last, limit=limit)]:
        yield page
        last = page[-1]


def seen_pages(tx: Transaction, *, limit: int, since: datetime | None = None) -> Iterator[Sequence[int]]:
    """Yield the numbers of all leads, those seen last first; with ``since`` only of those seen then or later."""
    at, number = _END, 0
    while page := tx.all(_NEXT_SEEN, before_at=at, before_id=number, limit=limit):
        yield [number for seen_at, number in page if since is None or seen_at >= since]
        at, number = page[-1]
        if since is not None and at < since:
            return
