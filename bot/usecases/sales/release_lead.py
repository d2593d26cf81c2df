"""Gives a handoff back to the group: nobody has it any more, and anybody may claim it."""

from datetime import datetime

from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import note_changes
from bot.usecases.sales.conversation_owner import give_to_bot
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs
from storage.handoffs import StoredHandoff
from storage.statements import Transaction


def release_silent(tx: Transaction, handoff: StoredHandoff, *, setup: Setup, now: datetime) -> None:
    """Take a handoff from the rep who has written to nobody; no rep asked for it."""
    handoffs.set_owner(tx, handoff.number, None, now)
    desk_steps.add(tx, handoff.number, desk_steps.RELEASED, at=now, detail=handoff.rep or "")
    give_to_bot(tx, handoff.lead_id, handoff.number)
    redraw_card(tx, handoff.number, setup=setup, now=now, worth=Worth.CLAIM)
    note_changes(tx, handoff.number, setup=setup, now=now)
