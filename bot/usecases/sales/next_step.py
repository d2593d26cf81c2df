"""What is said of a handoff next where nobody acts: how the ladder sees it, and how its step is stored with it."""

from dataclasses import replace
from datetime import datetime

from bot.desk.ladder import Case, Next, first_step
from bot.usecases.setup import Setup
from storage import handoffs
from storage.handoffs import NO_STEP, NextStep, StoredHandoff
from storage.statements import Transaction


def stored(step: Next | None) -> NextStep:
    """Return a step as it is stored with its handoff."""
    return NO_STEP if step is None else (step.step.value, step.at)


def case_of(handoff: StoredHandoff, *, setup: Setup, cooled: bool = False) -> Case:
    """Return a handoff as the ladder looks at it; whatever was reported of it counts as contact."""
    return Case(
        rung_at=handoff.rung_at,
        tier=handoff.tier,
        claimed_at=handoff.claimed_at if handoff.claimed_by is not None else None,
        contacted=handoff.first_contact_at is not None or handoff.outcome is not None,
        closed=handoff.closed_at is not None,
        cooled=cooled,
        shared=setup.sales_is_group,
    )


def note_next_step(tx: Transaction, handoff: StoredHandoff, *, setup: Setup, now: datetime) -> None:
    """Note the first step of a handoff as it is since this moment: claimed, given, taken over, or nobody's."""
    case = case_of(handoff, setup=setup)
    # Whoever has just got it has all the time that the first owner had.
    case = replace(case, rung_at=now) if case.claimed_at is None else replace(case, claimed_at=now)
    handoffs.set_next_step(tx, handoff.number, stored(first_step(case, setup.desk)))
