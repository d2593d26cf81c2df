"""Handoffs that were made and closed in another system: they never ring, and no rep of ours has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import bindparam, delete, select, update

from storage.handoffs import IMPORTED, IMPORTED_REP
from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import Handoff, Outcome

_handoffs, _outcomes = table_of(Handoff), table_of(Outcome)

_PAST = ("at", "tier", "score", "model_version", "outcome", "outcome_at", "closed_at")
_PAST_OUTCOMES = Statement(
    select(_handoffs.c.id, _outcomes.c.at, _outcomes.c.outcome)
    .join(_outcomes, _outcomes.c.handoff_id == _handoffs.c.id)
    .where(_handoffs.c.lead_id == bindparam("lead"), _handoffs.c.reason == bindparam("imported"))
    .order_by(_handoffs.c.id, _outcomes.c.id)
)
_ADD_PAST = Statement(_handoffs.insert(), column_keys=["lead_id", "reason", "claimed_by", *_PAST])
_REPLACE_PAST = Statement(
    update(_handoffs)
    .where(_handoffs.c.id == bindparam("number"))
    .values({name: bindparam(f"new_{name}") for name in _PAST})
)
_DROP_OUTCOMES = Statement(delete(_outcomes).where(_outcomes.c.handoff_id == bindparam("number")))
_DROP = Statement(delete(_handoffs).where(_handoffs.c.id == bindparam("number")))
_ADD_OUTCOME = Statement(_outcomes.insert(), column_keys=["handoff_id", "rep_id", "at", "outcome"])


@dataclass(frozen=True, slots=True)
class PastHandoff:
    """A handoff that was made and closed in another system, with its outcomes (instant and outcome), oldest first.

    ``tier`` and ``score`` are those of the lead at the first of them, under the rules of ``version``.
    """

    outcomes: tuple[tuple[datetime, str], ...]
    tier: str
    score: float
    version: str


def past_outcomes(tx: Transaction, lead_id: int) -> list[tuple[int, datetime, str]]:
    """Return the outcomes of a lead's imported handoffs: the handoff's number, when and what, oldest first."""
    return [(number, at, outcome) for number, at, outcome in tx.all(_PAST_OUTCOMES, lead=lead_id, imported=IMPORTED)]


def keep_past(tx: Transaction, lead_id: int, past: Iterable[PastHandoff]) -> None:
    """Store a lead's imported handoffs in place of those there were, which keep their numbers."""
    numbers = list(dict.fromkeys(number for number, _, _ in past_outcomes(tx, lead_id)))
    for number in numbers:
        tx.run(_DROP_OUTCOMES, number=number)
    for handoff, known in zip_longest(past, numbers):
        if handoff is None:
            tx.run(_DROP, number=known)
        else:
            _keep_past(tx, lead_id, handoff, number=known)


def _keep_past(tx: Transaction, lead_id: int, past: PastHandoff, *, number: int | None) -> None:
    first_at, (last_at, outcome) = past.outcomes[0][0], past.outcomes[-1]
    told = {"at": first_at, "tier": past.tier, "score": past.score, "model_version": past.version}
    told |= {"outcome": outcome, "outcome_at": last_at, "closed_at": last_at}
    if number is None:
        number = tx.add(_ADD_PAST, lead_id=lead_id, reason=IMPORTED, claimed_by=IMPORTED_REP, **told)
    else:
        tx.run(_REPLACE_PAST, number=number, **{f"new_{name}": value for name, value in told.items()})
    for at, each in past.outcomes:
        tx.run(_ADD_OUTCOME, handoff_id=number, rep_id=IMPORTED_REP, at=at, outcome=each)
