"""Passes a lead to sales: once per episode, with a card that says why now."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from bot.conversation.state import State
from bot.desk.ladder import Case, first_step
from bot.desk.when_to_alert import (
    PERSON,
    Deed,
    LastCall,
    is_worth_a_call,
    may_call_again,
    rises_to_handoff,
    why_to_call,
)
from bot.usecases.leads.update_score import Learnt
from bot.usecases.sales.next_step import stored
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_handoff
from scoring.engine import score_at
from storage import handoffs
from storage.handoffs import Past, StoredHandoff
from storage.statements import Transaction


class Call(Struct, frozen=True):
    """Why sales should hear about a lead now, and what was looked up for that: the lead's past, or nothing."""

    reason: str
    past: Past | None = None


def reason_to_call(
    tx: Transaction, learnt: Learnt, state: State, *, asked_person: bool, deeds: Iterable[Deed], now: datetime
) -> Call | None:
    """Return why sales should hear about a lead now, or None. A lead that is with sales opens no second handoff.

    A rise that could not ring at its time (too soon after the last call, or the prospect had said stop) rings with the
    next thing the lead does, if they still are worth a call then. ``deeds`` are what they have done in this turn.
    """
    if state.handoff is not None:
        return None
    if asked_person:
        return Call(PERSON)
    model = learnt.model
    if model is None or not is_worth_a_call(model, learnt.standing.tier):
        return None
    past = handoffs.past_of(tx, learnt.lead.id)
    called = LastCall(past.handoffs[-1].rung_at, past.handoffs[-1].closed_at) if past.handoffs else None
    reason = why_to_call(model, past.tier_changes, tier=learnt.standing.tier, last=called, deeds=deeds, now=now)
    return None if reason is None else Call(reason, past)


def hand_off(tx: Transaction, learnt: Learnt, *, reason: str, setup: Setup, now: datetime) -> StoredHandoff:
    """Open a handoff for a lead at the desk at hand, and note when somebody is reminded where nobody acts."""
    score = score_at(learnt.model, learnt.standing, now).score if learnt.model else 0.0
    handoff = handoffs.add(
        tx,
        learnt.lead.id,
        at=now,
        reason=reason,
        tier=learnt.standing.tier,
        score=score,
        version=learnt.lead.model_version,
        then=stored(first_step(Case(now, learnt.standing.tier), setup.desk)),
        desk_chat=setup.sales_chat,
    )
    announce_handoff(tx, handoff, learnt.lead, setup=setup, now=now)
    return handoff


def ring_again(tx: Transaction, learnt: Learnt, state: State, *, setup: Setup, now: datetime) -> StoredHandoff | None:
    """Return the open handoff of a lead that has just come back and that nobody has claimed; it rings anew."""
    model = learnt.model
    if state.handoff is None or state.rep or model is None:
        return None
    if not rises_to_handoff(model, tier_before=learnt.tier_before, tier_after=learnt.standing.tier):
        return None
    handoff = handoffs.by_number(tx, state.handoff)
    if handoff is None or not may_call_again(model, last_call_at=handoff.rung_at, now=now):
        return None
    handoffs.note_ring(tx, handoff.number, now, then=stored(first_step(Case(now, learnt.standing.tier), setup.desk)))
    return handoff
