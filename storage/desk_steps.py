"""What happened to handoffs, step by step: who claimed, gave, reported, withdrew ... and when. Append-only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import DeskStep, Rep

_steps, _reps = table_of(DeskStep), table_of(Rep)

CLAIMED, RELEASED, GIVEN, TAKEN_OVER = "claimed", "released", "given", "taken_over"
BY_REPORT = "by_report"
"""The detail of a claim that came with a report: taken back with it, it was none."""
REMINDED, MOVED = "reminded", "moved"
MEETING, MEETING_OFF = "meeting", "meeting_off"
REPLIED, WROTE, OUTCOME, WITHDRAWN, REOPENED = "replied", "wrote", "outcome", "withdrawn", "reopened"

_ADD = Statement(_steps.insert(), column_keys=["handoff_id", "at", "rep_id", "step", "detail"])
_OF_HANDOFF = Statement(
    select(_steps.c.at, _steps.c.step, _steps.c.rep_id, _reps.c.name, _steps.c.detail)
    .join(_reps, _reps.c.id == _steps.c.rep_id, isouter=True)
    .where(_steps.c.handoff_id == bindparam("number"))
    .order_by(_steps.c.id)
)


@dataclass(frozen=True, slots=True)
class StoredStep:
    """One step: what was done when, by which rep (None where nobody did it); ``detail`` belongs to the step."""

    at: datetime
    step: str
    rep_id: int | None
    rep: str | None
    detail: str


def add(tx: Transaction, number: int, step: str, *, at: datetime, rep_id: int | None = None, detail: str = "") -> None:
    """Append a step to the history of a handoff; the rep must be known (``handoffs.meet_rep``)."""
    tx.run(_ADD, handoff_id=number, at=at, rep_id=rep_id, step=step, detail=detail)


def of_handoff(tx: Transaction, number: int) -> list[StoredStep]:
    """Return the steps of a handoff, in the order in which they were taken."""
    return [StoredStep(*row) for row in tx.all(_OF_HANDOFF, number=number)]
