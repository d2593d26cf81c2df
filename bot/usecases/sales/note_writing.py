"""A rep says that they have written to a prospect, or called, from their own account: that is the first contact."""

from datetime import datetime, timedelta

from bot import contexts
from bot.messages import Sender
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import note_changes
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.pass_on_words import below_card
from bot.usecases.sales.rep_answers import RepAnswer, not_found
from bot.usecases.sales.rep_links import link_to
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs, leads, outbox
from storage.handoffs import StoredHandoff
from storage.statements import Transaction

SAME_WRITING = timedelta(hours=1)
"""Within it a tap that comes twice, and the command beside it, say the same."""


def note_writing(tx: Transaction, number: int, rep: Sender, *, setup: Setup, now: datetime) -> RepAnswer:
    """Note the rep's word, once; a lead whom nobody has is claimed by it, as by a reply through the bot.

    As there, whoever has the lead is told of a colleague's word.
    """
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return not_found(number, setup)
    if handoff.closed_at is not None:
        return RepAnswer(setup.desk_texts.render("closed", contexts.Number(number)), alert=True)
    if handoff.claimed_by is None:
        claim_lead(tx, number, rep, setup=setup, now=now)
    handoffs.note_contact(tx, number, now)
    if not _has_said_so(tx, number, rep, now=now):
        handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
        desk_steps.add(tx, number, desk_steps.WROTE, at=now, rep_id=rep.id)
        redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
        note_changes(tx, number, setup=setup, now=now)
        _tell_owner(tx, handoff, rep, setup=setup, now=now)
    return RepAnswer(setup.desk_texts.render("wrote_to_them", contexts.Number(number)))


def _has_said_so(tx: Transaction, number: int, rep: Sender, *, now: datetime) -> bool:
    """Return whether a rep said just now that they have written: what is said again later is a new sign of life."""
    steps = desk_steps.of_handoff(tx, number)
    return any(
        step.step == desk_steps.WROTE and step.rep_id == rep.id and now - step.at < SAME_WRITING for step in steps
    )


def _tell_owner(tx: Transaction, handoff: StoredHandoff, rep: Sender, *, setup: Setup, now: datetime) -> None:
    """Tell the rep who has a lead that another one has written to them."""
    if handoff.claimed_by in (None, rep.id):
        return
    chat, link = leads.by_id(tx, handoff.lead_id), link_to(tx, handoff.claimed_by, setup=setup, now=now)
    name = chat.lead.name if chat else ""
    told = contexts.OthersReply(handoff.number, name, rep.full_name, handoff.rep or "", link)
    html = setup.desk_texts.render("reply.by_other", told)
    outbox.owe(tx, [below_card(tx, handoff.number, html, calls=link, setup=setup, now=now)], now)
