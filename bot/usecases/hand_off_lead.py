"""Passes a lead to sales: once per episode, with a card that says why now."""

from datetime import datetime

from bot.conversation.state import State
from bot.desk.calls import PERSON, TIER, is_worth_a_call, may_call_again, rises_to_handoff
from bot.usecases.learning import Learnt
from scoring.engine import score_at
from storage import handoffs
from storage.handoffs import StoredHandoff
from storage.statements import Transaction


def reason_to_call(tx: Transaction, learnt: Learnt, state: State, *, asked_person: bool, now: datetime) -> str | None:
    """Return why sales should hear about a lead now, or None. A lead that is with sales rings no second time."""
    if state.handoff is not None:
        return None
    if asked_person:
        return PERSON
    model, standing = learnt.model, learnt.standing
    if model is None or not is_worth_a_call(model, standing.tier):
        return None
    last = handoffs.latest(tx, learnt.lead.id)
    if last is None:
        return TIER if rises_to_handoff(model, tier_before=learnt.tier_before, tier_after=standing.tier) else None
    # A rise soon after the last call is not lost: it rings as soon as sales may be called again.
    risen = standing.tier_since is not None and standing.tier_since > last.at
    return TIER if risen and may_call_again(model, last_call_at=last.at, now=now) else None


def hand_off(tx: Transaction, learnt: Learnt, *, reason: str, now: datetime) -> StoredHandoff:
    """Open a handoff for a lead."""
    score = score_at(learnt.model, learnt.standing, now).score if learnt.model else 0.0
    return handoffs.add(
        tx,
        learnt.lead.id,
        at=now,
        reason=reason,
        tier=learnt.standing.tier,
        score=score,
        version=learnt.lead.model_version,
    )
