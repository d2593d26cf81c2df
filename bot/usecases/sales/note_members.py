"""Notes that a rep has left a desk's chat, or has come back: then others may take over, and nobody counts on them."""

from datetime import datetime

from bot.desk.ownership import CAME_BACK, LEFT, has_left
from bot.messages import MembersChanged
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import note_changes
from bot.usecases.sales.desk_in_charge import at_desk_of
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs, members, reps
from storage.statements import Transaction


def note_members(tx: Transaction, what: MembersChanged, *, setup: Setup, now: datetime) -> None:
    """Note who has left or come back on each open handoff of theirs, and draw its card anew.

    Who has left is on duty no longer: a call by name would not reach them, and would name the lead to a stranger.
    """
    if what.left is not None:
        _note(tx, what.left, LEFT, setup=setup, now=now)
        if not members.desks_of(tx, what.left) - {setup.sales_chat}:
            reps.set_duty(tx, what.left, since=None)
    for person in what.joined:
        _note(tx, person, CAME_BACK, setup=setup, now=now)


def _note(tx: Transaction, person: int, step: str, *, setup: Setup, now: datetime) -> None:
    for number in handoffs.open_with(tx, person):
        if at_desk_of(tx, number, setup).sales_chat != setup.sales_chat:
            continue  # a lead of another desk, whose chat they may be in still
        if step == CAME_BACK and not has_left(person, desk_steps.of_handoff(tx, number)):
            continue
        desk_steps.add(tx, number, step, at=now, rep_id=person)
        redraw_card(tx, number, setup=setup, now=now, worth=Worth.EDIT)
        note_changes(tx, number, setup=setup, now=now)
