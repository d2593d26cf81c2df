"""Outcomes as signals of a lead's history: rules may weigh them, reviews count them, and they are taken back like them.

Whatever points they give, they never ring: nobody at the desk is called because of what the desk has reported.
"""

from datetime import datetime

from msgspec.structs import replace

from bot.desk.when_to_alert import OUTCOME_ID
from bot.usecases.leads.update_score import OUTGROWN, learn
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_tier
from scoring.history import WITHDRAWN, Signal
from scoring.values import Value
from storage import handoffs, histories, leads
from storage.leads import StoredLead
from storage.outcomes import StoredOutcome
from storage.statements import Transaction


def record_outcome(tx: Transaction, outcome: StoredOutcome, *, setup: Setup, now: datetime) -> None:
    """Score an outcome that was reported."""
    _learn(tx, outcome, _signal(outcome), setup=setup, now=now)


def record_withdrawal(tx: Transaction, outcome: StoredOutcome, *, setup: Setup, now: datetime) -> None:
    """Score a lead as if an outcome had never been reported."""
    taken_back = {"signal": _id(outcome), "outcome": outcome.outcome}
    signal = Signal(f"{_id(outcome)}:{WITHDRAWN}", now, WITHDRAWN, taken_back)
    _learn(tx, outcome, signal, setup=setup, now=now)


def record_more(tx: Transaction, outcome: StoredOutcome, *, setup: Setup, now: datetime) -> None:
    """Score an outcome with its reason or amount, which came after it: it counts as if it had been told at once."""
    signal, lead = _signal(outcome), _lead_of(tx, outcome)
    if lead is None or not histories.tell_more(tx, signal):
        return
    playbook = setup.playbook(lead.audience)
    if playbook is not None and playbook.model.reads(signal.name):
        _save(tx, lead, replace(lead, model_version=OUTGROWN), (), setup=setup, now=now)


def _learn(tx: Transaction, outcome: StoredOutcome, signal: Signal, *, setup: Setup, now: datetime) -> None:
    lead = _lead_of(tx, outcome)
    if lead is not None and not histories.is_known(tx, signal.id):
        _save(tx, lead, lead, (signal,), setup=setup, now=now)


def _save(
    tx: Transaction, was: StoredLead, lead: StoredLead, signals: tuple[Signal, ...], *, setup: Setup, now: datetime
) -> None:
    learnt = learn(tx, lead, signals, playbooks=setup.playbooks, now=now)
    leads.save(tx, learnt.lead, was=was)
    announce_tier(tx, learnt.lead, before=was.tier, setup=setup, now=now)


def _lead_of(tx: Transaction, outcome: StoredOutcome) -> StoredLead | None:
    handoff = handoffs.by_number(tx, outcome.handoff)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    return chat.lead if chat else None


def _signal(outcome: StoredOutcome) -> Signal:
    told: dict[str, Value] = {}
    if outcome.reason is not None:
        told["reason"] = outcome.reason
    if outcome.amount is not None:
        told |= {"amount": outcome.amount, "currency": outcome.currency or ""}
    return Signal(_id(outcome), outcome.at, f"outcome.{outcome.outcome}", told)


def _id(outcome: StoredOutcome) -> str:
    return f"{OUTCOME_ID}{outcome.id}"
