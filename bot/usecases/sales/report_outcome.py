"""A rep reports what came of a handoff; won, lost and not a fit close it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.desk.outcomes import CLAIMS_AT_ONCE, FINAL, TELL_OF_CONTACT
from bot.desk.ownership import BY_REPORT
from bot.messages import Sender
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import note_changes
from bot.usecases.sales.conversation_owner import end_with_sales
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.record_outcome import record_outcome
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_outcome
from storage import desk_steps, handoffs, outcomes
from storage.handoffs import StoredHandoff
from storage.statements import Transaction


class Reported(Enum):
    """What became of a report."""

    NOTED = auto()
    NOT_FOUND = auto()
    NOT_CLAIMED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a report, and the handoff as it was before; ``outcome`` is the number of what stands now.

    ``is_new`` says that it was not known before.
    """

    became: Reported
    handoff: StoredHandoff | None = None
    outcome: int | None = None
    is_new: bool = False


def report_outcome(tx: Transaction, number: int, outcome: str, *, rep: Sender, setup: Setup, now: datetime) -> Report:
    """Record an outcome. ``not_a_fit`` may be said of an unclaimed lead too: it claims and closes in one."""
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return Report(Reported.NOT_FOUND)
    if handoff.outcome == outcome:
        stands = outcomes.standing(tx, number)
        return Report(Reported.NOTED, handoff, stands[0].id if stands else None)
    if handoff.closed_at is not None and outcome not in FINAL:
        return Report(Reported.CLOSED, handoff)
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    if handoff.claimed_by is None:
        if outcome != CLAIMS_AT_ONCE:
            return Report(Reported.NOT_CLAIMED, handoff)
        handoffs.claim(tx, number, rep.id, now)
        desk_steps.add(tx, number, desk_steps.CLAIMED, at=now, rep_id=rep.id, detail=BY_REPORT)
    state = end_with_sales(tx, handoff.lead_id, number, setup=setup) if outcome in FINAL else None
    reported = outcomes.add(tx, number, outcome, rep_id=rep.id, at=now, state=state)
    handoffs.settle(tx, number, outcome=outcome, at=now, closed_at=now if outcome in FINAL else None)
    desk_steps.add(tx, number, desk_steps.OUTCOME, at=now, rep_id=rep.id, detail=outcome)
    if outcome in TELL_OF_CONTACT:
        handoffs.note_contact(tx, number, now)
    stored = outcomes.by_id(tx, reported)
    assert stored is not None, "it was stored a moment ago"
    record_outcome(tx, stored, setup=setup, now=now)
    redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
    note_changes(tx, number, setup=setup, now=now)
    announce_outcome(tx, reported, setup=setup, now=now)
    return Report(Reported.NOTED, handoff, reported, is_new=True)
