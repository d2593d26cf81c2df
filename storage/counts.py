"""What is counted for pages and metrics, beside the writer. Nothing here walks all leads at one stroke."""

from collections import Counter
from datetime import datetime

from sqlalchemy import bindparam, case, func, select, text

from storage.columns import Instant
from storage.outbox import IS_OWED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Lead
from storage.tables.messages import IS_OWED_ELSEWHERE, OutboxMessage
from storage.tables.sales import Handoff

_leads, _handoffs, _outbox = table_of(Lead), table_of(Handoff), table_of(OutboxMessage)

TierCounts = Counter[tuple[str, str]]
"""How many leads there are by audience (empty while it is unknown) and tier."""

_OWED = Statement(select(func.count()).select_from(_outbox).where(IS_OWED))
# What is held for the morning is not late; what is tried again is due anew each time.
_due_since = case((_outbox.c.attempts > 0, _outbox.c.created_at), else_=_outbox.c.due_at)
_OLDEST_OWED = Statement(
    select(func.min(_due_since, type_=Instant)).where(
        IS_OWED, (_outbox.c.attempts > 0) | (_outbox.c.due_at <= bindparam("now"))
    )
)
_OWED_ELSEWHERE = Statement(select(func.count()).select_from(_outbox).where(text(IS_OWED_ELSEWHERE)))
_LAST = Statement(select(func.max(_leads.c.id)))
_TIERS = Statement(
    select(func.coalesce(_leads.c.audience, ""), _leads.c.tier, func.count())
    .where(_leads.c.id.between(bindparam("first"), bindparam("last")))
    .group_by(func.coalesce(_leads.c.audience, ""), _leads.c.tier)
)
_OPEN_HANDOFFS = Statement(
    select(_handoffs.c.claimed_by.is_not(None), func.count())
    .where(_handoffs.c.closed_at.is_(None))
    .group_by(_handoffs.c.claimed_by.is_not(None))
)
_rung_at = func.coalesce(_handoffs.c.rung_again_at, _handoffs.c.at)
_OLDEST_UNCLAIMED = Statement(
    select(func.min(_rung_at, type_=Instant)).where(_handoffs.c.closed_at.is_(None), _handoffs.c.claimed_by.is_(None))
)


def owed(tx: Transaction) -> int:
    """Return the number of messages that wait to be sent to chats: by the index over what is owed, not what is kept."""
    row = tx.first(_OWED)
    return int(row[0]) if row else 0


def owed_since(tx: Transaction, now: datetime) -> datetime | None:
    """Return since when the message to a chat that waits longest has been due; None where none is."""
    row = tx.first(_OLDEST_OWED, now=now)
    return row[0] if row else None


def unclaimed_since(tx: Transaction) -> datetime | None:
    """Return when the open handoff rang that nobody has claimed for longest; None where there is none."""
    row = tx.first(_OLDEST_UNCLAIMED)
    return row[0] if row else None


def owed_elsewhere(tx: Transaction) -> int:
    """Return the number of messages that wait to be delivered to addresses that are no chats."""
    row = tx.first(_OWED_ELSEWHERE)
    return int(row[0]) if row else 0


def last_lead(tx: Transaction) -> int:
    """Return the number of the newest lead, 0 if there is none."""
    row = tx.first(_LAST)
    return int(row[0]) if row and row[0] is not None else 0


def tiers_between(tx: Transaction, first: int, last: int) -> TierCounts:
    """Return the number of leads in each tier, of a range of numbers with both ends included."""
    return Counter({(audience, tier): count for audience, tier, count in tx.all(_TIERS, first=first, last=last)})


def open_handoffs(tx: Transaction) -> dict[bool, int]:
    """Return the numbers of open handoffs that are claimed and that are not."""
    return {bool(is_claimed): count for is_claimed, count in tx.all(_OPEN_HANDOFFS)}
