"""When a lead is worth a person's time: at the model's handoff tier, or when they ask for a person."""

from datetime import datetime

from scoring.model import RANK, Model

TIER, PERSON = "tier", "person"


def rises_to_handoff(model: Model, *, tier_before: str, tier_after: str) -> bool:
    """Return whether a lead has just become worth a call under this model."""
    wanted = RANK[model.handoff]
    return RANK[tier_before] < wanted <= RANK[tier_after]


def may_call_again(model: Model, *, last_call_at: datetime | None, now: datetime) -> bool:
    """Return whether enough time has passed since sales was last called about this lead."""
    if last_call_at is None or model.alert_again_after is None:
        return True
    return now - last_call_at >= model.alert_again_after
