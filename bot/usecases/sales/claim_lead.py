"""A rep claims a handoff: the first one wins, and everybody sees who it is."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Sender
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import note_changes
from bot.usecases.sales.conversation_owner import give_to_rep
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.next_step import note_next_step
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_claim
from storage import desk_steps, handoffs
from storage.handoffs import StoredHandoff
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Claim:
    """What came of a claim: the handoff as it is now, and whether this rep has it."""

    handoff: StoredHandoff
    won: bool


def claim_lead(tx: Transaction, number: int, rep: Sender, *, setup: Setup, now: datetime) -> Claim | None:
    """Assign a handoff to a rep, or return the rep who was faster; None if there is no such handoff.

    Claiming again what one has already changes nothing.
    """
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    claimed = handoffs.claim(tx, number, rep.id, now)
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return None
    if claimed:
        desk_steps.add(tx, number, desk_steps.CLAIMED, at=now, rep_id=rep.id)
        note_next_step(tx, handoff, setup=setup, now=now)
        give_to_rep(tx, handoff.lead_id, number, rep.full_name, now=now)
        redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
        note_changes(tx, number, setup=setup, now=now)
        announce_claim(tx, handoff, rep, setup=setup, now=now)
    return Claim(handoff, won=handoff.claimed_by == rep.id and handoff.closed_at is None)
