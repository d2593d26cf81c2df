"""Lets a lead's tier fall at the instant it is due. A fall never rings: it only shows on the card, and not at once."""

from datetime import datetime, timedelta

from bot.conversation.state import State
from bot.usecases.leads.update_score import learn
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_tier
from storage import due, leads
from storage.statements import Transaction

LOOK_AGAIN_AFTER = timedelta(days=1)


def cool_lead(tx: Transaction, lead_id: int, *, setup: Setup, now: datetime) -> None:
    """Record what has fallen due for a lead; without rules for their audience it waits until there are some again."""
    chat = leads.by_id(tx, lead_id)
    if chat is None or chat.lead.audience is None:
        return
    if setup.playbook(chat.lead.audience) is None:
        due.postpone_cooling(tx, lead_id, now + LOOK_AGAIN_AFTER)
        return
    lead = chat.lead
    cooled = learn(tx, lead, (), playbooks=setup.playbooks, now=now).lead
    leads.save(tx, cooled)
    announce_tier(tx, cooled, before=lead.tier, setup=setup, now=now)
    number = State.from_json(chat.state).handoff
    if number is not None and cooled.tier != lead.tier:
        # Thousands may cool at once: the timekeeper owes their cards a few at a time.
        due.note_redraw(tx, number, now)
