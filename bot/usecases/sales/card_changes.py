"""When the card of a handoff changes by itself, and the note by which the timekeeper finds it then."""

from datetime import datetime

from bot.desk.outcomes import UNDO_FOR
from bot.desk.redraws import next_change
from storage import due, handoffs, outcomes
from storage.statements import Transaction


def note_changes(tx: Transaction, number: int, *, now: datetime) -> None:
    """Note when a card changes next by itself, for a card that is drawn now."""
    due.set_redraw(tx, number, next_change(changes_of(tx, number), drawn_at=now))


def changes_of(tx: Transaction, number: int) -> list[datetime | None]:
    """Return the instants at which a card looks different, whenever they are."""
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return []
    stands = outcomes.standing(tx, number) if handoff.outcome else []
    return [stands[0].at + UNDO_FOR if stands else None]
