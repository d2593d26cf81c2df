"""When a lead is worth a person's time: at the model's handoff tier, or when they ask for a person."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

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


def calls_of(model: Model, changes: Iterable[TierChange]) -> list[datetime]:
    """Return when sales is called about a lead with these tier changes: at each rise, if not too soon after another."""
    calls: list[datetime] = []
    for change in changes:
        rises = rises_to_handoff(model, tier_before=change.tier_from, tier_after=change.tier_to)
        soon = bool(calls) and not may_call_again(model, last_call_at=calls[-1], now=change.at)
        if rises and change.because != BY_MODEL and not soon:
            calls.append(change.at)
    return calls


def paired(were: Sequence[datetime], would_be: Sequence[datetime]) -> Iterator[tuple[datetime | None, datetime | None]]:
    """Yield each call with the one it would become: those of the same moment, and what is between them in order.

    Both are in order of time; None stands where there is no such call.
    """
    here = there = 0
    for at in sorted({*were} & {*would_be}):
        i, k = were.index(at, here), would_be.index(at, there)
        yield from zip_longest(were[here:i], would_be[there:k])
        yield at, at
        here, there = i + 1, k + 1
    yield from zip_longest(were[here:], would_be[there:])
