"""Handoffs, the reps who claim them, and what came of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from scoring.engine import TierChange
from storage import histories, tier_changes
from storage.columns import Instant
from storage.dialects import is_one_of, text_of
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Lead, Signal
from storage.tables.sales import Handoff, Outcome, Rep

_handoffs, _reps, _outcomes = table_of(Handoff), table_of(Rep), table_of(Outcome)
_leads, _signals = table_of(Lead), table_of(Signal)

IMPORTED = "imported"
"""The reason of a handoff that was made in another system, and the name of the rep we do not know."""
IMPORTED_REP = 0
CHAT_STARTED = "chat.started"
"""The signal that says by which campaign's link somebody came."""
QUESTION_ASKED = "question.asked"


@dataclass(frozen=True, slots=True)
class StoredHandoff:
    """A handoff's row; ``rep`` is the claiming rep's name. ``rung_again_at`` is when sales last heard of it anew.

    ``first_contact_at`` is when a person's words first reached the prospect, or a rep said so. ``desk_chat`` is the
    chat of the desk that has it; None: the first.
    """

    number: int
    lead_id: int
    at: datetime
    reason: str
    tier: str
    claimed_by: int | None = None
    claimed_at: datetime | None = None
    outcome: str | None = None
    closed_at: datetime | None = None
    rep: str | None = None
    rung_again_at: datetime | None = None
    outcome_at: datetime | None = None
    first_contact_at: datetime | None = None
    desk_chat: int | None = None

    @property
    def rung_at(self) -> datetime:
        """When sales last heard of it unasked."""
        return self.rung_again_at or self.at


@dataclass(frozen=True, slots=True)
class Past:
    """A lead's handoffs and tier changes, oldest first, and the properties of what they asked, in their order."""

    handoffs: list[StoredHandoff]
    tier_changes: list[TierChange]
    questions: list[dict[str, object]]


_SELECT = select(
    _handoffs.c.id,
    _handoffs.c.lead_id,
    _handoffs.c.at,
    _handoffs.c.reason,
    _handoffs.c.tier,
    _handoffs.c.claimed_by,
    _handoffs.c.claimed_at,
    _handoffs.c.outcome,
    _handoffs.c.closed_at,
    _reps.c.name,
    _handoffs.c.rung_again_at,
    _handoffs.c.outcome_at,
    _handoffs.c.first_contact_at,
    _handoffs.c.desk_chat,
).join(_reps, _reps.c.id == _handoffs.c.claimed_by, isouter=True)

_BY_NUMBER = Statement(_SELECT.where(_handoffs.c.id == bindparam("number")))
_LATEST = Statement(
    _SELECT.where(_handoffs.c.lead_id == bindparam("lead"))
    # Those of another system may have been imported later.
    .order_by(_handoffs.c.at.desc(), _handoffs.c.id.desc())
    .limit(1)
)
_OF_LEAD = Statement(_SELECT.where(_handoffs.c.lead_id == bindparam("lead")).order_by(_handoffs.c.id))
_OF_LEADS = Statement(_SELECT.where(is_one_of(_handoffs.c.lead_id, "leads")).order_by(_handoffs.c.at, _handoffs.c.id))
_OPEN_OF = Statement(_SELECT.where(_handoffs.c.lead_id == bindparam("lead"), _handoffs.c.closed_at.is_(None)))
_OPEN_OF_MANY = Statement(
    select(_handoffs.c.lead_id, _handoffs.c.id).where(
        is_one_of(_handoffs.c.lead_id, "leads"), _handoffs.c.closed_at.is_(None)
    )
)
_CLOSE = Statement(update(_handoffs).where(_handoffs.c.id == bindparam("number")).values(closed_at=bindparam("now")))
_NEWEST_OPEN = Statement(
    select(_handoffs.c.id)
    .where(_handoffs.c.closed_at.is_(None))
    # By the number as it is, SQLite would go through all handoffs from the newest on; few of them are open.
    .order_by((_handoffs.c.id + 0).desc())
    .limit(bindparam("limit"))
)
_WITH_OPEN = Statement(select(_handoffs.c.lead_id).where(_handoffs.c.closed_at.is_(None)))
_NEWEST = Statement(select(func.coalesce(func.max(_handoffs.c.id), 0)))
_OPENED_AFTER = Statement(
    select(_handoffs.c.id)
    .where(_handoffs.c.id > bindparam("number"))
    .order_by(_handoffs.c.id)
    .limit(bindparam("limit"))
)
_OUTCOMES = Statement(
    select(_leads.c.audience, _handoffs.c.tier, func.coalesce(_handoffs.c.outcome, ""), func.count())
    .select_from(_handoffs)
    .join(_leads, _leads.c.id == _handoffs.c.lead_id)
    # What was closed without an outcome is counted by the handoff that stands for it since a merge.
    .where(_leads.c.audience.is_not(None), or_(_handoffs.c.outcome.is_not(None), _handoffs.c.closed_at.is_(None)))
    .group_by(_leads.c.audience, _handoffs.c.tier, func.coalesce(_handoffs.c.outcome, ""))
)
_campaign = text_of(_signals.c.properties, "campaign")
_LAST_CAMPAIGN = (
    select(_campaign)
    .where(_signals.c.lead_id == bindparam("lead"), _signals.c.name == literal(CHAT_STARTED), _campaign.is_not(None))
    .order_by(_signals.c.at.desc())
    .limit(1)
    .scalar_subquery()
)
_ADD = Statement(
    _handoffs.insert().values(campaign=_LAST_CAMPAIGN),
    column_keys=["lead_id", "at", "reason", "tier", "score", "model_version", "next_step", "next_step_at", "desk_chat"],
)
_CLAIM = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"), _handoffs.c.claimed_by.is_(None), _handoffs.c.closed_at.is_(None))
    .values(claimed_by=bindparam("rep"), claimed_at=bindparam("now"))
)
_NOTE = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"))
    .values(outcome=bindparam("result"), outcome_at=bindparam("now"), closed_at=bindparam("closed"))
)
_NOTE_CONTACT = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"), _handoffs.c.first_contact_at.is_(None))
    .values(first_contact_at=bindparam("now"))
)
_FORGET_CONTACT = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"), _handoffs.c.first_contact_at == bindparam("at"))
    .values(first_contact_at=None)
)
_SET_OWNER = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"))
    # When it was first claimed stays, whoever has it then.
    .values(
        claimed_by=bindparam("rep"), claimed_at=func.coalesce(_handoffs.c.claimed_at, bindparam("now", type_=Instant))
    )
)
_DISOWN = Statement(
    update(_handoffs).where(_handoffs.c.id == bindparam("number")).values(claimed_by=None, claimed_at=None)
)
_DESK_OF = Statement(select(_handoffs.c.desk_chat).where(_handoffs.c.id == bindparam("number")))
_SET_DESK = Statement(
    update(_handoffs).where(_handoffs.c.id == bindparam("number")).values(desk_chat=bindparam("chat"))
)
_MOVE_DESK = Statement(
    update(_handoffs).where(_handoffs.c.desk_chat == bindparam("old")).values(desk_chat=bindparam("chat"))
)
_OPEN_WITH = Statement(
    select(_handoffs.c.id)
    .where(_handoffs.c.claimed_by == bindparam("rep"), _handoffs.c.closed_at.is_(None))
    .order_by(_handoffs.c.id)
)
_RING = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"))
    .values(rung_again_at=bindparam("now"), next_step=bindparam("step"), next_step_at=bindparam("step_at"))
)
_SET_NEXT_STEP = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"))
    .values(next_step=bindparam("step"), next_step_at=bindparam("step_at"))
)
_HAS_OPEN = Statement(
    select(_handoffs.c.id).where(_handoffs.c.claimed_by == bindparam("rep"), _handoffs.c.closed_at.is_(None)).limit(1)
)
_CALLED = Statement(select(_reps.c.name).where(_reps.c.id == bindparam("rep")))
_upsert = insert(_reps).values(id=bindparam("rep"), name=bindparam("name"), username=bindparam("username"))
_MEET = Statement(
    _upsert.on_conflict_do_update(
        index_elements=["id"], set_={"name": _upsert.excluded.name, "username": _upsert.excluded.username}
    )
)


def by_number(tx: Transaction, number: int) -> StoredHandoff | None:
    """Return the handoff with this number."""
    row = tx.first(_BY_NUMBER, number=number)
    return None if row is None else StoredHandoff(*row)


def latest(tx: Transaction, lead_id: int) -> StoredHandoff | None:
    """Return a lead's newest handoff, open or closed."""
    row = tx.first(_LATEST, lead=lead_id)
    return None if row is None else StoredHandoff(*row)


def newest_of(tx: Transaction, lead_ids: Iterable[int]) -> dict[int, StoredHandoff]:
    """Return the newest handoff of each of these leads who has one."""
    return {row[1]: StoredHandoff(*row) for row in tx.all(_OF_LEADS, leads=json.dumps(list(lead_ids)))}


def open_of(tx: Transaction, lead_id: int) -> StoredHandoff | None:
    """Return a lead's open handoff."""
    row = tx.first(_OPEN_OF, lead=lead_id)
    return None if row is None else StoredHandoff(*row)


def open_of_many(tx: Transaction, lead_ids: Iterable[int]) -> dict[int, int]:
    """Return the numbers of the open handoffs of these leads, by lead."""
    return dict(tx.all(_OPEN_OF_MANY, leads=json.dumps(list(lead_ids))))


def close(tx: Transaction, number: int, now: datetime) -> None:
    """Close a handoff that another one of the same lead stands for."""
    tx.run(_CLOSE, number=number, now=now)


def of_lead(tx: Transaction, lead_id: int) -> list[StoredHandoff]:
    """Return every handoff of a lead, oldest first."""
    return [StoredHandoff(*row) for row in tx.all(_OF_LEAD, lead=lead_id)]


def past_of(tx: Transaction, lead_id: int) -> Past:
    """Return what went before between a lead and sales, asked together."""
    asked = histories.question_of_signals(lead_id, QUESTION_ASKED)
    found, changes, questions = tx.all_of((_OF_LEAD, {"lead": lead_id}), tier_changes.question(lead_id), asked)
    return Past(
        [StoredHandoff(*row) for row in found],
        tier_changes.changes_of(changes),
        histories.properties_in(questions),
    )


def outcomes_by_tier(tx: Transaction) -> list[tuple[str, str, str, int]]:
    """Return audience, tier at handoff, latest outcome (empty while there is none) and how many handoffs."""
    return [(audience, tier, outcome, count) for audience, tier, outcome, count in tx.all(_OUTCOMES)]


def newest_open(tx: Transaction, *, limit: int) -> list[int]:
    """Return the numbers of the newest open handoffs."""
    return [number for (number,) in tx.all(_NEWEST_OPEN, limit=limit)]


def leads_with_open(tx: Transaction) -> list[int]:
    """Return the numbers of the leads who have an open handoff."""
    return [lead_id for (lead_id,) in tx.all(_WITH_OPEN)]


def newest(tx: Transaction) -> int:
    """Return the number of the newest handoff; 0 where there is none."""
    row = tx.first(_NEWEST)
    return int(row[0]) if row else 0


def opened_after(tx: Transaction, number: int, *, limit: int) -> list[int]:
    """Return the numbers of the handoffs behind a number, the oldest first."""
    return [each for (each,) in tx.all(_OPENED_AFTER, number=number, limit=limit)]


NO_STEP = (None, None)
"""The next step of a handoff for whom nobody is reminded."""
NextStep = tuple[str, datetime] | tuple[None, None]


def add(
    tx: Transaction,
    lead_id: int,
    *,
    at: datetime,
    reason: str,
    tier: str,
    score: float,
    version: str,
    then: NextStep = NO_STEP,
    desk_chat: int | None = None,
) -> StoredHandoff:
    """Open a handoff, and say what is done ``then`` where nobody acts. A second open one is an integrity error."""
    told = {"lead_id": lead_id, "at": at, "reason": reason, "tier": tier, "score": score, "model_version": version}
    number = tx.add(_ADD, lead=lead_id, **told, next_step=then[0], next_step_at=then[1], desk_chat=desk_chat)
    return StoredHandoff(number, lead_id, at, reason, tier, desk_chat=desk_chat)


def note_ring(tx: Transaction, number: int, now: datetime, *, then: NextStep = NO_STEP) -> None:
    """Record that sales heard of a handoff anew, and what is done then where nobody acts."""
    tx.run(_RING, number=number, now=now, step=then[0], step_at=then[1])


def set_next_step(tx: Transaction, number: int, then: NextStep) -> None:
    """Record what is done next where nobody acts, and when."""
    tx.run(_SET_NEXT_STEP, number=number, step=then[0], step_at=then[1])


def claim(tx: Transaction, number: int, rep_id: int, now: datetime) -> bool:
    """Assign the handoff to a rep; False when somebody was faster or it is closed."""
    return tx.change(_CLAIM, number=number, rep=rep_id, now=now) == 1


def settle(
    tx: Transaction, number: int, *, outcome: str | None, at: datetime | None, closed_at: datetime | None
) -> None:
    """Record the outcome that stands now, with its instant, None if none does; a final one has closed the handoff."""
    tx.run(_NOTE, number=number, result=outcome, now=at, closed=closed_at)


def set_owner(tx: Transaction, number: int, rep_id: int | None, now: datetime) -> None:
    """Record who has a handoff from now on, None for nobody; whether they may is asked before."""
    if rep_id is None:
        tx.run(_DISOWN, number=number)
    else:
        tx.run(_SET_OWNER, number=number, rep=rep_id, now=now)


def desk_of(tx: Transaction, number: int) -> int | None:
    """Return the chat of the desk that has a handoff; None for the first one, or where there is no such handoff."""
    row = tx.first(_DESK_OF, number=number)
    return None if row is None else row[0]


def set_desk(tx: Transaction, number: int, chat: int) -> None:
    """Record which desk has a handoff from now on."""
    tx.run(_SET_DESK, number=number, chat=chat)


def move_desk(tx: Transaction, old_chat: int, new_chat: int) -> None:
    """Record that the chat of a desk goes by another id in the settings."""
    tx.run(_MOVE_DESK, old=old_chat, chat=new_chat)


def open_with(tx: Transaction, rep_id: int) -> list[int]:
    """Return the numbers of the open handoffs that a rep has."""
    return [number for (number,) in tx.all(_OPEN_WITH, rep=rep_id)]


def forget_contact(tx: Transaction, number: int, at: datetime) -> None:
    """Take back what was recorded as the first contact by a report of this instant."""
    tx.run(_FORGET_CONTACT, number=number, at=at)


def note_contact(tx: Transaction, number: int, now: datetime) -> bool:
    """Record that a person's words have reached the prospect, or that a rep said so; False where that is known."""
    return tx.change(_NOTE_CONTACT, number=number, now=now) == 1


def meet_rep(tx: Transaction, rep_id: int, name: str, username: str = "") -> None:
    """Remember a rep by the names they have now."""
    tx.run(_MEET, rep=rep_id, name=name, username=username or None)


def has_open(tx: Transaction, rep_id: int) -> bool:
    """Return whether a rep has any lead."""
    return tx.first(_HAS_OPEN, rep=rep_id) is not None


def rep_called(tx: Transaction, rep_id: int) -> str:
    """Return the name of a rep; empty for somebody unknown."""
    row = tx.first(_CALLED, rep=rep_id)
    return "" if row is None else str(row[0])
