"""Calls whoever is on duty when somebody hot comes while the desk is closed."""

from datetime import datetime

from bot import contexts
from bot.messages import SendText
from bot.usecases.delivery.owe import owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import words_about
from bot.usecases.leads.update_score import Learnt
from bot.usecases.sales.desk_commands import called
from bot.usecases.sales.desk_in_charge import reps_of_desk
from bot.usecases.setup import Setup
from scoring.model import HOT
from storage import handoffs, reps
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.outbox import Owed
from storage.statements import Transaction


def calls_of_duty(
    tx: Transaction, handoff: StoredHandoff, lead: StoredLead, *, setup: Setup, now: datetime
) -> list[Owed]:
    """Return the message that calls the reps on duty by name; none while the desk is open, or where nobody is."""
    if lead.tier != HOT or not setup.is_silent(now):
        return []
    on_duty = tuple(called(rep) for rep in reps.on_duty(tx, now, among=reps_of_desk(tx, setup)))
    if not on_duty:
        return []
    told = contexts.DutyCall(handoff.number, lead.name, on_duty, setup.claim_command(handoff.number))
    message = SendText(setup.desk_texts.render("duty.call", told))
    return [owed(setup.sales_chat, message, worth=Worth.ALERT, about=words_about(handoff.number))]


def calls_of_risen(tx: Transaction, number: int, learnt: Learnt, *, setup: Setup, now: datetime) -> list[Owed]:
    """Return the same of a lead whom sales knows and nobody has, and who has just become hot."""
    if learnt.tier_before == HOT or learnt.lead.tier != HOT or not setup.is_silent(now):
        return []
    handoff = handoffs.by_number(tx, number)
    if handoff is None or handoff.claimed_by is not None or handoff.closed_at is not None:
        return []
    return calls_of_duty(tx, handoff, learnt.lead, setup=setup, now=now)
