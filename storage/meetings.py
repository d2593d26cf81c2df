"""Meetings of a rep and a prospect: when, and when both are to be reminded; moved or cancelled, they are kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import Meeting, Rep

_meetings, _reps = table_of(Meeting), table_of(Rep)
_IS_DUE = text("meetings.remind_at IS NOT NULL")

_ADD = Statement(_meetings.insert(), column_keys=["handoff_id", "rep_id", "made_at", "at", "remind_at"])
_SELECT = select(
    *(_meetings.c.id, _meetings.c.handoff_id, _meetings.c.rep_id, _reps.c.name),
    *(_meetings.c.at, _meetings.c.made_at, _meetings.c.cancelled_at),
).join(_reps, _reps.c.id == _meetings.c.rep_id)
_STANDING = Statement(
    _SELECT.where(_meetings.c.handoff_id == bindparam("number"), _meetings.c.cancelled_at.is_(None))
    .order_by(_meetings.c.id.desc())
    .limit(1)
)
_BY_ID = Statement(_SELECT.where(_meetings.c.id == bindparam("meeting")))
_CANCEL = Statement(
    update(_meetings)
    .where(_meetings.c.handoff_id == bindparam("number"), _meetings.c.cancelled_at.is_(None))
    .values(cancelled_at=bindparam("now"), remind_at=None)
)
_MOVE = Statement(
    update(_meetings)
    .where(_meetings.c.handoff_id == bindparam("number"), _meetings.c.cancelled_at.is_(None))
    .values(handoff_id=bindparam("other"))
)
_TO_REMIND = Statement(
    select(_meetings.c.id)
    .where(_IS_DUE, _meetings.c.remind_at <= bindparam("now"))
    .order_by(_meetings.c.remind_at)
    .limit(bindparam("limit"))
)
_REMIND_AT = Statement(
    update(_meetings).where(_meetings.c.id == bindparam("meeting")).values(remind_at=bindparam("due_at"))
)


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """A meeting about a handoff, with the rep who made it."""

    id: int
    number: int
    rep_id: int
    rep: str
    at: datetime
    made_at: datetime
    cancelled_at: datetime | None


def add(
    tx: Transaction, number: int, at: datetime, *, rep_id: int, made_at: datetime, remind_at: datetime | None
) -> int:
    """Keep a meeting and return its number; ``remind_at`` is None where there is no time left to remind anybody."""
    return tx.add(_ADD, handoff_id=number, rep_id=rep_id, made_at=made_at, at=at, remind_at=remind_at)


def standing(tx: Transaction, number: int) -> StoredMeeting | None:
    """Return the meeting of a handoff that is neither cancelled nor moved, past or to come."""
    row = tx.first(_STANDING, number=number)
    return None if row is None else StoredMeeting(*row)


def by_id(tx: Transaction, meeting: int) -> StoredMeeting | None:
    """Return the meeting with this number."""
    row = tx.first(_BY_ID, meeting=meeting)
    return None if row is None else StoredMeeting(*row)


def cancel(tx: Transaction, number: int, now: datetime) -> None:
    """Note that a handoff's meeting will not be: nobody is reminded of it."""
    tx.run(_CANCEL, number=number, now=now)


def move(tx: Transaction, number: int, other: int) -> None:
    """Let what was arranged about one handoff belong to another one of the same lead."""
    tx.run(_MOVE, number=number, other=other)


def to_remind_of(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the meetings of which both are to be reminded by now, the most overdue first."""
    return [meeting for (meeting,) in tx.all(_TO_REMIND, now=now, limit=limit)]


def set_reminder(tx: Transaction, meeting: int, at: datetime | None) -> None:
    """Note when both are to be reminded of a meeting; None: never again."""
    tx.run(_REMIND_AT, meeting=meeting, due_at=at)
