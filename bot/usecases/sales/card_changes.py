"""When the card of a handoff changes by itself, and the note by which the timekeeper finds it then."""

from collections.abc import Iterable
from datetime import datetime

from bot.desk.outcomes import UNDO_FOR
from bot.desk.ownership import Step, may_be_taken_from
from bot.desk.redraws import next_change
from bot.desk.rules import DeskRules
from bot.usecases.setup import Setup
from storage import desk_steps, due, handoffs, outcomes
from storage.handoffs import StoredHandoff
from storage.statements import Transaction


def note_changes(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    """Note when a card changes next by itself, for a card that is drawn now."""
    due.set_redraw(tx, number, next_change(changes_of(tx, number, setup=setup), drawn_at=now))


def changes_of(tx: Transaction, number: int, *, setup: Setup) -> list[datetime | None]:
    """Return the instants at which a card looks different, whenever they are."""
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return []
    stands = outcomes.standing(tx, number) if handoff.outcome else []
    steps = desk_steps.of_handoff(tx, number)
    return [stands[0].at + UNDO_FOR if stands else None, free_from(handoff, steps, rules=setup.desk)]


def free_from(handoff: StoredHandoff, steps: Iterable[Step], *, rules: DeskRules) -> datetime | None:
    """Return from when on others may take a handoff over; None where nobody has it."""
    if handoff.claimed_by is None or handoff.claimed_at is None or handoff.closed_at is not None:
        return None
    return may_be_taken_from(handoff.claimed_by, steps, claimed_at=handoff.claimed_at, rules=rules)
