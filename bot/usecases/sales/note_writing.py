"""A rep says that they have written to a prospect, or called, from their own account: that is the first contact."""

from datetime import datetime

from bot import contexts
from bot.messages import Sender
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.rep_answers import RepAnswer, not_found
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs
from storage.statements import Transaction


def note_writing(tx: Transaction, number: int, rep: Sender, *, setup: Setup, now: datetime) -> RepAnswer:
    """Note the rep's word, once; a lead whom nobody has is claimed by it, as by a reply through the bot."""
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return not_found(number, setup)
    if handoff.closed_at is not None:
        return RepAnswer(setup.desk_texts.render("closed", contexts.Number(number)), alert=True)
    if handoff.claimed_by is None:
        claim_lead(tx, number, rep, setup=setup, now=now)
    if handoffs.note_contact(tx, number, now):
        desk_steps.add(tx, number, desk_steps.WROTE, at=now, rep_id=rep.id)
        redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
    return RepAnswer(setup.desk_texts.render("wrote_to_them", contexts.Number(number)))
