"""Who has something that has fallen due: a tier that falls, a nudge, a card to draw again, a time that is up.

Each is found by an index over instants, whatever the number of leads, and a few at a time.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, or_, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert

from storage.columns import Instant
from storage.dialects import is_among, is_one_of
from storage.outbox import EDIT, IS_OWED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Conversation, Lead
from storage.tables.messages import OutboxMessage
from storage.tables.sales import Handoff
from storage.tables.upkeep import ClockMark

_leads, _conversations, _handoffs = table_of(Lead), table_of(Conversation), table_of(Handoff)
_marks, _outbox = table_of(ClockMark), table_of(OutboxMessage)

_TO_COOL = Statement(
    select(_leads.c.id)
    .where(_leads.c.next_change_at <= bindparam("now"))
    .order_by(_leads.c.next_change_at)
    .limit(bindparam("limit"))
)
_POSTPONE_COOLING = Statement(
    update(_leads)
    .where(_leads.c.id == bindparam("lead"), _leads.c.next_change_at < bindparam("until"))
    .values(next_change_at=bindparam("until"))
)
_TO_NUDGE = Statement(
    select(_conversations.c.lead_id)
    .where(_conversations.c.nudge_at <= bindparam("now"))
    .order_by(_conversations.c.nudge_at)
    .limit(bindparam("limit"))
)
_POSTPONE_NUDGE = Statement(
    update(_conversations)
    .where(_conversations.c.lead_id == bindparam("lead"), _conversations.c.nudge_at < bindparam("until"))
    .values(nudge_at=bindparam("until"))
)
_BRING_NUDGE_BACK = Statement(
    update(_conversations)
    .where(
        is_among(
            _conversations.c.lead_id,
            select(_conversations.c.lead_id)
            .where(_conversations.c.nudge_at > bindparam("latest"))
            .order_by(_conversations.c.nudge_at)
            .limit(bindparam("limit")),
        )
    )
    .values(nudge_at=bindparam("latest"))
)
_place = tuple_(_leads.c.last_seen_at, _leads.c.id)
_UNSEEN = Statement(
    select(_leads.c.last_seen_at, _leads.c.id)
    .where(
        _leads.c.last_seen_at < bindparam("before"),
        _place > tuple_(bindparam("after_at", type_=Instant), bindparam("after_id")),
    )
    .order_by(_leads.c.last_seen_at, _leads.c.id)
    .limit(bindparam("limit"))
)
_NOTE_REDRAW = Statement(
    update(_handoffs)
    .where(
        *(_handoffs.c.id == bindparam("number"), _handoffs.c.closed_at.is_(None)),
        or_(_handoffs.c.redraw_at.is_(None), _handoffs.c.redraw_at > bindparam("at")),
    )
    .values(redraw_at=bindparam("at"))
)
_TO_REDRAW = Statement(
    select(_handoffs.c.id)
    .where(_handoffs.c.redraw_at.is_not(None), _handoffs.c.redraw_at <= bindparam("now"))
    .order_by(_handoffs.c.redraw_at)
    .limit(bindparam("limit"))
)
_SET_REDRAW = Statement(
    update(_handoffs).where(_handoffs.c.id == bindparam("number")).values(redraw_at=bindparam("at"))
)
_TO_REMIND = Statement(
    select(_handoffs.c.id)
    .where(_handoffs.c.next_step_at.is_not(None), _handoffs.c.next_step_at <= bindparam("now"))
    .order_by(_handoffs.c.next_step_at, _handoffs.c.id)
    .limit(bindparam("limit"))
)
_STEP_OF = Statement(
    select(_handoffs.c.next_step).where(
        _handoffs.c.id == bindparam("number"), _handoffs.c.next_step_at <= bindparam("now")
    )
)
_TO_LIST = Statement(
    select(_handoffs.c.id, _handoffs.c.next_step)
    .where(
        _handoffs.c.next_step_at.is_not(None),
        _handoffs.c.next_step_at <= bindparam("now"),
        is_one_of(_handoffs.c.next_step, "steps"),
    )
    .order_by(_handoffs.c.next_step_at, _handoffs.c.id)
    .limit(bindparam("limit"))
)
_POSTPONE_STEP = Statement(
    update(_handoffs).where(_handoffs.c.id == bindparam("number")).values(next_step_at=bindparam("until"))
)
_BRING_STEPS_BACK = Statement(
    update(_handoffs)
    .where(
        is_among(
            _handoffs.c.id,
            select(_handoffs.c.id)
            .where(_handoffs.c.next_step_at.is_not(None), _handoffs.c.next_step_at > bindparam("latest"))
            .order_by(_handoffs.c.next_step_at)
            .limit(bindparam("limit")),
        )
    )
    .values(next_step_at=bindparam("latest"))
)
_REDRAW_OF = Statement(select(_handoffs.c.redraw_at).where(_handoffs.c.id == bindparam("number")))
_DRAWN_AT = Statement(
    select(func.max(_outbox.c.created_at)).where(_outbox.c.about == bindparam("subject"), _outbox.c.kind == EDIT)
)
_waiting = (
    select(_outbox.c.id)
    .where(_outbox.c.worth == bindparam("worth"), IS_OWED, _outbox.c.kind == bindparam("kind"))
    .limit(bindparam("limit"))
    .subquery()
)
_WAITING = Statement(select(func.count()).select_from(_waiting))
_mark = insert(_marks).values(id=1, at=bindparam("at"), steady_since=bindparam("steady_since"))
_MARK = Statement(
    _mark.on_conflict_do_update(
        index_elements=["id"], set_={"at": _mark.excluded.at, "steady_since": _mark.excluded.steady_since}
    )
)
_MARKED = Statement(select(_marks.c.at, _marks.c.steady_since))

FIRST = (datetime(1, 1, 1, tzinfo=UTC), 0)
"""Before everybody."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the clock showed last, and since when it has gone steadily."""

    at: datetime
    steady_since: datetime


def to_cool(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the leads whose tier falls by itself at or before ``now``, the most overdue first."""
    return [lead_id for (lead_id,) in tx.all(_TO_COOL, now=now, limit=limit)]


def postpone_cooling(tx: Transaction, lead_id: int, until: datetime) -> None:
    """Postpone the fall of a lead that is due."""
    tx.run(_POSTPONE_COOLING, lead=lead_id, until=until)


def to_nudge(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the leads whose silence has lasted long enough, the longest first."""
    return [lead_id for (lead_id,) in tx.all(_TO_NUDGE, now=now, limit=limit)]


def postpone_nudge(tx: Transaction, lead_id: int, until: datetime) -> None:
    """Postpone a nudge that is due."""
    tx.run(_POSTPONE_NUDGE, lead=lead_id, until=until)


def bring_nudges_back(tx: Transaction, latest: datetime, *, limit: int) -> int:
    """Bring nudges that lie later than any can, since the clock was ahead, to ``latest``; return their number."""
    return tx.change(_BRING_NUDGE_BACK, latest=latest, limit=limit)


def unseen(
    tx: Transaction, before: datetime, *, after: tuple[datetime, int] = FIRST, limit: int
) -> list[tuple[datetime, int]]:
    """Return when leads were last seen, and their numbers: of those last seen before an instant, the longest absent.

    They come after a place in that order: so a look goes on where the one before ended.
    """
    return [
        (at, number) for at, number in tx.all(_UNSEEN, before=before, after_at=after[0], after_id=after[1], limit=limit)
    ]


def note_redraw(tx: Transaction, number: int, at: datetime) -> None:
    """Note that the card of an open handoff is to be drawn again at an instant, unless it is sooner."""
    tx.run(_NOTE_REDRAW, number=number, at=at)


def redraw_of(tx: Transaction, number: int) -> datetime | None:
    """Return since when a card may be drawn again: its lead has cooled, or what can be done has changed with time."""
    row = tx.first(_REDRAW_OF, number=number)
    return row[0] if row else None


def drawn_at(tx: Transaction, about: str) -> datetime | None:
    """Return when a card was last owed anew, as far as that is still kept."""
    row = tx.first(_DRAWN_AT, subject=about)
    return row[0] if row else None


def to_redraw(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the handoffs whose cards may be drawn again, those that wait longest first."""
    return [number for (number,) in tx.all(_TO_REDRAW, now=now, limit=limit)]


def set_redraw(tx: Transaction, number: int, at: datetime | None) -> None:
    """Note that a card is to be drawn again at another instant, or no more."""
    tx.run(_SET_REDRAW, number=number, at=at)


def to_remind(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the handoffs of which something is to be said to sales, those that wait longest first."""
    return [number for (number,) in tx.all(_TO_REMIND, now=now, limit=limit)]


def step_of(tx: Transaction, number: int, now: datetime) -> str | None:
    """Return what is to be said of a handoff now; None where nothing is due."""
    row = tx.first(_STEP_OF, number=number, now=now)
    return row[0] if row else None


def to_list(tx: Transaction, now: datetime, *, steps: Iterable[str], limit: int) -> list[tuple[int, str]]:
    """Return the handoffs of which one of these steps is due, with the step, those that wait longest first."""
    found = tx.all(_TO_LIST, now=now, steps=json.dumps(list(steps)), limit=limit)
    return [(number, step) for number, step in found]


def postpone_step(tx: Transaction, number: int, until: datetime) -> None:
    """Put off what is to be said of a handoff."""
    tx.run(_POSTPONE_STEP, number=number, until=until)


def bring_steps_back(tx: Transaction, latest: datetime, *, limit: int) -> int:
    """Bring what lies later than anything can, since the clock was ahead, to ``latest``; return how many."""
    return tx.change(_BRING_STEPS_BACK, latest=latest, limit=limit)


def waiting_in_bulk(tx: Transaction, kind: str, *, worth: int, limit: int) -> int:
    """Return the number of messages of a kind and a worth that wait; counting ends at the limit."""
    row = tx.first(_WAITING, kind=kind, worth=worth, limit=limit)
    return int(row[0]) if row else 0


def mark_clock(tx: Transaction, mark: Mark) -> None:
    """Remember what the clock shows."""
    tx.run(_MARK, at=mark.at, steady_since=mark.steady_since)


def clock_mark(tx: Transaction) -> Mark | None:
    """Return the last reading of the clock; None before the first time."""
    row = tx.first(_MARKED)
    return None if row is None else Mark(*row)
