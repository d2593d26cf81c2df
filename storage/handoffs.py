"""Handoffs, the reps who claim them, and what came of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.statements import Statement, Transaction, table_of
from storage.tables import Handoff, Outcome, Rep

_handoffs, _reps, _outcomes = table_of(Handoff), table_of(Rep), table_of(Outcome)


@dataclass(frozen=True, slots=True)
class StoredHandoff:
    """A handoff's row; ``rep`` is the claiming rep's name. ``rung_again_at`` is when sales last heard of it anew."""

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

    @property
    def rung_at(self) -> datetime:
        """When sales last heard of it unasked."""
        return self.rung_again_at or self.at


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
).join(_reps, _reps.c.id == _handoffs.c.claimed_by, isouter=True)

_BY_NUMBER = Statement(_SELECT.where(_handoffs.c.id == bindparam("number")))
_LATEST = Statement(_SELECT.where(_handoffs.c.lead_id == bindparam("lead")).order_by(_handoffs.c.id.desc()).limit(1))
_OF_LEAD = Statement(_SELECT.where(_handoffs.c.lead_id == bindparam("lead")).order_by(_handoffs.c.id))
_NEWEST_OPEN = Statement(
    select(_handoffs.c.id)
    .where(_handoffs.c.closed_at.is_(None))
    .order_by(_handoffs.c.id.desc())
    .limit(bindparam("limit"))
)
_ADD = Statement(_handoffs.insert(), column_keys=["lead_id", "at", "reason", "tier", "score", "model_version"])
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
_RING = Statement(update(_handoffs).where(_handoffs.c.id == bindparam("number")).values(rung_again_at=bindparam("now")))
_ADD_OUTCOME = Statement(_outcomes.insert(), column_keys=["handoff_id", "rep_id", "at", "outcome"])
_upsert = insert(_reps).values(id=bindparam("rep"), name=bindparam("name"))
_MEET = Statement(_upsert.on_conflict_do_update(index_elements=["id"], set_={"name": _upsert.excluded.name}))


def by_number(tx: Transaction, number: int) -> StoredHandoff | None:
    """Return the handoff with this number."""
    row = tx.first(_BY_NUMBER, number=number)
    return None if row is None else StoredHandoff(*row)


def latest(tx: Transaction, lead_id: int) -> StoredHandoff | None:
    """Return a lead's newest handoff, open or closed."""
    row = tx.first(_LATEST, lead=lead_id)
    return None if row is None else StoredHandoff(*row)


def of_lead(tx: Transaction, lead_id: int) -> list[StoredHandoff]:
    """Return every handoff of a lead, oldest first."""
    return [StoredHandoff(*row) for row in tx.all(_OF_LEAD, lead=lead_id)]


def newest_open(tx: Transaction, *, limit: int) -> list[int]:
    """Return the numbers of the newest open handoffs."""
    return [number for (number,) in tx.all(_NEWEST_OPEN, limit=limit)]


def add(
    tx: Transaction, lead_id: int, *, at: datetime, reason: str, tier: str, score: float, version: str
) -> StoredHandoff:
    """Open a handoff. Only one can be open per lead: a second is an integrity error."""
    number = tx.add(_ADD, lead_id=lead_id, at=at, reason=reason, tier=tier, score=score, model_version=version)
    return StoredHandoff(number, lead_id, at, reason, tier)


def note_ring(tx: Transaction, number: int, now: datetime) -> None:
    """Record that sales heard of a handoff anew."""
    tx.run(_RING, number=number, now=now)


def claim(tx: Transaction, number: int, rep_id: int, now: datetime) -> bool:
    """Give the handoff to a rep; False when somebody was faster or it is closed."""
    return tx.run(_CLAIM, number=number, rep=rep_id, now=now) == 1


def note_outcome(tx: Transaction, number: int, *, rep_id: int, outcome: str, now: datetime, closes: bool) -> None:
    """Record what a rep reports; a final outcome closes the handoff."""
    tx.add(_ADD_OUTCOME, handoff_id=number, rep_id=rep_id, at=now, outcome=outcome)
    tx.run(_NOTE, number=number, result=outcome, now=now, closed=now if closes else None)


def meet_rep(tx: Transaction, rep_id: int, name: str) -> None:
    """Remember a rep by the name they have now."""
    tx.run(_MEET, rep=rep_id, name=name)
