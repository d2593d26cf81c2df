"""What reps have done since somebody looked last: for counters, which are told of each thing once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from storage.columns import Instant
from storage.desk_steps import CLAIMED
from storage.handoffs import IMPORTED_REP
from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import DeskStep, Handoff, Outcome

_steps, _handoffs, _outcomes = table_of(DeskStep), table_of(Handoff), table_of(Outcome)

AT_ONCE = 5_000
_rung_at = func.coalesce(_handoffs.c.rung_again_at, _handoffs.c.at, type_=Instant)
_CLAIMS = Statement(
    select(_steps.c.id, _steps.c.at, _rung_at)
    .join(_handoffs, _handoffs.c.id == _steps.c.handoff_id)
    .where(_steps.c.id > bindparam("after"), _steps.c.step == CLAIMED)
    .order_by(_steps.c.id)
    .limit(AT_ONCE)
)
_OUTCOMES = Statement(
    select(_outcomes.c.id, _outcomes.c.outcome)
    .where(_outcomes.c.id > bindparam("after"), _outcomes.c.rep_id != IMPORTED_REP)
    .order_by(_outcomes.c.id)
    .limit(AT_ONCE)
)
_LAST_STEP = Statement(select(func.coalesce(func.max(_steps.c.id), 0)))
_LAST_OUTCOME = Statement(select(func.coalesce(func.max(_outcomes.c.id), 0)))


@dataclass(frozen=True, slots=True)
class Seen:
    """The numbers of the last step of a desk and the last outcome that somebody knows of."""

    step: int
    outcome: int


@dataclass(frozen=True, slots=True)
class News:
    """Seconds from ring to claim, one for each claim, the outcomes that were reported, and what is known by now."""

    claims: Sequence[float]
    outcomes: Sequence[str]
    seen: Seen


def last(tx: Transaction) -> Seen:
    """Return what there is now."""
    steps, outcomes = tx.first(_LAST_STEP), tx.first(_LAST_OUTCOME)
    return Seen(steps[0] if steps else 0, outcomes[0] if outcomes else 0)


def after(tx: Transaction, seen: Seen) -> News:
    """Return what reps have done since; imported outcomes are nobody's news."""
    claims, outcomes = tx.all(_CLAIMS, after=seen.step), tx.all(_OUTCOMES, after=seen.outcome)
    until = Seen(claims[-1][0] if claims else seen.step, outcomes[-1][0] if outcomes else seen.outcome)
    return News([_seconds(at, rung) for _, at, rung in claims], [outcome for _, outcome in outcomes], until)


def _seconds(claimed_at: datetime, rung_at: datetime) -> float:
    return max(0.0, (claimed_at - rung_at).total_seconds())
