"""When a lead is worth a person's time: at the model's handoff tier, or when they ask for a person."""

from collections.abc import Sequence
from datetime import datetime

from scoring.engine import BY_MODEL, TierChange
from scoring.model import RANK, Model

TIER, PERSON = "tier", "person"


def is_worth_a_call(model: Model, tier: str) -> bool:
    """Return whether a lead of this tier is worth a person's time under this model."""
    return RANK[tier] >= RANK[model.handoff]


def rises_to_handoff(model: Model, *, tier_before: str, tier_after: str) -> bool:
    """Return whether a lead has just become worth a call under this model."""
    return is_worth_a_call(model, tier_after) and not is_worth_a_call(model, tier_before)


def may_call_again(model: Model, *, last_call_at: datetime, now: datetime) -> bool:
    """Return whether enough time has passed since sales was last called about this lead."""
    return model.alert_again_after is None or now - last_call_at >= model.alert_again_after


def has_risen(model: Model, changes: Sequence[TierChange], *, after: datetime | None) -> bool:
    """Return whether a lead last became worth a call by what they did, after an instant (None: at any time).

    What the rules alone lifted is no news of the lead.
    """
    rises = [
        change for change in changes if rises_to_handoff(model, tier_before=change.tier_from, tier_after=change.tier_to)
    ]
    return bool(rises) and rises[-1].because != BY_MODEL and (after is None or rises[-1].at > after)
